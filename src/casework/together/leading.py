"""Which part leads, and under which procedures a part can be opened: by the order the rules of routing have."""

from __future__ import annotations

from dataclasses import dataclass

from casework.complaints.page import ComplaintPage
from casework.people.models import Organisation
from putright.cases.state import day_of
from putright.procedures import ProcedureError, in_force, ombudsmen
from putright.procedures.routing import rules


@dataclass(frozen=True, slots=True)
class Choice:
    """A procedure a part can come under. says: which Ombudsman it leads to."""

    body: str
    title: str
    says: str


def choices(organisation: Organisation, page: ComplaintPage) -> tuple[Choice, ...]:
    """The organisation's other procedures that were in force when the complaint was received. No statement."""
    received = day_of(page.case.standing[0].at) or page.case.received_on
    found = []
    for body in organisation.procedures:
        if received is None:
            break
        try:
            under = in_force(body, received)
        except ProcedureError:
            continue
        if under.key != page.procedure.key:
            found.append(Choice(body, under.title, f"Leads to the {ombudsmen()[under.ombudsman].name}."))
    return tuple(found)


def leads_over(key: str, body: str) -> bool:
    """Whether a complaint under this procedure leads one under another. Source: `[lead]` of the rules of routing."""
    order = rules().order
    mine = key.rpartition("/")[0]
    last = len(order)
    return (order.index(mine) if mine in order else last) <= (order.index(body) if body in order else last)
