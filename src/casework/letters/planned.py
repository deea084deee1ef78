"""What letters take from the plan of a complaint, and from who signs: days, first words, the signature."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from casework.complaints.queries import ComplaintPage
from casework.letters.around import Around
from casework.letters.moved import first_words_of_move
from casework.statutory.queries import SignatoryRow, plan_notes, signature_needed
from putright.cases.appointed import EligibilityDecided
from putright.cases.planned import OFFER_BLOCK, knows_plans, plan_steps
from putright.clocks import Deadline
from putright.letters import letter
from putright.letters.needed import needed_blocks
from putright.letters.wordings import LANGUAGES, wordings
from putright.vocabulary import Ground, LetterKind

LATE_REASON = "late_reason"
_WORDS_OF_A_PLAN = {LetterKind.COMPLAINT_PLAN: "how-handled", LetterKind.PLAN_CHANGE: "changed"}


def letters_of_plans(page: ComplaintPage) -> Iterator[tuple[LetterKind, bool]]:
    """The letters about the plan and the representative that can be written, and whether one is waited for."""
    sent = [one.body.what for one in page.case.letters]
    steps = plan_steps(page.case) if knows_plans(page.procedure) else ()
    if steps:
        yield LetterKind.COMPLAINT_PLAN, len(steps) == 1 and LetterKind.COMPLAINT_PLAN not in sent
    if len(steps) > 1:
        changes = sum(one is LetterKind.PLAN_CHANGE for one in sent)
        yield LetterKind.PLAN_CHANGE, changes < len(steps) - 1
    if _representative_refused(page):
        yield LetterKind.REPRESENTATIVE_REFUSED, LetterKind.REPRESENTATIVE_REFUSED not in sent


def _representative_refused(page: ComplaintPage) -> bool:
    decided = [one.body for one in page.case.eligibility if isinstance(one.body, EligibilityDecided)]
    return bool(decided) and not decided[-1].eligible and decided[-1].ground is Ground.REPRESENTATIVE


def plan_dates(page: ComplaintPage, stage: str) -> dict[str, date | None]:
    """The day of the plan, the day before it was changed, and the longest time the procedure gives."""
    steps = plan_steps(page.case) if knows_plans(page.procedure) else ()
    longest = {one.key for one in page.procedure.stage(stage).timescales if one.if_missed}
    latest = [one.due_on for one in page.deadlines if one.stage == stage and one.timescale in longest]
    return {
        "planned_on": steps[-1].by if steps else None,
        "planned_before_on": steps[-2].by if len(steps) > 1 else None,
        "latest_on": latest[0] if latest else None,
    }


def answer_due(page: ComplaintPage, deadlines: Iterable[Deadline], stage: str) -> date | None:
    """The day the answer of a stage is due: what a plan promised, else what the procedure gives."""
    under = page.procedure.stage(stage)
    scales = {
        one.key: one.date_in is not None for one in under.timescales if one.ends_with == under.answered_by
    }
    found = [one for one in deadlines if one.stage == stage and one.timescale in scales]
    promised = [one.due_on for one in found if scales[one.timescale] and one.due_on is not None]
    return promised[0] if promised else next((one.due_on for one in found), None)


def first_words(page: ComplaintPage, kind: LetterKind, language: str) -> dict[str, str]:
    """What a new letter says at first: the plan in the words it was recorded in, the offer of a talk."""
    written = "cy" if language.casefold() in ("welsh", "cymraeg", *LANGUAGES[1:]) else "en"
    block, notes = _WORDS_OF_A_PLAN.get(kind), plan_notes(page)
    if block and notes:
        return {block: notes[0] if kind is LetterKind.COMPLAINT_PLAN and len(notes) == 1 else notes[-1]}
    found = first_words_of_move(page, written) if kind is LetterKind.MOVED else {}
    if OFFER_BLOCK in needed_blocks(page.procedure, letter(kind)):
        offer: str = wordings(written)["offer_to_talk"]
        found["discussion"] = offer
    return found


def who_signs(page: ComplaintPage, around: Around, kind: LetterKind, *, on: date) -> tuple[SignatoryRow, ...]:
    """Who may sign this letter where the procedure says who has to; empty where it does not, or nobody may."""
    needed = signature_needed(page.procedure, letter(kind).letter)
    if needed is None:
        return ()
    return tuple(one for one in around.signatories if one.signs_as is needed.by and one.signs_on(on))


def signs_as(page: ComplaintPage, around: Around, kind: LetterKind, sender: int, *, on: date) -> str:
    """How whoever stands below the letter signs it; empty where they may not sign so, or nobody in particular has to."""
    found = [one.how for one in who_signs(page, around, kind, on=on) if one.officer_id == sender]
    return found[0] if found else ""
