"""Keeping what complaints are sorted by: themes one by one or from a file, wards with their postcodes from a file."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from django.db import transaction

from casework.complaints.models import Theme, Ward, WardPostcode
from casework.complaints.sorting import as_postcode
from casework.people.models import Organisation
from putright.calendars import short_day

_CODE = re.compile(r"[a-z0-9]+(?:[-_][a-z0-9]+)*")
_POSTCODE = re.compile(r"[A-Z]{1,2}[0-9][A-Z0-9]?[0-9][A-Z]{2}")
_AT_ONCE = 5000
MOST_TOLD = 20


class SortingRefused(ValueError):
    """It cannot be kept as it is; the message says what to do. Nothing was changed."""


@dataclass(frozen=True, slots=True)
class KeptWards:
    """What a file of wards brought: wards there are now, postcodes that are new or in another ward, and the same."""

    wards: int
    changed: int
    same: int


def add_theme(organisation: Organisation, *, code: str, label: str, valid_from: date) -> None:
    """Keep one more theme. Raises SortingRefused."""
    _check_code(code)
    with transaction.atomic(durable=True):
        if Theme.objects.select_for_update().filter(organisation=organisation, code=code).exists():
            raise SortingRefused(f"there is a theme {code} already: choose another code")
        Theme.objects.create(organisation=organisation, code=code, label=label, valid_from=valid_from)


def change_theme(organisation: Organisation, code: str, *, label: str, valid_to: date | None) -> None:
    """Call a theme otherwise, or end it; what it was chosen for keeps it. Raises SortingRefused."""
    with transaction.atomic(durable=True):
        theme = Theme.objects.select_for_update().filter(organisation=organisation, code=code).first()
        if theme is None:
            raise SortingRefused(f"there is no theme {code}")
        if valid_to is not None and valid_to < theme.valid_from:
            raise SortingRefused(f"it cannot end before it began on {short_day(theme.valid_from)}")
        theme.label, theme.valid_to = label, valid_to
        theme.save()


def themes_from(organisation: Organisation, path: Path, *, from_on: date) -> int:
    """Take themes from a file with the columns code and label; known codes get its label. Raises SortingRefused."""
    rows = list(_rows(path, ("code", "label")))
    for line, row in rows:
        _check_code(row["code"], f"line {line}: ")
    with transaction.atomic(durable=True):
        for _, row in rows:
            Theme.objects.update_or_create(
                organisation=organisation, code=row["code"], defaults={"label": row["label"]},
                create_defaults={"label": row["label"], "valid_from": from_on},
            )  # fmt: skip
    return len(rows)


def wards_from(organisation: Organisation, path: Path, *, from_on: date) -> KeptWards:
    """Take wards and their postcodes from a file with the columns postcode, code and label.

    A postcode that is in another ward than before was in the old one until the day before; a postcode that is not
    in the file stays where it was. from_on: the first day the file is true of.
    Raises  SortingRefused naming every line that is wrong, at most twenty; nothing is kept then.
    """
    rows = list(_rows(path, ("postcode", "code", "label")))
    placed = _checked(rows)
    with transaction.atomic(durable=True):
        wards = {one.code: one for one in Ward.objects.select_for_update().filter(organisation=organisation)}
        labels = {row["code"]: row["label"] for _, row in rows}
        for code, label in labels.items():
            wards[code] = _ward(organisation, wards.get(code), code, label, from_on)
        known = dict(
            WardPostcode.objects.filter(organisation=organisation, valid_to=None).values_list(
                "postcode", "ward__code"
            )
        )
        moved = [one for one, code in placed.items() if known.get(one) != code]
        _end(organisation, [one for one in moved if one in known], from_on)
        WardPostcode.objects.bulk_create(
            (
                WardPostcode(
                    organisation=organisation, ward=wards[placed[one]], postcode=one, valid_from=from_on
                )
                for one in moved
            ),
            batch_size=_AT_ONCE,
        )
    return KeptWards(len(labels), len(moved), len(placed) - len(moved))


def _ward(organisation: Organisation, ward: Ward | None, code: str, label: str, from_on: date) -> Ward:
    if ward is None:
        return Ward.objects.create(organisation=organisation, code=code, label=label, valid_from=from_on)
    if ward.label != label or ward.valid_to is not None:
        ward.label, ward.valid_to = label, None
        ward.save()
    return ward


def _end(organisation: Organisation, postcodes: list[str], from_on: date) -> None:
    for first in range(0, len(postcodes), 500):
        those = WardPostcode.objects.filter(
            organisation=organisation, valid_to=None, postcode__in=postcodes[first : first + 500]
        )
        # One that was only true from the same day on was never true.
        those.filter(valid_from__gte=from_on).delete()
        those.update(valid_to=from_on - timedelta(days=1))


def _checked(rows: list[tuple[int, dict[str, str]]]) -> dict[str, str]:
    wrong: list[str] = []
    placed: dict[str, str] = {}
    labels: dict[str, str] = {}
    for line, row in rows:
        postcode, code = as_postcode(row["postcode"]), row["code"]
        if not _POSTCODE.fullmatch(postcode):
            wrong.append(f"line {line}: {row['postcode'][:20]!r} is no postcode")
        elif not _CODE.fullmatch(code):
            wrong.append(f"line {line}: {code[:40]!r} is no code: small letters, figures, - and _")
        elif placed.setdefault(postcode, code) != code:
            wrong.append(f"line {line}: {postcode} is in {placed[postcode]} and in {code}")
        elif labels.setdefault(code, row["label"]) != row["label"]:
            wrong.append(f"line {line}: {code} is called {labels[code]!r} and {row['label']!r}")
    if wrong:
        more = f"; and {len(wrong) - MOST_TOLD} more" if len(wrong) > MOST_TOLD else ""
        raise SortingRefused("; ".join(wrong[:MOST_TOLD]) + more)
    return placed


def _check_code(code: str, where: str = "") -> None:
    if not _CODE.fullmatch(code) or len(code) > 40:
        raise SortingRefused(
            f"{where}{code[:40]!r} is no code: write it with small letters, figures, - and _, such as damp-mould"
        )


def _rows(path: Path, columns: tuple[str, ...]) -> Iterator[tuple[int, dict[str, str]]]:
    """The lines of a file with their numbers; what is blank is passed over."""
    try:
        with path.open(newline="", encoding="utf-8-sig") as file:
            reader = csv.DictReader(file)
            missing = [name for name in columns if name not in (reader.fieldnames or ())]
            if missing:
                raise SortingRefused(
                    f"{path.name} has no column {missing[0]}: its header is {','.join(columns)}"
                )
            found = [
                (reader.line_num, {name: (row[name] or "").strip() for name in columns}) for row in reader
            ]
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise SortingRefused(f"{path.name} cannot be read: {error}; give a CSV file in UTF-8") from None
    found = [(line, row) for line, row in found if any(row.values())]
    if not found:
        raise SortingRefused(f"{path.name} has a header and no rows: nothing to keep")
    for line, row in found:
        if not row["label"] or len(row["label"]) > 120:
            raise SortingRefused(f"line {line}: give a label of at most 120 characters")
    yield from found
