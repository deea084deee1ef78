"""What an act would leave undone, seen before it is recorded. Nothing is written here."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from casework.complaints.calendars import organisation_calendar
from casework.complaints.models import Complaint
from casework.complaints.record import Act, apply_acts, own_policy_of
from putright.calendars import in_london
from putright.cases import Case, Event, replay, verbs
from putright.cases.breaches import Breach, Severity, breaches
from putright.cases.state import day_of
from putright.procedures import procedure


class Held(Exception):
    """Our own act would break a provision. It goes on only with a named officer's reason.

    needs_manager  the officer who acts cannot give that reason: a manager has to.
    """

    def __init__(self, would_break: tuple[Breach, ...], *, needs_manager: bool = False) -> None:
        super().__init__(f"{len(would_break)} provisions would not be met")
        self.would_break, self.needs_manager = would_break, needs_manager


@dataclass(frozen=True, slots=True)
class Foreseen:
    """What would be, and what of it is new.

    would_break  breaches the act itself would add, but for lateness, which is a fact by then.
    """

    case: Case
    would_break: tuple[Breach, ...]


def foresee(
    complaint: Complaint, before: tuple[Event, ...], *acts: Act, officer_id: int, now: datetime
) -> Foreseen:
    """What these acts would make of the complaint. Raises CaseError when one is impossible. No statement."""
    under = procedure(complaint.procedure)
    _, after = apply_acts(before, acts, under, by=str(officer_id), now=now)
    calendar = organisation_calendar(complaint.organisation).now()
    today = in_london(now).date()
    policy = own_policy_of(complaint)
    known = {_same(one) for one in breaches(replay(before), under, calendar, today=today, own_policy=policy)}
    found = breaches(after, under, calendar, today=today, own_policy=policy)
    timescales = {
        scale.key for one in (under, policy) if one for stage in one.stages for scale in stage.timescales
    }
    done_on = max((day for one in acts if (day := day_of(one.fields.get("at")))), default=today)
    return Foreseen(
        after,
        tuple(
            one
            for one in found
            if _same(one) not in known
            and one.duty not in timescales
            and one.severity is not Severity.REPORT
            # That something was late is a fact by the time it is told, whatever it was.
            and one.days_late is None
            # What began after its day, such as a silence since, is not of the act's making.
            and (one.since is None or one.since <= done_on)
        )
        + tuple(_answered_without_a_share(after, acts)),
    )


def _answered_without_a_share(after: Case, acts: Sequence[Act]) -> Iterator[Breach]:
    """The whole answer would leave while a share of it is still asked for. Our own rule: no Code says it so.

    Source: Kensington and Chelsea annual complaints report 2023/24, 3.23: one author, after all have given theirs.
    """
    whole = any(one.verb is verbs.respond and one.fields.get("complete", True) for one in acts)
    out = [one for one in after.contributions if not one.ended]
    if whole and out:
        points = sorted({point for one in out for point in one.body.points})
        about = f", about point {', '.join(points)}" if points else ""
        shares = "One share of the answer is" if len(out) == 1 else f"{len(out)} shares of the answer are"
        says = f"{shares} still out{about}: wait for it, or record that it is not needed"
        yield Breach(
            duty="shares-before-answer", stage=after.stage, provision=None, procedure=None, says=says, since=None,
            severity=Severity.MANDATORY,
        )  # fmt: skip


def _same(breach: Breach) -> tuple[str, str | None, str | None, str]:
    return breach.duty, breach.stage, breach.point, breach.says
