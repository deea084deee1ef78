"""What the commands here share: one transaction on one complaint, words as keys, what is held until a reason is given."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db import transaction

from casework.agreements.household import Household, household_of
from casework.agreements.models import Contractor, Worker
from casework.agreements.permissions import is_senior
from casework.complaints import search
from casework.complaints.foresight import Held, foresee
from casework.complaints.in_step import out_of_step
from casework.complaints.models import Complaint
from casework.complaints.permissions import visible_to
from casework.complaints.record import Act, Opened, Recorded, act, opened, record_on
from casework.complaints.words import write_note
from casework.complaints.writing import When, moment
from casework.people.models import Officer
from putright.calendars import in_london
from putright.cases import Breach, Case, CaseError, replay, verbs

OFFICER = "officer-"
"""How a form names an officer who is not on the list of workers yet."""
NEW = "new"
"""How a form says that somebody is to be put on the list."""


@dataclass(slots=True)
class Working:
    """One complaint, opened for writing; `at` is when what is recorded happened."""

    held: Opened
    at: When
    by: Officer
    now: datetime
    going_on: str
    words: list[str] = field(default_factory=list)

    @property
    def complaint(self) -> Complaint:
        """The complaint."""
        return self.held.complaint

    @property
    def case(self) -> Case:
        """The complaint as its events have made it."""
        return replay(self.held.events)

    @property
    def today(self) -> date:
        """The day of writing."""
        return in_london(self.now).date()

    def home(self) -> Household:
        """What holds for its resident, on other complaints too."""
        return household_of(self.complaint, self.held.events)

    def keep(self, words: str, about: str, *, with_complainant: bool = False) -> str:
        """Keep words beside the record; their number is the key of what they are about."""
        note = write_note(
            self.complaint, words, about=about, by=self.by, happened_at=moment(self.at), written_at=self.now,
            stage=self.complaint.stage, with_complainant=with_complainant,
        )  # fmt: skip
        self.words.append(words)
        return str(note.pk)

    def keep_if(self, words: str, about: str) -> str | None:
        """Keep words that may be empty."""
        return self.keep(words, about) if words.strip() else None

    def made(self, body: Any, at: When | None = None) -> Act:
        """The act that makes something to be followed."""
        return act(verbs.arrange, body=body, at=at or self.at)

    def moved(self, body: Any) -> Act:
        """The act that says what became of it."""
        return act(verbs.move_on, body=body, at=self.at)

    def record(self, *acts: Act, ours: Sequence[Breach] = (), gated: bool = False) -> Recorded:
        """Record these acts, unless they would not keep something and no reason for going on is given. Raises Held.

        ours  what an agreement or a contract asks for and would not be kept.
        gated the provisions are looked at too: for acts that are our own.
        """
        would: list[Breach] = list(ours)
        if gated or ours:
            foreseen = foresee(self.complaint, self.held.events, *acts, officer_id=self.by.pk, now=self.now)
            would += [one for one in foreseen.would_break if gated]
        if gated:
            would += out_of_step(self.held, acts, by=self.by, now=self.now)
        if would and not self.going_on.strip():
            raise Held(tuple(would))
        if would:
            write_note(
                self.complaint, self.going_on, about="override", by=self.by, happened_at=self.now,
                written_at=self.now, stage=self.complaint.stage,
            )  # fmt: skip
        recorded = record_on(self.held, *acts, by=self.by, now=self.now)
        if self.words:
            search.add(self.complaint.pk, "\n".join(self.words))
        return recorded

    def hold_for_manager(self, breaches: Sequence[Breach]) -> None:
        """Stop what only a manager goes on past. Raises Held."""
        if breaches and not (self.going_on.strip() and is_senior(self.by)):
            raise Held(tuple(breaches), needs_manager=not is_senior(self.by))

    def may_be_told_of(self, complaints: set[int]) -> set[int]:
        """Which of these complaints the officer may see. One statement, none for an empty set."""
        if not complaints:
            return set()
        return set(
            Complaint.objects.filter(visible_to(self.by), pk__in=complaints).values_list("pk", flat=True)
        )


@contextmanager
def working(
    reference: str, *, at: When, by: Officer, now: datetime, seen_version: int | None, going_on: str = ""
) -> Iterator[Working]:
    """Open a complaint for what is done here, in a transaction of its own."""
    with transaction.atomic(durable=True):
        yield Working(opened(reference, seen_version=seen_version), at, by, now, going_on)


def worker_of(organisation_id: int, value: str, *, name: str = "", job: str = "") -> Worker | None:
    """The worker a form names; None for nobody. Raises CaseError for one who is not here.

    An officer, or a name that is new, is put on the list of workers then.
    """
    if not value:
        return None
    workers = Worker.objects.filter(organisation=organisation_id)
    if value == NEW:
        if not name.strip():
            raise CaseError("the name of the worker is missing: enter it")
        found = workers.filter(name=name.strip(), contractor=None).first()
        return found or Worker.objects.create(
            organisation_id=organisation_id, name=name.strip(), job=job.strip()
        )
    number = value.removeprefix(OFFICER)
    if number.isdecimal():
        if value.startswith(OFFICER):
            officer = Officer.objects.filter(organisation=organisation_id, pk=int(number)).first()
            if officer is not None:
                found = workers.filter(officer=officer).first()
                return found or Worker.objects.create(
                    organisation_id=organisation_id, name=officer.name, job=officer.job_title, officer=officer
                )
        elif (found := workers.filter(pk=int(number)).select_related("contractor").first()) is not None:
            return found
    raise CaseError("there is no such worker: choose one of the list, or add them")


def contractor_of(organisation_id: int, value: str | int | None) -> Contractor | None:
    """The contractor a form names; None for nobody. Raises CaseError for one who is not here."""
    if value is None or not str(value):
        return None
    found = (
        Contractor.objects.filter(organisation=organisation_id, pk=int(str(value))).first()
        if str(value).isdecimal()
        else None
    )
    if found is None:
        raise CaseError("there is no such contractor: choose one of the list")
    return found


def names_of(organisation_id: int, workers: Sequence[str]) -> dict[str, str]:
    """The names of these workers. One statement."""
    numbers = [int(one) for one in workers if one.isdecimal()]
    found = Worker.objects.filter(organisation=organisation_id, pk__in=numbers)
    return {str(number): name for number, name in found.values_list("pk", "name")}
