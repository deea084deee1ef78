"""Which Ombudsmen there are in a nation, as the procedures that hold there say."""

from __future__ import annotations

from collections.abc import Iterable

from putright.calendars import Nation
from putright.procedures.meanings import ombudsmen
from putright.procedures.shipped import load_procedures
from putright.vocabulary import OmbudsmanBody


def ombudsmen_in(nations: Iterable[Nation]) -> tuple[OmbudsmanBody, ...]:
    """The Ombudsmen that may write to an organisation of these nations: those any procedure there leads to; all where
    no nation is said."""
    held = frozenset(nations)
    found = {
        ombudsmen()[one.ombudsman].body
        for one in load_procedures().values()
        if not held.isdisjoint(one.nations)
    }
    return tuple(one for one in OmbudsmanBody if not found or one in found)
