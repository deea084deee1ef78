"""What an answer leaves to be mended, as long as it can be mended: points, remedies, rights, who may answer."""

from __future__ import annotations

from collections.abc import Iterator

from putright.calendars import short_day
from putright.cases.breaches.answers import CONTRACTOR
from putright.cases.breaches.breach import Breach, day_after
from putright.cases.breaches.promises import DUTY_OF_PROMISE
from putright.cases.breaches.putting_right import decided_for, only_goodwill
from putright.cases.detection.alert import Alert, Group, Watch
from putright.cases.events import Event, PointFinding, Responded
from putright.cases.remedial import NoRemedy
from putright.cases.state import Status, day_of
from putright.vocabulary import LetterKind, PointOutcome, RemedyDecision

_UPHELD = (PointOutcome.UPHELD, PointOutcome.PARTLY_UPHELD)
_TELLS_OF_RIGHTS = frozenset(
    {
        LetterKind.DECLINE,
        LetterKind.ESCALATION_REFUSAL,
        LetterKind.FINAL_RESPONSE,
        LetterKind.SUPPLEMENTARY_RESPONSE,
        LetterKind.COVERING,
    }
)


def points_unanswered(watch: Watch) -> Iterator[Alert]:
    """DR-03: a point without an answer at the stage the complaint is at, or was closed at."""
    for breach in watch.of_duty("answer-every-point"):
        if breach.stage == watch.case.stage:
            yield watch.alert(
                "DR-03", f"{breach.stage}/{breach.point}", Group.MEND, breach.says, breach=breach
            )


def undecided(watch: Watch) -> Iterator[Alert]:
    """DR-04: the last answer upheld a point, and until now nothing was decided that puts it right."""
    for finding in _latest(watch):
        if finding.outcome not in _UPHELD:
            continue
        key = f"point:{finding.point}"
        if only_goodwill(watch.case, finding, None):
            says, duty = "all there is for it is a gesture of goodwill", "goodwill-is-no-remedy"
        elif finding.remedy is RemedyDecision.LEFT_TO_OTHERS:
            says, duty = "putting it right was left to somebody else’s goodwill", "remedy-not-left-to-others"
            if decided_for(watch.case, finding, None):
                continue
        elif finding.remedy is RemedyDecision.NOT_DECIDED and not decided_for(watch.case, finding, None):
            says, duty = "nobody decided what puts it right", "decide-remedy"
        else:
            continue
        yield watch.alert(
            "DR-04", key, Group.MEND, f"Point {finding.point} is upheld and {says}",
            breach=_of(watch, duty, finding.point),
        )  # fmt: skip


def none_without_reason(watch: Watch) -> Iterator[Alert]:
    """DR-05: the last decision on an upheld point is for no remedy, without the reason."""
    upheld = {one.point for one in _latest(watch) if one.outcome in _UPHELD}
    decisions = {one.body.point: one.body for one in watch.case.no_remedies if isinstance(one.body, NoRemedy)}
    for point, body in decisions.items():
        if body.note is None and point in upheld:
            says = f"Point {point} is upheld, and why nothing puts it right is not said"
            breach = _of(watch, "no-remedy-with-reason", point)
            yield watch.alert("DR-05", f"point:{point}", Group.MEND, says, breach=breach)


def rights_not_told(watch: Watch) -> Iterator[Alert]:
    """DR-06: a refusal or final answer that did not name the Ombudsman, until a letter does."""
    for breach in watch.of_duty("refusal-names-ombudsman", "signpost-ombudsman"):
        if breach.stage == watch.case.stage and not _told_after(watch, breach):
            yield watch.alert("DR-06", breach.stage or "", Group.MEND, breach.says, breach=breach)


def contractors_replies(watch: Watch) -> Iterator[Alert]:
    """DR-07: a contractor's reply that is late, or came without the next step, until we answer in its place."""
    case = watch.case
    for deadline in watch.matter.clocks[0][1] + (
        watch.matter.clocks[1][1] if watch.matter.clocks[1:] else ()
    ):
        law = next(one for one, found in watch.matter.clocks if deadline in found)
        moment = law.stage(deadline.stage).timescale(deadline.timescale).ends_with
        late = deadline.met_on is None and deadline.is_late_on(watch.today)
        if moment == "contractor_replied" and late and case.status is Status.OPEN:
            says = (
                f"{deadline.title}: was due on {short_day(deadline.due_on)}"
                if deadline.due_on
                else deadline.title
            )
            yield watch.alert(
                "DR-07", f"{deadline.stage}/{deadline.timescale}", Group.MEND, says,
                since=day_after(deadline.due_on), due=deadline.due_on,
            )  # fmt: skip
    for promise in case.promises:
        if promise.what != "contractor_reply" or promise.ended is not None or promise.by is None:
            continue
        if watch.today > promise.by and case.status is Status.OPEN:
            breach = next(watch.of_duty(DUTY_OF_PROMISE[promise.what]), None)
            says = f"The contractor’s reply was due on {short_day(promise.by)}"
            yield watch.alert(
                "DR-07", f"promise:{promise.key}", Group.MEND, says, due=promise.by,
                since=day_after(promise.by), owner=promise.owner, breach=breach,
            )  # fmt: skip
    for stage in case.stages:
        for event in stage.responses:
            if isinstance(event.body, Responded) and event.body.on_behalf == CONTRACTOR:
                lacking = [
                    one
                    for one in watch.of_duty("signpost-next-step", "signpost-ombudsman")
                    if one.stage == stage.key and one.since == day_of(event.at)
                ]
                if lacking and not _answered_after(watch, event):
                    says = "A contractor’s reply went out without how to take the complaint further"
                    key = f"reply:{event.sequence}"
                    yield watch.alert("DR-07", key, Group.MEND, says, breach=lacking[0])


