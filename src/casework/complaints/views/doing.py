"""What each act does with its form: one function an act, from typed values to a command."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time
from typing import TYPE_CHECKING, Any

from casework.complaints import commands
from casework.complaints.commands import PointWords
from casework.complaints.forms import care, course, letters, sorting
from casework.complaints.queries import ComplaintPage
from casework.people.queries import officer_here, officers_here
from putright.calendars import LONDON
from putright.vocabulary import ClosingReason, EscalationReason, RejectionReason, Responsibility

if TYPE_CHECKING:
    from casework.people.models import Officer


@dataclass(frozen=True, slots=True)
class Doing:
    """Who acts, when, on what they saw, and why they go on if something is missing."""

    page: ComplaintPage
    by: Officer
    now: datetime
    seen_version: int
    going_on: str = ""

    @property
    def plain(self) -> dict[str, Any]:
        """What every command takes."""
        return {"by": self.by, "now": self.now, "seen_version": self.seen_version}

    @property
    def gated(self) -> dict[str, Any]:
        """What commands for our own acts take besides."""
        return {**self.plain, "going_on": self.going_on}


def acknowledge(doing: Doing, form: letters.Acknowledge) -> None:
    """Record the acknowledgement."""
    given = form.cleaned_data
    commands.acknowledge(doing.page.reference, at=given["at"], blocks=given["blocks"], **doing.gated)


def extend(doing: Doing, form: letters.Extend) -> None:
    """Record more time."""
    given = form.cleaned_data
    commands.extend(
        doing.page.reference,
        to=given["to"],
        reason=given["reason"].strip(),
        at=given["at"],
        told_on=given["told_on"],
        ombudsman_details=given["ombudsman_details"],
        good_reason=given.get("good_reason", False),
        update_every=given["update_every"],
        **doing.gated,
    )


def respond(doing: Doing, form: letters.Respond) -> None:
    """Record a response."""
    given = form.cleaned_data
    commands.respond(
        doing.page.reference,
        form.answers,
        at=given["at"],
        blocks=given["blocks"],
        complete=given["complete"] == "yes",
        more_by=given["more_by"] if given["complete"] == "no" else None,
        author=officer_here(doing.by.organisation_id, given["author"]),
        **doing.gated,
    )


def note(doing: Doing, form: letters.Note) -> None:
    """Keep a note."""
    given = form.cleaned_data
    at = given["happened_at"]
    commands.add_note(
        doing.page.reference,
        given["words"],
        happened_at=at if isinstance(at, datetime) else _at_noon(at, doing.now),
        channel=given["channel"],
        with_complainant=given["with_complainant"] == "yes",
        new_date=given["new_date"],
        **doing.plain,
    )


def ask_clarification(doing: Doing, form: letters.AskClarification) -> None:
    """Record a question to the resident."""
    commands.ask_clarification(
        doing.page.reference, form.cleaned_data["words"], at=form.cleaned_data["at"], **doing.plain
    )


def receive_clarification(doing: Doing, form: letters.ReceiveClarification) -> None:
    """Record their answer."""
    given = form.cleaned_data
    commands.receive_clarification(doing.page.reference, given["words"], at=given["at"], **doing.plain)


def escalate(doing: Doing, form: course.Escalate) -> None:
    """Record that the next stage was asked for."""
    given = form.cleaned_data
    pursued = [one.key for one in doing.page.points if not one.withdrawn]
    disputed = [] if given["disputed"] == pursued else given["disputed"]
    commands.escalate(
        doing.page.reference,
        at=given["at"],
        reasons=[EscalationReason(one) for one in given["reasons"]],
        disputed=disputed,
        words=given["words"],
        reviewer=officer_here(doing.by.organisation_id, given["reviewer"]),
        **doing.gated,
    )


def decline(doing: Doing, form: course.Decline) -> None:
    """Record that it is not accepted."""
    given = form.cleaned_data
    commands.decline(
        doing.page.reference,
        reason=RejectionReason(given["reason"]),
        words=given["words"],
        at=given["at"],
        ombudsman_details=given["ombudsman_details"],
        issue_on=given["issue_on"],
        filed_on=given["filed_on"],
        discretion_considered=given["discretion_considered"],
        original=given["original"],
        **doing.gated,
    )


def refuse_escalation(doing: Doing, form: course.RefuseEscalation) -> None:
    """Record that the next stage was refused."""
    given = form.cleaned_data
    commands.refuse_escalation(
        doing.page.reference,
        reason=RejectionReason(given["reason"]),
        words=given["words"],
        at=given["at"],
        requested_at=given["requested_at"],
        ombudsman_details=given["ombudsman_details"],
        **doing.gated,
    )


def sort(doing: Doing, form: sorting.Sort) -> None:
    """Sort it."""
    commands.classify(doing.page.reference, **sorting.chosen(form.cleaned_data), **doing.plain)


def withdraw(doing: Doing, form: course.Withdraw) -> None:
    """Record the withdrawal."""
    commands.withdraw(
        doing.page.reference, at=form.cleaned_data["at"], words=form.cleaned_data["words"], **doing.plain
    )


def close(doing: Doing, form: course.Close) -> None:
    """Close it."""
    given = form.cleaned_data
    commands.close(
        doing.page.reference,
        reason=ClosingReason(given["reason"]),
        at=given["at"],
        words=given["words"],
        acts_next=given["acts_next"],
        acts_by=given["acts_by"],
        **doing.gated,
    )


def reopen(doing: Doing, form: course.Reopen) -> None:
    """Open it again."""
    given = form.cleaned_data
    commands.reopen(
        doing.page.reference,
        given["words"],
        directed=given["directed"] == "yes",
        at=given["at"],
        **doing.plain,
    )


def add_point(doing: Doing, form: course.AddPoint) -> None:
    """Agree one more point."""
    given = form.cleaned_data
    point = PointWords(given["words"], given["sought"], Responsibility(given["responsibility"]))
    commands.add_point(doing.page.reference, point, at=given["at"], midway=form.midway, **doing.plain)


def withdraw_point(doing: Doing, form: course.WithdrawPoint) -> None:
    """Record that a point is no longer pursued."""
    commands.withdraw_point(
        doing.page.reference, form.cleaned_data["point"], at=form.cleaned_data["at"], **doing.plain
    )


def promise(doing: Doing, form: care.Promise) -> None:
    """Record a promise."""
    given = form.cleaned_data
    commands.promise(
        doing.page.reference,
        given["words"],
        what=given["what"],
        due=given["due"],
        at=given["at"],
        owner=officer_here(doing.by.organisation_id, given["owner"]),
        **doing.plain,
    )


def end_promise(doing: Doing, form: care.EndPromise) -> None:
    """Record what became of a promise."""
    given = form.cleaned_data
    commands.end_promise(
        doing.page.reference,
        given["promise"],
        how=given["how"],
        at=given["at"],
        words=given["words"],
        **doing.plain,
    )


def allocate(doing: Doing, form: care.Allocate) -> None:
    """Put the stage in somebody's hands."""
    given = form.cleaned_data
    officer = officer_here(doing.by.organisation_id, given["officer"]) or doing.by
    commands.allocate(doing.page.reference, officer, at=given["at"], role=given["role"], **doing.gated)


def restrict(doing: Doing, form: care.Restrict) -> None:
    """Restrict who may see it."""
    named = officers_here(doing.by.organisation_id, form.cleaned_data["officers"])
    commands.restrict(doing.page.reference, named, **doing.plain)


def lift_restriction(doing: Doing, form: care.LiftRestriction) -> None:
    """Lift the restriction."""
    commands.lift_restriction(doing.page.reference, form.cleaned_data["words"], **doing.plain)


def add_document(doing: Doing, form: care.Document) -> None:
    """Keep a document."""
    given = form.cleaned_data
    commands.add_document(
        doing.page.reference,
        given["upload"],
        what=given["what"],
        dated_on=given["dated_on"],
        source=given["source"],
        by=doing.by,
        now=doing.now,
    )


def correct(doing: Doing, form: care.Correct) -> None:
    """Correct an entry."""
    given = form.cleaned_data
    commands.correct(
        doing.page.reference,
        int(given["sequence"]),
        given["words"],
        right_at=form.right_at,
        struck_out=given["what"] == "never",
        **doing.plain,
    )


def _at_noon(day: date, now: datetime) -> datetime:
    """A note of a day without a time stands at noon of it, or now when that is still to come."""
    return min(datetime.combine(day, time(12), LONDON), now)
