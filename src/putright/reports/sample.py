"""Facts of an invented borough, to try a report with: the same every time, and nobody's.

Shaped like a real year: more is refused than anybody thinks, a fifth goes on to stage 2, a few reach an Ombudsman.
"""

from __future__ import annotations

import csv
import io
import random
from collections.abc import Iterator
from datetime import date, timedelta

from putright.calendars import Division, WorkingDayCalendar, load_calendar
from putright.measures import Period
from putright.reports.wording import months_of

COLUMNS = (
    "reference", "kind", "procedure", "organisation", "department", "service", "contractor", "ward", "channel",
    "received_at", "accepted", "rejection_reason", "acknowledged_on", "stage_1_due_on", "stage_1_extended_to",
    "stage_1_responded_on", "stage_1_outcome", "escalated_on", "escalation_reasons", "stage_2_acknowledged_on",
    "stage_2_due_on", "stage_2_extended_to", "stage_2_responded_on", "stage_2_outcome", "stage_3_requested_on",
    "stage_3_panel_on", "stage_3_responded_on", "stage_3_outcome", "withdrawn_on", "closed_on", "themes", "causes",
    "learning_actions", "learning_completed", "remedy_types", "remedy_paid_pence", "multi_service",
    "ombudsman_body", "ombudsman_received_on", "ombudsman_decided_on", "ombudsman_outcome",
    "ombudsman_satisfactory_remedy", "repeat_of",
)  # fmt: skip
"""The columns of the facts, in their order."""

_HOUSING, _COUNCIL = "housing-ombudsman/2024-04-01", "lgsco/2024-02-01"
_CHILDREN, _ADULTS = "children-act/2006-09-01", "adult-social-care/2009-04-01"
# department, service, procedure, kind, how many of a hundred rows, how many of a hundred answers are on time.
_PLACES = (
    ("Housing Management", "Repairs", _HOUSING, "complaint", 24, 72),
    ("Housing Management", "Estate services", _HOUSING, "complaint", 10, 80),
    ("Housing Needs", "Temporary accommodation", _COUNCIL, "complaint", 15, 62),
    ("Environment", "Waste", _COUNCIL, "complaint", 17, 85),
    ("Environment", "Parking", _COUNCIL, "complaint", 9, 88),
    ("Resources", "Council tax", _COUNCIL, "complaint", 13, 84),
    ("Children’s Services", "Social work", _CHILDREN, "statutory_children", 5, 70),
    ("Adult Social Care", "Assessment", _ADULTS, "statutory_adults", 7, 75),
)
_WARDS = ("Alder", "Birch", "Cedar", "Elm", "Hazel")
_CHANNELS = ("web_form", "email", "phone", "letter", "in_person")
_REFUSALS = ("service_request",) * 6 + (
    "duplicate",
    "anonymous",
    "not_this_org",
    "appeal",
    "legal_proceedings",
)
_WHY_FURTHER = (
    ("disagree_decision",) * 5 + ("not_all_issues",) * 3 + ("promised_action_not_taken", "delay_in_response")
)
_CAUSES = (
    "communication",
    "delay",
    "quality_of_service",
    "missed_appointment",
    "staff_attitude",
    "record_keeping",
)
_OMBUDSMAN = {
    "lgsco": ("upheld_fault_injustice", "upheld_already_remedied", "not_upheld_no_fault", "premature"),
    "hos": ("maladministration", "service_failure", "no_maladministration", "reasonable_redress"),
}  # fmt: skip
_CONTRACTOR = "Halden Repairs"
_A_MONTH = 60
_STILL_ANSWERED = timedelta(days=240)

Row = dict[str, str]


def sample_facts(period: Period) -> str:
    """A facts CSV for that period: the contacts received in it, and before it those that were still being answered.

    A month has the same contacts in every file, so that the files of two years can be compared.
    """
    written = io.StringIO()
    writer = csv.DictWriter(written, COLUMNS, restval="", lineterminator="\n")
    writer.writeheader()
    for month in months_of(Period(period.starts_on - _STILL_ANSWERED, period.ends_on)):
        writer.writerows(row for row in _month(month) if row["received_at"] <= period.ends_on.isoformat())
    return written.getvalue()


def _month(month: str) -> Iterator[Row]:
    chance = random.Random(month)  # noqa: S311 - invented rows, no secret
    calendar = load_calendar(Division.ENGLAND_AND_WALES)
    first = date.fromisoformat(f"{month}-01")
    days = ((first + timedelta(days=31)).replace(day=1) - first).days
    for number, offset in enumerate(sorted(chance.randrange(days) for _ in range(_A_MONTH)), start=1):
        received = first + timedelta(days=offset)
        row: Row = {"reference": f"{received:%y%m}-{number:03}", "received_at": received.isoformat()}
        yield _contact(chance, row, received, calendar)


