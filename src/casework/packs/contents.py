"""What a pack says itself, part by part: questions, parties, what happened, what was offered, what is missing.

It is put together when a pack is to be frozen and kept as it stood then, so that what the worker sets an hour later is
what somebody looked at. Words of things that are left out, or of which something is removed, stand as they were cut.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from casework.complaints.chronology import ChronologyRow, chronology
from casework.complaints.page import PartyRow
from casework.complaints.queries import ComplaintPage
from casework.ombudsman.models import OmbudsmanCase, Question
from casework.outcomes.queries import AnswerRow, LedgerPage, LessonCard, RemedyCard, action_cards
from casework.packs.inventory import RecordRow
from casework.packs.rendering import Cell, Ref, TableSet
from casework.screens.dates import plain_day, plain_moment
from putright.cases.answerable import OrderState
from putright.procedures import outcome_word, procedure
from putright.vocabulary import OmbudsmanBody, QuestionStep
from putright.vocabulary.money import pounds

TITLES = (
    "Questions and answers", "Summary and parties", "Chronology", "Complaint, responses, letters, calls and notes",
    "Policies in force", "Records of the service", "Remedies and orders", "Lessons and actions", "Record inventory",
    "Index and what was removed",
)  # fmt: skip
_PAGE = re.compile(r"\bpages?\s+(\d{1,4})\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Gathered:
    """Everything the parts are told from; read once. `item_of`: the key of a document's thing where it is in."""

    page: ComplaintPage
    case: OmbudsmanCase
    enquiry: str
    questions: Sequence[Question]
    answers: Sequence[AnswerRow]
    ledger: LedgerPage
    lessons: Sequence[LessonCard]
    records: Sequence[RecordRow]
    item_of: Mapping[int, str]
    today: date


Block = str | TableSet


def parts(found: Gathered) -> dict[int, tuple[Block, ...]]:
    """What each part says before its things. The last, the index, is made when the pages are known."""
    return {number: tuple(tell(found)) for number, tell in _PARTS.items()}


def unanswered(questions: Iterable[Question]) -> tuple[Question, ...]:
    """Questions without an agreed answer."""
    return tuple(one for one in questions if QuestionStep(one.step) not in _SETTLED)


def cut(page: ComplaintPage, words_of: Callable[[int, str], str]) -> ComplaintPage:
    """The complaint with the words of each note as they may be shown."""
    return replace(page, notes=tuple(replace(one, words=words_of(one.id, one.words)) for one in page.notes))


def _questions(found: Gathered) -> Iterator[Block]:
    asked = next((one for one in found.page.case.enquiries if one.key == found.enquiry), None)
    words = next((one.words for one in found.page.notes if str(one.id) == found.enquiry), "")
    if asked is not None:
        due = f", to be answered by {plain_day(asked.due)}" if asked.due else ", without a date"
        what = found.page.own_words.theirs(asked.body.referral, asked.body.what)
        yield f"{what}, received {plain_day(asked.made.at)}{due}."
    if words:
        yield words
    yield TableSet(
        ("Question", "Our answer", "What shows it", "Who, how far"),
        tuple(_question(one, found) for one in found.questions), widths=(3, 4, 3, 2),
        empty="This pack answers no list of questions: it holds the whole case.",
    )  # fmt: skip


def _question(one: Question, found: Gathered) -> tuple[Cell, ...]:
    owner = found.page.officers.get(str(one.owner_id or ""), "Nobody named")
    return (
        f"{one.number}. {one.words}",
        one.answer or "No answer yet.",
        _evidence(one, found),
        f"{owner}. {QuestionStep(one.step).label}.",
    )


def _evidence(one: Question, found: Gathered) -> Cell:
    """What shows an answer, each document with its page of the pack, and where in it when the words give a page."""
    documents = list(one.documents.all())
    told: list[str | Ref] = [one.evidence] if one.evidence else []
    named = _PAGE.search(one.evidence) if len(documents) == 1 else None
    for document in documents:
        before = "\n" if told else ""
        title = document.what or document.called
        if (key := found.item_of.get(document.pk)) is None:
            told.append(f"{before}{title}: left out, see the index")
        else:
            told += [f"{before}{title}: ", Ref(key, int(named[1]) if named else None)]
    return tuple(told) or "None named."


