"""What stands behind a number of a board: the complaints that make it, as the asker may see them, and why each counts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from casework.complaints.models import Complaint, OpenEnd
from casework.complaints.permissions import visible_to
from casework.complaints.queue import QueueRow, rows_by_id
from casework.insight.boards import boards
from casework.insight.queries.boards import facts_seen
from casework.insight.queries.places import Places
from casework.insight.queries.standing import Item, Standing, items
from casework.insight.reporting import NothingToCount
from casework.intake.models import Contact
from casework.people.models import Officer
from putright.calendars import in_london, short_day
from putright.cases import EndKind
from putright.measures import Definition, Facts, FactsError, Opened, Period, Which, opened, schemas
from putright.measures.asking import marks_of, resolved
from putright.reports.labels import label
from putright.vocabulary import RecordType

PAGE = 50
MOST_PAGES = 40
_CONTACT = "contact-"
_ENDS = {"promises": EndKind.PROMISE, "enquiries": EndKind.ENQUIRY}


@dataclass(frozen=True, slots=True)
class Cell:
    """A number of a board: of which figure, which of its rows, which days and codes. mine: of what the asker holds."""

    figure: str
    which: Which
    period: Period
    by: Mapping[str, str | None]
    mine: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """A complaint of the list with why it counts; `contact` is the number of one that was no complaint."""

    complaint: QueueRow | None
    why: str
    contact: int | None = None


@dataclass(frozen=True, slots=True)
class Behind:
    """One page of what stands behind a number.

    counted     the number itself. complaints: on how many complaints that is; listed: how many can be paged through.
    refused     why nothing can be listed, else empty.
    """

    rows: tuple[Row, ...] = ()
    counted: int = 0
    complaints: int = 0
    page: int = 1
    more: bool = False
    listed: int = 0
    refused: str = ""


def behind_cell(officer: Officer, cell: Cell, places: Places, *, page: int, today: date) -> Behind:
    """The complaints one number of a figure counts, the newest first."""
    try:
        with facts_seen(officer, (cell.figure,), mine=cell.mine) as (facts, _):
            found = open_cell(facts, cell, places)
    except NothingToCount:
        return Behind(refused="There is no complaint to count yet.")
    except FactsError as error:
        said = str(error)
        return Behind(refused=f"{said[:1].upper()}{said[1:].rstrip('.')}.")
    page = min(max(page, 1), MOST_PAGES)
    definition = resolved(cell.figure, places.known)
    rows = tuple(_rows(officer, definition, cell, found.references, page, today))
    listed = len(found.references)
    return Behind(rows, found.counted, found.complaints, page, page * PAGE < listed, listed)


def open_cell(facts: Facts, cell: Cell, places: Places) -> Opened:
    """The references behind one number, as many as can be paged through. Raises FactsError."""
    return opened(
        facts, cell.figure, period=cell.period, by=cell.by, which=cell.which, organisation=places.known,
        most=PAGE * MOST_PAGES,
    )  # fmt: skip


def behind_now(asked: Standing, key: str, *, page: int) -> Behind:
    """What is counted now under a key, the most pressing first: one row a thing. Two statements."""
    found, page = items(asked, key), min(max(page, 1), MOST_PAGES)
    here = found[(page - 1) * PAGE : page * PAGE]
    rows = {
        one.reference: one
        for one in rows_by_id(asked.officer, [one.complaint for one in here], today=asked.today)
    }
    references = _references(here)
    made = tuple(Row(rows.get(references.get(one.complaint, "")), one.why) for one in here)
    complaints = len({one.complaint for one in found})
    return Behind(
        made, len(found), complaints, page, page * PAGE < len(found) and page < MOST_PAGES, len(found)
    )


def _references(those: Iterable[Item]) -> Mapping[int, str]:
    wanted = {one.complaint for one in those}
    return dict(Complaint.objects.filter(pk__in=wanted).values_list("pk", "reference"))


def _rows(
    officer: Officer, definition: Definition, cell: Cell, references: tuple[str, ...], page: int, today: date
) -> Iterator[Row]:
    """The rows of one page: complaints first, then contacts that were none."""
    own = [one for one in references if not one.startswith(_CONTACT)]
    contacts = [int(one.removeprefix(_CONTACT)) for one in references if one.startswith(_CONTACT)]
    first, last = (page - 1) * PAGE, page * PAGE
    names = _columns(definition)
    found = Complaint.objects.filter(visible_to(officer), reference__in=own).order_by("-received_on", "-pk")
    those = list(found.values("pk", *names)[first:last]) if own else []
    if "repeat_of" in names:
        _name_what_is_seen(officer, those)
    said = _ends(definition, cell, [one["pk"] for one in those])
    shown = {one.reference: one for one in rows_by_id(officer, [one["pk"] for one in those], today=today)}
    in_order = list(shown.values())
    for values, one in zip(those, in_order, strict=True):
        yield Row(one, "; ".join([*said.get(values["pk"], ()), *_why(values, names)]) or definition.rule)
    yield from _contacts(officer, contacts[max(first - len(own), 0) : max(last - len(own), 0)])


def _name_what_is_seen(officer: Officer, those: list[dict[str, Any]]) -> None:
    """Put no reference of an earlier complaint into words that the officer may not see."""
    earlier = {code for one in those for code in (one["repeat_of"] or "").split(";")}
    seen = set(
        Complaint.objects.filter(visible_to(officer), reference__in=earlier).values_list(
            "reference", flat=True
        )
    )
    for one in those:
        codes = (one["repeat_of"] or "").split(";")
        one["repeat_of"] = ";".join(
            code if code in seen else "an earlier complaint" for code in codes if code
        )


def _columns(definition: Definition) -> tuple[str, ...]:
    """The columns a figure speaks of and a list can say, the day that puts it into the period first."""
    if definition.table != "facts":
        return ()
    there = {one.name for one in Complaint._meta.get_fields()}
    needs = {name for mark in marks_of(definition) for name in _spoken(mark.when)}
    needs |= {
        definition.date_field,
        *definition.parts_of,
        *([definition.column] if definition.column else []),
    }
    known = [name for name in boards().columns if name in needs and name in there]
    return tuple(sorted(known, key=lambda name: name != definition.date_field))


def _spoken(when: str) -> frozenset[str]:
    words = "".join(letter if letter.isalnum() or letter == "_" else " " for letter in when).split()
    return frozenset(words) & {one.name for one in schemas()["facts"].columns}


def _why(values: Mapping[str, Any], names: tuple[str, ...]) -> Iterator[str]:
    for name in names:
        value = values[name]
        if value is None or value == "":
            continue
        if isinstance(value, date):
            said = short_day(value)
        elif isinstance(value, str):
            said = ", ".join(
                label(name, code).lower() if name != "repeat_of" else code for code in value.split(";")
            )
        else:
            said = str(value)
        yield f"{boards().columns[name]} {said}"


def _ends(definition: Definition, cell: Cell, complaints: list[int]) -> Mapping[int, list[str]]:
    """What was promised or asked within the period, where the figure is of that."""
    kind = _ENDS.get(definition.table)
    if kind is None or not complaints:
        return {}
    days = (cell.period.starts_on, cell.period.ends_on)
    found: dict[int, list[str]] = {}
    ends = OpenEnd.objects.filter(complaint__in=complaints, kind=kind.value, due_on__range=days).order_by(
        "due_on", "pk"
    )
    for pk, due, step, ended in ends.values_list("complaint", "due_on", "step", "ended_on"):
        done = f", {step.replace('_', ' ')}{f' {short_day(ended)}' if ended else ''}"
        found.setdefault(pk, []).append(f"{kind.label}, due {short_day(due)}{done}")
    return found


def _contacts(officer: Officer, numbers: list[int]) -> Iterator[Row]:
    if not numbers:
        return
    found = Contact.objects.filter(organisation=officer.organisation_id, pk__in=numbers).order_by(
        "-arrived_at", "-pk"
    )
    for pk, decision, arrived in found.values_list("pk", "decision", "arrived_at"):
        kind = RecordType(decision).label if decision in set(RecordType) else decision
        yield Row(None, f"{kind}, received {short_day(in_london(arrived).date())}", pk)
