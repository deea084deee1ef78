"""What each act on an Ombudsman's case does with its form: from typed values to a command."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from casework.complaints.views.doing import Doing
from casework.ombudsman import commands
from casework.ombudsman.commands import Answering, OnReturn
from casework.ombudsman.forms import course, drafts, enquiries, opening
from casework.people.queries import officer_here
from casework.screens.dates import day_of
from putright.vocabulary import CommentKind, EnquiryKind, EnquiryStep, QuestionStep

if TYPE_CHECKING:
    from casework.people.models import Officer


def _officer(doing: Doing, number: Any) -> Officer | None:
    return officer_here(doing.by.organisation_id, number)


def open_case(doing: Doing, form: opening.OpenCase) -> None:
    """Open a case about the complaint."""
    given = form.cleaned_data
    commands.open_case(
        doing.page.reference, **opening.letter_of(form), points=given["points"], asked=given["asked"],
        document=given["document"], owner=_officer(doing, given["owner"]) or doing.by, **doing.plain,
    )  # fmt: skip


def receive_enquiry(doing: Doing, form: enquiries.ReceiveEnquiry) -> None:
    """Record what the Ombudsman asks."""
    given = form.cleaned_data
    commands.receive_enquiry(
        form.case_key, given["words"], what=EnquiryKind(given["what"]), answer_by=given["answer_by"], at=given["at"],
        document=given["document"], owner=_officer(doing, given["owner"]), to=form.step, **doing.plain,
    )  # fmt: skip


def move_enquiry(doing: Doing, form: enquiries.MoveEnquiry) -> None:
    """Record what became of it."""
    given = form.cleaned_data
    commands.move_enquiry(
        form.case_key, given["enquiry"], given["words"], to=EnquiryStep(given["to"]), due=given["due"],
        document=given["document"], at=given["at"], **doing.plain,
    )  # fmt: skip


def give_enquiry(doing: Doing, form: enquiries.GiveEnquiry) -> None:
    """Give it to somebody else."""
    given = form.cleaned_data
    owner = _officer(doing, given["owner"]) or doing.by
    commands.give_enquiry(form.case_key, given["enquiry"], owner, at=form.today, **doing.plain)


def answer_enquiry(doing: Doing, form: enquiries.AnswerEnquiry) -> None:
    """Record that it was answered."""
    given = form.cleaned_data
    commands.move_enquiry(
        form.case_key, given["enquiry"], given["words"], to=EnquiryStep.ANSWERED, document=given["document"],
        at=given["at"], **doing.gated,
    )  # fmt: skip


def add_questions(doing: Doing, form: enquiries.AddQuestions) -> None:
    """Add its questions."""
    given = form.cleaned_data
    commands.add_questions(
        form.case_key, given["enquiry"], given["words"], owner=_officer(doing, given["owner"]), due_on=given["due_on"],
        by=doing.by, now=doing.now,
    )  # fmt: skip


def answer_question(doing: Doing, form: enquiries.AnswerQuestion) -> None:
    """Answer one question."""
    given = form.cleaned_data
    said = Answering(
        given["answer"], given["evidence"], tuple(given["documents"]), QuestionStep(given["step"])
    )
    commands.answer_question(
        form.case_key, form.chosen, said, by=doing.by, now=doing.now, seen_version=form.seen
    )


def give_question(doing: Doing, form: enquiries.GiveQuestion) -> None:
    """Give one question to somebody."""
    given = form.cleaned_data
    commands.give_question(
        form.case_key, form.chosen, _officer(doing, given["owner"]), due_on=given["due_on"], by=doing.by, now=doing.now,
        seen_version=form.seen,
    )  # fmt: skip


def receive_draft(doing: Doing, form: drafts.ReceiveDraft) -> None:
    """Record a draft decision."""
    given = form.cleaned_data
    commands.receive_draft(
        form.case_key, given["words"], form.tracks, criticises=given["criticises"], document=given["document"],
        owner=_officer(doing, given["owner"]), at=given["at"], **doing.plain,
    )  # fmt: skip


def show_draft(doing: Doing, form: drafts.ShowDraft) -> None:
    """Record that a draft was shown."""
    given = form.cleaned_data
    commands.show_draft(
        form.case_key,
        given["enquiry"],
        given["words"],
        document=given["document"],
        at=given["at"],
        **doing.plain,
    )


def comment(doing: Doing, form: drafts.Comment) -> None:
    """Comment on a paragraph."""
    given = form.cleaned_data
    commands.comment(
        form.case_key, given["draft"], given["words"], paragraph=given["paragraph"], about=CommentKind(given["about"]),
        document=given["document"], by=doing.by, now=doing.now,
    )  # fmt: skip


def leave_out(doing: Doing, form: drafts.LeaveOut) -> None:
    """Leave a comment out, or take it in again."""
    given = form.cleaned_data
    commands.leave_out(form.case_key, given["comment"], left_out=given["left_out"] == "yes", by=doing.by)


def receive_report(doing: Doing, form: enquiries.ReceiveReport) -> None:
    """Record a report."""
    given = form.cleaned_data
    commands.receive_report(
        form.case_key, form.asked, document=given["document"], at=given["at"], **doing.plain
    )


def decide(doing: Doing, form: course.Decide) -> None:
    """Record a decision."""
    decided_on: date = day_of(form.cleaned_data["at"])
    commands.decide(form.case_key, decided_on=decided_on, **form.decision, heads=form.heads, **doing.plain)


def move_case(doing: Doing, form: course.MoveCase) -> None:
    """Record the next step."""
    given = form.cleaned_data
    commands.move_case(
        form.case_key,
        given["words"],
        to=given["to"],
        document=given["document"],
        at=given["at"],
        **doing.gated,
    )


def close_case(doing: Doing, form: course.CloseCase) -> None:
    """Close the case."""
    given = form.cleaned_data
    commands.move_case(
        form.case_key, given["words"], to=form.to, document=given["document"], at=given["at"], **doing.gated
    )


def give_case(doing: Doing, form: course.GiveCase) -> None:
    """Give the case to another officer."""
    owner = _officer(doing, form.cleaned_data["owner"]) or doing.by
    commands.give_case(form.case_key, owner, at=form.today, **doing.plain)


def return_case(doing: Doing, form: course.ReturnCase) -> None:
    """Record that it was sent back to us."""
    given = form.cleaned_data
    commands.return_case(
        form.case_key, given["words"], becomes=OnReturn(given["becomes"]), at=given["at"], **doing.gated
    )


def ask_review(doing: Doing, form: course.AskReview) -> None:
    """Record that a review was asked for."""
    given = form.cleaned_data
    commands.ask_review(
        form.case_key, given["words"], asked_by=given["asked_by"], at=given["at"], **doing.plain
    )
