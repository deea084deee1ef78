"""The one way short e-mails leave that nobody wrote by hand: claimed before they are handed over, sent once.

A table of such e-mails has the columns `state`, `tries`, `next_try_at` and `sent_at`. A claim is committed before
anything leaves: a process killed in between leaves a claim, of which nobody knows whether it went, so that it is not
sent again.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Model, QuerySet

from casework.letters.adapters.carrier import NotHandedOver, Parcel, Refused, TryAgain, Uncertain
from casework.letters.adapters.registry import Way, carrier_for

FIRST_WAIT = timedelta(minutes=5)
LONGEST_WAIT = timedelta(hours=1)
NOBODY_KNOWS_AFTER = timedelta(minutes=15)


@dataclass(frozen=True, slots=True)
class Carried:
    """What became of one e-mail. mail: None where another process was quicker. problem: why it was not handed over."""

    mail: Any | None
    sent: bool = False
    problem: NotHandedOver | None = None


def carry_next(
    mails: QuerySet[Any], parcel_of: Callable[[Any], Parcel | None], *, now: datetime
) -> Carried | None:
    """Hand the next waiting e-mail over; None when none waits.

    mails      those of this kind, with what `parcel_of` reads of each.
    parcel_of  what is handed over as things are now; None for one there is no reason for any more.
    """
    table = mails.model._default_manager
    left = table.filter(state="claimed", next_try_at__lt=now - NOBODY_KNOWS_AFTER)
    left.update(state="uncertain")
    mail = mails.filter(state="waiting", next_try_at__lte=now).order_by("next_try_at", "pk").first()
    if mail is None:
        return None
    with transaction.atomic(durable=True):
        if not table.filter(pk=mail.pk, state="waiting").update(state="claimed", next_try_at=now):
            return Carried(None)
    return _hand_over(mail, parcel_of(mail), now)


def _hand_over(mail: Any, parcel: Parcel | None, now: datetime) -> Carried:
    if parcel is None:
        _settle(mail, "nothing")
        return Carried(mail)
    try:
        carrier_for(Way.EMAIL).hand_over(parcel)
    except TryAgain as problem:
        wait = min(FIRST_WAIT * 2 ** min(mail.tries, 8), LONGEST_WAIT)
        _settle(mail, "waiting", next_try_at=now + wait, tries=mail.tries + 1)
        return Carried(mail, problem=problem)
    except (Refused, Uncertain) as problem:
        _settle(mail, "failed" if isinstance(problem, Refused) else "uncertain", tries=mail.tries + 1)
        return Carried(mail, problem=problem)
    _settle(mail, "sent", sent_at=now, tries=mail.tries + 1)
    return Carried(mail, sent=True)


def _settle(mail: Model, state: str, **columns: Any) -> None:
    type(mail)._default_manager.filter(pk=mail.pk, state="claimed").update(state=state, **columns)
