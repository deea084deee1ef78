"""What each act on people and reports does with its form: from typed values to a command."""

from __future__ import annotations

from casework.complaints.views.doing import Doing
from casework.statutory import commands
from casework.statutory.forms import people, reports
from putright.vocabulary import Conflict, Ground, PersonRole

_AGREES = {"yes": True, "no": False}


def eligibility(doing: Doing, form: people.Eligibility) -> None:
    """Record who complains and whether they may."""
    given = form.cleaned_data
    commands.decide_eligibility(
        doing.page.reference, given["words"], eligible=given["eligible"] == "yes", ground=Ground(given["ground"]),
        affected_agrees=_AGREES.get(given["agrees"]), at=given["at"], **doing.plain,
    )  # fmt: skip


def appoint(doing: Doing, form: people.Appoint) -> None:
    """Appoint somebody."""
    given = form.cleaned_data
    whom = commands.Appointing(
        PersonRole(given["role"]),
        given["who"],
        tuple(Conflict(one) for one in given["conflicts"]),
        given["declared"],
    )
    commands.appoint(doing.page.reference, whom, given["words"], at=given["at"], **doing.gated)


def declare(doing: Doing, form: people.Declare) -> None:
    """Record a declaration."""
    given = form.cleaned_data
    commands.declare(
        doing.page.reference, given["appointment"], given["words"],
        conflicts=tuple(Conflict(one) for one in given["conflicts"]), at=given["at"], **doing.plain,
    )  # fmt: skip


def stand_down(doing: Doing, form: people.StandDown) -> None:
    """Record that somebody gave their part up."""
    given = form.cleaned_data
    commands.stand_down(
        doing.page.reference, given["appointment"], given["words"], at=given["at"], **doing.plain
    )


def reach(doing: Doing, form: people.Milestone) -> None:
    """Record a milestone."""
    given = form.cleaned_data
    commands.reach(
        doing.page.reference, form.moment, given["words"], date_given=given.get("date_given"), at=given["at"],
        **doing.plain,
    )  # fmt: skip


def receive_report(doing: Doing, form: reports.ReceiveReport) -> None:
    """Record a report."""
    given = form.cleaned_data
    commands.receive_report(doing.page.reference, form.report, given["words"], at=given["at"], **doing.plain)


def adjudicate(doing: Doing, form: reports.Adjudicate) -> None:
    """Decide on a report."""
    assert form.row is not None  # the page is offered only with a report to decide on
    commands.adjudicate(
        doing.page.reference, form.row.key, form.on_points, form.on_recommendations, at=form.cleaned_data["at"],
        **doing.gated,
    )  # fmt: skip
