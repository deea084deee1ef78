"""What everybody sees: published reports. Of one that is not published nothing is told, not even that there is one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from casework.people.models import Organisation
from casework.published.addresses import key_of, slugs
from casework.published.errors import NoSuchReport
from casework.published.folders import path_of
from casework.published.freezing import PAGE
from casework.published.frozen_pages import (
    DifferenceRow,
    FileRow,
    differences_of,
    file_rows,
    read_kept,
    shown_editions,
)
from casework.published.models import Edition, EditionFile
from casework.published.words import Audience
from putright.measures import Period
from putright.reports import FORMS, template
from putright.reports.wording import period_in_words


@dataclass(frozen=True, slots=True)
class Look:
    """An organisation as the head of a public page shows it."""

    name: str
    short_name: str
    colour: str
    slug: str


@dataclass(frozen=True, slots=True)
class OpenRow:
    """A published report in the list."""

    key: str
    title: str
    period: str
    edition: int
    frozen_at: datetime


@dataclass(frozen=True, slots=True)
class RestatedRow:
    """An edition that replaced another: when, why, and every figure that was another."""

    number: int
    frozen_at: datetime
    reason: str
    differences: tuple[DifferenceRow, ...]


@dataclass(frozen=True, slots=True)
class OpenPage:
    """A published report. version: what tells a browser that it is the same as before."""

    whose: Look
    key: str
    title: str
    period: str
    number: int
    sha256: str
    frozen_at: datetime
    html: str
    files: tuple[FileRow, ...]
    restated: tuple[RestatedRow, ...]


def open_list(slug: str) -> tuple[Look, tuple[OpenRow, ...]]:
    """The published reports of an organisation, the newest period first. Four statements. Raises NoSuchReport."""
    organisation, look = _whose(slug)
    rows = [
        OpenRow(
            key_of(one.report, _period(one)), template(one.report).title, period_in_words(_period(one)), one.number,
            one.frozen_at,
        )
        for one in _shown(organisation)
    ]  # fmt: skip
    return look, tuple(rows)


def open_page(slug: str, key: str) -> OpenPage:
    """One published report. Six statements, and one for each edition that restated it. Raises NoSuchReport."""
    organisation, look = _whose(slug)
    one = _one(organisation, key)
    files = list(EditionFile.objects.filter(edition=one, audience=Audience.PUBLIC))
    page = next(file for file in files if file.form == PAGE)
    return OpenPage(
        look, key, template(one.report).title, period_in_words(_period(one)), one.number, one.sha256, one.frozen_at,
        read_kept(page), tuple(file_rows(files, Audience.PUBLIC)), _restated(one),
    )  # fmt: skip


def open_file(slug: str, key: str, name: str) -> tuple[Path, str, str]:
    """A form of a published report: where it lies, what it is called, its hash. Raises NoSuchReport."""
    organisation, look = _whose(slug)
    one = _one(organisation, key)
    stem, _, suffix = name.rpartition(".")
    form = next((form.key for form in FORMS if form.suffix == suffix and stem == "report"), None)
    file = EditionFile.objects.filter(edition=one, audience=Audience.PUBLIC, form=form).first()
    if file is None or not path_of(file.stored_as).is_file():
        raise NoSuchReport(name)
    return path_of(file.stored_as), f"{look.slug}-{key}.{suffix}", file.sha256


def _whose(slug: str) -> tuple[Organisation, Look]:
    number = next((number for number, one in slugs().items() if one == slug), None)
    found = Organisation.objects.filter(pk=number).first() if number is not None else None
    if found is None:
        raise NoSuchReport(slug)
    return found, Look(found.name, found.short_name, found.colour, slug)


def _shown(organisation: Organisation) -> list[Edition]:
    found = Edition.objects.filter(pk__in=shown_editions(organisation.pk)).defer("content")
    return list(found.order_by("-ends_on", "-starts_on", "report"))


def _one(organisation: Organisation, key: str) -> Edition:
    found = next((one for one in _shown(organisation) if key_of(one.report, _period(one)) == key), None)
    if found is None:
        raise NoSuchReport(key)
    return found


def _restated(edition: Edition) -> tuple[RestatedRow, ...]:
    """Every edition of the period up to this one that replaced another, the newest first."""
    found = Edition.objects.filter(
        organisation=edition.organisation_id, report=edition.report, starts_on=edition.starts_on,
        ends_on=edition.ends_on, number__lte=edition.number, replaces__isnull=False,
    ).defer("content")  # fmt: skip
    return tuple(
        RestatedRow(one.number, one.frozen_at, one.reason, differences_of(one.pk, public=True))
        for one in found.order_by("-number")
    )


def _period(one: Edition) -> Period:
    return Period(one.starts_on, one.ends_on)
