"""What each act of contacts under agreement does with its form: from typed values to a command."""

from __future__ import annotations

from dataclasses import replace

from casework.agreements import commands
from casework.agreements.checks import own_breach
from casework.agreements.commands import Agreed
from casework.agreements.forms import agreeing, needs, visits
from casework.complaints.views.doing import Doing
from casework.people.queries import officer_here
from putright.vocabulary import (
    AgreementKind,
    AppointmentStep,
    Channel,
    IncidentKind,
    IncidentStep,
    NeedStep,
    VisitCause,
)


def agree(doing: Doing, form: agreeing.Agree) -> None:
    """Record an agreement."""
    given = form.cleaned_data
    agreed = Agreed(
        words=given["words"], what=AgreementKind(given["what"]),
        channel=Channel(given["channel"]) if given["channel"] else None, officer=given["officer"],
        not_routed_to=given["not_routed_to"], hours_from=given["hours_from"], hours_to=given["hours_to"],
        notice_working_days=given["notice_working_days"], time_slot=given["time_slot"] == "yes",
        review=given["review"],
    )  # fmt: skip
    commands.agree(doing.page.reference, agreed, at=given["at"], **doing.plain)


def review_agreement(doing: Doing, form: agreeing.ReviewAgreement) -> None:
    """Record that an agreement was looked at again."""
    given = form.cleaned_data
    commands.review_agreement(
        doing.page.reference,
        given["agreement"],
        given["words"],
        review=given["review"],
        at=given["at"],
        **doing.plain,
    )


def keep_away(doing: Doing, form: agreeing.KeepAway) -> None:
    """Set that a worker must stay away."""
    given = form.cleaned_data
    commands.keep_away(
        doing.page.reference, given["words"], worker=given["worker"], name=given["name"], job=given["job"],
        review=given["review"], instead=given["instead"], at=given["at"], **doing.plain,
    )  # fmt: skip


def review_restriction(doing: Doing, form: agreeing.ReviewRestriction) -> None:
    """Record that a no-contact rule was looked at again, or lifted."""
    given = form.cleaned_data
    commands.review_restriction(
        doing.page.reference, given["restriction"], given["words"], review=given["review"], at=given["at"],
        **doing.plain,
    )  # fmt: skip


def open_incident(doing: Doing, form: agreeing.OpenIncident) -> None:
    """Record that an agreement was broken."""
    given = form.cleaned_data
    commands.open_incident(
        doing.page.reference, given["words"], what=IncidentKind(given["what"]), restriction=given["restriction"],
        worker=given["worker"], at=given["at"], **doing.plain,
    )  # fmt: skip


def move_incident(doing: Doing, form: agreeing.MoveIncident) -> None:
    """Record what was done about it."""
    given = form.cleaned_data
    commands.move_incident(
        doing.page.reference, given["incident"], given["words"], to=IncidentStep(given["to"]), at=given["at"],
        **doing.plain,
    )  # fmt: skip


def find_need(doing: Doing, form: needs.FindNeed) -> None:
    """Record a need."""
    given = form.cleaned_data
    owner = officer_here(doing.by.organisation_id, given["owner"])
    commands.find_need(
        doing.page.reference, given["words"], risk=given["risk"], due=given["due"], owner=owner, at=given["at"],
        **doing.plain,
    )  # fmt: skip


def move_need(doing: Doing, form: needs.MoveNeed) -> None:
    """Record what became of a need."""
    given = form.cleaned_data
    commands.move_need(
        doing.page.reference, given["need"], given["words"], to=NeedStep(given["to"]), document=given["document"],
        at=given["at"], **doing.gated,
    )  # fmt: skip


def make_visit(doing: Doing, form: visits.MakeVisit) -> None:
    """Arrange a visit."""
    commands.make_visit(doing.page.reference, form.visit, at=form.cleaned_data["at"], **doing.gated)


def plan_meeting(doing: Doing, form: visits.PlanMeeting) -> None:
    """Plan a meeting."""
    says = "Nobody to support the resident was offered: offer it first"
    missing = () if form.support_offered else (own_breach("support-offered", says),)
    meeting = replace(form.visit, ours=missing)
    commands.make_visit(doing.page.reference, meeting, at=form.cleaned_data["at"], **doing.gated)


def give_visit(doing: Doing, form: visits.GiveVisit) -> None:
    """Give a visit to somebody else."""
    given = form.cleaned_data
    commands.give_visit(
        doing.page.reference, given["appointment"], worker=given["worker"], words=given["words"], at=given["at"],
        **doing.gated,
    )  # fmt: skip


def record_visit(doing: Doing, form: visits.VisitOutcome) -> None:
    """Record what became of a visit."""
    given = form.cleaned_data
    commands.record_visit(
        doing.page.reference, given["appointment"], to=AppointmentStep(given["to"]), words=given["words"],
        because=VisitCause(given["because"]) if given["because"] else None, worker=given["worker"],
        again_by=given["again_by"], at=given["at"], **doing.gated,
    )  # fmt: skip


def complete_job(doing: Doing, form: visits.CompleteJob) -> None:
    """Record that a job is complete."""
    given = form.cleaned_data
    commands.record_visit(
        doing.page.reference, form.appointment, to=AppointmentStep.JOB_COMPLETED, words=given["words"],
        at=given["at"], **doing.gated,
    )  # fmt: skip


def forward(doing: Doing, form: needs.Forward) -> None:
    """Pass the complaint to a contractor."""
    given = form.cleaned_data
    commands.forward(
        doing.page.reference, given["words"], contractor=given["contractor"], consent=given["consent"] == "yes",
        copy_wanted=given["copy_wanted"], due=given["due"], at=given["at"], **doing.gated,
    )  # fmt: skip


def contractor_replied(doing: Doing, form: needs.ContractorReply) -> None:
    """Record the contractor's reply."""
    given = form.cleaned_data
    commands.contractor_replied(
        doing.page.reference, given["promise"], given["words"], blocks=given["blocks"], answers=form.answers,
        whole=given["whole"] == "yes", rest_by=given["rest_by"], at=given["at"], **doing.plain,
    )  # fmt: skip
