"""Asking for an import on the page: the worker tries it, somebody reads the answer, and the worker takes it in."""

from __future__ import annotations

import tempfile
from datetime import datetime
from pathlib import Path
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from casework.imports.commands import Wanted
from casework.imports.filing import forget, keep_facts, kept_at
from casework.imports.models import Import
from casework.imports.words import ImportState
from casework.people.models import Officer
from putright.measures import FactsError, FileMapping, read_mapping

_READY = frozenset({ImportState.TRIED.value, ImportState.STOPPED.value, ImportState.REFUSED.value})


class MappingRefused(ValueError):
    """What was typed is no mapping; the message says what to mend."""


class NotNow(ValueError):
    """It cannot be taken in as it stands; the message says why."""


def ask_trial(upload: UploadedFile[Any], mapping: str, *, procedure: str, by: Officer, now: datetime) -> int:
    """Keep a file to be tried by the worker. Returns the number of the import.

    mapping  the text of a mapping file; empty = it is written as our own.
    Raises   UploadRefused; MappingRefused. Nothing is kept then.
    """
    if mapping.strip():
        try:
            _mapping(mapping)
        except FactsError as error:
            raise MappingRefused(f"{error}. Mend it and try again.") from None
    stored_as = keep_facts(upload)
    try:
        made = Import.objects.create(
            organisation=by.organisation, officer=by, file_name=(upload.name or "")[-200:], stored_as=stored_as,
            mapping=mapping.strip(), procedure=procedure, state=ImportState.TO_TRY.value, asked_at=now,
        )  # fmt: skip
    except BaseException:
        forget(stored_as)
        raise
    return made.pk


def go_ahead(number: int, *, skip_bad: bool, make_services: bool, by: Officer) -> None:
    """Ask the worker to take in what was tried. Raises NotNow."""
    with transaction.atomic(durable=True):
        load = Import.objects.select_for_update(of=("self",)).get(pk=number, organisation=by.organisation)
        if load.state not in _READY or not load.stored_as:
            raise NotNow("It is being looked at, or taken in already: nothing was changed.")
        load.state, load.skip_bad, load.make_services = ImportState.TO_RUN.value, skip_bad, make_services
        load.officer, load.tries, load.claimed_at = by, 0, None
        load.save(update_fields=["state", "skip_bad", "make_services", "officer", "tries", "claimed_at"])


def wanted_of(load: Import) -> Wanted:
    """What the worker is to take in."""
    return Wanted(
        organisation=load.organisation, by=load.officer, source=kept_at(load.stored_as), file_name=load.file_name,
        mapping=_mapping(load.mapping) if load.mapping else None, procedure=load.procedure,
        skip_bad=load.skip_bad, make_services=load.make_services,
    )  # fmt: skip


def _mapping(text: str) -> FileMapping:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "mapping.toml"
        path.write_text(text, encoding="utf-8")
        return read_mapping(path)
