"""Two children's complaints: one being investigated at stage 2, one whose panel is to meet."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from casework.complaints import commands as complaints
from casework.complaints.commands import Answer, Opening, Part, PointWords
from casework.complaints.models import Complaint
from casework.complaints.storing import read_events
from casework.ops.demo.borough import SINCE
from casework.ops.demo.texts import children_texts
from casework.ops.demo.years import Teller
from casework.people.models import Department, Officer, Organisation, Service
from casework.statutory import commands
from casework.statutory.commands import OFFICER, Appointing, OnPoint, OnRecommendation, PersonTerms, Report
from putright.calendars import LONDON
from putright.cases import Case, replay
from putright.procedures import block_meanings
from putright.vocabulary import (
    Channel,
    EscalationReason,
    Ground,
    PersonRole,
    PointOutcome,
    Relationship,
    RemedyDecision,
    ReportKind,
)

CHILDREN = "children-act/2006-09-01"
_DISAGREES = (EscalationReason.DISAGREE_DECISION,)
_PARTS = (
    PersonRole.INVESTIGATING_OFFICER, PersonRole.INDEPENDENT_PERSON, PersonRole.PANEL_CHAIR, PersonRole.PANEL_MEMBER,
)  # fmt: skip


def make_childrens_complaints(teller: Teller) -> tuple[int, int]:
    """The register of people from outside, and both complaints, told through the commands officers use.

    Gives how many complaints and events.
    """
    officers = teller.borough.officers
    texts = children_texts()
    people = [_registered(officers["grace"], name, teller.today) for name in texts["people"]["outside"]]
    service = _service(teller.borough.organisation)
    first = _File(teller, texts["investigated"], officers, people, service)
    first.opened(-52, Ground.PARENT, teller.residents[0].pk)
    first.to_stage_2(-30, -26)
    second = _File(teller, texts["panel"], officers, people, service)
    second.opened(-110, Ground.CHILD, teller.residents[1].pk)
    second.to_stage_2(-90, -84)
    second.investigated(-58)
    second.to_panel(-45, 12)
    return 2, len(first.case().events) + len(second.case().events)


def _service(organisation: Organisation) -> int:
    """Children's social care, a department of its own that no restructure moved."""
    department = Department.objects.create(
        organisation=organisation, name="Children’s Services", valid_from=SINCE
    )
    service = Service.objects.create(
        department=department,
        name="Children’s Social Care",
        procedure=CHILDREN.partition("/")[0],
        valid_from=SINCE,
    )
    return int(service.pk)


def _registered(by: Officer, name: str, today: date) -> str:
    roles = tuple(one.value for one in _PARTS)
    terms = PersonTerms(name, "", "", "", roles, (), "", today - timedelta(days=200), None, away=False)
    return str(commands.save_person(by, terms))


