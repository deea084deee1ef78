"""What complaints are sorted by: an organisation's themes and wards, and what can be chosen for one of them."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q

from casework.complaints.models import Complaint, Party, Theme, Ward, WardPostcode
from casework.people.models import Organisation, Service
from putright.vocabulary import Relationship

Choices = tuple[tuple[str, str], ...]
"""Codes with what people read for them."""


@dataclass(frozen=True, slots=True)
class Place:
    """What a postcode tells of the ward. ward: its code; empty = the postcode is in no list of ours."""

    postcode: str
    ward: str
    label: str

    @property
    def told(self) -> str:
        """It in a sentence; empty where no postcode is known."""
        if not self.postcode:
            return ""
        if not self.ward:
            return f"{self.postcode} is in no list of wards here: choose the ward yourself, or leave it open."
        return f"{self.postcode} is in {self.label}. Choose another if the complaint is about another place."


@dataclass(frozen=True, slots=True)
class Sortable:
    """What can be chosen on a day. Codes that are no longer valid are there only where they are chosen already."""

    themes: Choices
    services: Choices
    wards: Choices
    place: Place


def as_postcode(typed: str) -> str:
    """A postcode as it is compared: in capitals, without blanks."""
    return "".join(typed.split()).upper()


def ward_of(organisation: int, typed: str, *, on: date) -> Place:
    """The ward a postcode was in on a day, by the organisation's own list. One statement."""
    postcode = as_postcode(typed)
    found = None
    if postcode:
        rows = WardPostcode.objects.filter(_on(on), organisation=organisation, postcode=postcode)
        found = rows.order_by("-valid_from").values_list("ward__code", "ward__label").first()
    code, label = found or ("", "")
    return Place(typed.strip().upper(), code, label)


def sortable(
    organisation: Organisation, *, postcode: str, on: date, besides: int | None = None, kept: Collection[str] = ()
) -> Sortable:  # fmt: skip
    """What can be chosen. Four statements.

    postcode  of the home or place complained of. besides: the service it is about, which is no further one.
    kept      codes and numbers chosen already.
    """
    services = Service.objects.filter(
        _on(on) | Q(pk__in=_numbers(kept)), department__organisation=organisation
    )
    return Sortable(
        themes=_choices(Theme, organisation, on, kept),
        services=tuple(
            (str(pk), f"{name} ({department})")
            for pk, name, department in services.exclude(pk=besides or 0)
            .order_by("name", "pk")
            .values_list("pk", "name", "department__name")
        ),
        wards=_choices(Ward, organisation, on, kept),
        place=ward_of(organisation.pk, postcode, on=on),
    )


def sortable_for(complaint_id: int, *, on: date, kept: Collection[str]) -> Sortable:
    """What can be chosen for a complaint: the place is the home of whoever complains. Six statements."""
    complaint = Complaint.objects.select_related("organisation").get(pk=complaint_id)
    roles = (Relationship.COMPLAINANT.value,)
    postcodes = Party.objects.filter(complaint=complaint_id, role__in=roles).order_by("id")
    postcode = postcodes.values_list("person__postcode", flat=True).first() or ""
    return sortable(complaint.organisation, postcode=postcode, on=on, besides=complaint.service_id, kept=kept)


def named(
    complaint_id: int, themes: Collection[str], services: Collection[str], ward: str | None
) -> dict[str, str]:
    """What people read for what was chosen: of each heading one line. At most three statements."""
    here = {"organisation__complaint": complaint_id}
    lines: dict[str, str] = {}
    if themes:
        lines["About"] = _labels(Theme.objects.filter(code__in=themes, **here), themes)
    if services:
        known = Service.objects.filter(pk__in=_numbers(services)).order_by("name")
        lines["Touches also"] = ", ".join(known.values_list("name", flat=True))
    if ward:
        lines["Ward"] = _labels(Ward.objects.filter(code=ward, **here), [ward])
    return lines


@dataclass(frozen=True, slots=True)
class SortingRow:
    """A theme or ward as the page of them lists it. postcodes: how many are in a ward."""

    code: str
    label: str
    valid_from: date
    valid_to: date | None
    postcodes: int = 0


def themes_kept(organisation: Organisation) -> tuple[SortingRow, ...]:
    """Every theme, past ones too. One statement."""
    found = Theme.objects.filter(organisation=organisation).order_by("label", "code")
    return tuple(SortingRow(*row) for row in found.values_list("code", "label", "valid_from", "valid_to"))


def wards_kept(organisation: Organisation) -> tuple[SortingRow, ...]:
    """Every ward, past ones too, with how many postcodes are in it. One statement."""
    found = (
        Ward.objects.filter(organisation=organisation)
        .annotate(number=Count("postcodes"))
        .order_by("label", "code")
    )
    return tuple(
        SortingRow(*row) for row in found.values_list("code", "label", "valid_from", "valid_to", "number")
    )


def _on(on: date) -> Q:
    return Q(valid_from__lte=on) & (Q(valid_to=None) | Q(valid_to__gte=on))


def _numbers(texts: Iterable[str]) -> list[int]:
    return [int(one) for one in texts if one.isdecimal() and len(one) < 19]


def _choices(
    table: type[Theme] | type[Ward], organisation: Organisation, on: date, kept: Collection[str]
) -> Choices:
    found = table.objects.filter(_on(on) | Q(code__in=list(kept)), organisation=organisation)
    return tuple(found.order_by("label", "code").values_list("code", "label"))


def _labels(found: object, codes: Iterable[str]) -> str:
    labels = dict(found.values_list("code", "label"))  # type: ignore[attr-defined]
    return ", ".join(sorted(labels.get(one, one) for one in codes))
