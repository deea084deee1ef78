"""An invented council of each nation, set up from a file as its administrator would, and a complaint taken through it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from pathlib import Path
from typing import Any

from casework.complaints.calendars import organisation_calendar
from casework.complaints.local_holidays import keep_local_holidays
from casework.complaints.opening import Opening, Part, PointWords, open_complaint
from casework.complaints.page import ComplaintPage, complaint_page
from casework.complaints.record import Act, act, record
from casework.letters.making import Made, make, take
from casework.outcomes.answering import Source, Written, save_answer
from casework.people.commands import SetUp, set_up
from casework.people.models import Officer, Organisation
from putright.calendars import WorkingDayCalendar
from putright.cases import verbs
from putright.cases.events import PointFinding
from putright.vocabulary import Channel, LetterKind, PointOutcome, Relationship
from tests.casework import made
from tests.casework.letters import written
from tests.casework.made import at

FILE = """
[organisation]
name = "{name}"
short_name = "{short}"
nation = "{nation}"
procedures = [{procedures}]
email = "complaints@{domain}"
telephone = "01632 960200"
{holidays}
[[department]]
name = "Environment"
valid_from = 2024-04-01

[[service]]
name = "Bins and recycling"
department = "Environment"
valid_from = 2024-04-01

[[team]]
name = "Complaints"
department = "Environment"
valid_from = 2024-04-01

[[officer]]
email = "first@{domain}"
name = "First Example"
team = "Complaints"
roles = ["complaints_officer", "link_officer"]

[[officer]]
email = "second@{domain}"
name = "Second Example"
team = "Complaints"
roles = ["manager"]
grade = "head of service"

[[officer]]
email = "third@{domain}"
name = "Third Example"
team = "Complaints"
roles = ["complaints_officer"]
"""
POINTS = (
    PointWords("The bin was not emptied for three weeks", "An apology"),
    PointWords("Nobody rang back", "A call"),
)
HAPPENED = (
    "The crew passed the street on three Mondays in a row, because the road was dug up and no other way was planned. "
    "Nobody at the depot noticed until the resident wrote to us."
)
STANDARD = "Our policy on bins says that every bin is emptied once a week, and that a missed bin is emptied in two days."
REASONS = (
    "The log of the round shows that the street was left out on three Mondays. The policy asks for a weekly round, and "
    "nobody planned another way. We find that the policy was not followed."
)
AGREED = (
    "We rang the resident and agreed that she has the direct number of the depot from now on. She told us that this puts "
    "it right, and that she does not need a finding on the call that was missed."
)


@dataclass(frozen=True, slots=True)
class Council:
    """The organisation and its people: first writes at stage 1, third at stage 2, second signs."""

    organisation: Organisation
    first: Officer
    second: Officer
    third: Officer


def file_of(
    folder: Path, short: str, *, nation: str, procedures: Iterable[str],
    holidays: Iterable[tuple[date, str]] = (), **changed: str,
) -> Path:  # fmt: skip
    """Its file. changed: what stands in it, to what stands there instead."""
    text = FILE.format(
        name=f"{short} Council", short=short, nation=nation, domain=f"{short.lower()}.example",
        procedures=", ".join(f'"{one}"' for one in procedures),
        holidays="".join(f'\n[[local_holiday]]\non = {on}\nname = "{name}"\n' for on, name in holidays),
    )  # fmt: skip
    for was, now in changed.items():
        text = text.replace(was, now)
    path = folder / f"{short.lower()}.toml"
    path.write_text(text, encoding="utf-8")
    return path


def made_from(path: Path, *, on: date) -> SetUp:
    """What `casework organisation FILE.toml` does, on this day."""
    return set_up(path, keep_holidays=partial(keep_local_holidays, now=at(on, 9)))


def council(folder: Path, short: str, *, on: date, **said: Any) -> Council:
    """The council as its file says."""
    made_from(file_of(folder, short, **said), on=on)
    organisation = Organisation.objects.get(short_name=short)
    people = {one.name.split()[0]: one for one in Officer.objects.filter(organisation=organisation)}
    return Council(organisation, people["First"], people["Second"], people["Third"])


def complained(of: Council, procedure: str, arrived_at: datetime, *, language: str = "") -> str:
    """A complaint about bins, with two points; returns its reference."""
    who = made.person(of.organisation, "Elspeth Rannoch", email="elspeth@rannoch.example", language=language)
    opening = Opening(
        procedure=procedure, channel=Channel.EMAIL, arrived_at=arrived_at, title="Bin not emptied",
        happened="The bin was left for three weeks", wanted="An apology", points=POINTS,
        parts=(Part(who.pk, Relationship.COMPLAINANT),), handler_id=of.first.pk, team_id=of.first.team_id,
    )  # fmt: skip
    return open_complaint(of.organisation, opening, by=of.first, now=arrived_at).reference


def happened(reference: str, by: Officer, *acts: Act, on: date) -> None:
    """What happened, recorded on its day."""
    record(reference, *acts, by=by, now=at(on, 18))


def due(reference: str, of: Council, *, today: date) -> dict[tuple[str, str], date | None]:
    """Every date of the complaint, by stage and clock."""
    page = page_of(reference, of.first, today=today)
    return {(one.stage, one.timescale): one.due_on for one in page.deadlines}


def page_of(reference: str, by: Officer, *, today: date) -> ComplaintPage:
    """The complaint as its page shows it."""
    return complaint_page(by, reference, today=today)


def answered_at_stage_1(reference: str, of: Council, on: date) -> None:
    """The first answer went out, with both points upheld."""
    findings = (PointFinding("1", PointOutcome.UPHELD), PointFinding("2", PointOutcome.NOT_UPHELD))
    happened(
        reference, of.first, act(verbs.respond, at=on, findings=findings, author=str(of.first.pk)), on=on
    )


def taken_further(reference: str, of: Council, on: date) -> None:
    """Both points are disputed, and somebody else takes it."""
    happened(reference, of.first, act(verbs.escalate, at=on, disputed=("1", "2")), on=on)


def final_response(
    reference: str, of: Council, on: date, *, outcomes: tuple[PointOutcome, PointOutcome], **words: str
) -> tuple[Any, Made]:
    """The last answer, written by the third officer, as it reads."""
    for point, outcome in zip(("1", "2"), outcomes, strict=True):
        resolved = outcome is PointOutcome.RESOLVED
        answer = Written(
            outcome=outcome, standard=STANDARD, happened=HAPPENED, reasons=AGREED if resolved else REASONS,
            evidence=(Source("Log of the round", on=on, page="2"),),
            changed="We looked at the log again and rang the resident." if point == "1" else AGREED,
        )  # fmt: skip
        save_answer(reference, "stage-2", point, answer, seen_version=0, by=of.third, now=at(on, 9))
    letter = written.begun(LetterKind.FINAL_RESPONSE, reference, of.third, on=on)
    letter = written.written(
        letter, of.third, on=on, words=words,
        details={"acts_next": "Nothing is left for you to do.", "acts_by": on},
    )  # fmt: skip
    return letter, make(take(of.third, reference, letter.pk, today=on), today=on)


def calendar_of(of: Council) -> WorkingDayCalendar:
    """Its calendar as it stands."""
    return organisation_calendar(of.organisation).now()


def read(composed: Made) -> str:
    """The letter in one line of words."""
    return " ".join(f"{one['heading']} {one['text']}" for one in composed.blocks).replace("\n", " ")
