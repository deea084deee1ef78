"""Where a contact goes: a few answers give the procedure, stage, clocks and Ombudsman, or another route, and why."""

from putright.procedures.routing.asking import still_open
from putright.procedures.routing.choosing import route
from putright.procedures.routing.data import questions, routes, rules
from putright.procedures.routing.naming import part_title
from putright.procedures.routing.types import (
    Answers,
    Beside,
    OwnRoute,
    Part,
    Question,
    Reason,
    Route,
    RoutingError,
    Signpost,
)

__all__ = [
    "Answers",
    "Beside",
    "OwnRoute",
    "Part",
    "Question",
    "Reason",
    "Route",
    "RoutingError",
    "Signpost",
    "part_title",
    "questions",
    "route",
    "routes",
    "rules",
    "still_open",
]
