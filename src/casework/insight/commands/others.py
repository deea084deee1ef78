"""Entering what other authorities published. What was said before stays, with who said it and who corrected it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import datetime

from django.db import transaction

from casework.insight.commands.numbers import NotEntered
from casework.insight.models import OthersFigure
from casework.insight.others import Published
from casework.insight.permissions import may_enter_numbers
from casework.insight.queries.comparison import as_published
from casework.journal.log_events import LogEvent
from casework.journal.logs import log
from casework.people.models import Officer, Organisation


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of figures that were entered."""

    entered: int
    corrected: int
    there_already: int


def enter_others(by: Officer, figures: Iterable[Published], *, now: datetime) -> Taken:
    """Enter these figures, all of them or none. One of the same authority, figure and period takes the other's place.

    One statement for each 50 or so of them, and three more. Raises NotEntered.
    """
    _may(by)
    given = list(figures)
    with transaction.atomic(durable=True):
        # Two who enter at once come one after the other.
        Organisation.objects.select_for_update().get(pk=by.organisation_id)
        rows = OthersFigure.objects.filter(organisation=by.organisation_id, ended_at=None)
        held = {as_published(one).key: one for one in rows}
        new = [one for one in given if one.key not in held or as_published(held[one.key]) != one]
        ended = [held[one.key].pk for one in new if one.key in held]
        OthersFigure.objects.filter(pk__in=ended).update(ended_at=now, ended_by=by)
        OthersFigure.objects.bulk_create(
            [
                OthersFigure(organisation=by.organisation, officer=by, entered_at=now, **asdict(one))
                for one in new
            ],
            batch_size=500,
        )
    taken = Taken(len(new) - len(ended), len(ended), len(given) - len(new))
    log(LogEvent.OTHERS_FIGURES_ENTERED, officer=by.pk, organisation=by.organisation_id, figures=len(new))
    return taken


def take_others_back(by: Officer, pk: int, *, now: datetime) -> None:
    """End a figure that was entered by mistake. Raises NotEntered when it does not hold any more."""
    _may(by)
    with transaction.atomic(durable=True):
        held = OthersFigure.objects.filter(organisation=by.organisation_id, pk=pk, ended_at=None)
        if not held.update(ended_at=now, ended_by=by):
            raise NotEntered("This figure was corrected or taken back already. Look at the page again.")


def _may(by: Officer) -> None:
    if not may_enter_numbers(by):
        raise NotEntered("Figures of others are entered by a manager or an administrator.")
