"""From a few answers to a route: which procedure or which other way, at what stage, with whom, and why."""

from collections.abc import Iterable, Mapping
from datetime import date

from putright.procedures.access import WayWhen
from putright.procedures.meanings import ombudsmen
from putright.procedures.reading import near
from putright.procedures.routing.data import Rules, questions, routes, rules
from putright.procedures.routing.types import (
    Answers,
    Beside,
    Decides,
    Part,
    Question,
    Reason,
    Route,
    RoutingError,
    Rule,
    Signpost,
)
from putright.procedures.shipped import in_force
from putright.procedures.types import Procedure, Stage

ABOUT = "about"
"""The question that may have several answers: each is a matter that finds its own way."""


def route(answers: Answers, *, on: date) -> Route:
    """Where a contact goes, and why.

    answers  by question; what is left out is taken as usual, and `assumed` says so.
    on       the day it was received: the version of a procedure in force then takes it.
    Raises   RoutingError for an answer that cannot be used or is missing; ProcedureError when no version
             was in force on that day.
    Source   `rules.toml`, each rule with its own; the stages and Ombudsmen are the procedures'.
    """
    given, assumed = _given(answers)
    by = rules()
    single = {key: found[0] for key, found in given.items() if key != ABOUT}
    matters = [{**single, ABOUT: one} for one in given[ABOUT]]
    parts = _joined(_part(by, matter, on) for matter in matters)
    lead, *linked = sorted(parts, key=lambda one: by.order.index(one.key))
    shares = all(single[key] in allowed for key, allowed in by.contributions_when.items())
    ours = any(part.procedure is not None for part in parts)
    return Route(
        lead=lead,
        linked=tuple(linked),
        beside=_beside(by, matters),
        contributions=by.contributions if shares and ours else None,
        plan=by.plan if linked else None,
        signposts=_signposts((lead, *linked)),
        assumed=assumed,
    )


def _given(answers: Answers) -> tuple[dict[str, tuple[str, ...]], tuple[tuple[str, str], ...]]:
    """One answer to every question, or several where it takes them, and which of them were taken as usual."""
    asked = questions()
    for key in answers:
        if key not in asked:
            raise RoutingError(f"{key!r} is not a question{near(key, asked)}")
    given: dict[str, tuple[str, ...]] = {}
    assumed = []
    for question in asked.values():
        found = _answered(question, answers.get(question.key))
        if not found and question.usual is None:
            known = ", ".join(question.answers)
            raise RoutingError(f"{question.key} is not answered: {question.asks} Answer one of {known}")
        if not found:
            assert question.usual is not None
            found = (question.usual,)
            assumed.append((question.key, question.usual))
        given[question.key] = found
    return given, tuple(assumed)


def check_answer(asked: Mapping[str, Question], key: str, answer: object) -> tuple[str, ...]:
    """The answer or answers to that question; none where it is left empty. Raises RoutingError."""
    if key not in asked:
        raise RoutingError(f"{key!r} is not a question{near(key, asked)}")
    return _answered(asked[key], answer)


def _answered(question: Question, answer: object) -> tuple[str, ...]:
    found = (
        (answer,) if isinstance(answer, str) else tuple(answer) if isinstance(answer, list | tuple) else ()
    )
    found = tuple(dict.fromkeys(found))
    for one in found:
        if one not in question.answers:
            raise RoutingError(f"{question.key} cannot be {one!r}{near(str(one), question.answers)}")
    if len(found) > 1 and not question.several:
        raise RoutingError(f"{question.key} takes one answer, and was given {len(found)}: {', '.join(found)}")
    return found


def _part(by: Rules, answers: Mapping[str, str], on: date) -> Part:
    way = _the_one(by, Decides.WAY, answers)
    about = (answers[ABOUT],)
    if way.route is not None:
        return Part(about, None, None, routes()[way.route], (way.reason,))
    assert way.procedure is not None
    under = in_force(way.procedure, on)
    how_far = _the_one(by, Decides.STAGE, answers)
    stage, may_go_on, says = _stage(by, under, how_far)
    unconfirmed = may_go_on is not None and _way_on_unconfirmed(under, how_far.answered)
    told = Reason(says, under.source, how_far.key, unconfirmed)
    return Part(about, under, stage, None, (way.reason, how_far.reason, told), may_go_on)


def _the_one(by: Rules, decides: Decides, answers: Mapping[str, str]) -> Rule:
    """The one rule that holds; `putright check` proves that there is one, and one only."""
    [rule] = [one for one in by.deciding(decides) if one.holds_for(answers)]
    return rule


def _stage(by: Rules, under: Procedure, how_far: Rule) -> tuple[Stage | None, str | None, str]:
    """The stage it is at, the stage a late answer opens, and the sentence that says so."""
    name = under.short_title
    if how_far.answered >= len(under.stages):
        return None, None, by.stages["finished"].format(procedure=name)
    stage = under.stages[how_far.answered]
    if not how_far.late:
        return stage, None, by.stages["here"].format(stage=stage.title, procedure=name)
    overdue = next((way for way in stage.ways_on if way.when is WayWhen.OVERDUE), None)
    if overdue is None:
        return stage, None, by.stages["late_stays"].format(stage=stage.title, procedure=name)
    title = under.stage(overdue.to).title
    return stage, overdue.to, by.stages["late_way"].format(stage=title, procedure=name)


def _way_on_unconfirmed(under: Procedure, answered: int) -> bool:
    return any(way.unconfirmed for way in under.stages[answered].ways_on if way.when is WayWhen.OVERDUE)


def _joined(parts: Iterable[Part]) -> tuple[Part, ...]:
    """The parts, those of one procedure or route together: they are one complaint."""
    found: dict[str, Part] = {}
    for part in parts:
        same = found.get(part.key)
        found[part.key] = part if same is None else _together(same, part)
    return tuple(found.values())


def _together(one: Part, other: Part) -> Part:
    reasons = tuple(dict.fromkeys((*one.reasons, *other.reasons)))
    return Part((*one.about, *other.about), one.procedure, one.stage, one.route, reasons, one.may_go_on)


def _beside(by: Rules, matters: list[dict[str, str]]) -> tuple[Beside, ...]:
    found = {
        rule.key: Beside(routes()[rule.route or ""], rule.reason, rule.first)
        for rule in by.deciding(Decides.BESIDE)
        if any(rule.holds_for(answers) for answers in matters)
    }
    return tuple(sorted(found.values(), key=lambda one: not one.first))


def _signposts(parts: tuple[Part, ...]) -> tuple[Signpost, ...]:
    found: dict[str, Signpost] = {}
    for part in parts:
        ombudsman = ombudsmen()[part.procedure.ombudsman] if part.procedure else None
        name = ombudsman.name if ombudsman else part.route.body if part.route else None
        if name is None:
            continue
        before = found[name].about if name in found else ()
        found[name] = Signpost(name, ombudsman, (*before, *part.about))
    return tuple(found.values())