def same_person(watch: Watch) -> Iterator[Alert]:
    """DR-17: somebody who acted at an earlier stage has this one, until it is answered or given to somebody else."""
    if watch.case.status is not Status.OPEN:
        return
    for breach in watch.of_duty("different-person"):
        roles = (watch.case.current.handlers or {}).get(breach.officer or "", frozenset())
        here = breach.officer == watch.case.current.handler or roles & {"author", "approver"}
        if breach.stage == watch.case.stage and here:
            key = f"{breach.stage}/{breach.officer}"
            yield watch.alert("DR-17", key, Group.MEND, breach.says, breach=breach)


def apologies(watch: Watch) -> Iterator[Alert]:
    """DR-23: an apology that is none left us, until a proper one does.

    Whether a letter in the making has such a phrase is asked by the checks of letters before it is sent.
    """
    for event in watch.case.found:
        if getattr(event.body, "duty", None) == "apology-fit" and not _sent_after(
            watch, event, LetterKind.APOLOGY
        ):
            breach = next(watch.of_duty("apology-fit"), None)
            says = "An apology did not accept what went wrong, or played it down"
            yield watch.alert("DR-23", f"found:{event.sequence}", Group.MEND, says, breach=breach)


def in_parts(watch: Watch) -> Iterator[Alert]:
    """DR-26: a later stage answered in parts, without an extension and a date for the rest, or past that date."""
    case = watch.case
    if case.current is case.stages[0] or case.current.responded is not None or case.status is not Status.OPEN:
        return
    parts = [
        one for one in case.current.responses if isinstance(one.body, Responded) and not one.body.complete
    ]
    if not parts:
        return
    body, extended = parts[-1].body, bool(case.current.extensions)
    by = body.more_by if isinstance(body, Responded) else None
    if by is not None and extended and watch.today <= by:
        return
    lacks = [] if by else ["a date for the rest"]
    lacks += [] if extended else ["an extension"]
    says = (
        f"The answer came in parts without {' and '.join(lacks)}"
        if lacks
        else "The rest of the answer is overdue"
    )
    breach = next((one for one in watch.of_duty("one-complete-response") if one.stage == case.stage), None)
    yield watch.alert(
        "DR-26", case.stage, Group.ANSWER, says, since=day_of(parts[-1].at), due=by, breach=breach
    )


def made_to_depend(watch: Watch) -> Iterator[Alert]:
    """DR-27: a remedy was made to depend on being asked for, until one is decided for every upheld point."""
    if not watch.found("remedy-without-request"):
        return
    upheld = [one for one in _latest(watch) if one.outcome in _UPHELD]
    if not upheld or not all(decided_for(watch.case, one, None) for one in upheld):
        breach = next(watch.of_duty("remedy-without-request"), None)
        says = "A remedy was made to depend on the complainant asking for it"
        yield watch.alert("DR-27", "remedy", Group.MEND, says, breach=breach)


def _latest(watch: Watch) -> list[PointFinding]:
    """The last answer to each point, whichever stage gave it."""
    found: dict[str, PointFinding] = {}
    for stage in watch.case.stages:
        found |= stage.findings or {}
    return list(found.values())


def _of(watch: Watch, duty: str, point: str) -> Breach | None:
    return next((one for one in reversed(list(watch.of_duty(duty))) if one.point == point), None)


def _told_after(watch: Watch, breach: Breach) -> bool:
    """Whether a letter that tells of the rights left us after the day of the breach."""
    return any(
        letter.body.what in _TELLS_OF_RIGHTS
        and (breach.since is None or (day := day_of(letter.made.at)) is None or day > breach.since)
        for letter in watch.case.letters
    )


def _sent_after(watch: Watch, event: Event, kind: LetterKind) -> bool:
    return any(one.body.what is kind and one.made.sequence > event.sequence for one in watch.case.letters)


def _answered_after(watch: Watch, event: Event) -> bool:
    ours = (
        one
        for stage in watch.case.stages
        for one in stage.responses
        if isinstance(one.body, Responded) and one.body.on_behalf is None
    )
    return any(one.sequence > event.sequence for one in ours) or _sent_after(
        watch, event, LetterKind.COVERING
    )
