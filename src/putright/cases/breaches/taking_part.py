"""People a stage needs, their independence, what they hand in, and what was decided on it, point by point.

Who is needed is each procedure's own data (`[[stage.person]]`). What is missing is judged from the day the stage was
answered or the panel met: where that day is not known, nothing is told of it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from putright.calendars import short_day
from putright.cases.breaches.breach import Breach, Matter, severity
from putright.cases.state import Case, StageState, day_of
from putright.cases.taking_part import AppointmentOfPerson, ReportState
from putright.procedures.people_needed import PersonNeeded
from putright.vocabulary import Conflict, PersonRole, ReportKind

PANEL = (PersonRole.PANEL_CHAIR, PersonRole.PANEL_MEMBER)
DECIDED_ON = (ReportKind.INVESTIGATION, ReportKind.PANEL)
"""Reports that we decide on; the independent person's comments on the first."""


def needed_at(matter: Matter, stage: str) -> tuple[PersonNeeded, ...]:
    """Whom the procedure needs at that stage."""
    return next((one.people for one in matter.procedure.stages if one.key == stage), ())


def appointed_at(case: Case, stage: str, role: PersonRole | None = None) -> tuple[AppointmentOfPerson, ...]:
    """Who was appointed at that stage, in that part where one is named, those who gave it up too."""
    return tuple(
        one for one in case.people if one.made.stage == stage and (role is None or one.body.role is role)
    )


def people_missing(matter: Matter) -> Iterator[Breach]:
    """Somebody the stage needs who was not there when it was answered, or when the panel met."""
    for stage in matter.case.stages:
        for needed in needed_at(matter, stage.key):
            on = _needed_on(stage, needed.role)
            if on is None:
                continue
            there = sum(_serves_on(one, on) for one in appointed_at(matter.case, stage.key, needed.role))
            if there < needed.number:
                says = _missing_in_words(needed, there, on)
                yield from _by(matter, needed, matter.breach("people-appointed", stage.key, says, since=on))


def _needed_on(stage: StageState, role: PersonRole) -> date | None:
    """The day by which somebody of that part had to be there; None while it has not come or is not known."""
    met = stage.happened.get("panel_met")
    return day_of(met.at) if role in PANEL and met else stage.complete_responded_on


def _serves_on(one: AppointmentOfPerson, day: date) -> bool:
    began = day_of(one.made.at)
    ended = day_of(one.stood_down.at) if one.stood_down else None
    return (began is None or began <= day) and (
        one.stood_down is None or (ended is not None and ended >= day)
    )


def _missing_in_words(needed: PersonNeeded, there: int, on: date) -> str:
    if needed.number == 1:
        return f"On {short_day(on)} nobody was appointed as {needed.role.label.lower()}"
    return f"On {short_day(on)} there were {there} of {needed.number}: {needed.role.label.lower()}"


def ruled_out(matter: Matter) -> Iterator[Breach]:
    """Appointments the procedure rules out, unless they were given up before anything came of them."""
    for stage in matter.case.stages:
        for needed in needed_at(matter, stage.key):
            for one in appointed_at(matter.case, stage.key, needed.role):
                found = [word for word in conflicts_of(matter.case, one) if word in needed.ruled_out_by]
                if one.ended and not _took_part(matter.case, stage, one):
                    continue
                for word in found:
                    says = f"{needed.role.label} {_number(matter.case, stage, one)}: {word.label.lower()}"
                    found_here = matter.breach("people-independent", stage.key, says, event=one.made)
                    yield from _by(matter, needed, found_here)


def conflicts_of(case: Case, one: AppointmentOfPerson) -> tuple[Conflict, ...]:
    """What speaks against somebody: declared, known, or shown by the record itself."""
    found = [*one.conflicts]
    if one.body.officer is not None:
        found.append(Conflict.OFFICER)
    if _acted_earlier(case, one):
        found.append(Conflict.EARLIER_STAGE)
    return tuple(dict.fromkeys(found))


def _acted_earlier(case: Case, one: AppointmentOfPerson) -> bool:
    order = [stage.key for stage in case.stages]
    if one.made.stage not in order:
        return False
    before = order[: order.index(one.made.stage)]
    who = (one.body.person, one.body.officer)
    same = any(
        (other.body.person, other.body.officer) == who and other.made.stage in before for other in case.people
    )
    handled = any(one.body.officer in (stage.handlers or {}) for stage in case.stages if stage.key in before)
    return same or (one.body.officer is not None and handled)


def _took_part(case: Case, stage: StageState, one: AppointmentOfPerson) -> bool:
    """Whether they handed a report in, or sat when the panel met."""
    if any(report.body.appointment == one.key for report in case.reports):
        return True
    met = stage.happened.get("panel_met")
    on = day_of(met.at) if met else None
    return on is not None and one.body.role in PANEL and _serves_on(one, on)


