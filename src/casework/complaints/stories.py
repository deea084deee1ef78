"""A complaint told from its receipt on, for the batch form of the one door."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from casework.complaints.opening import Part
from casework.complaints.record import Act


@dataclass(frozen=True, slots=True)
class Said:
    """Words to be kept with a step. `into` is the field of its act that gets the note's identifier."""

    words: str
    about: str
    into: str = ""
    point: str = ""
    channel: str = ""
    with_complainant: bool = False


@dataclass(frozen=True, slots=True)
class NoteOf:
    """Stands in a field of a later act for the note an earlier step kept, such as the promise it ends."""

    step: int


@dataclass(frozen=True, slots=True)
class Step:
    """One act, who recorded it and when; its day is the last on which it can have happened."""

    act: Act
    by: int
    now: datetime
    said: tuple[Said, ...] = ()


@dataclass(frozen=True, slots=True)
class Story:
    """One complaint from its receipt on; the first step's verb is `receive`.

    points    key, words and what is sought, of every point the steps agree.
    found_by  further words the search finds it by, such as the names and postcodes of its people.
    """

    procedure: str
    title: str
    steps: tuple[Step, ...]
    happened: str = ""
    wanted: str = ""
    points: tuple[tuple[str, str, str], ...] = ()
    parts: tuple[Part, ...] = ()
    own_policy: str = ""
    vulnerable: bool = False
    service_id: int | None = None
    team_id: int | None = None
    found_by: str = ""
