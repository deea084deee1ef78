"""What goes wrong with visits and contacts while something can still be done about it."""

from __future__ import annotations

from collections.abc import Iterator

from putright.calendars import short_day
from putright.cases.breaches.visits import assigned, barred_by, ways
from putright.cases.detection.alert import Alert, Group, Watch
from putright.cases.followed import FAILED_VISITS, AppointmentState
from putright.cases.state import day_of
from putright.vocabulary import AppointmentStep, IncidentKind

_BROKEN = (IncidentKind.RESTRICTION_BROKEN, IncidentKind.AFTER_STAND_DOWN)
_STAYS_AWAY = ("no_contact", "stand_down")


def changed_again(watch: Watch) -> Iterator[Alert]:
    """DR-10: visits to one job changed or missed so often, while the job is not done."""
    limit = watch.matter.number("DR-10", "visits")
    for job, visits in _jobs(watch).items():
        failed = [one for one in visits if one.failed]
        steps = {step for one in visits for step in ways(one)}
        completed = any(one.step is AppointmentStep.JOB_COMPLETED for one in visits)
        if len(failed) >= limit and not completed and AppointmentStep.ATTENDED not in steps:
            says = f"{len(failed)} visits to one job were changed or missed"
            since = max((day for one in failed if (day := day_of(one.last.at))), default=None)
            yield watch.alert("DR-10", f"job:{job}", Group.CARE, says, since=since)


def called_done(watch: Watch) -> Iterator[Alert]:
    """DR-11: a job recorded as completed whose visits all failed, until another visit is made."""
    for job, visits in _jobs(watch).items():
        done = [one for one in visits if one.moved(AppointmentStep.JOB_COMPLETED)]
        steps = [step for one in visits for step in ways(one)]
        if done and steps and all(step in FAILED_VISITS for step in steps):
            at = max(one.last.sequence for one in done)
            if all(one.made.sequence < at for one in visits):
                says = f"The job is recorded as completed, but its last visit did not do it: {steps[-1].label.lower()}"
                breach = next(watch.of_duty("job-really-done"), None)
                yield watch.alert("DR-11", f"job:{job}", Group.MEND, says, breach=breach)


def sent_though_barred(watch: Watch) -> Iterator[Alert]:
    """DR-12: a worker who must stay away is to come, came, or made contact, until it is mended or seen to."""
    barred = watch.matter.circumstances.barred_workers
    breach = next(watch.of_duty("restriction-observed"), None)
    for visit in watch.case.appointments:
        if visit.ended:
            continue
        for event, worker in assigned(visit):
            if worker in visit.workers and (worker in barred or barred_by(watch.case, worker, event)):
                says = f"A worker who must stay away is to come on {short_day(visit.body.on)}"
                key = f"visit:{visit.key}"
                yield watch.alert("DR-12", key, Group.RESTRICTION, says, due=visit.body.on, breach=breach)
                break
    for incident in watch.case.incidents:
        if incident.body.what in _BROKEN and not incident.ended:
            says, since = incident.body.what.label, day_of(incident.made.at)
            key = f"incident:{incident.key}"
            yield watch.alert(
                "DR-12", key, Group.RESTRICTION, says, since=since, owner=incident.body.owner, breach=breach
            )
    for promise in watch.case.promises:
        if promise.what in _STAYS_AWAY and promise.breaks:
            last = promise.breaks[-1]
            if not any(one.made.sequence > last.sequence for one in watch.case.incidents):
                what = promise.what.replace("_", " ")
                says = f"A promise to stay away was broken, and no incident is on record: {what}"
                since, key = day_of(last.at), f"promise:{promise.key}"
                yield watch.alert(
                    "DR-12", key, Group.RESTRICTION, says, since=since, owner=promise.owner, breach=breach
                )


def no_adjustment(watch: Watch) -> Iterator[Alert]:
    """DR-14: somebody is known to be vulnerable and no adjustment for them is on record."""
    for breach in watch.of_duty("adjustments-in-place"):
        if watch.matter.circumstances.vulnerable and watch.case.is_open:
            yield watch.alert("DR-14", "adjustment", Group.CARE, breach.says, breach=breach)


def _jobs(watch: Watch) -> dict[str, list[AppointmentState]]:
    found: dict[str, list[AppointmentState]] = {}
    for visit in watch.case.appointments:
        found.setdefault(visit.job, []).append(visit)
    return found
