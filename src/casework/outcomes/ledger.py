"""The remedy ledger of a complaint as its tab shows it: each remedy with its course, its sums and what to mind."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from casework.complaints.queries import ComplaintPage
from casework.outcomes import decisions
from casework.outcomes.course import approving, is_payment
from casework.outcomes.impact import ImpactRow, Suggested, impact, suggestions
from casework.outcomes.limits import a_grade, limits_by_grade, within_limit
from casework.outcomes.offers import WORDS_OF_NEEDS
from casework.outcomes.payees import payees
from casework.outcomes.sums import Particulars, line_of, lines_of, particulars_of, payee_confirmed, placed_of
from casework.people.models import Officer
from putright.cases.followed import RemedyState
from putright.cases.remedial import RemedyMoved
from putright.cases.state import day_of
from putright.outcomes import (
    Totals,
    difference,
    has_bank_details,
    outstanding_in_words,
    set_off_problem,
    totals,
)
from putright.procedures import grades, remedy_meanings, remedy_needs
from putright.procedures.bands import PER
from putright.vocabulary import LetterKind, RemedyStep
from putright.vocabulary.money import pounds

FORECAST_DAYS = 365
"""How far ahead the ledger says what payments that recur will come to."""


@dataclass(frozen=True, slots=True)
class StepRow:
    """One step of a remedy: what, when, by whom, and what was said of it."""

    step: RemedyStep
    on: date | None
    by: str
    amount_pence: int | None
    words: str
    document: int | None
    letter: int | None


@dataclass(frozen=True, slots=True)
class RemedyCard:
    """One remedy of the ledger.

    sum_says, reckoned, shares   the sum, how it came about and who pays what, in words.
    basis     where it lies against the guidance; differs: the reason for being elsewhere, or unlike the last offer.
    approver  who must approve it, in words, where the guidance or the limits ask for somebody.
    guards    what to mind, a sentence each.
    """

    key: str
    state: RemedyState
    words: str
    points: tuple[str, ...]
    stage_title: str
    sum_says: str
    reckoned: str
    shares: tuple[str, ...]
    basis: str
    differs: str
    payee: str
    payee_confirmed: bool
    method: str
    condition: str
    headings: tuple[str, ...]
    details: tuple[tuple[str, str], ...]
    owner: str
    proposed_by: str
    approved_by: str
    approver: str
    steps: tuple[StepRow, ...]
    paid_pence: int
    outstanding_pence: int
    supersedes: str
    guards: tuple[str, ...]
    evidence: str
    told_as: str

    @property
    def step(self) -> RemedyStep:
        """How far it has got."""
        return self.state.step

    @property
    def money(self) -> bool:
        """Whether it is a sum that has to be approved and paid."""
        return self.state.body.amount_pence is not None


@dataclass(frozen=True, slots=True)
class LedgerPage:
    """The ledger of a complaint.

    groups     the remedies by the first point they answer; an empty key is the complaint as a whole.
    undecided  keys of upheld points for which nothing is decided; none: reasons why a point needs nothing.
    """

    groups: tuple[tuple[str, tuple[RemedyCard, ...]], ...]
    totals: Totals
    outstanding: str
    impact: ImpactRow
    suggestions: tuple[Suggested, ...]
    undecided: tuple[str, ...]
    none: tuple[tuple[str, str], ...]
    guards: tuple[str, ...]
    limits_set: bool

    @property
    def cards(self) -> tuple[RemedyCard, ...]:
        """Every remedy."""
        return tuple(one for _, cards in self.groups for one in cards)


def ledger(page: ComplaintPage, *, findings: Mapping[str, bool] | None = None, today: date) -> LedgerPage:
    """The remedies of a complaint, with their sums on a day. Five statements.

    findings  points that the answers being written uphold; None = only what was sent counts.
    """
    kept = particulars_of(page.complaint_id)
    given = impact(page.complaint_id, page.case.stage)
    people = tuple(Officer.objects.filter(pk__in=page.officers).values_list("grade", "organisation"))
    limits = limits_by_grade(people[0][1]) if people else {}
    counted = totals(
        lines_of(page.case, kept), on=today, forecast_until=today + timedelta(days=FORECAST_DAYS)
    )
    left = {one.line.key: one.outstanding_pence for one in counted.lines}
    named = {str(one.id): one.name for one in payees(page.complaint_id)}
    desk = _Desk(page, kept, given, limits, tuple(grade for grade, _ in people), left, named, today)
    cards = [desk.card(one) for one in page.case.remedies]
    upheld = {
        key
        for stage in page.case.stages
        for key, found in (stage.findings or {}).items()
        if found.outcome in decisions.FAULT
    } | {key for key, is_upheld in (findings or {}).items() if is_upheld}
    words = {str(note.id): note.words for note in page.notes}
    order = ["", *(point.key for point in page.points)]
    groups = tuple(
        (key, tuple(one for one in cards if (one.points[0] if one.points else "") == key)) for key in order
    )
    return LedgerPage(
        groups=tuple((key, those) for key, those in groups if those),
        totals=counted,
        outstanding=outstanding_in_words(counted),
        impact=given,
        suggestions=suggestions(page, given, today=today),
        undecided=tuple(
            point.key
            for point in page.points
            if point.key in upheld
            and not point.withdrawn
            and decisions.remedy_decision(page.case, point.key).value == "not_decided"
        ),
        none=tuple(
            (point.key, words.get(note, ""))
            for point in page.points
            if (note := decisions.none_decided(page.case, point.key)) is not None
        ),
        guards=tuple(_over_all(page)),
        limits_set=bool(limits),
    )


def _over_all(page: ComplaintPage) -> Iterator[str]:
    if any(
        note.about in ("note", "contact", "remedy", "reason") and has_bank_details(note.words)
        for note in page.notes
    ):
        yield "A note seems to hold bank details. They belong with finance and in no note: strike the entry out."


@dataclass(frozen=True, slots=True)
class _Desk:
    """What a card is made from."""

    page: ComplaintPage
    kept: Mapping[str, Particulars]
    impact: ImpactRow
    limits: Mapping[int, int | None]
    grades: tuple[int, ...]
    left: Mapping[str, int]
    payees: Mapping[str, str]
    today: date

    def card(self, one: RemedyState) -> RemedyCard:
        """One remedy as its card."""
        page, body, kept = self.page, one.body, self.kept.get(one.key, Particulars())
        words = {str(note.id): note.words for note in page.notes}
        where = placed_of(one)
        meaning = remedy_meanings()[body.type]
        names = page.officers
        return RemedyCard(
            key=one.key,
            state=one,
            words=words.get(one.key, ""),
            points=body.points,
            stage_title=page.procedure.stage(one.made.stage or page.case.stage).title,
            sum_says=_sum_says(one),
            reckoned=_reckoned(one, kept),
            shares=tuple(f"{share.payer.label} {pounds(share.amount_pence)}" for share in body.shares),
            basis=where.says if where else "",
            differs=words.get(body.differs_note or "", ""),
            payee=self._payee(one),
            payee_confirmed=payee_confirmed(one),
            method=kept.method,
            condition=kept.condition,
            headings=kept.headings,
            details=tuple(
                (remedy_needs()[name], kept.detail(name)) for name in WORDS_OF_NEEDS if kept.detail(name)
            ),
            owner=names.get(body.owner or "", ""),
            proposed_by=names.get(one.by or "", ""),
            approved_by=names.get(one.approved_by or "", ""),
            approver=self._approver(one),
            steps=tuple(self._step(move.body, move.by, day_of(move.at), words) for move in one.moves
                        if isinstance(move.body, RemedyMoved)),
            paid_pence=one.paid_pence,
            outstanding_pence=self.left.get(one.key, 0),
            supersedes=_was(one, page),
            guards=tuple(self._guards(one, kept)),
            evidence=meaning.evidence,
            told_as=meaning.told_as,
        )  # fmt: skip

    def _payee(self, one: RemedyState) -> str:
        if one.body.amount_pence is None or not is_payment(one.body.type):
            return ""
        if one.body.payee is None:
            return next((party.name for party in self.page.parties if party.role.value == "complainant"), "")
        return self.payees.get(one.body.payee, "")

    def _step(self, body: RemedyMoved, by: str | None, on: date | None, words: Mapping[str, str]) -> StepRow:
        return StepRow(
            body.to, on, self.page.officers.get(by or "", ""), body.amount_pence, words.get(body.note or "", ""),
            _number(body.document), _number(body.letter),
        )  # fmt: skip

    def _approver(self, one: RemedyState) -> str:
        if one.body.amount_pence is None or one.approved_by is not None or one.ended:
            return ""
        pence, grade, title = approving(self.page.case, one, severity=self.impact.severity)
        able = [level for level in grades() if level >= grade and within_limit(level, pence, self.limits)]
        if not self.limits:
            return "nobody yet: the delegated limits are not set"
        return (
            f"{a_grade(able[0])} or somebody more senior" if able else f"{title}, and no limit reaches so far"
        )

    def _guards(self, one: RemedyState, kept: Particulars) -> Iterator[str]:
        if one.ended and one.step is not RemedyStep.UNDELIVERABLE:
            return
        body, line = one.body, line_of(one, kept)
        if (told := set_off_problem(line)) is not None:
            yield _sentence(told)
        where = placed_of(one)
        if where is not None and where.needs_approval and one.approved_by is None:
            yield where.says
        if where is not None and where.needs_reason and body.differs_note is None:
            yield where.says
        if body.differs_note is None and (
            told := difference(line, lines=lines_of(self.page.case, self.kept))
        ):
            yield _sentence(told)
        missing = [
            name
            for name in remedy_meanings()[body.type].needs
            if name in WORDS_OF_NEEDS and not kept.detail(name)
        ]
        for name in missing:
            yield f"It does not say yet {remedy_needs()[name]}."
        if one.approved_by is None and body.amount_pence is not None and not one.ended and self.limits:
            pence, grade, _ = approving(self.page.case, one, severity=self.impact.severity)
            reach = [
                level
                for level in set(self.grades)
                if level >= grade and within_limit(level, pence, self.limits)
            ]
            if not reach:
                yield f"{pounds(pence)} is beyond the limit of everybody here: an administrator sets the limits."
        if one.due is not None and one.due < self.today and not one.ended:
            yield "It is past its day."
        if one.step is RemedyStep.UNDELIVERABLE and not _told(self.page):
            yield (
                "The resident must be told by letter why it cannot be delivered, what is offered instead, and of the "
                f"{self.page.ombudsman.name}."
            )


def _told(page: ComplaintPage) -> bool:
    return any(one.body.what is LetterKind.UNDELIVERED_REMEDY for one in page.case.letters)


def _sum_says(one: RemedyState) -> str:
    body = one.body
    if body.amount_pence is None:
        return ""
    return f"{pounds(body.amount_pence)}{PER[body.per]}" if body.recurring else pounds(body.amount_pence)


def _reckoned(one: RemedyState, kept: Particulars) -> str:
    body = one.body
    if body.recurring:
        return f"each time, until: {kept.condition or 'its last day'}"
    if body.unit_pence is None or body.periods is None:
        return ""
    part = f" and {body.part_days} days" if body.part_days else ""
    return f"{body.periods} × {pounds(body.unit_pence)}{PER[body.per]}{part}"


def _was(one: RemedyState, page: ComplaintPage) -> str:
    earlier = next((old for old in page.case.remedies if old.key == one.body.supersedes), None)
    if earlier is None:
        return ""
    return _sum_says(earlier) or earlier.body.type.label.lower()


def _number(key: str | None) -> int | None:
    return int(key) if key and key.isdecimal() else None


def _sentence(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}" + ("" if text.endswith(".") else ".")
