"""A report in one nation: the sections, the Ombudsman and the sources that hold there."""

from __future__ import annotations

import re
from dataclasses import replace

from putright.calendars import Nation
from putright.measures import Measured
from putright.procedures import ombudsmen_in
from putright.reports.report import ReportError
from putright.reports.templates import REPORTS, ReportTemplate, template
from putright.vocabulary import OmbudsmanBody

_ORDINARY = Nation.ENGLAND
"""What a report is written for where nobody says a nation."""
_NOT_BINDING = "our own counting here: the Code it is from is of England and does not bind"


def template_in(name: str, nation: Nation | None) -> ReportTemplate:
    """The report of that name as it is made in a nation; None = not said, so with the sections of England.

    Raises  ReportError for a report there is not, and for one that reports on what does not bind in the nation said.
    """
    made_from = template(name)
    bodies = _bodies(nation)
    if nation is not None and not _fits(made_from, nation):
        raise ReportError(
            f"{made_from.name} reports on what binds where complaints go to {_named(made_from.ombudsmen)}; that does "
            f"not bind in {nation_title(nation)}: make one of {', '.join(reports_in(nation))}"
        )
    return made_from.under(bodies)


def reports_in(nation: Nation | None) -> tuple[str, ...]:
    """The reports that can be made in a nation; None = not said, so all of them."""
    return tuple(name for name in REPORTS if nation is None or _fits(template(name), nation))


def ombudsman_in(nation: Nation | None) -> str | None:
    """What the only Ombudsman of a nation is called; None where there are several."""
    bodies = _bodies(nation)
    return bodies[0].label if len(bodies) == 1 else None


def sourced(measured: Measured, nation: Nation | None) -> Measured:
    """The figure with the sources of its rule that hold in a nation: a Code of another Ombudsman binds nobody there."""
    away = [one for one in _bodies(None) if one not in _bodies(nation)]
    clauses = measured.definition.source.split("; ")
    kept = [clause for clause in clauses if not any(_is_of(clause, one) for one in away)]
    if len(kept) == len(clauses):
        return measured
    return replace(measured, definition=replace(measured.definition, source="; ".join([*kept, _NOT_BINDING])))


def nation_title(nation: Nation) -> str:
    """A nation as a sentence has it."""
    return nation.value.replace("-", " ").title()


def _bodies(nation: Nation | None) -> tuple[OmbudsmanBody, ...]:
    return ombudsmen_in((nation or _ORDINARY,))


def _fits(made_from: ReportTemplate, nation: Nation) -> bool:
    return not made_from.ombudsmen or not set(_bodies(nation)).isdisjoint(made_from.ombudsmen)


def _named(bodies: tuple[OmbudsmanBody, ...]) -> str:
    return " or ".join(f"the {one.label}" for one in bodies)


def _is_of(clause: str, body: OmbudsmanBody) -> bool:
    return body.label in clause or re.search(rf"\b{body.value.upper()}\b", clause) is not None
