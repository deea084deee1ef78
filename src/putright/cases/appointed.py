"""Those a procedure needs besides officers, what they report, and what was decided on it.

People are named by identifier only; reasons stand in notes.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from putright.vocabulary import Conflict, Ground, PersonRole, PointOutcome, ReportKind


@dataclass(frozen=True, slots=True)
class EligibilityDecided:
    """Whether the person may complain under the procedure, and on what ground.

    affected_agrees  whether the child, or the person the care is for, agrees or was heard; None = not asked.
    note             the reasons.
    """

    kind: ClassVar[str] = "eligibility_decided"
    eligible: bool
    ground: Ground
    affected_agrees: bool | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True)
class PersonAppointed:
    """Somebody was appointed to a part in the procedure.

    appointment  its key. person: identifier of somebody outside; officer: of one of ours. One of the two.
    conflicts    what speaks against them, as they declared it or as we know; empty = nothing.
    declared     they said in writing whether anything speaks against them.
    note         why they were appointed although something does.
    """

    kind: ClassVar[str] = "person_appointed"
    appointment: str
    role: PersonRole
    person: str | None = None
    officer: str | None = None
    conflicts: tuple[Conflict, ...] = ()
    declared: bool = False
    note: str | None = None


@dataclass(frozen=True, slots=True)
class PersonDeclared:
    """Somebody appointed said in writing whether anything speaks against them.

    conflicts  what does, as they declare it now; empty = nothing. note: what they wrote of it.
    """

    kind: ClassVar[str] = "person_declared"
    appointment: str
    conflicts: tuple[Conflict, ...] = ()
    note: str | None = None


@dataclass(frozen=True, slots=True)
class PersonStoodDown:
    """Somebody gave their part up, or was replaced."""

    kind: ClassVar[str] = "person_stood_down"
    appointment: str
    note: str | None = None


@dataclass(frozen=True, slots=True)
class ReportFinding:
    """What a report finds on one point."""

    point: str
    outcome: PointOutcome


@dataclass(frozen=True, slots=True)
class ReportReceived:
    """A report came in.

    report           its key; appointment: of whoever wrote it, of the chair for a panel.
    findings         one for each point it speaks of.
    recommendations  identifiers of the notes with each thing it recommends.
    agrees_with      key of the report it comments on, and agrees: whether the independent person agrees with it.
    """

    kind: ClassVar[str] = "report_received"
    report: str
    what: ReportKind
    appointment: str
    findings: tuple[ReportFinding, ...] = ()
    recommendations: tuple[str, ...] = ()
    agrees_with: str | None = None
    agrees: bool | None = None
    document: str | None = None


@dataclass(frozen=True, slots=True)
class PointDecision:
    """Whether we agree with a report on one point. note: why not; outcome: ours where it differs."""

    point: str
    agrees: bool
    outcome: PointOutcome | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True)
class RecommendationDecision:
    """Whether we do what a report recommends. action: key of the action agreed for it; note: why not."""

    recommendation: str
    accepted: bool
    action: str | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Adjudicated:
    """We decided on a report, point by point and recommendation by recommendation."""

    kind: ClassVar[str] = "adjudicated"
    report: str
    points: tuple[PointDecision, ...] = ()
    recommendations: tuple[RecommendationDecision, ...] = ()
    officer: str | None = None


AppointedBody = (
    EligibilityDecided | PersonAppointed | PersonDeclared | PersonStoodDown | ReportReceived | Adjudicated
)
