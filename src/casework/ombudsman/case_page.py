"""One case of an Ombudsman as its page shows it: what it asks, its drafts and decisions, and how it went."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from casework.complaints.page import ComplaintPage, DocumentRow, PointRow
from casework.complaints.telling import title_of
from casework.ombudsman.models import Draft, EnquiryPaper, Question
from casework.ombudsman.nearness import Near, calendar_of, nearness
from casework.people.models import Officer
from putright.cases import Event
from putright.cases.answerable import EnquiryState, HeadState, ReferralState
from putright.cases.heads import decisions_of
from putright.cases.referred import ReferralDecided, ReferralMoved
from putright.procedures import ReferralProcess, ReferralStep, referral_process
from putright.vocabulary import CommentKind, DraftParty, EnquiryKind, EnquiryStep, QuestionStep


@dataclass(frozen=True, slots=True)
class StepRow:
    """One step in the history of something. unusual: it does not usually follow on the one before."""

    what: str
    at: date | datetime | None
    by: str
    words: str
    document: DocumentRow | None = None
    unusual: bool = False


@dataclass(frozen=True, slots=True)
class QuestionRow:
    """One question with what we answer. mine: the officer who looks is to answer it."""

    id: int
    number: int
    words: str
    answer: str
    evidence: str
    documents: tuple[DocumentRow, ...]
    step: QuestionStep
    owner: str
    due: Near
    mine: bool
    version: int

    @property
    def waits(self) -> bool:
        """Whether its answer is not agreed yet."""
        return self.step in (QuestionStep.ASKED, QuestionStep.DRAFTED)


@dataclass(frozen=True, slots=True)
class EnquiryRow:
    """Something the Ombudsman asked, and what became of it.

    asked_for  a later date we asked for and have no word on. letter: the Ombudsman's.
    ours       it is ours to see to; a complainant comments on a draft by themselves.
    """

    key: str
    what: EnquiryKind
    words: str
    at: date | datetime | None
    due: Near
    step: EnquiryStep
    owner: str
    party: DraftParty
    party_name: str
    ended: bool
    late_by_answer: bool
    answered_on: date | None
    asked_for: date | None
    criticises: bool
    shown: bool
    ours: bool
    letter: DocumentRow | None
    questions: tuple[QuestionRow, ...]
    history: tuple[StepRow, ...]

    @property
    def waiting(self) -> int:
        """How many of its questions have no agreed answer."""
        return sum(one.waits for one in self.questions)

    @property
    def who(self) -> str:
        """Whose comments are waited for, by name where we know it."""
        return f"{self.party.label}: {self.party_name}" if self.party_name else self.party.label


@dataclass(frozen=True, slots=True)
class CommentRow:
    """What we say to one paragraph of a draft."""

    id: int
    paragraph: str
    about: CommentKind
    words: str
    document: DocumentRow | None
    left_out: bool
    by: str


@dataclass(frozen=True, slots=True)
class DraftRow:
    """A draft decision with its tracks. to_show: it criticises somebody and was not shown to them yet."""

    id: int
    received_on: date
    document: DocumentRow | None
    criticises: str
    tracks: tuple[EnquiryRow, ...]
    comments: tuple[CommentRow, ...]

    @property
    def ours(self) -> EnquiryRow | None:
        """The track of our own comments."""
        return next((one for one in self.tracks if one.party is DraftParty.US), None)

    @property
    def to_show(self) -> bool:
        """Whether somebody it criticises must still be shown it."""
        return bool(self.criticises) and self.ours is not None and not self.ours.shown


@dataclass(frozen=True, slots=True)
class HeadRow:
    """What it found on one head, with our own points beside."""

    key: str
    determination: str
    words: str
    points: tuple[PointRow, ...]


@dataclass(frozen=True, slots=True)
class DecisionRow:
    """One decision: the five things said of the whole, each None where it is not known, and its heads."""

    on: date | datetime | None
    published: str | None
    text: str | None
    fault: bool | None
    injustice: bool | None
    remedied_by: str | None
    document: DocumentRow | None
    at_review: bool
    recorded_by: str
    heads: tuple[HeadRow, ...]


@dataclass(frozen=True, slots=True)
class CasePage:
    """Everything the page of a case shows. decisions: the one that holds first, then those before it."""

    state: ReferralState
    process: ReferralProcess
    step: ReferralStep
    line: tuple[tuple[ReferralStep, str], ...]
    owner: str
    points: tuple[PointRow, ...]
    enquiries: tuple[EnquiryRow, ...]
    drafts: tuple[DraftRow, ...]
    decisions: tuple[DecisionRow, ...]
    history: tuple[StepRow, ...]
    orders: int
    orders_open: int

    @property
    def next_due(self) -> EnquiryRow | None:
        """What is to be answered first."""
        found = [one for one in self.waiting if one.due.due is not None]
        return min(found, key=lambda one: one.due.due or date.max, default=None)

    @property
    def undated(self) -> tuple[EnquiryRow, ...]:
        """What is to be answered and has no date: the Ombudsman is asked for one."""
        return tuple(one for one in self.waiting if one.due.due is None)

    @property
    def waiting(self) -> tuple[EnquiryRow, ...]:
        """What is ours to see to and has not come to its end."""
        return tuple(one for one in (*self.enquiries, *self.tracks) if not one.ended and one.ours)

    @property
    def tracks(self) -> tuple[EnquiryRow, ...]:
        """Whose comments on drafts are waited for."""
        return tuple(track for draft in self.drafts for track in draft.tracks)


def case_page(officer: Officer, key: str, page: ComplaintPage, *, today: date) -> CasePage:
    """The page of a case on a complaint the officer has open. Six statements."""
    return _Telling(officer, key, page, today).all()


def state_of(page: ComplaintPage, key: str) -> ReferralState | None:
    """The case as the events have made it; None where the complaint has none with this key. No statement."""
    return next((one for one in page.case.referrals if one.key == key), None)


class _Telling:
    """The names, words and papers the rows are told with, read once."""

    def __init__(self, officer: Officer, key: str, page: ComplaintPage, today: date) -> None:
        found = state_of(page, key)
        assert found is not None  # the row of the case says that it is about this complaint
        self.officer, self.page, self.today, self.state = officer, page, today, found
        self.process = referral_process(found.body.body)
        self.calendar = calendar_of(officer.organisation)
        self.words = {str(note.id): note.words for note in page.notes}
        self.documents = {str(one.id): one for one in page.documents}
        self.points = {one.key: one for one in page.points}
        self.papers: Mapping[str, EnquiryPaper] = {
            one.enquiry: one for one in EnquiryPaper.objects.filter(case=int(key))
        }
        self.questions: dict[str, list[Question]] = {}
        asked = Question.objects.filter(case=int(key)).order_by("number").prefetch_related("documents")
        for one in asked:
            self.questions.setdefault(one.enquiry, []).append(one)
        self.drafts = list(
            Draft.objects.filter(case=int(key)).order_by("-received_on", "-pk").prefetch_related("comments")
        )

    def all(self) -> CasePage:
        rows = [
            self.enquiry(one)
            for one in reversed(self.page.case.enquiries)
            if one.body.referral == self.state.key
        ]
        of_drafts = {key for key, paper in self.papers.items() if paper.draft_id is not None}
        orders = [one for one in self.page.case.orders if one.body.referral == self.state.key]
        return CasePage(
            state=self.state, process=self.process, step=self.state.at, line=self.line(),
            owner=self.officer_called(self.state.owner),
            points=tuple(one for one in self.page.points if one.key in self.state.body.points),
            enquiries=tuple(sorted((one for one in rows if one.key not in of_drafts), key=lambda one: one.ended)),
            drafts=tuple(self.draft(one, rows) for one in self.drafts), decisions=self.decisions(),
            history=self.history(), orders=len(orders), orders_open=sum(not one.ended for one in orders),
        )  # fmt: skip

    def officer_called(self, number: str | None) -> str:
        return self.page.officers.get(number or "", "")

    def line(self) -> tuple[tuple[ReferralStep, str], ...]:
        """The steps it went through and what may follow, each with `done`, `here` or `next`."""
        moves = [one.body.to for one in self.state.moves if isinstance(one.body, ReferralMoved)]
        been: list[str] = []
        for key in (self.state.body.step, *moves):
            if not been or been[-1] != key:
                been.append(key)
        passed = [(self.process.step(key), "done") for key in been[:-1]]
        return (
            *passed, (self.state.at, "here"), *((one, "next") for one in self.process.after(self.state.step))
        )  # fmt: skip

    def enquiry(self, one: EnquiryState) -> EnquiryRow:
        paper = self.papers.get(one.key)
        longer = one.moved(EnquiryStep.LONGER_ASKED) if one.step is EnquiryStep.LONGER_ASKED else None
        return EnquiryRow(
            key=one.key, what=one.body.what, words=self.words.get(one.key, ""), at=one.made.at,
            due=nearness(one.due, self.calendar, self.today), step=one.step, owner=self.officer_called(one.owner),
            party=one.body.party, party_name=paper.party if paper else "", ended=one.ended,
            late_by_answer=bool(one.answered_on and one.due and one.answered_on > one.due),
            answered_on=one.answered_on, asked_for=getattr(longer.body, "due", None) if longer else None,
            criticises=one.body.criticises, shown=one.shown, ours=one.waits_for_us,
            letter=self.document(paper.document_id if paper else None),
            questions=tuple(self.question(each) for each in self.questions.get(one.key, ())),
            history=tuple(self.step(each) for each in (one.made, *one.moves)),
        )  # fmt: skip

    def question(self, one: Question) -> QuestionRow:
        return QuestionRow(
            one.pk, one.number, one.words, one.answer, one.evidence,
            tuple(found for each in one.documents.all() if (found := self.document(each.pk))), QuestionStep(one.step),
            self.officer_called(str(one.owner_id)), nearness(one.due_on, self.calendar, self.today),
            one.owner_id == self.officer.pk, one.version,
        )  # fmt: skip

    def draft(self, one: Draft, rows: list[EnquiryRow]) -> DraftRow:
        those = {key for key, paper in self.papers.items() if paper.draft_id == one.pk}
        order = list(DraftParty)
        comments = sorted(one.comments.all(), key=lambda each: (_paragraph(each.paragraph), each.pk))
        return DraftRow(
            one.pk, one.received_on, self.document(one.document_id), one.criticises,
            tuple(sorted((row for row in rows if row.key in those), key=lambda row: order.index(row.party))),
            tuple(
                CommentRow(
                    each.pk, each.paragraph, CommentKind(each.about), each.words, self.document(each.document_id),
                    each.left_out, self.officer_called(str(each.officer_id)),
                )
                for each in comments
            ),
        )  # fmt: skip

    def decisions(self) -> tuple[DecisionRow, ...]:
        found = decisions_of(self.page.case, self.state)
        rows = [self.decision(one.made, one.heads) for one in found]
        return tuple(reversed(rows))

    def decision(self, event: Event, heads: tuple[HeadState, ...]) -> DecisionRow:
        body = event.body
        assert isinstance(body, ReferralDecided)
        return DecisionRow(
            on=event.at, published=self.process.word(body.published_outcome) if body.published_outcome else None,
            text=self.process.word(body.text) if body.text else None, fault=body.fault_found,
            injustice=body.injustice_found, remedied_by=body.remedied_by.label if body.remedied_by else None,
            document=self.document(body.document),
            at_review=body.at_review, recorded_by=self.officer_called(event.by),
            heads=tuple(
                HeadRow(
                    one.key, self.process.word(one.body.determination),
                    self.words.get(one.key, "") or self.words.get(one.body.note or "", ""),
                    tuple(self.points[key] for key in one.body.points if key in self.points),
                )
                for one in heads
            ),
        )  # fmt: skip

    def history(self) -> tuple[StepRow, ...]:
        at, rows = self.state.body.step, [self.step(self.state.made)]
        for event in self.state.moves:
            unusual = False
            if isinstance(event.body, ReferralMoved):
                to = event.body.to
                unusual = to != at and to not in self.process.step(at).then
                at = to
            rows.append(self.step(event, unusual=unusual))
        return tuple(rows)

    def step(self, event: Event, *, unusual: bool = False) -> StepRow:
        body = event.body
        return StepRow(
            title_of(event, self.page.officers, own=self.page.own_words), event.at, self.officer_called(event.by),
            self.words.get(getattr(body, "note", None) or "", ""), self.document(getattr(body, "document", None)),
            unusual,
        )  # fmt: skip

    def document(self, number: str | int | None) -> DocumentRow | None:
        return self.documents.get(str(number)) if number is not None else None


def _paragraph(text: str) -> tuple[int, str]:
    """Paragraphs in the order of the draft: 9 before 10, what has no number last."""
    digits = "".join(one for one in text if one.isdecimal())
    return (int(digits) if digits else 10**6, text)
