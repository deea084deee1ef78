"""Whoever writes what figures count says so in the same statement: stored facts are right after every writer."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from datetime import date

import pytest

from casework.agreements import commands as agreements
from casework.agreements.contractors import ContractorTerms, save_contractor
from casework.agreements.models import Contractor
from casework.complaints import commands, jobs
from casework.complaints.calendar_page import HOLIDAY, add_day_off
from casework.complaints.models import Complaint, NamedOfficer
from casework.complaints.record import act, record
from casework.insight.store import make_first, make_next, shape
from casework.intake import commands as intake
from casework.intake import opening
from casework.intake.models import Contact
from casework.ops.rebuild import rebuild
from casework.people.models import Department, Officer, Service, Team
from putright.cases import verbs
from putright.vocabulary import EscalationReason, RecordType, RejectionReason
from tests.casework.agreements.arranging import common, contractor
from tests.casework.insight.test_store_equals_record import NOW, SOME, check
from tests.casework.intake.entering import entered, logged
from tests.casework.made import Officers, acknowledged, answered, at, fri_3_may, thu_2_may, told

HOUSING = "housing-ombudsman/2024-04-01"

pytestmark = pytest.mark.django_db


def acknowledge(people: Officers) -> None:
    acknowledged(told_of(people), people.asha)


def told_of(people: Officers) -> str:
    """The complaint that was there when facts were stored."""
    return Complaint.objects.filter(organisation=people.asha.organisation).earliest("pk").reference


def allocate(people: Officers) -> None:
    commands.allocate(told_of(people), people.carl, **common(told_of(people), people.asha))


def restrict(people: Officers) -> None:
    reference = told_of(people)
    commands.restrict(
        reference, [people.carl], by=people.asha, now=at(fri_3_may),
        seen_version=Complaint.objects.get(reference=reference).version,
    )  # fmt: skip


def escalate(people: Officers) -> None:
    reference = Complaint.objects.filter(stage_1_responded_on__isnull=False).earliest("pk").reference
    commands.escalate(
        reference, reasons=[EscalationReason.NEW_EVIDENCE], disputed=[], reviewer=people.carl,
        **{**common(reference, people.asha, date(2024, 5, 28)), "going_on": "Nobody else is there"},
    )  # fmt: skip


def rederive(people: Officers) -> None:
    acknowledged(told_of(people), people.asha)
    make_next(people.asha.organisation, now=NOW)
    add_day_off(people.dana, on=date(2024, 5, 8), name="Royal day", kind=HOLIDAY, now=at(fri_3_may))
    while jobs.run_next(now=at(fri_3_may)):
        pass


def remake(people: Officers) -> None:
    Complaint.objects.filter(reference=told_of(people)).update(
        channel="letter", stage_1_due_on=date(2024, 9, 9)
    )
    assert rebuild().changed == 1


def pass_on(people: Officers) -> None:
    firm = contractor(people.asha)
    reference = told_of(people)
    agreements.forward(
        reference, "Why did nobody come?", contractor=str(firm), consent=True, copy_wanted=True,
        **common(reference, people.asha),
    )  # fmt: skip


def rename_contractor(people: Officers) -> None:
    pass_on(people)
    make_next(people.asha.organisation, now=NOW)
    held = Contractor.objects.get()
    terms = {name: getattr(held, name) for name in ContractorTerms.__dataclass_fields__}
    save_contractor(people.asha, ContractorTerms(**{**terms, "name": "Harrow & Sons"}), number=held.pk)


def log_a_contact(people: Officers) -> None:
    entered(people.asha, decision=RecordType.COMPLIMENT)


def decide_anew(people: Officers) -> None:
    contact = Contact.objects.exclude(decision="").earliest("pk")
    intake.decide(
        contact.pk, decision=RecordType.SERVICE_REQUEST, reason="On second thoughts", safeguarding="no",
        choice_offered="yes", by=people.asha, now=at(fri_3_may),
    )  # fmt: skip


def open_it(people: Officers) -> None:
    contact = Contact.objects.exclude(decision="").earliest("pk")
    opening.open_from_contact(
        contact.pk,
        procedure=HOUSING,
        handler=people.asha,
        restricted_to=None,
        by=people.asha,
        now=at(fri_3_may),
    )


def decline_it(people: Officers) -> None:
    contact = Contact.objects.exclude(decision="").earliest("pk")
    opening.decline_from_contact(
        contact.pk, procedure=HOUSING, reason=RejectionReason.SERVICE_REQUEST, words="It is a first report",
        at=fri_3_may, ombudsman_details=True, issue_on=None, discretion_considered=True, filed_on=None, original="",
        by=people.asha, now=at(fri_3_may), going_on="So it is",
    )  # fmt: skip


def attach_it(people: Officers) -> None:
    contact = Contact.objects.exclude(decision="").earliest("pk")
    intake.attach(contact.pk, told_of(people), by=people.asha, now=at(fri_3_may))


def new_complaint(people: Officers) -> None:
    told(people.asha)


def rename_service(people: Officers) -> None:
    Service.objects.filter(department__organisation=people.asha.organisation).update(name="It's $rows; --")


def rename_department(people: Officers) -> None:
    Department.objects.filter(organisation=people.asha.organisation).update(name="Homes ")


def move_team(people: Officers) -> None:
    other = Department.objects.create(
        organisation=people.asha.organisation, name="Place", valid_from=date(2020, 1, 1)
    )
    Team.objects.filter(organisation=people.asha.organisation).update(department=other)


def rename_organisation(people: Officers) -> None:
    people.asha.organisation.name = "Merebrook’s Homes"
    people.asha.organisation.save()


def name_another(people: Officers) -> None:
    restrict(people)
    make_next(people.asha.organisation, now=NOW)
    NamedOfficer.objects.create(
        complaint=Complaint.objects.get(reference=told_of(people)), officer=people.bela
    )


def move_officer(people: Officers) -> None:
    people.carl.team = people.asha.team
    people.carl.save()


WRITERS: tuple[Callable[[Officers], None], ...] = (
    acknowledge, allocate, restrict, escalate, rederive, remake, pass_on, rename_contractor, log_a_contact, decide_anew,
    open_it, decline_it, attach_it, new_complaint, rename_service, rename_department, move_team, rename_organisation,
    name_another, move_officer,
)  # fmt: skip


@pytest.fixture
def people(officers: Officers) -> Officers:
    """Everybody, with two complaints, one of them answered, and a contact that was no complaint; all of it stored."""
    department = officers.asha.organisation.departments.get()
    service = Service.objects.create(department=department, name="Repairs", valid_from=date(2020, 4, 1))
    told(officers.asha, service_id=service.pk)
    told(officers.carl)
    answered(officers.asha)
    entered(officers.asha, decision=RecordType.COMPLIMENT)
    logged(officers.asha)
    told(officers.fern)
    make_first(officers.asha.organisation, now=NOW)
    check(officers.asha, officers.carl, figures=SOME)
    return officers


@pytest.mark.parametrize("write", WRITERS, ids=lambda one: one.__name__)
def test_stored_facts_are_right_after(people: Officers, write: Callable[[Officers], None]) -> None:
    everybody = [people.asha, people.bela, people.carl]

    def fresh() -> list[Officer]:
        return [Officer.objects.get(pk=one.pk) for one in everybody]

    write(people)
    check(*fresh(), figures=SOME)
    make_next(people.asha.organisation, now=NOW)
    check(*fresh(), figures=SOME)


def test_a_writer_counts_its_change_once(people: Officers) -> None:
    reference = told_of(people)
    record(reference, act(verbs.withdraw, at=thu_2_may), by=people.asha, now=at(thu_2_may))
    assert Complaint.objects.get(reference=reference).facts_changed == 1


def test_a_file_is_of_the_same_shape_in_every_process() -> None:
    """Words in no order come in another order in each process; then nobody would read what the worker stored."""
    script = "import django; django.setup(); from casework.insight.store import shape; print(shape())"
    for seed in ("1", "2"):
        done = subprocess.run(
            [sys.executable, "-c", script],
            env={**os.environ, "PYTHONHASHSEED": seed},
            stdout=subprocess.PIPE,
            check=True,
        )
        assert done.stdout.decode().strip() == shape()
