"""How a matter begins: told as a story, and then carried on by hand, with the commands of the screens."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from casework.agreements.models import Contractor, Worker
from casework.complaints.commands import add_document
from casework.complaints.models import Complaint, Person
from casework.complaints.opening import Part
from casework.complaints.stories import Said, Story
from casework.ops.demo.course import Course, moment
from casework.ops.demo.papers import one_page_pdf
from casework.ops.demo.residents import found_by
from casework.ops.demo.texts import matter_texts
from casework.ops.demo.years import Teller
from casework.people.models import Officer
from putright.calendars import short_day
from putright.cases import verbs
from putright.cases.breaches.beginning import SAFEGUARDING_ASKED
from putright.cases.events import PointFinding
from putright.procedures import letter_at, required_blocks
from putright.vocabulary import Channel, PointOutcome, Relationship, RemedyDecision, Responsibility


@dataclass(frozen=True, slots=True)
class Matter:
    """One complaint told in full: how it begins, and what people then do by hand."""

    name: str
    tell: Callable[[Teller], Story]
    carry_on: Callable[[File], None]


@dataclass(slots=True)
class File:
    """One complaint in the hands of those who deal with it."""

    teller: Teller
    name: str
    reference: str

    def officer(self, key: str) -> Officer:
        """Somebody of the borough."""
        return self.teller.borough.officers[key]

    def day(self, back: int) -> date:
        """The day so many working days before today; for a number below 0, after today."""
        return day_back(self.teller, back)

    def at(self, back: int, hour: int = 10, minute: int = 20) -> datetime:
        """A moment of that day; of today, now."""
        return moment(self.day(back), hour, minute) if back else self.teller.now

    def by(self, key: str, back: int, hour: int = 10, minute: int = 20) -> dict[str, Any]:
        """Who acts and when, as every command on a complaint takes it."""
        at = self.at(back, hour, minute)
        now = at + timedelta(minutes=3) if back > 0 else at
        return {"at": at, "by": self.officer(key), "now": now, "seen_version": self.version}

    @property
    def version(self) -> int:
        """The version of the complaint now."""
        return Complaint.objects.values_list("version", flat=True).get(reference=self.reference)

    @property
    def text(self) -> Mapping[str, Any]:
        """The words of the matter, with their days."""
        return text_of(self.teller, self.name)

    def worker(self, name: str) -> Worker:
        """A worker of the borough or of a contractor."""
        return Worker.objects.get(organisation=self.teller.borough.organisation, name=name)

    def contractor(self, name: str) -> Contractor:
        """A contractor of the borough."""
        return Contractor.objects.get(organisation=self.teller.borough.organisation, name=name)

    def paper(self, key: str, back: int, name: str, what: str, source: str, *lines: str) -> int:
        """A one-page document kept with the complaint. Returns its number."""
        content = one_page_pdf((what, short_day(self.day(back)), *lines))
        return add_document(
            self.reference, SimpleUploadedFile(name, content), what=what, dated_on=self.day(back), source=source,
            by=self.officer(key), now=self.at(back, 15),
        )  # fmt: skip


def day_back(teller: Teller, back: int) -> date:
    """The day so many working days before today; for a number below 0, after today."""
    calendar = teller.course("waste", teller.today).calendar
    if back < 0:
        return calendar.add_working_days(teller.today, -back)
    return calendar.working_days_before(teller.today, back) if back else teller.today


def text_of(teller: Teller, name: str) -> Mapping[str, Any]:
    """The words of a matter, with the days in braces filled in."""
    filled: Mapping[str, Any] = _filled(matter_texts()[name], _Days(teller))
    return filled


class _Days(dict[str, str]):
    """`d20` is the day twenty working days ago, `in5` the one in five, as a letter writes it."""

    def __init__(self, teller: Teller) -> None:
        super().__init__()
        self._teller = teller

    def __missing__(self, name: str) -> str:
        back = -int(name[2:]) if name.startswith("in") else int(name[1:])
        return f"{day_back(self._teller, back):%-d %B %Y}"


def _filled(value: Any, days: _Days) -> Any:
    if isinstance(value, str):
        return value.format_map(days)
    if isinstance(value, list):
        return [_filled(one, days) for one in value]
    return {name: _filled(one, days) for name, one in value.items()}


@dataclass(slots=True)
class Beginning:
    """The part of a matter that is told as a story. `first` handles it; `logger` took the call."""

    teller: Teller
    name: str
    service: str
    first: str
    logger: str
    received: int
    course: Course

    @property
    def text(self) -> Mapping[str, Any]:
        """The words of the matter."""
        return text_of(self.teller, self.name)

    def by(self, key: str) -> int:
        """The number of an officer."""
        return self.teller.borough.officers[key].pk

    def at(self, back: int, hour: int = 11) -> datetime:
        """A moment of the day so many working days before today."""
        return moment(day_back(self.teller, back), hour, 5)

    def acknowledge(self, back: int, *, stage: str = "stage-1", by: str = "") -> None:
        """The acknowledgement, with everything it must contain."""
        blocks = required_blocks(self.course.under, letter_at(self.course.under, stage, "acknowledge"))
        self.course.add(self.at(back), verbs.acknowledge, by=self.by(by or self.first), blocks=tuple(blocks))

    def respond(
        self,
        back: int,
        outcomes: Mapping[str, PointOutcome],
        *,
        remedy: RemedyDecision = RemedyDecision.OFFERED,
    ) -> None:
        """The answer of stage 1, sent before letters were written here."""
        points = self.text["point"]
        findings = tuple(
            PointFinding(key, found, reasons_given=True, remedy=remedy) for key, found in outcomes.items()
        )
        said = tuple(
            Said(points[int(key) - 1].get("answer") or points[int(key) - 1]["reasons"], "finding", point=key)
            for key in outcomes
        )
        blocks = required_blocks(self.course.under, letter_at(self.course.under, "stage-1", "respond"))
        self.course.add(
            self.at(back, 15), verbs.respond, *said, by=self.by(self.first), findings=findings, blocks=tuple(blocks),
            author=str(self.by(self.first)),
        )  # fmt: skip

    def story(self, *, vulnerable: bool = False, **parts: str) -> Story:
        """What has happened by now, with the resident and whoever else takes part."""
        who = resident(self.teller, self.name)
        text = self.text
        return Story(
            procedure=self.course.under.key,
            title=text["title"],
            happened=text["happened"],
            wanted=text["wanted"],
            points=tuple(
                (str(number), one["words"], one.get("sought", ""))
                for number, one in enumerate(text["point"], start=1)
            ),
            parts=(Part(who.pk, Relationship.COMPLAINANT),),
            vulnerable=vulnerable or who.vulnerable,
            service_id=self.teller.borough.service_on(self.service, self.teller.today).pk,
            team_id=self.teller.borough.officers[self.first].team_id,
            found_by=found_by(who),
            steps=self.course.steps(),
        )


def begin(
    teller: Teller, name: str, *, service: str, first: str, received: int, logger: str = "nadia",
    channel: Channel = Channel.PHONE, theirs: bool = False, named: tuple[str, ...] = (),
) -> Beginning:  # fmt: skip
    """Received, accepted, its points agreed, and in somebody's hands.

    received  working days before today. theirs: the points are a contractor's and ours together.
    named     who may see it, where it is about the conduct of somebody.
    """
    course = teller.course(service, day_back(teller, received))
    one = Beginning(teller, name, service, first, logger, received, course)
    arrived = one.at(received)
    course.add(
        arrived, verbs.receive, by=one.by(logger), day_only=False, logged=arrived + timedelta(minutes=12),
        channel=channel, conduct_of_staff=bool(named),
    )  # fmt: skip
    logged = arrived + timedelta(minutes=14)
    course.add(logged, verbs.accept, by=one.by(logger))
    for number, point in enumerate(one.text["point"], start=1):
        course.add(
            logged, verbs.agree_point, by=one.by(logger), point=str(number), outcome_sought=bool(point.get("sought")),
            responsibility=Responsibility.SHARED if theirs else Responsibility.OURS,
        )  # fmt: skip
    if named:
        course.add(logged, verbs.reach, by=one.by(logger), moment=SAFEGUARDING_ASKED)
        course.add(logged, verbs.restrict, by=one.by(logger), officers=[str(one.by(key)) for key in named])
    course.add(logged + timedelta(minutes=4), verbs.allocate, by=one.by(logger), officer=str(one.by(first)))
    return one


def resident(teller: Teller, name: str) -> Person:
    """Somebody for this matter who can be written to either way and needs nothing else: never the same twice."""
    plain = [
        one for one in teller.residents
        if one.email and one.telephone and not (one.needs or one.vulnerable or one.safe_contact or one.language)
    ]  # fmt: skip
    return plain[list(matter_texts()).index(name)]
