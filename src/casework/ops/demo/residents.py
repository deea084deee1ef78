"""Invented residents: names, homes of streets that do not exist, needs, and who speaks for whom."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from casework.complaints.models import Person
from casework.complaints.opening import Part
from casework.intake.matching import match_name, match_place
from casework.ops.demo.texts import people_texts
from casework.people.models import Organisation
from putright.vocabulary import Relationship

_LETTERS = "ABDEFGHJLNPQRSTUWXYZ"


def make_residents(organisation: Organisation, number: int, dice: random.Random) -> tuple[Person, ...]:
    """So many residents, no two with the same name. One statement for every thousand."""
    texts = people_texts()
    names = [f"{given} {family}" for given in texts["given"] for family in texts["family"]]
    people = [_resident(organisation, name, dice) for name in dice.sample(names, number)]
    return tuple(Person.objects.bulk_create(people, batch_size=1000))


@dataclass(frozen=True, slots=True)
class Cast:
    """Who takes part in a complaint, and the words the search finds it by."""

    parts: tuple[Part, ...]
    found_by: str
    vulnerable: bool


def cast(
    resident: Person, others: Sequence[Person], dice: random.Random, *, received: date, channel: str
) -> Cast:
    """The resident, and sometimes somebody who speaks for them."""
    parts = [Part(resident.pk, Relationship.COMPLAINANT)]
    people = [resident]
    wanted = {"councillor": "councillor", "mp": "mp", "advocate": "advocate"}.get(channel)
    if wanted or dice.random() < 0.06:
        options = [one for one in people_texts()["authority"] if wanted in (None, one["role"])]
        authority = dice.choice(options if wanted else options[:3])
        speaker = dice.choice(others)
        if speaker.pk != resident.pk:
            until = received + timedelta(days=365) if authority.get("limited") else None
            role = Relationship(authority["role"])
            parts.insert(0, Part(speaker.pk, role, authority["authority"], until))
            people.append(speaker)
    return Cast(
        tuple(parts), "\n".join(found_by(one) for one in people), any(one.vulnerable for one in people)
    )


def _resident(organisation: Organisation, name: str, dice: random.Random) -> Person:
    texts = people_texts()
    if dice.random() < 0.35:
        place = f"{dice.randint(1, 74)} {dice.choice(texts['blocks'])}"
    else:
        place = f"{dice.randint(1, 140)} {dice.choice(texts['streets'])}"
    letters = dice.choice(_LETTERS) + dice.choice(_LETTERS)
    postcode = f"{dice.choice(texts['outward'])} {dice.randint(1, 9)}{letters}"
    given, family = name.lower().replace("'", "").split(" ", 1)
    need = dice.choice(texts["need"]) if dice.random() < 0.16 else {}
    address = f"{place}\nAlderwick"
    return Person(
        organisation=organisation,
        name=name,
        email=f"{given}.{family.replace(' ', '-')}@mail.example" if dice.random() < 0.7 else "",
        telephone=f"07700 900{dice.randint(100, 999)}" if dice.random() < 0.85 else "",
        address=address,
        postcode=postcode,
        language=need.get("language", ""),
        needs=need.get("needs", ""),
        safe_contact=need.get("safe_contact", ""),
        vulnerable=need.get("vulnerable", False),
        match_name=match_name(name),
        match_place=match_place(address, postcode),
    )


def found_by(person: Person) -> str:
    """The words the search finds somebody by."""
    said = (
        person.name,
        person.address,
        person.postcode,
        person.postcode.replace(" ", ""),
        person.email,
        person.telephone,
    )
    return "\n".join(one for one in said if one)
