"""Reports, and what we decide on them: point by point, recommendation by recommendation."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from casework.agreements.working import Working, working
from casework.complaints.models import Document, Note
from casework.complaints.record import Act, Recorded, act
from casework.complaints.writing import When
from casework.outcomes.models import ActionParticulars
from casework.people.models import Officer
from casework.people.queries import officer_here
from putright.cases import CaseError, verbs
from putright.cases.appointed import (
    Adjudicated,
    PointDecision,
    RecommendationDecision,
    ReportFinding,
    ReportReceived,
)
from putright.cases.remedial import ActionAgreed
from putright.vocabulary import PointOutcome, RemedyType, ReportKind

PANEL_REPORTED = "panel_reported"


@dataclass(frozen=True, slots=True)
class Report:
    """A report as it came. recommendations: each in words; agrees: whether the independent person does."""

    what: ReportKind
    appointment: str
    findings: tuple[tuple[str, PointOutcome], ...] = ()
    recommendations: tuple[str, ...] = ()
    agrees: bool | None = None
    agrees_with: str | None = None
    document: str = ""


@dataclass(frozen=True, slots=True)
class OnPoint:
    """Whether we agree on a point; if not, our own finding and why."""

    point: str
    agrees: bool
    outcome: PointOutcome | None = None
    why: str = ""


@dataclass(frozen=True, slots=True)
class OnRecommendation:
    """Whether we do what is recommended: who sees to it and by when, or why not."""

    recommendation: str
    accepted: bool
    why: str = ""
    owner: str = ""
    due: date | None = None


def receive_report(
    reference: str, report: Report, words: str, *, at: When, by: Officer, now: datetime, seen_version: int
) -> Recorded:
    """Record a report with its findings and recommendations. A fact: never held."""
    with working(reference, at=at, by=by, now=now, seen_version=seen_version) as one:
        if report.document and not _kept_with(one, report.document):
            raise CaseError("that document is not kept with this complaint: add it first")
        one.keep_if(words, "note")
        body = ReportReceived(
            str(one.case.next_sequence), report.what, report.appointment,
            tuple(ReportFinding(point, outcome) for point, outcome in report.findings),
            tuple(one.keep(each, "note") for each in report.recommendations),
            report.agrees_with, report.agrees, report.document or None,
        )  # fmt: skip
        acts = [act(verbs.involve, body=body, at=at)]
        if report.what is ReportKind.PANEL:
            acts.append(act(verbs.reach, moment=PANEL_REPORTED, at=at))
        return one.record(*acts)


def adjudicate(
    reference: str, report: str, points: Sequence[OnPoint], recommendations: Sequence[OnRecommendation], *, at: When,
    by: Officer, now: datetime, seen_version: int, going_on: str = "",
) -> Recorded:  # fmt: skip
    """Decide on a report. What is accepted becomes an action; a difference without its reason is held."""
    with working(reference, at=at, by=by, now=now, seen_version=seen_version, going_on=going_on) as one:
        decided, actions = [], []
        for each in recommendations:
            made = _action(one, each) if each.accepted else None
            key = made.fields["body"].action if made else None
            actions += [made] if made else []
            decided.append(
                RecommendationDecision(
                    each.recommendation, each.accepted, key, one.keep_if(each.why, "reason")
                )
            )
        body = Adjudicated(
            report,
            tuple(
                PointDecision(each.point, each.agrees, each.outcome, one.keep_if(each.why, "reason"))
                for each in points
            ),
            tuple(decided),
            str(by.pk),
        )
        return one.record(act(verbs.settle, body=body, at=at), *actions, gated=True)


def _action(one: Working, each: OnRecommendation) -> Act:
    """The action that does what is recommended, in the words of the recommendation."""
    owner = officer_here(one.complaint.organisation_id, each.owner)
    if owner is None or each.due is None:
        raise CaseError("a recommendation that is accepted needs somebody who sees to it and a day")
    words = Note.objects.get(complaint=one.complaint, pk=int(each.recommendation)).words
    key = one.keep(words, "action")
    ActionParticulars.objects.create(note_id=int(key), complaint=one.complaint, type=RemedyType.SERVICE.value)
    body = ActionAgreed(key, RemedyType.SERVICE, each.due, str(owner.pk), learning=True)
    return act(verbs.agree_action, body=body, at=one.at)


def _kept_with(one: Working, document: str) -> bool:
    return (
        document.isdecimal() and Document.objects.filter(complaint=one.complaint, pk=int(document)).exists()
    )
