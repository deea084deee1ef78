"""The rows on their way in: which are in already, what is written beside each chunk, and in its transaction."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, time
from itertools import islice

from django.db import transaction
from django.db.models import F

from casework.alerts.models import LookedAt
from casework.complaints.bulk import Rows, reserve_ids
from casework.complaints.stories import Story
from casework.imports.checking import Checked, Checker, RowRefused
from casework.imports.models import Import, ImportedRow
from casework.imports.reading import FileRow
from casework.imports.stories import has_ended, history, story_of
from casework.intake.models import Contact
from casework.ombudsman.models import OmbudsmanCase
from casework.people.models import Officer, Organisation
from putright.calendars import LONDON
from putright.vocabulary import Channel, ReferralKind

AT_ONCE = 500
NUMBERS = 50
_TAKEN_BY = "Taken over from another system"


def known_rows(
    organisation: Organisation, rows: Iterator[FileRow]
) -> Iterator[list[tuple[FileRow, str | None]]]:
    """The rows in chunks, each with the hash of what was taken in under its reference; None = nothing was."""
    while chunk := list(islice(rows, AT_ONCE)):
        found = ImportedRow.objects.filter(
            organisation=organisation, reference__in=[one.reference for one in chunk]
        )
        known = dict(found.values_list("reference", "content"))
        yield [(one, known.get(one.reference)) for one in chunk]


@dataclass(frozen=True, slots=True)
class _Pending:
    """A complaint that is being worked out: what is written beside it, once it is. case: number of the Ombudsman's."""

    checked: Checked
    case: int | None


class Taker:
    """Takes rows in for one import. contacts: how many contacts so far, which are written apart from complaints."""

    def __init__(self, load: Import, by: Officer, now: datetime) -> None:
        self._load, self._by, self._now = load, by, now
        self._pending: deque[_Pending] = deque()
        self._contacts: list[Checked] = []
        self._numbers: list[int] = []
        self.contacts = 0

    def stories(self, checker: Checker, rows: Iterator[FileRow]) -> Iterator[Story]:
        """The stories of the rows that are not in yet; contacts among them are written on the way."""
        for chunk in known_rows(self._load.organisation, rows):
            for row, before in chunk:
                if before is not None:
                    continue
                try:
                    checked = checker.checked(row)
                except RowRefused:
                    continue  # it was listed when everything was looked at
                if checked.procedure is None:
                    self._contacts.append(checked)
                    continue
                yield self._story(checked)
            if len(self._contacts) >= AT_ONCE:
                self._write_contacts()
        self._write_contacts()

    def within(self, rows: Rows) -> None:
        """Write what belongs to a chunk of complaints. The caller holds its transaction."""
        numbers = rows.numbers
        pending = [self._pending.popleft() for _ in numbers]
        ImportedRow.objects.bulk_create(
            ImportedRow(
                organisation_id=self._load.organisation_id, reference=one.checked.row.reference, load=self._load,
                complaint_id=number, content=one.checked.row.content,
            )
            for number, one in zip(numbers, pending, strict=True)
        )  # fmt: skip
        OmbudsmanCase.objects.bulk_create(
            self._case(number, one) for number, one in zip(numbers, pending, strict=True) if one.case
        )
        # What has ended there asks nothing of anybody: the rules need not look at each of them.
        LookedAt.objects.bulk_create(
            LookedAt(complaint_id=number, version=version)
            for number, version, one in zip(numbers, rows.versions, pending, strict=True)
            if has_ended(one.checked)
        )
        self._count(complaints=len(numbers))

    def _story(self, checked: Checked) -> Story:
        case = self._number() if checked.row.values["ombudsman_body"] is not None else None
        self._pending.append(_Pending(checked, case))
        body = str(checked.procedure).rpartition("/")[0]
        # Our own policy runs beside what we go on with; what another system ended was never under it.
        policies = {} if has_ended(checked) else self._load.organisation.own_policies
        return story_of(
            checked, history(checked, referral=str(case or 1)), by=self._by, now=self._now,
            own_policy=str(policies.get(body, "")),
        )  # fmt: skip

    def _number(self) -> int:
        """The number of the next case of an Ombudsman, which its events are told by."""
        if not self._numbers:
            self._numbers = list(reversed(reserve_ids("ombudsman_ombudsmancase", NUMBERS)))
        return self._numbers.pop()

    def _case(self, complaint: int, one: _Pending) -> OmbudsmanCase:
        values = one.checked.row.values
        received = values["ombudsman_received_on"] or values["ombudsman_decided_on"] or values["received_at"]
        return OmbudsmanCase(
            pk=one.case, organisation_id=self._load.organisation_id, complaint_id=complaint,
            body=values["ombudsman_body"], what=ReferralKind.INVESTIGATION.value, received_on=received,
            officer=self._by, made_at=self._now,
        )  # fmt: skip

    def _write_contacts(self) -> None:
        taken, self._contacts = self._contacts, []
        for at in range(0, len(taken), AT_ONCE):
            chunk = taken[at : at + AT_ONCE]
            with transaction.atomic(durable=True):
                made = Contact.objects.bulk_create([self._contact(one) for one in chunk])
                ImportedRow.objects.bulk_create(
                    ImportedRow(
                        organisation_id=self._load.organisation_id, reference=one.row.reference, load=self._load,
                        contact=contact, content=one.row.content,
                    )
                    for contact, one in zip(made, chunk, strict=True)
                )  # fmt: skip
                self._count(contacts=len(chunk))
            self.contacts += len(chunk)

    def _contact(self, one: Checked) -> Contact:
        values = one.row.values
        return Contact(
            organisation_id=self._load.organisation_id, channel=values["channel"] or Channel.OTHER.value,
            arrived_at=datetime.combine(values["received_at"], time.min, LONDON), logged_at=self._now,
            taken_by=_TAKEN_BY, logged_by=self._by, title=f"Imported {one.row.reference}"[:200],
            service_id=one.place.service, themes=list(values["themes"] or ()), ward=values["ward"] or "",
            decision=values["kind"], decided_at=self._now, decided_by=self._by,
        )  # fmt: skip

    def _count(self, *, complaints: int = 0, contacts: int = 0) -> None:
        Import.objects.filter(pk=self._load.pk).update(
            complaints=F("complaints") + complaints, contacts=F("contacts") + contacts,
            done=F("done") + complaints + contacts,
        )  # fmt: skip
