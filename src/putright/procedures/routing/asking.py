"""Which questions are still worth asking: those whose answer could change where it goes."""

from collections.abc import Iterator, Mapping

from putright.procedures.routing.choosing import ABOUT, check_answer
from putright.procedures.routing.data import Rules, questions, rules
from putright.procedures.routing.types import Answers, Decides, Question, Rule


def still_open(answers: Answers) -> tuple[Question, ...]:
    """The questions nobody answered whose answer could still change the route, in the order they are asked.

    answers  those given so far, none assumed: a usual answer is still to be asked for.
    Raises   RoutingError for an answer that cannot be used.
    Source   `rules.toml`: a question is open while the rules that may still hold lead apart by its answers.
    """
    by, asked = rules(), questions()
    given = {key: check_answer(asked, key, answer) for key, answer in answers.items()}
    known = {key: found[0] for key, found in given.items() if found and key != ABOUT}
    matters = [{**known, ABOUT: one} for one in given.get(ABOUT, ())] or [known]
    found = {key for matter in matters for key in _open_for(by, matter)}
    return tuple(one for key, one in asked.items() if key in found)


def _open_for(by: Rules, known: Mapping[str, str]) -> Iterator[str]:
    """The questions open for one matter; the same one may come twice."""
    ways = _possible(by.deciding(Decides.WAY), known)
    yield from _apart(ways, known)
    if any(one.procedure is not None for one in ways):
        yield from _apart(_possible(by.deciding(Decides.STAGE), known), known)
        if all(known.get(key, "") in ("", *allowed) for key, allowed in by.contributions_when.items()):
            yield from (key for key in by.contributions_when if key not in known)
    for rule in _possible(by.deciding(Decides.BESIDE), known):
        yield from (key for key in rule.when if key not in known)


def _possible(deciding: tuple[Rule, ...], known: Mapping[str, str]) -> tuple[Rule, ...]:
    """The rules that can still hold."""
    return tuple(
        rule
        for rule in deciding
        if all(known[key] in allowed for key, allowed in rule.when.items() if key in known)
    )


def _apart(possible: tuple[Rule, ...], known: Mapping[str, str]) -> Iterator[str]:
    """The questions by whose answers these rules lead to different ends."""
    asked = questions()
    for key in dict.fromkeys(key for rule in possible for key in rule.when if key not in known):
        ends = {
            frozenset(_end(rule) for rule in _possible(possible, {**known, key: answer}))
            for answer in asked[key].answers
        }
        if len(ends) > 1:
            yield key


def _end(rule: Rule) -> tuple[str, int, bool]:
    return rule.procedure or rule.route or "", rule.answered, rule.late
