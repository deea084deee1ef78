"""Invented complaints passed to a contractor that is asked by link."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

from casework.agreements import commands
from casework.agreements.models import Forwarding
from casework.complaints.models import Complaint
from casework.people.models import Officer
from casework.providers.asking import ask
from casework.providers.models import ReplyLink
from casework.providers.tokens import reply_token
from putright.calendars import in_london
from tests.casework import made
from tests.casework.agreements.arranging import contractor

MOST = {"decision", "reasons", "remedy", "outstanding_actions", "stage", "complaint_definition", "on_behalf"}
"""What the reply gives without signposting."""


def now() -> datetime:
    """Now, as the service has it: links open by the clock of the service."""
    return timezone.now()


def version(reference: str) -> int:
    """The version of the complaint as it stands."""
    return Complaint.objects.get(reference=reference).version


def passed(by: Officer, firm: int, **rest: Any) -> tuple[str, Forwarding]:
    """A complaint of today, passed on with the resident's consent; reply due in ten working days."""
    options = {key: rest.pop(key) for key in ("procedure", "title") if key in rest}
    reference = _told(by, **options)
    given = {"consent": True, "copy_wanted": True, **rest}
    at = in_london(now()).date()
    commands.forward(
        reference, "Why did nobody come on 3 June?", contractor=str(firm), **given, at=at, by=by, now=now(),
        seen_version=version(reference),
    )  # fmt: skip
    return reference, Forwarding.objects.get(complaint__reference=reference)


def _told(by: Officer, **options: Any) -> str:
    day = in_london(now()).date() - timedelta(days=3)
    return made.told(by, received=day, **options).reference


def asked(by: Officer, firm: int | None = None, **rest: Any) -> ReplyLink:
    """A link for both points of a complaint."""
    number = contractor(by, email="replies@harrow.example") if firm is None else firm
    reference, sent = passed(by, number, **rest)
    return ask(
        reference, sent.pk, points=["1", "2"], documents=[], consent=True, expires_on=None, by=by, now=now()
    )


def address(link: ReplyLink) -> str:
    """The path by which it opens."""
    return f"/reply/{reply_token(link)}"


def typed(**rest: str) -> dict[str, str]:
    """A reply as its form sends it: whole but for what the resident can do next."""
    return {
        "outcome-1": "upheld", "reasons-1": "The technician was sent elsewhere.", "remedy-1": "offered",
        "outcome-2": "not_upheld", "reasons-2": "The wall is a partition wall, and the order did not say so.",
        "remedy-2": "none_with_reason", "putting_right": "We apologise.", "still_to_do": "Nothing.", "next_steps": "",
        "signed_by": "Ines Marr, customer care", "declared": "on", "seen_version": "0", "do": "send", **rest,
    }  # fmt: skip
