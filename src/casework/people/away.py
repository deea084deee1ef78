"""Who is away as the rows of a list say it: until when, and who sees to what is due meanwhile."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from casework.people.absences import absences_of, standing_cover
from casework.people.models import Absence, Officer


@dataclass(frozen=True, slots=True)
class AwayMark:
    """That who sees to something is away, as its row says it.

    begins  the first day of an absence to come, on one of whose days it is due; None when they are away already.
    cover   who sees to it meanwhile; empty where nobody does, or may.
    mine    it is the reader who does.
    """

    name: str
    begins: date | None
    until: date
    cover: str
    mine: bool


@dataclass(frozen=True, slots=True)
class Away:
    """The absences of an organisation that are not over, as one reader's lists tell of them."""

    reader_id: int
    today: date
    absences: Sequence[Absence]

    def mark(self, owner: int | str | None, *, due: date | None, restricted: bool) -> AwayMark | None:
        """What a row says of who sees to it; None when they are here today and on the day it is due. No statement.

        owner       the number of the officer, as text or not; empty or None = nobody.
        due         what is due after the last day away waits for them; so does what has no day.
        restricted  of a restricted complaint no cover is told of but the reader, who is named on it: a cover who is
                    not named does not see it.
        """
        one = self._holding(int(owner), due) if owner else None
        if one is None:
            return None
        begun = one.first_on <= self.today
        within = due is not None and due <= one.last_on
        day = max(due, self.today) if due is not None and within else self.today
        cover = standing_cover(one, day, self.absences)[0] if within else None
        mine = cover is not None and begun and cover.pk == self.reader_id
        told = cover.name if cover is not None and (mine or not restricted) else ""
        return AwayMark(one.officer.name, None if begun else one.first_on, one.last_on, told, mine)

    def _holding(self, owner: int, due: date | None) -> Absence | None:
        """The absence of an officer that holds today, else the one that holds on the day something is due."""
        days = (self.today, due) if due is not None and due >= self.today else (self.today,)
        theirs = [one for one in self.absences if one.officer_id == owner]
        held = (one for day in days for one in theirs if one.first_on <= day <= one.last_on)
        return next(held, None)


def away_as_told(reader: Officer, *, today: date) -> Away:
    """Who is away in the organisation of a reader, now and to come. One statement."""
    return Away(reader.pk, today, absences_of(reader.organisation_id, today=today))
