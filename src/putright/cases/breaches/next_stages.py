"""Who may complain, and how one stage led to the next: in its time, by agreement, or accepted though too late."""

from __future__ import annotations

from collections.abc import Iterator

from putright.calendars import short_day
from putright.cases.appointed import EligibilityDecided
from putright.cases.breaches.breach import Breach, Matter
from putright.cases.state import StageState, day_of, exact_day
from putright.clocks import Way, ways_on
from putright.procedures.access import WayWhen

STATEMENT_AGREED = "statement_agreed"
COMMENTS = ("comments_invited", "comments_made")
MOVE_AGREED = "move_agreed"
LATE_ACCEPTED = "late_request_accepted"


def eligibility(matter: Matter) -> Iterator[Breach]:
    """A complaint answered before anybody recorded who complains, or what the child wishes where that is needed."""
    first, *later = matter.case.stages
    answered = first.complete_responded_on or (exact_day(later[0].opened_at) if later else None)
    decided = [one for one in matter.case.eligibility if isinstance(one.body, EligibilityDecided)]
    if answered is None or matter.case.accepted is False or not matter.procedure.eligible:
        return
    if not decided:
        yield from matter.breach("eligibility-recorded", first.key, since=answered)
        return
    last = decided[-1]
    assert isinstance(last.body, EligibilityDecided)
    ground = last.body.ground.value.replace("_", "-")
    needs = next((one.needs for one in matter.procedure.eligible if one.key == ground), ())
    if needs and last.body.affected_agrees is None:
        says = f"Not on record: {'; '.join(needs)}"
        yield from matter.breach("eligibility-recorded", first.key, says, event=last)


def statements(matter: Matter) -> Iterator[Breach]:
    """A stage whose statement of complaint was never agreed, and that was answered all the same."""
    for stage in matter.case.stages:
        answered = stage.complete_responded_on
        if answered is None or not _asked_for(matter, "statement-agreed", stage, STATEMENT_AGREED):
            continue
        if STATEMENT_AGREED not in stage.happened:
            yield from matter.breach("statement-agreed", stage.key, since=answered)


def comments(matter: Matter) -> Iterator[Breach]:
    """A stage answered without the person having been invited to comment on what others said."""
    for stage in matter.case.stages:
        answered = stage.complete_responded_on
        if answered is None or not _asked_for(matter, "right-to-respond", stage, COMMENTS[0]):
            continue
        if not set(COMMENTS) & stage.happened.keys():
            yield from matter.breach("right-to-respond", stage.key, since=answered)


def next_stages(matter: Matter) -> Iterator[Breach]:
    """A later stage asked for too late without a decision to accept it, or begun early without agreement."""
    for before, stage in zip(matter.case.stages, matter.case.stages[1:], strict=False):
        asked = exact_day(stage.opened_at)
        if asked is None or all(one.key != before.key for one in matter.procedure.stages):
            continue
        ways = [one for one in _ways(matter, before) if one.to == stage.key]
        if any(one.is_open_on(asked) for one in ways if one.when is not WayWhen.AGREED):
            continue
        late = next((one for one in ways if one.until is not None and one.until < asked), None)
        if late is not None and late.until is not None:
            if LATE_ACCEPTED in matter.procedure.moments and LATE_ACCEPTED not in before.happened:
                says = (
                    f"It was asked for on {short_day(asked)}, after the last day for it, {short_day(late.until)}, "
                    "and why it was accepted is not recorded"
                )
                yield from matter.breach("late-request-decided", stage.key, says, since=asked)
        elif (
            MOVE_AGREED in matter.procedure.moments
            and not {MOVE_AGREED, "responded"} & before.happened.keys()
        ):
            yield from matter.breach("early-move-agreed", stage.key, since=asked)


def _asked_for(matter: Matter, duty: str, stage: StageState, moment: str) -> bool:
    """Whether the duty is asked for at that stage, by a procedure that knows the moment which meets it."""
    return moment in matter.procedure.moments and matter.asks(duty, stage.key)


def _ways(matter: Matter, stage: StageState) -> tuple[Way, ...]:
    return ways_on(
        matter.procedure, stage.key, stage.happened, calendar=matter.calendar, extensions=stage.extensions,
        facts=frozenset(name for name in stage.happened if day_of(stage.happened[name].at)),
    )  # fmt: skip
