"""Reading shares: those of one complaint, one on its own page, and the board. One function a screen, frozen rows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from casework.complaints.models import Complaint, Note, Point
from casework.complaints.page import ComplaintPage
from casework.complaints.permissions import visible_to
from casework.complaints.storing import read_events
from casework.people.models import Officer
from casework.together.giving import NoSuchShare, share_seen
from casework.together.models import Share, ShareMail
from putright.cases import replay
from putright.cases.joined import ContributionMoved
from putright.cases.state import day_of
from putright.cases.taking_part import ContributionState
from putright.vocabulary import ContributionStep


@dataclass(frozen=True, slots=True)
class StepRow:
    """One thing that became of a share, in words."""

    step: ContributionStep
    on: date | None
    due_on: date | None
    words: str
    who: str


@dataclass(frozen=True, slots=True)
class ShareCard:
    """A share on the tab of its complaint. told_on: when the last e-mail about it went out. late: past its day."""

    id: int
    key: str
    of: str
    officer: str
    points: tuple[str, ...]
    asked: str
    asked_by: str
    asked_on: date
    due_on: date
    step: ContributionStep
    is_open: bool
    late: bool
    begun: bool
    told_on: datetime | None
    steps: tuple[StepRow, ...]


@dataclass(frozen=True, slots=True)
class PointAsked:
    """A point a share is about, in the words of the complaint."""

    key: str
    words: str
    sought: str


@dataclass(frozen=True, slots=True)
class SharePage:
    """A share as whoever gives it sees it: no more of the complaint than the points it is about.

    text, version  what is written so far. missing: what it lacked when it was sent back last.
    author         who writes the answer to the resident; several hands would not make one letter.
    """

    id: int
    reference: str
    may_open: bool
    of: str
    officer: str
    asked: str
    asked_by: str
    author: str
    points: tuple[PointAsked, ...]
    due_on: date
    late: bool
    step: ContributionStep
    is_open: bool
    text: str
    version: int
    missing: str
    given: str


def called(share: Share) -> str:
    """Of whom it is asked."""
    return share.service.name if share.service is not None else share.outside


def shares_of(page: ComplaintPage, *, today: date) -> tuple[ShareCard, ...]:
    """The shares of a complaint, those still out first, the late ones before all. Two statements, none without any."""
    if not page.case.contributions:
        return ()
    papers = {
        one.key: one
        for one in Share.objects.filter(complaint=page.complaint_id).select_related(
            "service", "officer", "asked_by"
        )
    }
    sent = ShareMail.objects.filter(share__complaint=page.complaint_id, sent_at__isnull=False)
    told = {one.share_id: one.sent_at for one in sent.order_by("sent_at")}
    words = {str(note.id): note.words for note in page.notes}
    cards = [
        _card(state, papers[state.key], words, page.officers, told, today)
        for state in page.case.contributions
        if state.key in papers
    ]
    return tuple(sorted(cards, key=lambda one: (not one.is_open, one.due_on, one.id)))


def _card(
    state: ContributionState, paper: Share, words: Mapping[str, str], officers: Mapping[str, str],
    told: Mapping[int, datetime | None], today: date,
) -> ShareCard:  # fmt: skip
    return ShareCard(
        id=paper.pk, key=state.key, of=called(paper), officer=paper.officer.name if paper.officer else "",
        points=state.body.points, asked=words.get(state.key, ""), asked_by=paper.asked_by.name,
        asked_on=day_of(state.made.at) or paper.asked_on, due_on=state.due, step=state.step, is_open=not state.ended,
        late=not state.ended and state.due < today, begun=bool(paper.text), told_on=told.get(paper.pk),
        steps=tuple(_steps(state, words, officers)),
    )  # fmt: skip


def _steps(
    state: ContributionState, words: Mapping[str, str], officers: Mapping[str, str]
) -> Iterator[StepRow]:
    for event in state.moves:
        if isinstance(event.body, ContributionMoved):
            said = words.get(event.body.note or "", "")
            yield StepRow(
                event.body.to, day_of(event.at), event.body.due, said, officers.get(event.by or "", "")
            )


def share_page(officer: Officer, number: int, *, today: date) -> SharePage:
    """One share on its own page. Five statements. Raises NoSuchShare."""
    share = share_seen(officer, number)
    complaint = share.complaint
    case = replay(read_events(complaint)[0])
    state = next((one for one in case.contributions if one.key == share.key), None)
    if state is None:
        raise NoSuchShare(str(number))
    moved = [one.body for one in state.moves if isinstance(one.body, ContributionMoved)]
    given = [one.note for one in moved if one.to is ContributionStep.GIVEN]
    missing = [one.note for one in moved if one.to is ContributionStep.RETURNED]
    notes = _words(complaint.pk, share.key, *given[-1:], *missing[-1:])
    return SharePage(
        id=share.pk, reference=complaint.reference, may_open=_may_open(officer, complaint.pk), of=called(share),
        officer=share.officer.name if share.officer else "", asked=notes.get(share.key, ""),
        asked_by=share.asked_by.name, author=complaint.owner.name if complaint.owner else "",
        points=_points(complaint.pk, state.body.points), due_on=state.due,
        late=not state.ended and state.due < today, step=state.step, is_open=not state.ended, text=share.text,
        version=share.version, missing=notes.get(missing[-1] or "", "") if missing else "",
        given=notes.get(given[-1] or "", "") if given else "",
    )  # fmt: skip


def _words(complaint: int, *keys: str | None) -> dict[str, str]:
    numbers = [int(key) for key in keys if key]
    found = Note.objects.filter(complaint=complaint, pk__in=numbers)
    return {str(number): words for number, words in found.values_list("pk", "words")}


def _points(complaint: int, keys: Sequence[str]) -> tuple[PointAsked, ...]:
    found = Point.objects.filter(complaint=complaint, key__in=keys)
    return tuple(PointAsked(*row) for row in found.order_by("pk").values_list("key", "words", "sought"))


def _may_open(officer: Officer, complaint: int) -> bool:
    return Complaint.objects.filter(visible_to(officer), pk=complaint).exists()
