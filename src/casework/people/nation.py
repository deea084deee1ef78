"""In which nation an organisation is: what its procedures, its bank holidays and its Ombudsman have to agree on."""

from __future__ import annotations

from collections.abc import Iterable

from putright.calendars import Division, Nation, nation_named
from putright.procedures import load_procedures, ombudsmen_in
from putright.vocabulary import OmbudsmanBody


class NationRefused(ValueError):
    """Nation, division and procedures do not go together; the message says what to change."""


def division_for(procedures: Iterable[str], *, nation: str | None, division: str | None) -> Division:
    """Whose bank holidays an organisation keeps that runs these procedures.

    nation, division  as its file says; None = not said, so they follow from the procedures.
    Raises  NationRefused where one contradicts another: a procedure of another nation counts other days, and sends
            the resident to another Ombudsman.
    """
    held = {body: found for body in procedures if (found := nations_of(body))}
    possible = set(Nation).intersection(*held.values())
    if not possible:
        told = "; ".join(f"{body}: {', '.join(sorted(found))}" for body, found in held.items())
        raise NationRefused(f"no nation has all these procedures ({told}): keep those of one nation")
    if nation is not None:
        possible &= {_nation(nation)}
        if not possible:
            body = next(one for one, found in held.items() if nation not in found)
            raise NationRefused(
                f"procedure {body!r} does not hold in {nation}; it holds in {', '.join(sorted(held[body]))}"
            )
    divisions = sorted({one.division for one in possible})
    if division is None:
        return divisions[0]
    if division not in set(Division):
        raise NationRefused(f"division must be one of: {', '.join(Division)}")
    if division not in divisions:
        raise NationRefused(
            f"division {division!r} does not go with its procedures, whose bank holidays are those of {divisions[0]}"
        )
    return Division(division)


def nations_of(body: str) -> frozenset[Nation]:
    """Where the procedures of a body hold; empty where none says so, as most own policies."""
    return frozenset(
        nation
        for key, one in load_procedures().items()
        if key.rpartition("/")[0] == body
        for nation in one.nations
    )


def nation_of(procedures: Iterable[str], division: str) -> Nation | None:
    """In which nation an organisation is, by its procedures and whose bank holidays it keeps.

    None = they leave more than one open, as own policies alone do in England and Wales.
    """
    held = [found for body in procedures if (found := nations_of(body))]
    possible = {one for one in set(Nation).intersection(*held) if one.division == division}
    return possible.pop() if len(possible) == 1 else None


def ombudsmen_for(procedures: Iterable[str]) -> tuple[OmbudsmanBody, ...]:
    """The Ombudsmen that may write to an organisation that runs these procedures."""
    return ombudsmen_in(
        set(Nation).intersection(*(found for body in procedures if (found := nations_of(body))))
    )


def _nation(name: str) -> Nation:
    try:
        return nation_named(name)
    except ValueError as error:
        raise NationRefused(str(error)) from None
