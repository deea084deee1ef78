"""Whether who may complain, until when, and how one goes on fit the rest of a procedure."""

from collections.abc import Iterator

from putright.procedures.access import Eligible, NotHere, WayWhen
from putright.procedures.citing import codes_known, moment_known, named_once, provision_known
from putright.procedures.reading import near
from putright.procedures.types import Procedure, ProcedureKind, Stage
from putright.vocabulary import PointOutcome


def problems_of_access(procedure: Procedure, where: str) -> Iterator[str]:
    """What does not fit in who may complain, what is not taken, the time limit, the words and the working day."""
    if procedure.working_day is not None:
        yield from provision_known(procedure, where, "working_day", procedure.working_day)
    if procedure.local_closures and procedure.kind is ProcedureKind.REGULATIONS:
        yield f"{where}: local_closures is true, but no regulation leaves out an organisation's closure days"
    yield from named_once(f"{where}: eligible", [one.key for one in procedure.eligible])
    yield from named_once(f"{where}: not_here", [one.key for one in procedure.not_here])
    cited: tuple[Eligible | NotHere, ...] = (*procedure.eligible, *procedure.not_here)
    for one in cited:
        yield from provision_known(procedure, where, one.key, one.provision)
    limit = procedure.time_limit
    if limit is not None:
        yield from provision_known(procedure, where, "time_limit", limit.provision)
        for moment in limit.or_after:
            yield from moment_known(procedure, where, "time_limit: or_after", moment)
    outcomes = {word.value: word for word in PointOutcome}
    yield from codes_known(where, "outcome_words", procedure.outcome_words, outcomes, "the list of outcomes")
    yield from _contractor_reply(procedure, where)


def _contractor_reply(procedure: Procedure, where: str) -> Iterator[str]:
    reply = procedure.contractor_reply
    if reply is None:
        return
    yield from provision_known(procedure, where, "contractor_reply", reply.provision)
    keys = tuple(stage.key for stage in procedure.stages)
    if reply.counts_as is not None and reply.counts_as not in keys:
        meant = near(reply.counts_as, (*keys, "step"))
        yield f"{where}: contractor_reply counts_as {reply.counts_as!r}, which is no stage and no 'step'{meant}"


def problems_of_ways_on(procedure: Procedure, stage: Stage, where: str) -> Iterator[str]:
    """What does not fit in the ways from one stage to a later one."""
    keys = [one.key for one in procedure.stages]
    later = tuple(keys[keys.index(stage.key) + 1 :])
    timescales = tuple(one.key for one in stage.timescales)
    for way in stage.ways_on:
        here = f"{where}: {stage.key} way_on {way.when}"
        yield from provision_known(procedure, where, f"{stage.key} way_on {way.when}", way.provision)
        if way.to not in later:
            yield f"{here} leads to {way.to!r}, which is no later stage{near(way.to, later)}"
        if way.when is WayWhen.OVERDUE and way.timescale not in timescales:
            yield (
                f"{here} waits for {way.timescale!r}, which is no timescale of {stage.key}"
                f"{near(way.timescale or '', timescales)}"
            )
    yield from named_once(
        f"{where}: {stage.key} way_on", [f"{way.when} to {way.to}" for way in stage.ways_on]
    )