def _contact(chance: random.Random, row: Row, received: date, calendar: WorkingDayCalendar) -> Row:
    department, service, procedure, kind, _, on_time = chance.choices(
        _PLACES, weights=[place[4] for place in _PLACES]
    )[0]
    row |= {
        "organisation": "Alderwick", "department": department, "service": service,
        "ward": chance.choice(_WARDS), "channel": chance.choice(_CHANNELS),
    }  # fmt: skip
    if service == "Repairs" and chance.random() < 0.5:
        row["contractor"] = _CONTRACTOR
    if chance.random() < 0.1:
        return row | {"kind": "compliment", "accepted": "", "themes": "staff"}
    row |= {"kind": kind, "procedure": procedure}
    if chance.random() < 0.28:
        return row | {"accepted": "false", "rejection_reason": chance.choice(_REFUSALS)}
    row |= {
        "accepted": "true",
        "causes": _several(chance, _CAUSES),
        "themes": service.lower().replace(" ", "_"),
    }
    row["multi_service"] = "true" if chance.random() < 0.03 else "false"
    return _stage_1(chance, row, received, calendar, on_time)


def _stage_1(
    chance: random.Random, row: Row, received: date, calendar: WorkingDayCalendar, on_time: int
) -> Row:
    acknowledged = calendar.add_working_days(received, chance.choice((1, 2, 3, 4, 5, 5, 7)))
    due = calendar.add_working_days(acknowledged, 10)
    row |= {"acknowledged_on": acknowledged.isoformat(), "stage_1_due_on": due.isoformat()}
    if chance.random() < 0.02:
        withdrawn = calendar.add_working_days(acknowledged, 2).isoformat()
        return row | {"withdrawn_on": withdrawn, "closed_on": withdrawn, "stage_1_outcome": "withdrawn"}
    if chance.random() < 0.06:
        extended = calendar.add_working_days(due, 10)
        row["stage_1_extended_to"] = extended.isoformat()
        responded = calendar.add_working_days(due, chance.randint(2, 12))
    elif chance.random() * 100 < on_time:
        responded = calendar.add_working_days(acknowledged, chance.randint(3, 10))
    else:
        responded = calendar.add_working_days(due, chance.randint(1, 25))
    outcome = chance.choices(("upheld", "partly_upheld", "not_upheld"), weights=(38, 27, 35))[0]
    row |= {"stage_1_responded_on": responded.isoformat(), "stage_1_outcome": outcome}
    if outcome != "not_upheld":
        _put_right(chance, row)
    if row["kind"] != "statutory_adults" and chance.random() < 0.22:
        return _stage_2(chance, row, responded, calendar)
    return row | {"closed_on": responded.isoformat()}


def _put_right(chance: random.Random, row: Row) -> None:
    row["remedy_types"] = _several(chance, ("apology", "service", "explanation"))
    if chance.random() < 0.3:
        row["remedy_types"] += ";pay_distress"
        row["remedy_paid_pence"] = str(chance.choice((5000, 10000, 15000, 25000, 50000)))
    learned = chance.random() < 0.8
    row |= {
        "learning_actions": "1" if learned else "0",
        "learning_completed": chance.choice(("0", "1", "1")) if learned else "0",
    }


def _stage_2(chance: random.Random, row: Row, responded: date, calendar: WorkingDayCalendar) -> Row:
    escalated = calendar.add_working_days(responded, chance.randint(1, 15))
    acknowledged = calendar.add_working_days(escalated, chance.choice((1, 2, 3, 5)))
    length = 25 if row["kind"] == "statutory_children" else 20
    due = calendar.add_working_days(acknowledged, length)
    took = chance.randint(8, length) if chance.random() < 0.8 else length + chance.randint(1, 20)
    answered = calendar.add_working_days(acknowledged, took)
    row |= {
        "escalated_on": escalated.isoformat(), "escalation_reasons": _several(chance, _WHY_FURTHER),
        "stage_2_acknowledged_on": acknowledged.isoformat(), "stage_2_due_on": due.isoformat(),
        "stage_2_responded_on": answered.isoformat(),
        "stage_2_outcome": chance.choices(("upheld", "partly_upheld", "not_upheld"), weights=(20, 30, 50))[0],
        "closed_on": answered.isoformat(),
    }  # fmt: skip
    return _ombudsman(chance, row, answered, calendar) if chance.random() < 0.4 else row


def _ombudsman(chance: random.Random, row: Row, answered: date, calendar: WorkingDayCalendar) -> Row:
    body = "hos" if row["procedure"] == _HOUSING else "lgsco"
    received = calendar.add_working_days(answered, chance.randint(5, 30))
    row |= {"ombudsman_body": body, "ombudsman_received_on": received.isoformat()}
    if chance.random() < 0.8:
        outcome = chance.choice(_OMBUDSMAN[body])
        row |= {
            "ombudsman_decided_on": calendar.add_working_days(received, chance.randint(20, 90)).isoformat(),
            "ombudsman_outcome": outcome,
            "ombudsman_satisfactory_remedy": "true" if outcome == "upheld_already_remedied" else "false",
        }
    return row


def _several(chance: random.Random, words: tuple[str, ...]) -> str:
    return ";".join(dict.fromkeys(chance.choice(words) for _ in range(chance.choice((1, 1, 2)))))
