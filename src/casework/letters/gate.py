"""The checks of a letter as the screens and the commands see them: passed, to be mended, or gone past by name."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from casework.complaints.calendars import organisation_calendar
from casework.letters.adapters.registry import Way
from casework.letters.chain import TO_CONTRACTOR
from casework.letters.draft import hashed
from casework.letters.independence import needs_a_second, writers
from casework.letters.making import InHand, Made
from casework.letters.models import CheckOverride
from casework.letters.offering import may_be_written
from casework.letters.rendering import not_printable
from putright.letters import CheckResult, FoundPromise, matches, promises_in, run_checks
from putright.letters.chain import Commitment

APPROVED = "remedy-approved"
"""The check that a signature within the limit of who signs answers."""


@dataclass(frozen=True, slots=True)
class Line:
    """What one check says, and who went past it and why, if anybody did.

    content  hash of what it looked at: an override holds for this and nothing else.
    """

    result: CheckResult
    content: str
    officer: str = ""
    words: str = ""
    at: datetime | None = None

    @property
    def key(self) -> str:
        """How a form names it."""
        return f"{self.result.id}|{self.where}"

    @property
    def where(self) -> str:
        """The point and block it stands at, as an override keeps it."""
        return f"{self.result.point}/{self.result.block}"[:60]

    @property
    def gone_past(self) -> bool:
        """Whether a named officer went past it."""
        return bool(self.officer or self.words)

    @property
    def held(self) -> bool:
        """Whether the letter is held by it."""
        return self.result.holds and not self.gone_past


@dataclass(frozen=True, slots=True)
class Gate:
    """What all checks say.

    missing  what the letter needs in order to leave, beside its text; told: what is good to know; a sentence each.
    approves_by_signing  whether a second person signs it, and so approves what nobody approved yet.
    """

    lines: tuple[Line, ...]
    missing: tuple[str, ...] = ()
    told: tuple[str, ...] = ()
    approves_by_signing: bool = False

    @property
    def held(self) -> tuple[Line, ...]:
        """The lines that hold the letter."""
        return tuple(one for one in self.lines if one.held)

    @property
    def to_approve(self) -> tuple[Line, ...]:
        """What holds it until it is signed, and is seen to by the signature itself."""
        return tuple(one for one in self.held if self.approves_by_signing and one.result.id == APPROVED)

    @property
    def to_mend(self) -> tuple[Line, ...]:
        """What holds it and is for its author to put right."""
        return tuple(one for one in self.held if one not in self.to_approve)

    @property
    def advice(self) -> tuple[Line, ...]:
        """What is only told."""
        return tuple(one for one in self.lines if not one.result.passes and not one.result.holds)

    @property
    def overridden(self) -> tuple[Line, ...]:
        """What was gone past."""
        return tuple(one for one in self.lines if one.result.holds and one.gone_past)

    @property
    def passed(self) -> tuple[Line, ...]:
        """What holds."""
        return tuple(one for one in self.lines if one.result.passes)

    @property
    def gone_past(self) -> tuple[str, ...]:
        """Ids of the checks that were gone past, each once."""
        return tuple(dict.fromkeys(one.result.id for one in self.overridden))

    def line(self, key: str) -> Line | None:
        """The line a form names; None when it is not there any more."""
        return next((one for one in self.lines if one.key == key), None)


def inspect(hand: InHand, made: Made, *, today: date) -> Gate:
    """Run every check on the letter. No statement, or one for the calendar."""
    calendar = organisation_calendar(hand.around.organisation).now()
    results = run_checks(made.chain, made.composed, calendar=calendar, today=today)
    names = {one.pk: one.name for one in (row.officer for row in hand.overrides)}
    known = {(row.check_id, row.where, row.content): row for row in hand.overrides}
    return Gate(
        lines=tuple(_line(one, made, known, names) for one in results),
        missing=tuple(_missing(hand, made)),
        told=tuple(_told(made)),
        approves_by_signing=bool(needs_a_second(hand.draft.kind, hand.page)),
    )


def promises_to_make(
    hand: InHand, made: Made, *, today: date
) -> tuple[tuple[FoundPromise, Commitment | None], ...]:
    """The promises in what the author wrote, each with the commitment that is the same; None where there is none."""
    calendar = organisation_calendar(hand.around.organisation).now()
    text = "\n\n".join(_written(made))
    found = promises_in(text, today=made.builder.dated_on, calendar=calendar, language=made.composed.language)
    recorded = (*made.chain.commitments, *_kept_elsewhere(made))
    unique = {one.sentence: one for one in found}
    return matches(tuple(unique.values()), recorded)


def _written(made: Made) -> Iterator[str]:
    """What somebody chose the words of: passages, edited blocks, the answers to the points."""
    for block in made.composed.blocks:
        if block.text and not block.locked and block.source.value != "chain":
            yield block.text
    if opening := made.chain.words.get("opening"):
        yield opening
    if any(block.parts and block.source.value == "chain" for block in made.composed.blocks):
        for point in made.chain.points:
            yield from (one for one in (point.happened, point.reasons, point.injustice, point.changed) if one)


def _kept_elsewhere(made: Made) -> Iterator[Commitment]:
    """What the ledger and the actions see to already, with their own day and owner."""
    for action in made.chain.actions:
        yield Commitment(f"action-{action.key}", action.words, action.due_on, action.owner)
    for remedy in made.chain.remedies:
        yield Commitment(f"remedy-{remedy.key}", remedy.words, remedy.due_on)


def _line(
    result: CheckResult, made: Made, known: dict[tuple[str, str, str], CheckOverride], names: dict[int, str]
) -> Line:
    line = Line(result, hashed([result.id, result.point, result.block, result.says, _text_at(result, made)]))
    row = known.get((result.id, line.where, line.content))
    if row is None or not result.overridable:
        return line
    return Line(result, line.content, names.get(row.officer_id, ""), row.words, row.at)


def _text_at(result: CheckResult, made: Made) -> str:
    block = made.composed.block(result.block) if result.block else None
    if result.point:
        parts: Sequence[str] = [
            part.text for one in made.composed.blocks for part in one.parts if part.point == result.point
        ]
        if parts:
            return "\n".join(parts)
    return block.text if block else ""


def _missing(hand: InHand, made: Made) -> Iterator[str]:
    chain, ways = made.chain, set(hand.draft.ways)
    if hand.draft.stage != hand.page.case.stage or not may_be_written(hand.page, hand.draft.kind):
        yield "The complaint has moved on since this letter was begun, and it no longer fits: drop it."
    if not chain.recipient.name:
        yield (
            "Nobody is named to write to: choose the contractor."
            if chain.kind in TO_CONTRACTOR
            else "Nobody is named to write to: add the complainant to the complaint."
        )
    yield from _kept_away(hand)
    if not ways:
        yield "How it goes: choose at least one way."
    if Way.EMAIL in ways and not chain.recipient.email:
        yield "It is to go by e-mail, and no e-mail address is on record: add it, or choose another way."
    if ways & {Way.POST, Way.PRINT} and not chain.recipient.address:
        yield "It is to go by post, and no postal address is on record: add it, or choose another way."
    if Way.POST in ways and Way.PRINT in ways:
        yield "It is to go by post in two ways, so that it would come twice: choose one of them."


def _kept_away(hand: InHand) -> Iterator[str]:
    """Who must not write to this resident and does. Source: lessons R-S4, R-S9."""
    around, wrote = hand.around, writers(hand)
    for number in sorted(wrote & around.kept_away):
        name = around.officers[number].name if number in around.officers else "Somebody who wrote in it"
        yield f"{name} must not write to this resident: somebody else writes the letter."
    sender = hand.draft.sender
    if sender in around.kept_away and sender not in wrote and sender in around.officers:
        name = around.officers[sender].name
        yield f"{name} must not write to this resident: choose another name to stand below it."


def _told(made: Made) -> Iterator[str]:
    if marks := not_printable(made.composed.text):
        yield f"The typeface of the PDF lacks these marks and names them instead: {' '.join(marks)}"
    to = made.builder.addressee()
    if (
        to is not None
        and to.language
        and made.composed.language == "en"
        and to.language.casefold() != "english"
    ):
        yield f"Their language on record is {to.language}, and the letter is in English."
    if to is not None and to.safe_contact:
        yield f"Safe contact: {to.safe_contact}"
