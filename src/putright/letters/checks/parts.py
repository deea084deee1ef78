"""Whether the letter is the right one, says what it must, and sends the resident to the right place."""

from __future__ import annotations

from collections.abc import Iterator

from putright.letters.checks.subject import Subject
from putright.letters.checks.types import Problem
from putright.letters.folders import as_shipped
from putright.letters.needed import needed_blocks
from putright.letters.phrases import any_of
from putright.letters.wordings import ombudsman_known_as
from putright.procedures import block_meanings, letter_at, ombudsmen
from putright.procedures.signatures import SIGNATURE_BLOCK
from putright.vocabulary import LetterKind

_SIGNPOSTS = ("how_to_escalate", "ombudsman_details")
_VERB = {
    LetterKind.ACKNOWLEDGEMENT: "acknowledge",
    LetterKind.LATER_ACKNOWLEDGEMENT: "acknowledge",
    LetterKind.RESPONSE: "respond",
    LetterKind.FINAL_RESPONSE: "respond",
    LetterKind.DECLINE: "decline",
    LetterKind.ESCALATION_REFUSAL: "decline",
}
_DEFINES = ("complaint_definition", "definition")


def kind_fits_stage(subject: Subject) -> Iterator[Problem]:
    """A first acknowledgement at a later stage, a final answer with a stage to come."""
    verb = _VERB.get(subject.kind)
    if verb is None:
        return
    chain = subject.chain
    wanted = letter_at(chain.procedure, chain.stage, verb)
    if as_shipped(subject.kind).letter != wanted:
        title = next((one.title for one in map(as_shipped, LetterKind) if one.letter == wanted), wanted)
        yield Problem(f"{chain.stage_title} needs another letter: {title}.")


def parts_given(subject: Subject) -> Iterator[Problem]:
    """Each part the procedure asks of this letter and that it does not give."""
    for code in _missing(subject):
        if code not in (*_SIGNPOSTS, SIGNATURE_BLOCK):
            yield Problem(
                f"The letter does not give {block_meanings()[code].says}.", block=_home(subject, code)
            )


def next_step_given(subject: Subject) -> Iterator[Problem]:
    """How to take it to the next stage, where there is one to take it to."""
    needed = "how_to_escalate" in _missing(subject)
    has_block = _home(subject, "how_to_escalate")
    more = (
        bool(subject.chain.next_stage_title) and has_block and "how_to_escalate" not in subject.letter.codes
    )
    stage = next((one for one in subject.chain.procedure.stages if one.key == subject.chain.stage), None)
    unnamed = stage is not None and stage.next is not None and not subject.chain.next_stage_title
    if needed or more or (has_block and unnamed):
        says = block_meanings()["how_to_escalate"].says
        yield Problem(f"The letter does not give {says}.", block=has_block)


def ombudsman_given(subject: Subject) -> Iterator[Problem]:
    """The Ombudsman's details, where the letter has to give them."""
    if "ombudsman_details" in _missing(subject):
        says = block_meanings()["ombudsman_details"].says
        yield Problem(f"The letter does not give {says}.", block=_home(subject, "ombudsman_details"))


def right_ombudsman(subject: Subject) -> Iterator[Problem]:
    """Another Ombudsman than the procedure's own, in the details or in the text."""
    chain = subject.chain
    own = ombudsmen()[chain.procedure.ombudsman]
    if chain.ombudsman.key != own.key:
        yield Problem(f"The letter sends the resident to the {chain.ombudsman.name}, not to the {own.name}.")
    for other in ombudsmen().values():
        if other.key == own.key or other in chain.also:
            continue
        known_as = any_of(ombudsman_known_as(other))
        for passage in subject.authored:
            if known_as.first(passage.text) is not None:
                yield passage.problem(
                    f"The text names the {other.name}; this procedure leads to the {own.name}."
                )


def linked_ombudsmen_given(subject: Subject) -> Iterator[Problem]:
    """An Ombudsman a linked part leads to, whom a letter that tells of the Ombudsman leaves out."""
    block = subject.letter.block("ombudsman")
    if block is None or not block.text:
        return
    for one in subject.chain.also:
        if one.telephone not in block.text:
            yield Problem(
                f"A linked part leads to the {one.name}, and the letter does not say so.", block="ombudsman"
            )


def points_set_out(subject: Subject) -> Iterator[Problem]:
    """A letter that has to define the complaint, without a point or with an empty one."""
    if not subject.chain.points:
        yield Problem("No point of the complaint is set out.")
    for point in subject.chain.points:
        if not point.words.strip():
            yield Problem(
                f"{subject.name(point.key)} does not say what the resident complains of.", point=point.key
            )


def no_text_lost(subject: Subject) -> Iterator[Problem]:
    """Text written for a block that the letter no longer has."""
    for key in subject.letter.left_over:
        yield Problem(f"Text was written for the block {key}, which this letter no longer has.", block=key)


def _missing(subject: Subject) -> tuple[str, ...]:
    needed = needed_blocks(subject.chain.procedure, as_shipped(subject.kind))
    return tuple(code for code in needed if code not in subject.letter.codes)


def _home(subject: Subject, code: str) -> str:
    """The block that gives a part, or would."""
    return next((block.key for block in as_shipped(subject.kind).blocks if code in block.gives), "")
