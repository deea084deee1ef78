"""The addresses of the public page: an organisation by its short name, a report by its period and what it is."""

from __future__ import annotations

from django.utils.text import slugify

from casework.people.models import Organisation
from putright.measures import Period

_PLAIN = "annual"
"""The report whose address is the period alone."""


def slug_of(organisation: Organisation) -> str:
    """Its short name as an address has it; of two that would be alike the later one gets its number. One statement."""
    return slugs()[organisation.pk]


def slugs() -> dict[int, str]:
    """The address of every organisation. One statement."""
    made: dict[int, str] = {}
    for number, name in Organisation.objects.order_by("pk").values_list("pk", "short_name"):
        slug = slugify(name) or "organisation"
        made[number] = f"{slug}-{number}" if slug in made.values() else slug
    return made


def key_of(report: str, period: Period) -> str:
    """Where a report stands below its organisation: `2024-25`, `2024-25-adults-annual`, `2024-04-01-to-2024-06-30`."""
    year = f"{period.starts_on.year}-{(period.starts_on.year + 1) % 100:02}"
    days = f"{period.starts_on}-to-{period.ends_on}"
    stretch = year if period == Period.year(year) else days
    return stretch if report == _PLAIN else f"{stretch}-{report}"
