"""What stands around a letter and is read for it: answers, evidence, people, limits. Read once, in few statements."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from casework.agreements.models import Contractor, Worker
from casework.agreements.queries import officers_kept_away
from casework.complaints.authority import ALWAYS_TOLD, NEED_AUTHORITY, authority_of
from casework.complaints.linked import ombudsmen_of_parts
from casework.complaints.models import Party
from casework.complaints.queries import ComplaintPage
from casework.letters.draft import AnswerDraft
from casework.outcomes.answers import AnswerRow, answers
from casework.outcomes.models import DelegatedLimit, Impact, LedgerLine, Question
from casework.people.models import Officer, Organisation
from casework.statutory.queries import SignatoryRow, signatories
from putright.letters.chain import Question as AskedQuestion
from putright.procedures import Ombudsman
from putright.procedures.authority import Authority
from putright.vocabulary import Disclosure, Relationship

NEVER_WRITTEN_TO = frozenset({Relationship.OFFICER_COMPLAINED_OF})


@dataclass(frozen=True, slots=True)
class Someone:
    """A party a letter can be written to. number: of the party; person: of who it is."""

    number: int
    person: int
    role: Relationship
    name: str
    email: str
    address: tuple[str, ...]
    language: str
    needs: str
    safe_contact: str
    authority: Authority

    @property
    def needs_authority(self) -> bool:
        """Whether they are told of the complaint only on the complainant's authority."""
        return self.role in NEED_AUTHORITY

    def why_not_told(self, today: date, points: tuple[str, ...] = ()) -> str:
        """Why a letter that speaks of these points may not be shown to them today; empty when it may."""
        if self.role in ALWAYS_TOLD:
            return ""
        if not self.needs_authority:
            return f"a letter is not shown to a {self.role.label.lower()} of the complaint"
        return self.authority.why_not(Disclosure.LETTERS, today=today, points=points)

    def may_be_told(self, today: date) -> bool:
        """Whether a letter may be shown to them at all: by their part, or on an authority that has not ended."""
        return not self.why_not_told(today)


@dataclass(frozen=True, slots=True)
class Colleague:
    """An officer of the organisation, as a letter names them."""

    number: int
    name: str
    role: str
    email: str
    grade: int


@dataclass(frozen=True, slots=True)
class Around:
    """Everything around the letters of one stage of one complaint.

    answers  what is stored, by point. general: questions about the complaint as a whole.
    limits   what each grade may approve, in pence; None = without a limit. lines: of the ledger, by key of the remedy.
    workers    names of workers, by number; of_officers: the officers some of them are.
    also       Ombudsmen that linked parts lead to, beside the procedure's own.
    kept_away  officers who must not write to this resident, also by a rule of another complaint of the home.
    """

    organisation: Organisation
    answers: Mapping[str, AnswerRow]
    general: tuple[AskedQuestion, ...]
    severity: int
    parties: tuple[Someone, ...]
    officers: Mapping[int, Colleague]
    limits: Mapping[int, int | None]
    lines: Mapping[str, LedgerLine]
    workers: Mapping[str, str]
    of_officers: Mapping[str, int]
    kept_away: frozenset[int]
    contractors: tuple[Contractor, ...]
    signatories: tuple[SignatoryRow, ...] = ()
    also: tuple[Ombudsman, ...] = ()

    def party(self, number: int | None) -> Someone | None:
        """The party with this number; None when there is none."""
        return next((one for one in self.parties if one.number == number), None)

    def contractor(self, number: int | None) -> Contractor | None:
        """The contractor with this number; None when there is none."""
        return next((one for one in self.contractors if one.pk == number), None)

    def may_approve(self, grade: int, pence: int) -> bool:
        """Whether officers of this grade may approve this sum. A grade without a limit on record may approve none."""
        if grade not in self.limits:
            return pence <= 0
        limit = self.limits[grade]
        return limit is None or pence <= limit

    @property
    def complained_of(self) -> tuple[str, ...]:
        """Names and addresses of the people complained of."""
        found = [one for one in self.parties if one.role in NEVER_WRITTEN_TO]
        return tuple(words for one in found for words in (one.name, one.email) if words)

    @property
    def complainant(self) -> Someone | None:
        """Who complains."""
        return next((one for one in self.parties if one.role is Relationship.COMPLAINANT), None)


def gather(page: ComplaintPage, organisation: Organisation, *, stage: str) -> Around:
    """What stands around a letter of this stage. Fourteen statements, sixteen where the resident complained before."""
    rows = {row.point: row for row in answers(page.complaint_id, stage)}
    general = Question.objects.filter(complaint=page.complaint_id, stage=stage, point="").order_by("pk")
    impact = Impact.objects.filter(complaint=page.complaint_id, stage=stage).first()
    case = page.case
    named = {one.body.worker for one in case.restrictions} | {one.worker for one in case.appointments}
    wanted = [int(one) for one in named if one and one.isdecimal()]
    workers = list(Worker.objects.filter(organisation=organisation, pk__in=wanted)) if wanted else []
    return Around(
        organisation=organisation,
        answers=rows,
        general=tuple(AskedQuestion(str(row.pk), row.asked, row.answer) for row in general),
        severity=impact.severity if impact else 0,
        parties=_parties(page.complaint_id),
        officers={
            row.pk: Colleague(row.pk, row.name, row.job_title, row.email, row.grade)
            for row in Officer.objects.filter(organisation=organisation, is_active=True).order_by("name")
        },
        limits=dict(
            DelegatedLimit.objects.filter(organisation=organisation).values_list("grade", "up_to_pence")
        ),
        lines={str(row.pk): row for row in LedgerLine.objects.filter(complaint=page.complaint_id)},
        workers={str(row.pk): row.name for row in workers},
        of_officers={str(row.pk): row.officer_id for row in workers if row.officer_id},
        kept_away=officers_kept_away(page.complaint_id, organisation.pk, case),
        contractors=tuple(Contractor.objects.filter(organisation=organisation).order_by("name")),
        also=ombudsmen_of_parts(page),
        signatories=signatories(organisation.pk) if page.procedure.signatures else (),
    )


def answer_draft(row: AnswerRow) -> AnswerDraft:
    """An answer as it is stored."""
    return AnswerDraft(
        point=row.point, outcome=row.outcome or "", missing=row.missing, standard=row.standard, happened=row.happened,
        reasons=row.reasons, fault=row.fault, injustice=row.injustice, changed=row.changed, version=row.version,
    )  # fmt: skip


def _parties(complaint: int) -> tuple[Someone, ...]:
    return tuple(
        Someone(
            number=row.pk, person=row.person_id, role=Relationship(row.role), name=row.person.name,
            email=row.person.email,
            address=_address(row.person.address, row.person.postcode), language=row.person.language,
            needs=row.person.needs, safe_contact=row.person.safe_contact, authority=authority_of(row),
        )
        for row in Party.objects.filter(complaint=complaint).select_related("person").order_by("pk")
    )  # fmt: skip


def _address(address: str, postcode: str) -> tuple[str, ...]:
    parts = (part.strip() for line in address.splitlines() for part in line.split(","))
    return tuple(part for part in (*parts, postcode.strip()) if part)
