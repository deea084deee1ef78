"""Whether others may be answered yet: the person who complains hears first."""

from putright.cases.state import Case, Status


def waits_for_the_answer(case: Case) -> bool:
    """Whether the complaint's own answer has still to go at its present stage.

    A member is answered in step: after the person who complains, never before. A complaint that was answered,
    withdrawn, not accepted or closed holds nobody up.
    Source: lessons R-M1.
    """
    return case.status is Status.OPEN
