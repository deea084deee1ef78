"""Who waits for whose answer: a member for the person who complains, linked complaints for one another."""

from putright.cases.state import Case, Status
from putright.cases.taking_part import LinkState
from putright.vocabulary import Pace


def waits_for_the_answer(case: Case) -> bool:
    """Whether the complaint's own answer has still to go at its present stage.

    A member is answered in step: after the person who complains, never before. A complaint that was answered,
    withdrawn, not accepted or closed holds nobody up.
    Source: lessons R-M1.
    """
    return case.status is Status.OPEN


def in_step_with(case: Case) -> tuple[LinkState, ...]:
    """The links that hold with complaints answered in step with this one: no answer leaves before all are ready.

    Our own rule: no Code says it so. Each keeps its own clock, which nothing here overrules.
    Source: decision 0035.
    """
    return tuple(one for one in case.links if not one.ended and one.pace is Pace.IN_STEP)
