"""Keeping the policies of an organisation as files, with the days between which each was in force."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from casework.complaints import uploads
from casework.packs.models import PolicyDocument
from casework.packs.permissions import may_keep_policies
from casework.people.models import Officer
from putright.cases import CaseError


def keep_policy(
    upload: UploadedFile[Any], *, title: str, procedure: str, valid_from: date, valid_to: date | None, by: Officer,
    now: datetime,
) -> int:  # fmt: skip
    """Keep a policy with its days; its number. Raises UploadRefused, CaseError; nothing is kept then."""
    if not may_keep_policies(by):
        raise CaseError("your role does not include keeping policies")
    _check_days(valid_from, valid_to)
    kept = uploads.keep(upload)
    try:
        with transaction.atomic(durable=True):
            row = PolicyDocument.objects.create(
                organisation_id=by.organisation_id, title=title.strip(), procedure=procedure, valid_from=valid_from,
                valid_to=valid_to, called=kept.called, media_type=kept.media_type, size=kept.size, sha256=kept.sha256,
                stored_as=kept.stored_as, added_at=now, officer=by,
            )  # fmt: skip
    except BaseException:
        uploads.forget(kept)
        raise
    return row.pk


def end_policy(number: int, *, valid_to: date | None, by: Officer) -> None:
    """Say until when a policy was in force; None = it still is. The file stays: old complaints need it."""
    if not may_keep_policies(by):
        raise CaseError("your role does not include keeping policies")
    with transaction.atomic(durable=True):
        row = (
            PolicyDocument.objects.select_for_update()
            .filter(organisation=by.organisation_id, pk=number)
            .first()
        )
        if row is None:
            raise CaseError("there is no such policy: choose one of the list")
        _check_days(row.valid_from, valid_to)
        row.valid_to = valid_to
        row.save(update_fields=["valid_to"])


def _check_days(valid_from: date, valid_to: date | None) -> None:
    if valid_to is not None and valid_to < valid_from:
        raise CaseError("the last day in force comes before the first: check the two dates")
