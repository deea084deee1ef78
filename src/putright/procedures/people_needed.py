"""Whom a stage needs besides officers, from where they may not come, and what they hand in."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from putright.procedures.citing import named_once, provision_known
from putright.procedures.reading import Table, check_fields, read_word, tables, texts
from putright.procedures.types import ProcedureError
from putright.vocabulary import Conflict, PersonRole, ReportKind

if TYPE_CHECKING:
    from putright.procedures.types import Procedure, Stage

OF_THE_AUTHORITY = (Conflict.MEMBER, Conflict.OFFICER, Conflict.PARTNER)
"""Who is not independent of an authority. Source: SI 2006/1738 regulations 2 and 19."""


@dataclass(frozen=True, slots=True)
class PersonNeeded:
    """Somebody a stage needs.

    number       how many of them.
    not_from     what rules somebody out, besides what `independent` does.
    independent  they are neither a member nor an officer of the authority, nor a partner of one.
    hands_in     the report that has to be there before the stage is answered; None for nothing.
    """

    role: PersonRole
    number: int
    provision: str
    not_from: tuple[Conflict, ...] = ()
    independent: bool = False
    hands_in: ReportKind | None = None

    @property
    def ruled_out_by(self) -> tuple[Conflict, ...]:
        """Everything that rules somebody out."""
        return (*(OF_THE_AUTHORITY if self.independent else ()), *self.not_from)


def build_people_needed(value: object, where: str) -> tuple[PersonNeeded, ...]:
    """The people of `[[stage.person]]`. Raises ProcedureError at the first thing that is wrong."""
    return tuple(_person(row, where) for row in tables(value, f"{where}: person"))


def _person(row: Table, where: str) -> PersonNeeded:
    values: Any = row
    here = f"{where}: person {values.get('role', '?')}"
    check_fields(
        row,
        here,
        needs={"role": str, "number": int, "provision": str},
        may={"not_from": list, "independent": bool, "hands_in": str},
    )
    if values["number"] < 1:
        raise ProcedureError(f"{here}: number is {values['number']}; a stage that needs nobody leaves it out")
    return PersonNeeded(
        role=read_word(PersonRole, values["role"], f"{here}: role"),
        number=values["number"],
        provision=values["provision"],
        not_from=tuple(
            read_word(Conflict, one, f"{here}: not_from")
            for one in texts(values.get("not_from", []), f"{here}: not_from")
        ),
        independent=values.get("independent", False),
        hands_in=read_word(ReportKind, values["hands_in"], f"{here}: hands_in")
        if "hands_in" in row
        else None,
    )


def problems_of_people(procedure: Procedure, stage: Stage, where: str) -> Iterator[str]:
    """What does not fit in whom one stage needs."""
    yield from named_once(f"{where}: {stage.key} person", [one.role.value for one in stage.people])
    first = stage.key == procedure.stages[0].key
    for one in stage.people:
        here = f"{stage.key} person {one.role.value}"
        yield from provision_known(procedure, where, here, one.provision)
        if one.independent and (same := [word for word in one.not_from if word in OF_THE_AUTHORITY]):
            yield f"{where}: {here} is independent, so not_from need not say {same[0].value!r}; leave it out"
        if first and Conflict.EARLIER_STAGE in one.not_from:
            yield f"{where}: {here} is not_from 'earlier_stage', but it is the first stage; leave it out"
    kinds = [one.hands_in for one in stage.people if one.hands_in is not None]
    yield from named_once(f"{where}: {stage.key} hands_in", [one.value for one in kinds])
    if stage.people and procedure.duty("people-appointed") is None:
        yield f"{where}: {stage.key} needs people, but [duties] has no people-appointed; say where it is asked for"