def _number(case: Case, stage: StageState, one: AppointmentOfPerson) -> str:
    same = appointed_at(case, stage.key, one.body.role)
    return str(1 + same.index(one)) if len(same) > 1 else "appointed"


def undeclared(matter: Matter) -> Iterator[Breach]:
    """Whoever took part, or was there at the answer, without a declaration in writing."""
    for stage in matter.case.stages:
        for needed in needed_at(matter, stage.key):
            on = _needed_on(stage, needed.role)
            for one in appointed_at(matter.case, stage.key, needed.role):
                there = on is not None and _serves_on(one, on)
                if not one.declared and (there or _took_part(matter.case, stage, one)):
                    says = (
                        f"{needed.role.label} {_number(matter.case, stage, one)}: nothing in writing says "
                        "whether anything speaks against them"
                    )
                    yield from matter.breach(
                        "people-declared", stage.key, says, since=on or day_of(one.made.at)
                    )


def reports_missing(matter: Matter) -> Iterator[Breach]:
    """Reports that had not come when the stage was answered."""
    for stage in matter.case.stages:
        answered = stage.complete_responded_on
        for needed in needed_at(matter, stage.key):
            kind = needed.hands_in
            if kind is None or answered is None:
                continue
            came = [one for one in reports_at(matter.case, stage.key) if one.body.what is kind]
            days = [day_of(one.made.at) for one in came]
            if not any(day is None or day <= answered for day in days):
                says = f"It was answered on {short_day(answered)} without the {kind.label[:1].lower()}{kind.label[1:]}"
                yield from matter.breach("reports-before-answer", stage.key, says, since=answered)


def reports_at(case: Case, stage: str) -> tuple[ReportState, ...]:
    """The reports of that stage, in the order they came."""
    return tuple(one for one in case.reports if one.made.stage == stage)


def points_at(case: Case, stage: StageState) -> tuple[str, ...]:
    """Keys of the points a report of that stage has to speak of."""
    order = [one.key for one in case.stages]
    reached = order[: order.index(stage.key) + 1]
    return tuple(
        point.key
        for point in case.points
        if point.withdrawn_at is None
        and point.stage in reached
        and (not stage.disputed or point.key in stage.disputed or point.stage == stage.key)
    )


def undecided(matter: Matter) -> Iterator[Breach]:
    """Points and recommendations of a report without a decision of ours when the stage was answered."""
    for stage in matter.case.stages:
        answered = stage.complete_responded_on
        if answered is None:
            continue
        for report in reports_at(matter.case, stage.key):
            if report.body.what not in DECIDED_ON:
                continue
            decided = report.adjudication
            points = {one.point for one in decided.points} if decided else set()
            told = {one.recommendation for one in decided.recommendations} if decided else set()
            for finding in report.body.findings:
                if finding.point not in points:
                    says = f"Point {finding.point}: it is not decided whether we agree with the report"
                    yield from matter.breach(
                        "adjudicate-every-point", stage.key, says, since=answered, point=finding.point
                    )
            if left := [one for one in report.body.recommendations if one not in told]:
                says = f"{report.body.what.label}: {len(left)} of its recommendations have no decision"
                yield from matter.breach("adjudicate-every-point", stage.key, says, since=answered)


def unexplained(matter: Matter) -> Iterator[Breach]:
    """Decisions that differ from a report and do not say why."""
    for stage in matter.case.stages:
        for report in reports_at(matter.case, stage.key):
            decided = report.adjudication
            for one in decided.points if decided else ():
                if not one.agrees and one.note is None:
                    says = f"Point {one.point}: we do not agree with the report, and why is not said"
                    yield from matter.breach(
                        "difference-explained", stage.key, says, event=report.last, point=one.point
                    )
            refused = [one for one in decided.recommendations if not one.accepted] if decided else []
            if unsaid := sum(one.note is None for one in refused):
                says = f"{unsaid} of the recommendations not accepted have no reason"
                yield from matter.breach("difference-explained", stage.key, says, event=report.last)


def panel_left_out(matter: Matter) -> Iterator[Breach]:
    """Points the panel was asked about and its report does not speak of."""
    for stage in matter.case.stages:
        for report in reports_at(matter.case, stage.key):
            if report.body.what is not ReportKind.PANEL:
                continue
            told = {one.point for one in report.body.findings}
            for point in points_at(matter.case, stage):
                if point not in told:
                    says = f"Point {point}: the panel’s report does not speak of it"
                    yield from matter.breach(
                        "panel-on-every-point", stage.key, says, event=report.made, point=point
                    )


def _by(matter: Matter, needed: PersonNeeded, found: list[Breach]) -> Iterator[Breach]:
    """The same breaches under the provision that asks for this very person."""
    for one in found:
        listed = matter.procedure.provision(needed.provision)
        yield replace(
            one,
            provision=needed.provision,
            procedure=matter.procedure.key,
            severity=severity(matter.procedure, needed.provision),
            unconfirmed=matter.procedure.unconfirmed or bool(listed and listed.unconfirmed),
        )
