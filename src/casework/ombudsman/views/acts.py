"""The acts on an Ombudsman's case: one list of them, one view for all."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from casework.complaints.forms.act import ActForm
from casework.complaints.queries import ComplaintPage
from casework.complaints.views.pages import officer_of
from casework.complaints.views.performing import ActPage, perform
from casework.ombudsman import queries
from casework.ombudsman.case_page import state_of
from casework.ombudsman.forms import course, drafts, enquiries, opening
from casework.ombudsman.permissions import may_answer_questions, may_work_with_ombudsman
from casework.ombudsman.queries import NotToBeSeen
from casework.ombudsman.views import doing
from putright.cases.answerable import ReferralState
from putright.procedures import referral_process
from putright.vocabulary import EnquiryKind, ReferralKind

if TYPE_CHECKING:
    from casework.people.models import Officer

Offered = Callable[[ReferralState, ComplaintPage], bool]


def _open(state: ReferralState, page: ComplaintPage) -> bool:
    return not state.ended


def _always(state: ReferralState, page: ComplaintPage) -> bool:
    return True


def _asked(state: ReferralState, page: ComplaintPage) -> bool:
    """Whether something it asked has not come to its end."""
    return any(one.body.referral == state.key and not one.ended for one in page.case.enquiries)


def _to_show(state: ReferralState, page: ComplaintPage) -> bool:
    return any(
        one.body.referral == state.key and one.body.criticises and not one.shown and not one.ended
        for one in page.case.enquiries
    )


def _drafted(state: ReferralState, page: ComplaintPage) -> bool:
    return any(
        one.body.referral == state.key and one.body.what is EnquiryKind.DRAFT for one in page.case.enquiries
    )


def _reports(state: ReferralState, page: ComplaintPage) -> bool:
    return not state.ended and referral_process(state.body.body).asked_at(EnquiryKind.REPORT) is not None


def _may_return(state: ReferralState, page: ComplaintPage) -> bool:
    steps = referral_process(state.body.body).steps.values()
    return not state.ended and any(ReferralKind.PREMATURE in one.begins for one in steps)


def _reviewable(state: ReferralState, page: ComplaintPage) -> bool:
    review = referral_process(state.body.body).asked_at(EnquiryKind.REVIEW)
    return state.decided is not None and review is not None and review.key != state.step


@dataclass(frozen=True, slots=True)
class CaseAct:
    """One act on a case: its address, its words, its form, what it does, when it is offered and to whom."""

    name: str
    title: str
    button: str
    done: str
    form: type[ActForm]
    does: Callable[[Any, Any], None]
    offered: Offered = _open
    allowed: Callable[[Officer], bool] = may_work_with_ombudsman
    people: str = ""

    @property
    def path(self) -> str:
        """Its part of the address."""
        return self.name.removeprefix("case-")


ACTS = (
    CaseAct("case-enquiry", "Record what the Ombudsman asks", "Record it", "What the Ombudsman asks is recorded.",
            enquiries.ReceiveEnquiry, doing.receive_enquiry, people="here"),
    CaseAct("case-enquiry-step", "Record more time, or that it was taken back", "Record it", "It is recorded.",
            enquiries.MoveEnquiry, doing.move_enquiry, _asked),
    CaseAct("case-enquiry-officer", "Give it to another officer", "Give it", "Somebody else sees to it.",
            enquiries.GiveEnquiry, doing.give_enquiry, _asked, people="here"),
    CaseAct("case-answer", "Record the answer to the Ombudsman", "Record it", "The answer is recorded.",
            enquiries.AnswerEnquiry, doing.answer_enquiry, _asked),
    CaseAct("case-questions", "Add questions", "Add them", "The questions are kept.",
            enquiries.AddQuestions, doing.add_questions, _asked, people="here"),
    CaseAct("case-question", "Answer a question", "Keep the answer", "The answer is kept.",
            enquiries.AnswerQuestion, doing.answer_question, _asked, may_answer_questions),
    CaseAct("case-question-officer", "Give a question to somebody", "Give it", "The question is given.",
            enquiries.GiveQuestion, doing.give_question, _asked, people="here"),
    CaseAct("case-draft", "Record a draft decision", "Record it", "The draft is recorded.",
            drafts.ReceiveDraft, doing.receive_draft, people="here"),
    CaseAct("case-shown", "Record that the draft was shown", "Record it", "It is recorded to whom it was shown.",
            drafts.ShowDraft, doing.show_draft, _to_show),
    CaseAct("case-comment", "Comment on a paragraph", "Keep the comment", "The comment is kept.",
            drafts.Comment, doing.comment, _drafted),
    CaseAct("case-comment-left-out", "Leave a comment out", "Record it", "It is recorded.",
            drafts.LeaveOut, doing.leave_out, _drafted),
    CaseAct("case-report", "Record a report in the public interest", "Record it", "The report is recorded.",
            enquiries.ReceiveReport, doing.receive_report, _reports),
    CaseAct("case-decided", "Record the decision", "Record it", "The decision is recorded.",
            course.Decide, doing.decide, _always),
    CaseAct("case-step", "Record the next step", "Record it", "The step is recorded.",
            course.MoveCase, doing.move_case, _always),
    CaseAct("case-officer", "Give the case to another link officer", "Give it", "The case is given.",
            course.GiveCase, doing.give_case, people="here"),
    CaseAct("case-returned", "Record that it was sent back to us", "Record it", "It is kept that the Ombudsman sent it.",
            course.ReturnCase, doing.return_case, _may_return),
    CaseAct("case-review", "Record that a review is asked for", "Record it", "The review is recorded.",
            course.AskReview, doing.ask_review, _reviewable),
    CaseAct("case-close", "Close the case", "Close it", "The Ombudsman’s case is closed.",
            course.CloseCase, doing.close_case),
)  # fmt: skip
BY_NAME = {one.name: one for one in ACTS}
OPEN_CASE = ActPage(
    "ombudsman-open", "Open an Ombudsman’s case", "Open it", "The case is on the Ombudsman desk.", opening.OpenCase,
    doing.open_case, lambda page: True, may_work_with_ombudsman, people="here", back_to="ombudsman",
    template="ombudsman/act.html",
)  # fmt: skip


def offered_to(officer: Officer, state: ReferralState, page: ComplaintPage) -> Mapping[str, CaseAct]:
    """The acts this officer can do in the case as it stands, by name."""
    return {one.name: one for one in ACTS if one.allowed(officer) and one.offered(state, page)}


@require_http_methods(["GET", "HEAD", "POST"])
def open_case(request: HttpRequest, reference: str) -> HttpResponse:
    """The page that opens a case about a complaint."""
    return perform(request, reference, OPEN_CASE)


@require_http_methods(["GET", "HEAD", "POST"])
def act(request: HttpRequest, key: int, name: str) -> HttpResponse:
    """The page of one act, and the act itself; `of` in the address says which of several it is about."""
    try:
        row = queries.case_of(officer_of(request), key)
        if row.complaint is None:
            messages.info(
                request, "Link the case to a complaint first: what happens in it is kept with the complaint."
            )
            return redirect("ombudsman-case", key)
        return perform(request, row.complaint, _page_of(BY_NAME[name], str(key), request.GET.get("of", "")))
    except NotToBeSeen:
        raise Http404 from None


def _page_of(one: CaseAct, key: str, chosen: str) -> ActPage:
    def offered(page: ComplaintPage) -> bool:
        state = state_of(page, key)
        return state is not None and one.offered(state, page)

    about = type(
        one.form.__name__, (one.form,), {"case_key": key, "chosen": chosen, "__doc__": one.form.__doc__}
    )
    return ActPage(
        one.name, one.title, one.button, one.done, about, one.does, offered, one.allowed, one.people,
        template="ombudsman/act.html", back_to=reverse("ombudsman-case", args=[int(key)]),
        goes_on=may_work_with_ombudsman,
    )  # fmt: skip
