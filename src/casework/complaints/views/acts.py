"""The acts on a complaint: one list of them, one view for all."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods

from casework.complaints.forms import care, course, letters, sorting
from casework.complaints.permissions import may_correct, may_restrict
from casework.complaints.queries import ComplaintPage
from casework.complaints.views import doing
from casework.complaints.views.performing import ActPage, perform, still_open
from putright.cases import Status

if TYPE_CHECKING:
    from casework.people.models import Officer


def _working(page: ComplaintPage) -> bool:
    return page.case.status is Status.OPEN


def _answered(page: ComplaintPage) -> bool:
    return page.case.is_open and page.next_stage is not None


def _pursued(page: ComplaintPage) -> bool:
    return page.case.is_open and any(not one.withdrawn for one in page.points)


def _always(page: ComplaintPage) -> bool:
    return True


ACTS = (
    ActPage("acknowledge", "Record the acknowledgement", "Record it", "The acknowledgement is recorded.",
            letters.Acknowledge, doing.acknowledge, _working),
    ActPage("extend", "Extend the time", "Record the extension", "The extension is recorded.",
            letters.Extend, doing.extend, _working),
    ActPage("respond", "Record the response", "Record the response", "The response is recorded.",
            letters.Respond, doing.respond, _working, people="here"),
    ActPage("note", "Add a note", "Keep the note", "The note is kept.",
            letters.Note, doing.note, _always),
    ActPage("clarify", "Record a question to the resident", "Record the question", "The question is recorded.",
            letters.AskClarification, doing.ask_clarification, _working),
    ActPage("clarified", "Record the resident’s answer", "Record the answer", "The resident’s answer is recorded.",
            letters.ReceiveClarification, doing.receive_clarification, _working),
    ActPage("promise", "Record a promise", "Record the promise", "The promise is recorded.",
            care.Promise, doing.promise, _always, people="here"),
    ActPage("promise-ended", "Say what became of a promise", "Record it", "What became of the promise is recorded.",
            care.EndPromise, doing.end_promise, lambda page: any(one.ended is None for one in page.promises)),
    ActPage("point", "Add a point", "Add the point", "The point is added.",
            course.AddPoint, doing.add_point, _working),
    ActPage("point-withdrawn", "Withdraw a point", "Record it", "The point is withdrawn.",
            course.WithdrawPoint, doing.withdraw_point, _pursued),
    ActPage("escalate", "Record that the resident asks for the next stage", "Record it",
            "It has gone on to the next stage.",
            course.Escalate, doing.escalate, _answered, people="next"),
    ActPage("refuse-escalation", "Refuse the next stage", "Record the refusal", "The refusal is recorded.",
            course.RefuseEscalation, doing.refuse_escalation, _answered),
    ActPage("decline", "Do not accept the complaint", "Record the refusal", "The refusal is recorded.",
            course.Decline, doing.decline, _working),
    ActPage("withdraw", "Record that the resident withdraws", "Record it", "The complaint is withdrawn.",
            course.Withdraw, doing.withdraw),
    ActPage("close", "Close the complaint", "Close it", "The complaint is closed.",
            course.Close, doing.close),
    ActPage("reopen", "Open the complaint again", "Open it again", "The complaint is open again.",
            course.Reopen, doing.reopen, lambda page: not page.case.is_open, may_correct),
    ActPage("allocate", "Allocate", "Allocate it", "It is allocated.",
            care.Allocate, doing.allocate, still_open, people="here"),
    ActPage("restrict", "Restrict who may see it", "Restrict it", "Only the people named see it now.",
            care.Restrict, doing.restrict, lambda page: not page.restricted, may_restrict, "here"),
    ActPage("lift", "Lift the restriction", "Lift it", "The restriction is lifted.",
            care.LiftRestriction, doing.lift_restriction, lambda page: page.restricted, may_restrict),
    ActPage("sort", "Sort it by theme, services and ward", "Keep it so", "It is sorted so from now on.",
            sorting.Sort, doing.sort, _always),
    ActPage("document", "Add a document", "Add it", "The document is kept.",
            care.Document, doing.add_document, _always),
    ActPage("correct", "Correct an entry", "Record the correction", "The correction is recorded.",
            care.Correct, doing.correct, _always, may_correct),
)  # fmt: skip
BY_NAME = {one.name: one for one in ACTS}


def offered_to(officer: Officer, page: ComplaintPage) -> tuple[ActPage, ...]:
    """The acts this officer can do to the complaint as it stands."""
    return tuple(one for one in ACTS if one.allowed(officer) and one.offered(page))


@require_http_methods(["GET", "HEAD", "POST"])
def act(request: HttpRequest, reference: str, name: str) -> HttpResponse:
    """The page of one act, and the act itself."""
    return perform(request, reference, BY_NAME[name])
