"""Contacts of the demonstration, entered step by step as the screens do: decided, chasing, sorted, to be decided."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta

from casework.complaints.models import Person
from casework.complaints.opening import PointWords
from casework.intake.commands import Account, Entry, PersonWords, answer, attach, decide, log_contact, tell
from casework.intake.models import Contact
from casework.intake.ways import told_by, way_of
from casework.ops.demo.course import moment
from casework.ops.demo.sorting import themes_of
from casework.ops.demo.texts import contact_texts
from casework.ops.demo.years import Teller
from casework.people.models import Officer
from putright.vocabulary import Channel, RecordType


def decided_contacts(teller: Teller) -> int:
    """Contacts of the last half year that turned out to be something else. Returns how many."""
    number = 0
    for text in contact_texts()["contact"]:
        for title in text["titles"]:
            day = teller.today - timedelta(days=teller.dice.randint(3, 180))
            officer = teller.borough.officers[teller.dice.choice(("nadia", "callum", "hannah"))]
            contact = _log(teller, _person(teller), Channel.PHONE, _at(teller, day), officer)
            account = _account(teller, text, title)
            if text["decision"] == RecordType.COMPLIMENT.value:
                dice = random.Random(title)  # noqa: S311 - nothing is kept secret by it
                account = replace(account, themes=themes_of(text.get("service", ""), dice))
            tell(contact, account, by=officer)
            decide(
                contact, decision=RecordType(text["decision"]), reason=text["reason"], safeguarding="no",
                choice_offered="yes", by=officer, now=_at(teller, day) + timedelta(minutes=30),
            )  # fmt: skip
            number += 1
    return number


def undecided_contacts(teller: Teller) -> int:
    """Contacts nobody has decided yet, the oldest of two days ago. Returns how many."""
    rows = contact_texts()["undecided"]
    for number, text in enumerate(rows):
        arrived = teller.now - timedelta(hours=3 + 8 * number)
        officer = teller.borough.officers["nadia"]
        contact = _log(teller, _person(teller), Channel(text["channel"]), arrived, officer)
        tell(contact, _account(teller, text, text["title"]), by=officer)
    return len(rows)


def sorted_contacts(teller: Teller) -> int:
    """Contacts whose way was found by the questions: decided by it where nobody has to look again. Returns how many."""
    rows = contact_texts()["sorted"]
    officer = teller.borough.officers["nadia"]
    for number, text in enumerate(rows, start=1):
        arrived = teller.now - timedelta(hours=2 * number)
        contact = _log(teller, teller.residents[-number], Channel(text["channel"]), arrived, officer)
        tell(contact, _account(teller, text, text["title"]), by=officer)
        answer(contact, text["answers"], safeguarding=text["safeguarding"], by=officer)
        if "choice_offered" not in text:
            continue
        found = way_of(told_by(Contact.objects.get(pk=contact)), teller.borough.organisation)
        assert found.proposes is not None  # the text answers what it is about
        decide(
            contact, decision=found.proposes, reason=found.reason, safeguarding=text["safeguarding"],
            choice_offered=text["choice_offered"], by=officer, now=arrived + timedelta(minutes=40),
        )  # fmt: skip
    return len(rows)


def chasing_contacts(teller: Teller, open_complaints: Sequence[tuple[str, Officer]]) -> int:
    """People who ring about a complaint that is open: kept with it. Returns how many."""
    said = (
        "Rang to ask whether anything has happened. Nothing new to say; would sooner hear that than nothing.",
        "Sent two more photographs of the same place, taken this morning.",
        "Asked for the name of whoever reads this, and was given it.",
        "Says that the visit took place after all, and that the man was kind.",
    )
    for words, (reference, officer) in zip(said, open_complaints, strict=False):
        arrived = teller.now - timedelta(hours=teller.dice.randint(2, 20))
        contact = _log(teller, _person(teller), Channel.PHONE, arrived, officer)
        tell(contact, Account("Asks how the complaint is getting on", words, "", (), None), by=officer)
        attach(contact, reference, by=officer, now=teller.now)
    return min(len(said), len(open_complaints))


def _person(teller: Teller) -> Person:
    return teller.dice.choice(teller.residents)


def _at(teller: Teller, day: date) -> datetime:
    return moment(day, teller.dice.randint(9, 16), teller.dice.randint(0, 59))


def _log(teller: Teller, person: Person, channel: Channel, arrived: datetime, officer: Officer) -> int:
    words = PersonWords(
        name=person.name, email=person.email, telephone=person.telephone, address=person.address,
        postcode=person.postcode, language=person.language, needs=person.needs, safe_contact=person.safe_contact,
        vulnerable=person.vulnerable,
    )  # fmt: skip
    entry = Entry(channel=channel, arrived_at=arrived, taken_by=officer.name, person=words)
    return log_contact(entry, by=officer, now=arrived + timedelta(minutes=15))


def _account(teller: Teller, text: dict[str, str], title: str) -> Account:
    service = text.get("service")
    wanted = text.get("wanted", "")
    return Account(
        title=title, happened=text["happened"], wanted=wanted,
        points=(PointWords(title, wanted),) if service else (),
        service_id=teller.borough.service_on(service, teller.today).pk if service else None,
        conduct_of_staff=bool(text.get("conduct", False)),
    )  # fmt: skip
