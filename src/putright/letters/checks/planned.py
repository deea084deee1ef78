"""Whether a letter is signed as it has to be, explains a late answer, gives the day of a plan, and tells of a move."""

from __future__ import annotations

from collections.abc import Iterator

from putright.letters.checks.subject import Subject
from putright.letters.checks.types import Problem
from putright.letters.folders import as_shipped
from putright.letters.wordings import day_in_letter
from putright.procedures.signatures import SIGNATURE_BLOCK
from putright.procedures.types import ProcedureError


def signed_as_required(subject: Subject) -> Iterator[Problem]:
    """Another name below the answer than that of whom the procedure has sign it."""
    chain = subject.chain
    needed = chain.procedure.signatures.get(as_shipped(subject.kind).letter)
    if needed is None or not chain.complete or SIGNATURE_BLOCK in subject.letter.codes:
        return
    who = needed.by.label.partition(",")[0].lower()
    may = f"It may be {', '.join(chain.signatories)}." if chain.signatories else (
        "Nobody is on record for it: an administrator enters them under “Who signs”."
    )  # fmt: skip
    name = chain.sender.name or "nobody"
    yield Problem(
        f"The {who}, or somebody they authorised, signs this answer, not {name}. {may}",
        block="responsible-person",
    )


def late_answer_explained(subject: Subject) -> Iterator[Problem]:
    """An answer after the longest time the procedure gives that does not say why."""
    chain = subject.chain
    sent, latest = chain.dates.get("sent_on"), chain.dates.get("latest_on")
    try:
        timescales = chain.procedure.stage(chain.stage).timescales
    except ProcedureError:
        return
    for timescale in timescales:
        code = timescale.if_missed
        if code and sent and latest and sent > latest and code not in subject.letter.codes:
            day = day_in_letter(latest, "en")
            yield Problem(
                f"It was due by {day} at the latest, and the letter does not say why it is late.",
                block="late",
            )


def plan_sets_a_day(subject: Subject) -> Iterator[Problem]:
    """A letter about a plan, and no plan on record."""
    if subject.chain.dates.get("planned_on") is None:
        yield Problem("No plan with a day is on record.", block="when")


def move_told(subject: Subject) -> Iterator[Problem]:
    """A letter about a move without its reason, without an apology for lost time, or with a day that has gone by."""
    chain, codes = subject.chain, subject.letter.codes
    if "moved_to" not in codes:
        yield Problem("The letter does not say under which procedure it goes on.", block="move")
    if "case_reasons" not in codes:
        yield Problem("The letter does not say why it was moved.", block="reason")
    missed = chain.dates.get("missed_on")
    if missed is not None and not subject.says("apologises", file="apology.toml"):
        yield Problem(
            f"Under this procedure something was due by {subject.day(missed)}, so that the wrong one cost time, and "
            "the letter does not say sorry.",
            block="apology",
        )
    was_due, due = chain.dates.get("was_due_on"), chain.dates.get("due_on")
    if was_due is not None and (due is None or due < subject.today):
        yield Problem(
            f"The answer was due by {subject.day(was_due)} under this procedure, which has gone by, and no new date "
            "that is still to come is entered.",
            block="when",
        )