def _authority(one: PartyRow) -> str:
    """On what they speak for somebody, how far it reaches, and until when."""
    told = [one.authority, *([one.allowed.reach] if one.allowed.scopes else [])]
    until = [f"until {plain_day(one.authority_until)}"] if one.authority_until else []
    return ", ".join(filter(None, (*told, *until)))


def _summary(found: Gathered) -> Iterator[Block]:
    page, case = found.page, found.case
    yield TableSet(
        ("What", "Of this case"),
        (
            ("Ombudsman", OmbudsmanBody(case.body).label),
            ("Their reference", case.reference or "Not given"),
            ("Our reference", page.reference),
            ("Procedure", page.procedure.title),
            ("Stage", f"{page.stage.title}, {page.case.status.value.replace('_', ' ')}"),
            ("Received", plain_moment(page.case.stages[0].opened_at.at)),
            ("Service", page.service or "Not said"),
        ),
        widths=(1, 3),
    )
    yield TableSet(
        ("Who", "Part", "On what authority"),
        tuple(
            (
                one.name,
                one.role.label,
                _authority(one),
            )
            for one in page.parties
        ),
        caption="Parties",
        empty="Nobody is on record.",
    )
    yield TableSet(
        ("Stage", "Opened", "Who had it", "Outcome"),
        tuple(
            (
                one.title,
                plain_day(one.opened_on),
                one.handler,
                outcome_word(page.procedure, one.outcome) if one.outcome else "None yet",
            )
            for one in page.stages
        ),
        caption="Stages",
    )


def _chronology(found: Gathered) -> Iterator[Block]:
    # Whoever may open this complaint may open its pack: no other complaint is named in it.
    told = chronology(replace(found.page, may_name=frozenset()))
    gaps = [f"{one.gap} days before {plain_day(one.happened)}" for one in told.rows if one.gap]
    late = sum(one.late_entry for one in told.rows)
    yield (
        "What happened, in the order it happened. "
        + (
            f"Longer than ten days without an entry: {'; '.join(gaps)}. "
            if gaps
            else "No gap is over ten days. "
        )
        + (f"{late} entries were written down late; each says so. " if late else "")
        + (f"{len(told.undated)} entries have no date; they stand apart." if told.undated else "")
    )
    rows: list[tuple[Cell, ...]] = []
    for one in told.rows:
        if one.gap:
            rows.append((f"{one.gap} days", "Nothing on record", "", ""))
        rows.append(_line(one))
    yield TableSet(("When", "What", "In words", "Who"), tuple(rows), widths=(2, 3, 5, 2))
    if told.undated:
        yield TableSet(
            ("When", "What", "In words", "Who"), tuple(_line(one) for one in told.undated), widths=(2, 3, 5, 2),
            caption="Without a date",
        )  # fmt: skip


def _line(one: ChronologyRow) -> tuple[Cell, ...]:
    when = plain_moment(one.happened) if one.happened else "Not known"
    if one.late_entry:
        when += f"\nWritten down late, {plain_day(one.recorded)}"
    return when, one.what, one.words, one.who


def _complaint(found: Gathered) -> Iterator[Block]:
    page = found.page
    if page.happened:
        yield f"What happened, as they told it: {page.happened}"
    if page.wanted:
        yield f"What they want: {page.wanted}"
    kept = {(one.stage, one.point): one for one in found.answers}
    rows = []
    for point in page.points:
        told = [
            f"{one.stage_title}: {outcome_word(page.procedure, one.finding.outcome)}. {one.reasons}"
            f"{_shown(kept.get((one.stage, point.key)))}"
            for one in point.findings
        ]
        rows.append((f"{point.key}. {point.words}", point.sought, "\n".join(told) or "No finding yet"))
    yield TableSet(
        ("Point", "Outcome sought", "What was found"), tuple(rows), widths=(3, 2, 5), caption="Points"
    )


def _shown(answer: AnswerRow | None) -> str:
    """Where a finding can be read: document, day, page (R-G3)."""
    if answer is None or not answer.evidence:
        return ""
    told = [
        ", ".join(part for part in (one.called, plain_day(one.on) if one.on else "", one.page) if part)
        for one in answer.evidence
    ]
    return f" Shown by: {'; '.join(told)}."


