"""Whether the routes can be relied on: every combination of answers leads somewhere, and no two rules contradict."""

from collections.abc import Iterator, Mapping
from itertools import product

from putright.calendars import Nation
from putright.procedures.reading import near
from putright.procedures.routing.data import Rules, questions, routes, rules
from putright.procedures.routing.types import Decides, Rule
from putright.procedures.shipped import shipped_procedures
from putright.procedures.types import Procedure, ProcedureError


def problems_of_routing() -> tuple[str, ...]:
    """What is wrong with the shipped questions, routes and rules, one sentence each; empty = sound."""
    try:
        by = rules()
        found = [*_leading_nowhere(by), *_out_of_order(by), *_unused(by)]
        if not found:
            found = [*problems_of_deciding(by), *_where_they_hold(by), *_elsewhere()]
        return tuple(found)
    except ProcedureError as error:
        return (str(error),)


def problems_of_deciding(by: Rules) -> Iterator[str]:
    """Combinations of answers that no rule decides, or two; routes that would run beside twice.

    All combinations of the answers to the questions the rules ask are tried; what they do not ask changes nothing.
    """
    for decides in (Decides.WAY, Decides.STAGE):
        deciding = by.deciding(decides)
        for answers in _combinations(deciding):
            holding = [rule.key for rule in deciding if rule.holds_for(answers)]
            if len(holding) != 1:
                told = ", ".join(f"{key} = {answer}" for key, answer in answers.items())
                what = f"{' and '.join(holding)} both decide" if holding else "no rule decides"
                yield f"rules.toml: {what} the {decides} where {told}"
    beside = by.deciding(Decides.BESIDE)
    for answers in _combinations(beside):
        running = [rule for rule in beside if rule.holds_for(answers)]
        for route in {rule.route for rule in running}:
            twice = [rule.key for rule in running if rule.route == route]
            if len(twice) > 1:
                yield f"rules.toml: {' and '.join(twice)} both put {route} beside; let one of them do it"


def combinations_tried() -> int:
    """How many combinations of answers are tried for the way, the stage and what runs beside."""
    return sum(len(list(_combinations(rules().deciding(one)))) for one in Decides)


def _combinations(deciding: tuple[Rule, ...]) -> Iterator[Mapping[str, str]]:
    asked = [key for key in questions() if any(key in rule.when for rule in deciding)]
    for answers in product(*(questions()[key].answers for key in asked)):
        yield dict(zip(asked, answers, strict=True))


def _bodies() -> dict[str, list[Procedure]]:
    found: dict[str, list[Procedure]] = {}
    for key, one in shipped_procedures().items():
        found.setdefault(key.rpartition("/")[0], []).append(one)
    return found


def _leading_nowhere(by: Rules) -> Iterator[str]:
    bodies = _bodies()
    for rule in by.rules:
        where = f"rules.toml: rule {rule.key}"
        if rule.procedure is not None and rule.procedure not in bodies:
            yield f"{where} names the procedure {rule.procedure!r}, which there is not{near(rule.procedure, bodies)}"
        if rule.route is not None and rule.route not in routes():
            yield f"{where} names the route {rule.route!r}, which routes.toml does not list{near(rule.route, routes())}"
    for route in routes().values():
        for body in route.under:
            if body not in bodies:
                yield f"routes.toml: route {route.key}: under names {body!r}, which there is not{near(body, bodies)}"


def _out_of_order(by: Rules) -> Iterator[str]:
    leading = {rule.procedure or rule.route or "" for rule in by.deciding(Decides.WAY)}
    for missing in sorted(leading - set(by.order)):
        yield f"rules.toml: lead: order leaves out {missing}; put it in its place"
    for strange in by.order:
        if strange not in leading:
            yield f"rules.toml: lead: order names {strange!r}, to which no rule leads; take it out"


def _unused(by: Rules) -> Iterator[str]:
    asked = {key for rule in by.rules for key in rule.when} | by.contributions_when.keys()
    for key in questions():
        if key not in asked:
            yield f"questions.toml: question {key} decides nothing; use it in a rule or do not ask it"
    used = {rule.route for rule in by.rules}
    for key in routes():
        if key not in used:
            yield f"routes.toml: route {key} is led to by no rule; give it one or take it out"


def _where_they_hold(by: Rules) -> Iterator[str]:
    """A procedure a rule leads to in a nation where it does not hold."""
    bodies = _bodies()
    for rule in by.rules:
        nations = rule.when.get("nation", frozenset(Nation))
        for one in bodies.get(rule.procedure or "", []):
            for nation in sorted(nations - set(one.nations)):
                yield f"rules.toml: rule {rule.key} leads to {one.key} in {nation}, where it does not hold"


def _elsewhere() -> Iterator[str]:
    """What a procedure sends elsewhere must have somewhere to go."""
    known = {**routes(), **_bodies()}
    for one in shipped_procedures().values():
        for matter in one.not_here:
            if matter.instead is not None and matter.instead not in known:
                yield (
                    f"{one.key}/procedure.toml: not_here {matter.key} names {matter.instead!r}, which is no "
                    f"route and no body{near(matter.instead, known)}"
                )
