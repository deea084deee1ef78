"""Whether the letter may go where it goes, in the language and format it is needed in."""

from __future__ import annotations

from collections.abc import Iterator

from putright.letters.checks.subject import Subject
from putright.letters.checks.types import Problem
from putright.letters.data import data
from putright.letters.phrases import any_of, phrases
from putright.letters.types import BlockSource
from putright.letters.wordings import LANGUAGES

_LANGUAGE = {"en": "English", "cy": "Welsh"}
_LEAST_WORDS = 12
_NO_AUTHORITY = "no authority on record allows it today"


def copies_allowed(subject: Subject) -> Iterator[Problem]:
    """A copy, or the letter itself, that goes to somebody whose authority does not allow it today."""
    chain = subject.chain
    allowed = {name.casefold().strip() for name in chain.may_be_copied}
    if chain.recipient_refused:
        yield Problem(f"It is written to {chain.recipient.name}, and {chain.recipient_refused}.")
    for name in chain.copies_to:
        if name.casefold().strip() not in allowed:
            why = chain.refused.get(name, _NO_AUTHORITY)
            yield Problem(f"A copy goes to {name}, and {why}.", block="copies")


def health_left_out(subject: Subject) -> Iterator[Problem]:
    """Something about health in a letter to somebody whose authority leaves that out."""
    if not subject.chain.without_health:
        return
    who = " and ".join(subject.chain.without_health)
    for passage, found in subject.said("health", file="health.toml"):
        yield passage.problem(f"The text says “{found.words}”, and the authority of {who} leaves out health.")


def enclosures_listed(subject: Subject) -> Iterator[Problem]:
    """Something said to be enclosed, with no enclosure listed."""
    if not subject.chain.enclosures:
        for passage, found in subject.said("enclosed"):
            yield passage.problem(f"The text says “{found.words}”, and no enclosure is listed.")


def language_met(subject: Subject) -> Iterator[Problem]:
    """A letter, or a passage of it, in another language than the resident needs."""
    asked = subject.chain.language
    if asked != subject.letter.language:
        wanted = _LANGUAGE.get(asked, asked)
        yield Problem(
            f"The resident needs {wanted}, and the letter is in {_LANGUAGE[subject.letter.language]}."
        )
        return
    [other] = [one for one in LANGUAGES if one != asked]
    listed = {"en": phrases("english", "en"), "cy": phrases("welsh", "cy")}
    for block in subject.letter.blocks:
        if (block.source is BlockSource.CHAIN and not block.parts) or len(block.text.split()) < _LEAST_WORDS:
            continue
        texts = [(one.text, one.point) for one in block.parts] or [(block.text, "")]
        for text, point in texts:
            count = {one: sum(1 for _ in listed[one].within(text)) for one in LANGUAGES}
            if count[other] > count[asked]:
                yield Problem(
                    f"A passage is in {_LANGUAGE[other]}, and the letter is in {_LANGUAGE[asked]}.",
                    point=point,
                    block=block.key,
                )


def language_confirmed(subject: Subject) -> Iterator[Problem]:
    """Fixed sentences that a speaker of the language has yet to check."""
    if subject.letter.unconfirmed:
        name = _LANGUAGE[subject.letter.language]
        yield Problem(f"The fixed sentences of this letter in {name} have yet to be checked by a speaker.")


def format_met(subject: Subject) -> Iterator[Problem]:
    """A format the resident needs and the letter is not made ready in."""
    for key, row in data("formats.toml").items():
        needed = any_of(tuple(row["asked"])).first(subject.chain.needs) is not None
        if needed and key not in subject.chain.prepared_as:
            yield Problem(
                f"The resident needs {row['title']}, and the letter is not prepared so.", block="formats"
            )
