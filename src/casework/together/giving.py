"""What the officer of a service does on the page of a share: write, keep, give. They need not see the complaint."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from casework.agreements.working import working
from casework.complaints.record import Recorded
from casework.people.models import Officer
from casework.together.models import Share
from casework.together.permissions import seen_by
from casework.together.shares import given, share_of
from putright.cases import CaseError


class NoSuchShare(LookupError):
    """There is no such share, or this officer may not see it: the same answer for both."""


class TextChanged(Exception):
    """Somebody else saved other words meanwhile. Nothing was written. text: theirs; version: of theirs."""

    def __init__(self, text: str, version: int) -> None:
        super().__init__("the share was saved by somebody else meanwhile")
        self.text, self.version = text, version


def share_seen(officer: Officer, number: int) -> Share:
    """The share with this number. Raises NoSuchShare."""
    found = Share.objects.filter(seen_by(officer), pk=number).select_related(
        "complaint__organisation", "complaint__owner", "service", "officer", "asked_by"
    )
    one = found.first()
    if one is None:
        raise NoSuchShare(str(number))
    return one


def save(number: int, text: str, *, by: Officer, seen_version: int) -> int:
    """Keep what is written so far; its new version. Raises TextChanged, NoSuchShare, CaseError once it is given."""
    with transaction.atomic(durable=True):
        share = share_seen(by, number)
        if not _is_open(share):
            raise CaseError("the share was given, or is not needed any more: nothing more is written in it")
        changed = Share.objects.filter(pk=share.pk, version=seen_version)
        if not changed.update(text=text, version=seen_version + 1):
            raise TextChanged(share.text, share.version)
    return seen_version + 1


def give(number: int, text: str, *, by: Officer, now: datetime, seen_version: int) -> Recorded:
    """Give the share: its words become part of the complaint. Raises as `save`, and CaseError without words."""
    reference = share_seen(by, number).complaint.reference
    with working(reference, at=now, by=by, now=now, seen_version=None) as one:
        # Looked at again under the lock: it may have been restricted, sent or saved in between.
        share = share_of(one, share_seen(by, number).key)
        if not _is_open(share):
            raise CaseError("the share was given already, or is not needed any more")
        if share.version != seen_version:
            raise TextChanged(share.text, share.version)
        return given(one, share, text)


def _is_open(share: Share) -> bool:
    ends = share.complaint.ends.filter(kind="contribution", key=share.key, is_open=True)
    return bool(ends.exists())
