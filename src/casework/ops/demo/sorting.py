"""What the borough's complaints are sorted by, and how each is."""

from __future__ import annotations

import random
from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from casework.complaints.models import Person, Theme, Ward, WardPostcode
from casework.complaints.sorting import as_postcode
from casework.ops.demo.borough import SINCE, Borough
from casework.ops.demo.course import Course, moment
from casework.ops.demo.texts import sorting_texts
from putright.cases import verbs

if TYPE_CHECKING:
    from casework.people.models import Organisation

_LOGGED_AT = 9
_SORTED, _SECOND_THEME, _SEVERAL = 0.94, 0.3, 0.07


def make_sorting(organisation: Organisation, residents: Sequence[Person]) -> None:
    """The themes and wards, and the residents' postcodes in those that have a list."""
    texts = sorting_texts()
    Theme.objects.bulk_create(
        Theme(organisation=organisation, code=one["code"], label=one["label"], valid_from=SINCE)
        for one in texts["theme"]
    )
    wards = {
        one["outward"]: Ward.objects.create(
            organisation=organisation, code=one["code"], label=one["label"], valid_from=SINCE
        )
        for one in texts["ward"]
    }
    postcodes = sorted({one.postcode for one in residents if one.postcode.split()[0] in wards})
    WardPostcode.objects.bulk_create(
        WardPostcode(
            organisation=organisation, ward=wards[one.split()[0]], postcode=as_postcode(one), valid_from=SINCE
        )
        for one in postcodes
    )


def themes_of(service: str, dice: random.Random) -> tuple[str, ...]:
    """One or two themes of a service."""
    fitting = [one["code"] for one in sorting_texts()["theme"] if service in one.get("services", [service])]
    return tuple(dice.sample(fitting, 2 if dice.random() < _SECOND_THEME and len(fitting) > 1 else 1))


def ward_at(postcode: str) -> str | None:
    """The ward of a postcode; None for the district that is in no list."""
    outward = postcode.split()[0] if postcode else ""
    return next((one["code"] for one in sorting_texts()["ward"] if one["outward"] == outward), None)


def sort(course: Course, borough: Borough, received: date, resident: Person, *, title: str, by: int) -> None:
    """It is sorted when it is logged; a few are not. Dice of its own, so that the rest of the story stays as it was."""
    dice = random.Random(title)  # noqa: S311 - nothing is kept secret by it
    if dice.random() > _SORTED:
        return
    others: list[str] = []
    if dice.random() < _SEVERAL:
        keys = [one for one in sorted(borough.services) if one != course.service]
        others = [
            str(borough.service_on(one, received).pk) for one in dice.sample(keys, dice.choice((1, 1, 2)))
        ]
    fields: dict[str, Any] = {
        "themes": themes_of(course.service, dice),
        "services": others,
        "several": bool(others),
    }
    course.add(moment(received, _LOGGED_AT), verbs.classify, by=by, ward=ward_at(resident.postcode), **fields)
