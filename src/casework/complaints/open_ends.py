"""What is still to be seen to on a complaint, and what to mind beside every act: in words, for its pages."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from casework.complaints.page import ComplaintPage
from putright.calendars import short_day
from putright.cases import EndKind, open_ends
from putright.cases.ends import STANDING
from putright.procedures.routing import part_title
from putright.vocabulary import (
    ActionStep,
    AgreementKind,
    AppointmentStep,
    ContributionStep,
    DeliveryResult,
    EnquiryStep,
    IncidentStep,
    MemberStep,
    MoveStep,
    NeedStep,
    OrderStep,
    PartStep,
    RemedyStep,
    Word,
)

_STEPS: dict[EndKind, type[Word]] = {
    EndKind.REMEDY: RemedyStep,
    EndKind.ACTION: ActionStep,
    EndKind.NEED: NeedStep,
    EndKind.APPOINTMENT: AppointmentStep,
    EndKind.INCIDENT: IncidentStep,
    EndKind.LETTER: DeliveryResult,
    EndKind.ENQUIRY: EnquiryStep,
    EndKind.ORDER: OrderStep,
    EndKind.CONTRIBUTION: ContributionStep,
    EndKind.MEMBER: MemberStep,
    EndKind.PART: PartStep,
    EndKind.MOVE: MoveStep,
}
_TABS = {
    EndKind.PROMISE: "notes",
    EndKind.REMEDY: "remedies",
    EndKind.ACTION: "remedies",
    EndKind.LETTER: "letters",
    EndKind.MOVE: "letters",
    EndKind.ENQUIRY: "ombudsman",
    EndKind.ORDER: "ombudsman",
    EndKind.MEMBER: "taking-part",
    EndKind.CONTRIBUTION: "together",
    EndKind.PART: "together",
}


@dataclass(frozen=True, slots=True)
class EndRow:
    """One thing still to be seen to. tab: the tab of the complaint it stands on. late: past its day."""

    kind: EndKind
    key: str
    words: str
    step: str
    due_on: date | None
    owner: str
    late: bool
    risk: bool
    stops_closing: bool
    tab: str

    @property
    def told(self) -> str:
        """It in one sentence's worth of words, without its day and its full stop, as others go on after it."""
        return self.words.rstrip().removesuffix(".") or self.step


@dataclass(frozen=True, slots=True)
class Minded:
    """What holds and must be minded: an agreement or a rule that keeps a worker away. late: its review is past."""

    heading: str
    words: str
    review: date | None
    late: bool
    strong: bool


def still_to_do(page: ComplaintPage, *, today: date) -> tuple[EndRow, ...]:
    """Everything somebody still has to see to, the earliest first, what has no day last. No statement."""
    words = {str(note.id): note.words for note in page.notes}
    found = [
        EndRow(
            kind=end.kind, key=end.key,
            words=part_title(end.key) if end.kind is EndKind.PART else words.get(end.key, ""),
            step=_step(end.kind, end.step),
            due_on=end.due_on, owner=page.officers.get(end.owner or "", ""),
            late=end.due_on is not None and end.due_on < today, risk=end.risk, stops_closing=end.stops_closing,
            tab=_TABS.get(end.kind, "visits"),
        )
        for end in open_ends(page.case)
        if end.kind not in STANDING
    ]  # fmt: skip
    return tuple(sorted(found, key=lambda row: (row.due_on is None, row.due_on or today, not row.risk)))


def to_be_minded(page: ComplaintPage, *, today: date) -> tuple[Minded, ...]:
    """Rules that keep workers away, then what was agreed about contact. No statement."""
    words = {str(note.id): note.words for note in page.notes}
    rules = [
        Minded(
            "Must not contact or visit", words.get(one.key, "A worker"), one.review,
            late=one.review is not None and one.review < today, strong=True,
        )
        for one in page.case.restrictions
        if not one.ended
    ]  # fmt: skip
    agreed = []
    for one in page.case.agreements:
        if one.ended:
            continue
        body, told = one.body, [words.get(one.key, "")]
        if body.officer and body.officer in page.officers:
            told.append(f"Named contact: {page.officers[body.officer]}.")
        if body.hours_from or body.hours_to:
            first = f" from {body.hours_from:%H:%M}" if body.hours_from else ""
            last = f" until {body.hours_to:%H:%M}" if body.hours_to else ""
            told.append(f"Contacted{first}{last} only.")
        agreed.append(
            Minded(
                AgreementKind(body.what).label, " ".join(filter(None, told)), one.review,
                late=one.review is not None and one.review < today, strong=False,
            )
        )  # fmt: skip
    return (*rules, *agreed)


def in_a_line(row: EndRow) -> str:
    """An open end as a form lists it: what it is, in which words, and its day."""
    due = f", due {short_day(row.due_on)}" if row.due_on else ""
    return f"{row.kind.label} still open: {row.told}{due}"


def _step(kind: EndKind, step: str) -> str:
    words = _STEPS.get(kind)
    return words(step).label if words else ""