def _policies(found: Gathered) -> Iterator[Block]:
    """The versions that held on the dates, with the provisions the record cites (R-G2)."""
    page = found.page
    versions = [page.procedure, *([page.own_policy] if page.own_policy else [])]
    cited = {(one.procedure, one.provision) for one in page.deadlines if one.provision}
    cited |= {(one.procedure, one.provision) for one in page.breaches if one.procedure and one.provision}
    yield TableSet(
        ("Policy", "In force", "Source"),
        tuple((one.title, _in_force(one.in_force_from, one.in_force_to), one.source) for one in versions),
        widths=(3, 2, 3),
        caption="Versions that apply to this case",
    )
    rows = []
    for key, number in sorted((one, number or "") for one, number in cited):
        for said in procedure(key or "").provisions:
            if said.number == number:
                sure = " (to be confirmed)" if said.unconfirmed else ""
                rows.append((procedure(key or "").short_title, f"{number}{sure}", said.says))
    yield TableSet(
        ("Policy", "Provision", "What it asks, in our words"), tuple(rows), widths=(2, 1, 5),
        caption="Provisions the record cites", empty="None.",
    )  # fmt: skip


def _in_force(first: date, last: date | None) -> str:
    return f"{plain_day(first)} to {plain_day(last)}" if last else f"since {plain_day(first)}"


def _records(_: Gathered) -> Iterator[Block]:
    yield "Records received from the services and contractors, as they were kept."


def _remedies(found: Gathered) -> Iterator[Block]:
    yield TableSet(
        ("For", "What", "Sum", "What became of it"), tuple(_remedy(one) for one in found.ledger.cards),
        widths=(1, 4, 2, 4), caption="What was offered", empty="Nothing was offered.",
    )  # fmt: skip
    orders = [one for one in found.page.case.orders if one.body.referral == str(found.case.pk)]
    words = {str(one.id): one.words for one in found.page.notes}
    yield TableSet(
        ("What", "In words", "Due", "How far"), tuple(_order(one, words) for one in orders), widths=(2, 4, 2, 2),
        caption="Orders and recommendations", empty="None in this case.",
    )  # fmt: skip


def _remedy(one: RemedyCard) -> tuple[Cell, ...]:
    steps = [
        f"{step.step.label} {plain_day(step.on)}{f', {pounds(step.amount_pence)}' if step.amount_pence else ''}"
        for step in one.steps
    ]
    return (
        ", ".join(one.points) or "All",
        one.words or one.told_as,
        one.sum_says,
        "\n".join(steps) or one.step.label,
    )


def _order(one: OrderState, words: Mapping[str, str]) -> tuple[Cell, ...]:
    return (
        f"{one.body.what.label}: {one.body.type.label}", words.get(one.key, ""),
        plain_day(one.due) if one.due else "Without a date", one.step.label,
    )  # fmt: skip


def _lessons(found: Gathered) -> Iterator[Block]:
    yield TableSet(
        ("Lesson", "Cause", "What changed"),
        tuple(
            (one.words if not one.no_lesson else f"No lesson: {one.words}", one.root_cause or one.cause, one.changed)
            for one in found.lessons
        ),
        widths=(4, 2, 4), caption="Lessons", empty="None on record.",
    )  # fmt: skip
    yield TableSet(
        ("Action", "Who", "Due", "How far"),
        tuple(
            (one.words, one.owner, plain_day(one.state.due) if one.state.due else "Without a date", one.step.label)
            for one in action_cards(found.page, today=found.today)
        ),
        widths=(4, 2, 2, 2), caption="Actions", empty="None on record.",
    )  # fmt: skip


def _inventory(found: Gathered) -> Iterator[Block]:
    yield TableSet(
        ("Record", "What there is", "What is missing, and why"),
        tuple((one.label, "\n".join(one.there) or "Nothing", _lacking(one)) for one in found.records),
        widths=(3, 4, 4),
    )


def _lacking(one: RecordRow) -> str:
    if not one.missing:
        return "Nothing."
    return "\n".join([*(f"{said}." for said in one.missing), one.because or "No reason is given."])


_SETTLED = frozenset({QuestionStep.ANSWERED, QuestionStep.NOT_HELD})
_PARTS: Mapping[int, Callable[[Gathered], Iterator[Block]]] = {
    1: _questions,
    2: _summary,
    3: _chronology,
    4: _complaint,
    5: _policies,
    6: _records,
    7: _remedies,
    8: _lessons,
    9: _inventory,
}
