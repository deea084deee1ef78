"""Who may not act at a later stage because they acted at an earlier one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from putright.cases.breaches.breach import Breach, Matter
from putright.cases.events import Event
from putright.cases.state import Case


def same_person(matter: Matter) -> Iterator[Breach]:
    """Everyone who handled, wrote or approved at a stage and at one that rules them out."""
    rules = {stage.key: stage.not_handled_by for stage in matter.procedure.stages}
    titles = {stage.key: stage.title.lower() for stage in matter.procedure.stages}
    reached = {stage.key: stage for stage in matter.case.stages}
    for stage in matter.case.stages:
        here = stage.handlers or {}
        for earlier in rules.get(stage.key, ()):
            before = reached[earlier].handlers or {} if earlier in reached else {}
            for officer in sorted(here.keys() & before.keys()):
                says = (
                    f"Who was {_roles(before[officer])} at {titles[earlier]} "
                    f"was {_roles(here[officer])} at {titles[stage.key]} too"
                )
                event = _first_act(matter.case, stage.key, officer)
                for breach in matter.breach("different-person", stage.key, says, event=event):
                    yield replace(breach, officer=officer)


def _roles(roles: frozenset[str]) -> str:
    return " and ".join(sorted(roles))


def _first_act(case: Case, stage: str, officer: str) -> Event | None:
    return next(
        (
            event
            for event in case.standing
            if (event.stage or case.stage) == stage
            and officer in (getattr(event.body, "officer", None), getattr(event.body, "author", None))
        ),
        None,
    )
