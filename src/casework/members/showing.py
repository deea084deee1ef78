"""The enquiries of one complaint, and the board of all of them: who asks, by when, and how far it has got."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from casework.complaints.covering import away_mark_of, ends_to_see_to
from casework.complaints.models import Note, OpenEnd
from casework.complaints.permissions import visible_to
from casework.complaints.queries import ComplaintPage
from casework.intake.models import Contact
from casework.members.enquiring import OF_A_MEMBER
from casework.members.models import MemberPaper
from casework.people.away import Away, AwayMark, away_as_told
from casework.people.models import Officer
from putright.cases import EndKind
from putright.cases.in_step import waits_for_the_answer
from putright.cases.joined import MemberEnquiryMoved
from putright.cases.taking_part import MemberEnquiryState
from putright.vocabulary import MemberKind, MemberStep, Word

PAGE = 50
MOST_CONTACTS = 50
RESTRICTED = "Restricted complaint"


class Whose(Word):
    """Whose enquiries the board shows."""

    ALL = "all", "All I may see"
    MINE = "mine", "Mine"


@dataclass(frozen=True, slots=True)
class EnquiryRow:
    """An enquiry on its complaint. waits: the complaint's own answer has to go first. answers: what we told them."""

    key: str
    member: str
    kind: MemberKind
    area: str
    their_reference: str
    words: str
    received_on: date | None
    due: date | None
    late: bool
    step: MemberStep
    consent: bool
    ended: bool
    waits: bool
    owner: str
    told: tuple[tuple[MemberStep, date | datetime | None, str], ...]


@dataclass(frozen=True, slots=True)
class WaitingRow:
    """An enquiry on the board. title, words: tell nothing of a restricted complaint."""

    reference: str
    title: str
    member: str
    area: str
    words: str
    due: date | None
    late: bool
    step: MemberStep
    owner: str
    away: AwayMark | None


@dataclass(frozen=True, slots=True)
class ContactToLog:
    """A contact somebody decided to be a member's enquiry, which no complaint has yet."""

    id: int
    title: str
    words: str
    who: str
    arrived_at: datetime


@dataclass(frozen=True, slots=True)
class MembersBoard:
    """Enquiries that wait, the earliest due first. waiting, late: of those of the view, how many past their day."""

    whose: Whose
    rows: tuple[WaitingRow, ...]
    contacts: tuple[ContactToLog, ...]
    waiting: int
    late: int
    page: int
    more: bool


def enquiries(page: ComplaintPage, *, today: date) -> tuple[EnquiryRow, ...]:
    """The enquiries on a complaint that is open already, the latest first. One statement, none where there is none."""
    if not page.case.member_enquiries:
        return ()
    papers = {
        one.key: one
        for one in MemberPaper.objects.filter(complaint=page.complaint_id).select_related("member__person")
    }
    words = {str(note.id): note.words for note in page.notes}
    return tuple(
        _row(page, one, papers.get(one.key), words, today) for one in reversed(page.case.member_enquiries)
    )


def waiting(page: ComplaintPage) -> tuple[MemberEnquiryState, ...]:
    """The enquiries that have still to be answered. No statement."""
    return tuple(one for one in page.case.member_enquiries if not one.ended)


def names_of_enquiries(page: ComplaintPage) -> dict[str, str]:
    """Who asks, by key of the enquiry. One statement, none where there is none."""
    if not page.case.member_enquiries:
        return {}
    papers = MemberPaper.objects.filter(complaint=page.complaint_id)
    return dict(papers.values_list("key", "member__person__name"))


def members_board(
    officer: Officer, *, whose: Whose = Whose.ALL, page: int, today: date, contacts: bool = False
) -> MembersBoard:
    """The enquiries that wait on complaints the officer may see, and contacts to be logged where asked for.

    Six statements; one more for contacts, and one for what is theirs where they cover for somebody.
    """
    found = OpenEnd.objects.filter(
        visible_to(officer, "complaint__"), kind=EndKind.MEMBER.value, is_open=True
    ).order_by("due_on", "id")
    if whose is Whose.MINE:
        found = found.filter(ends_to_see_to(officer, today=today))
    first = (page - 1) * PAGE
    ends = list(found.select_related("complaint__words", "complaint__owner")[first : first + PAGE + 1])
    shown = ends[:PAGE]
    waiting_at_all = found.count()
    return MembersBoard(
        whose=whose,
        rows=tuple(_waiting(shown, away_as_told(officer, today=today), today)),
        contacts=_to_log(officer) if contacts else (),
        waiting=waiting_at_all,
        late=found.filter(due_on__lt=today).count(),
        page=page,
        more=len(ends) > PAGE,
    )


def contact_to_log(officer: Officer, number: int) -> ContactToLog | None:
    """One of the contacts to be logged; None for one that is not. One statement."""
    return next((one for one in _to_log(officer, number)), None)


def _row(
    page: ComplaintPage, one: MemberEnquiryState, paper: MemberPaper | None, words: Mapping[str, str], today: date
) -> EnquiryRow:  # fmt: skip
    told = [
        (event.body.to, event.at, words.get(event.body.note or "", ""))
        for event in one.moves
        if isinstance(event.body, MemberEnquiryMoved)
    ]
    return EnquiryRow(
        key=one.key, member=paper.member.person.name if paper else one.body.who.label, kind=one.body.who,
        area=paper.member.area if paper else "", their_reference=paper.their_reference if paper else "",
        words=words.get(one.key, ""), received_on=paper.received_on if paper else None, due=one.due,
        late=not one.ended and one.due is not None and one.due < today, step=one.step, consent=one.consent,
        ended=one.ended, waits=not one.ended and waits_for_the_answer(page.case),
        owner=page.officers.get(one.body.owner or "", ""), told=tuple(told),
    )  # fmt: skip


def _waiting(ends: list[OpenEnd], away: Away, today: date) -> Iterator[WaitingRow]:
    complaints = [one.complaint_id for one in ends]
    papers = {
        (one.complaint_id, one.key): one
        for one in MemberPaper.objects.filter(complaint__in=complaints).select_related("member__person")
    }
    words = {str(one.pk): one.words for one in Note.objects.filter(pk__in=[int(one.key) for one in ends])}
    officers = Officer.objects.filter(pk__in=[int(one.owner) for one in ends if one.owner.isdecimal()])
    names = {str(one.pk): one.name for one in officers}
    for one in ends:
        paper = papers.get((one.complaint_id, one.key))
        said, hidden = words.get(one.key, ""), one.complaint.restricted
        yield WaitingRow(
            reference=one.complaint.reference, title=RESTRICTED if hidden else one.complaint.words.title,
            member=paper.member.person.name if paper else "A member",
            area=paper.member.area if paper else "",
            words="" if hidden else (said.splitlines() or [""])[0][:120], due=one.due_on,
            late=one.due_on is not None and one.due_on < today, step=MemberStep(one.step),
            owner=names.get(one.owner, "") or (one.complaint.owner.name if one.complaint.owner else ""),
            away=away_mark_of(one, away),
        )  # fmt: skip


def _to_log(officer: Officer, number: int | None = None) -> tuple[ContactToLog, ...]:
    found = Contact.objects.filter(
        organisation=officer.organisation_id, decision__in=OF_A_MEMBER, member_enquiry=None
    )
    if number is not None:
        found = found.filter(pk=number)
    rows = found.select_related("person").order_by("arrived_at")[:MOST_CONTACTS]
    return tuple(
        ContactToLog(
            one.pk,
            one.title or one.happened[:120],
            one.happened,
            one.person.name if one.person else "",
            one.arrived_at,
        )
        for one in rows
    )
