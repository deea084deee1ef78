"""Filling an empty database with the demonstration, once."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import date, datetime

from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.db import transaction

from casework.alerts.jobs import scan_next
from casework.complaints.batch import record_batch
from casework.complaints.models import Complaint
from casework.complaints.stories import Story
from casework.ops.demo.beside import particulars
from casework.ops.demo.borough import NAME, make_borough
from casework.ops.demo.children import make_childrens_complaints
from casework.ops.demo.contacts import chasing_contacts, decided_contacts, sorted_contacts, undecided_contacts
from casework.ops.demo.decisions import make_decisions
from casework.ops.demo.desks import desks
from casework.ops.demo.logins import can_log_in, logins, password, renew
from casework.ops.demo.matters import MATTERS, File
from casework.ops.demo.ombudsman import make_ombudsman_cases
from casework.ops.demo.orders import make_orders
from casework.ops.demo.packs import make_packs
from casework.ops.demo.papers import About, add_papers
from casework.ops.demo.planned import make_planned_complaint
from casework.ops.demo.providers import make_providers
from casework.ops.demo.refusals import refusals
from casework.ops.demo.residents import make_residents
from casework.ops.demo.sorting import make_sorting
from casework.ops.demo.together import make_together
from casework.ops.demo.years import Teller, two_years
from casework.people.models import Officer, Organisation
from putright.calendars import in_london

COMPLAINTS = 520
REFUSALS = 255
PAPERS = 14


@dataclass(frozen=True, slots=True)
class Made:
    """What the demonstration holds."""

    organisation: Organisation
    complaints: int
    refusals: int
    contacts: int
    events: int


def fill(*, now: datetime) -> int:
    """Make the demonstration where the database is empty, and print who can log in. Gives the exit status."""
    organisation = Organisation.objects.filter(name=NAME).first()
    if organisation is None and Organisation.objects.exists():
        print("The database holds an organisation already; no demonstration is added to it.")
        return 0
    if organisation is None:
        made = make_demonstration(now=now, password_is=password(settings.VAR))
        organisation = made.organisation
        print(
            f"{NAME}, an invented borough: {made.complaints} complaints of two years, {made.refusals} refusals "
            f"and {made.contacts} other contacts, told in {made.events} events."
        )
    elif not can_log_in(organisation):
        print(
            "The demonstration was interrupted while it was being made, and events cannot be taken back. "
            f"Remove the database ({settings.DATABASES['default']['NAME']}) and start again."
        )
        return 1
    else:
        print(f"{NAME}, the demonstration, is there already.")
        renew(organisation, password(settings.VAR))
    _print_logins(organisation)
    return 0


def make_demonstration(*, now: datetime, password_is: str, scale: float = 1.0, seed: int = 7) -> Made:
    """An invented borough with two years of complaints up to `now`; the same for the same seed and day.

    scale  1 for all of it; a tenth makes a tenth of the past, with all the work that is open today.
    """
    dice = random.Random(f"{seed}")  # noqa: S311 - nothing is kept secret by it
    today = in_london(now).date()
    with transaction.atomic():
        # Nobody has a password, and so can log in, before everything is there; see `fill`.
        borough = make_borough(today=today)
        residents = make_residents(borough.organisation, max(60, int(430 * scale)), dice)
        make_sorting(borough.organisation, residents)
    teller = Teller(borough, residents, dice, now, today, set())
    make_providers(borough, now=now)
    matters = [one.tell(teller) for one in MATTERS]
    accepted = [*two_years(teller, int(COMPLAINTS * scale)), *desks(teller), *matters]
    recorded = record_batch(borough.organisation, accepted)
    known = _references(borough.organisation, accepted)
    refused = refusals(teller, int(REFUSALS * scale), _earlier(known))
    declined = record_batch(borough.organisation, refused)
    particulars(borough, dice)
    for matter, (reference, _) in zip(MATTERS, known[-len(MATTERS) :], strict=True):
        matter.carry_on(File(teller, matter.name, reference))
    make_ombudsman_cases(teller)
    make_decisions(teller)
    make_orders(teller)
    make_packs(borough.organisation, now=now)
    childrens, told = make_childrens_complaints(teller)
    plans, planned = make_planned_complaint(teller)
    parts, said = make_together(teller)
    contacts = decided_contacts(teller) + undecided_contacts(teller) + sorted_contacts(teller)
    held = _held(borough.organisation)
    contacts += chasing_contacts(teller, [(one.reference, one.owner) for one in held[:12:3] if one.owner])
    papers = [About(one.reference, one.words.title, one.owner) for one in held[: 2 * PAPERS : 2] if one.owner]
    add_papers(papers, dice, now=now)
    while scan_next(today=today, now=now):
        pass
    Officer.objects.filter(organisation=borough.organisation).update(password=make_password(password_is))
    return Made(
        borough.organisation,
        recorded.complaints + childrens + plans + parts,
        declined.complaints,
        contacts,
        recorded.events + declined.events + told + planned + said,
    )


def _references(organisation: Organisation, stories: list[Story]) -> list[tuple[str, Story]]:
    """The reference each story was given: they are recorded in their order."""
    rows = (
        Complaint.objects.filter(organisation=organisation).order_by("id").values_list("reference", flat=True)
    )
    return list(zip(rows, stories, strict=True))


def _earlier(known: list[tuple[str, Story]]) -> list[tuple[date, str]]:
    """Complaints a refusal can name, by day of receipt; none that only some may see."""
    return sorted(
        (in_london(story.steps[0].act.fields["at"]).date(), reference)
        for reference, story in known
        if not any("officers" in step.act.fields for step in story.steps)
    )


def _held(organisation: Organisation) -> list[Complaint]:
    found = Complaint.objects.filter(
        organisation=organisation, in_queue=True, restricted=False, owner__isnull=False
    )
    return list(found.select_related("owner", "words").order_by("urgent_on", "id"))


def _print_logins(organisation: Organisation) -> None:
    print("\nWho can log in:\n")
    for one in logins(organisation):
        print(f"  {one.email:<38} {one.name:<18} {one.roles:<45} {one.approves}".rstrip())
    print(f"\nPassword of everybody: {password(settings.VAR)}\n")
