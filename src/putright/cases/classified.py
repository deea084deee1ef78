"""How a complaint is sorted: codes of the organisation's own, so that figures can be told apart by them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True, slots=True)
class Classified:
    """How it is sorted from now on: all of it, in place of what was said before.

    themes    codes of what it is about, in the organisation's own list.
    services  identifiers of further services it touches, besides its own.
    several   whether it touches further services; None = nobody said. True also where they are not named.
    ward      code of the ward of the home or place complained of; None = not known.
    """

    kind: ClassVar[str] = "classified"
    themes: tuple[str, ...] = ()
    services: tuple[str, ...] = ()
    ward: str | None = None
    several: bool | None = None