@dataclass(slots=True)
class _File:
    """One of the two, and how to go on with it."""

    teller: Teller
    texts: dict[str, Any]
    officers: dict[str, Officer]
    people: list[str]
    service: int
    reference: str = ""

    def opened(self, days: int, ground: Ground, resident: int) -> None:
        nadia = self.officers["nadia"]
        opening = Opening(
            channel=Channel.EMAIL, arrived_at=self.at(days), title=self.texts["title"],
            happened=self.texts["happened"], wanted=self.texts["wanted"], procedure=CHILDREN,
            points=tuple(PointWords(*each) for each in self.texts["points"]),
            parts=(Part(resident, Relationship.COMPLAINANT),), handler_id=nadia.pk, team_id=nadia.team_id,
            service_id=self.service,
        )  # fmt: skip
        made = complaints.open_complaint(
            self.teller.borough.organisation, opening, by=nadia, now=self.at(days, 15)
        )
        self.reference = made.reference
        commands.decide_eligibility(
            self.reference,
            self.texts["wishes"],
            eligible=True,
            ground=ground,
            affected_agrees=True,
            **self.on(days),
        )
        complaints.acknowledge(self.reference, blocks=tuple(block_meanings()), **self.on(days + 2))
        self.answered(days + 9, self.officers["nadia"])

    def to_stage_2(self, asked: int, agreed: int) -> None:
        complaints.escalate(
            self.reference, reasons=_DISAGREES, disputed=(), words=self.texts["wanted"], **self.on(asked)
        )
        self.reach("statement_agreed", "statement", agreed)
        self.appointed(PersonRole.INVESTIGATING_OFFICER, self.people[0], agreed)
        self.appointed(PersonRole.INDEPENDENT_PERSON, self.people[1], agreed)
        self.appointed(PersonRole.ADJUDICATING_OFFICER, f"{OFFICER}{self.officers['judith'].pk}", agreed)
        self.reach("comments_invited", "comments", agreed + 10)

    def investigated(self, days: int) -> None:
        case = self.case()
        found = (("1", PointOutcome.UPHELD), ("2", PointOutcome.UPHELD))
        first = Report(
            ReportKind.INVESTIGATION, case.people[0].key, found, tuple(self.texts["recommendations"])
        )
        commands.receive_report(self.reference, first, self.texts["report"], **self.on(days))
        key = self.case().reports[0].key
        second = Report(ReportKind.INDEPENDENT_PERSON, case.people[1].key, agrees=True, agrees_with=key)
        commands.receive_report(self.reference, second, "", **self.on(days))
        owner, due = str(self.officers["grace"].pk), self.day(30)
        commands.adjudicate(
            self.reference, key,
            [OnPoint("1", agrees=True),
                OnPoint("2", agrees=False, outcome=PointOutcome.PARTLY_UPHELD, why=self.texts["differs"])],
            [
                OnRecommendation(each, accepted=True, owner=owner, due=due)
                for each in self.case().reports[0].body.recommendations
            ],
            **self.on(days + 3),
        )  # fmt: skip
        self.answered(days + 5, self.officers["judith"])

    def to_panel(self, asked: int, meets: int) -> None:
        complaints.escalate(
            self.reference, reasons=_DISAGREES, disputed=(), words=self.texts["wanted"], **self.on(asked)
        )
        complaints.acknowledge(self.reference, blocks=tuple(block_meanings()), **self.on(asked + 1))
        for role, who in zip((_PARTS[2], _PARTS[3], _PARTS[3]), self.people[2:], strict=True):
            self.appointed(role, who, asked + 5)
        commands.reach(
            self.reference, "panel_set", self.texts["panel"], date_given=self.day(meets), **self.on(asked + 6)
        )

    def answered(self, days: int, author: Officer) -> None:
        answers = [
            Answer(key, PointOutcome.PARTLY_UPHELD, self.texts["happened"], RemedyDecision.NONE_WITH_REASON)
            for key in ("1", "2")
        ]
        complaints.respond(
            self.reference, answers, blocks=tuple(block_meanings()), author=author, going_on=self.texts["wanted"],
            **self.on(days),
        )  # fmt: skip

    def reach(self, moment: str, words: str, days: int) -> None:
        commands.reach(self.reference, moment, self.texts[words], **self.on(days))

    def appointed(self, role: PersonRole, who: str, days: int) -> None:
        commands.appoint(self.reference, Appointing(role, who, declared=True), "", **self.on(days))

    def case(self) -> Case:
        return replay(read_events(Complaint.objects.get(reference=self.reference))[0])

    def day(self, days: int) -> date:
        return self.teller.today + timedelta(days=days)

    def at(self, days: int, hour: int = 10) -> datetime:
        return datetime.combine(self.day(days), time(hour), LONDON)

    def on(self, days: int) -> dict[str, Any]:
        version = Complaint.objects.get(reference=self.reference).version
        return {
            "at": self.day(days),
            "by": self.officers["nadia"],
            "now": self.at(days, 16),
            "seen_version": version,
        }
