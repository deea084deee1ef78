"""Facts made for tests: a few rows by hand, and a year with exactly the counts a London borough published."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from putright.calendars import Division, load_calendar
from putright.measures import Facts, Period, read_facts, schemas

COLUMNS = tuple(one.name for one in schemas()["facts"].columns)
YEAR, LAST_YEAR = Period.year("2023-24"), Period.year("2022-23")
NOT_ACCEPTED = {
    "service_request": 529, "duplicate": 101, "anonymous": 52, "not_this_org": 43, "appeal": 20, "legal_proceedings": 8,
    "": 98,
}  # fmt: skip
ESCALATION_REASONS = {
    "disagree_decision": 279, "not_all_issues": 150, "promised_action_not_taken": 20, "promised_action_insufficient": 11,
    "delay_in_response": 9, "ignored_information": 9, "inadequate_explanation": 6, "misleading_response": 6,
    "reason_not_clear": 5, "inappropriate_response": 4, "promised_action_delayed": 4, "inadequate_compensation": 2,
    "poorly_written": 1,
}  # fmt: skip
INVESTIGATED = {
    "adults": (2, 0), "childrens": (2, 0), "environment": (1, 2), "housing-needs": (14, 4), "resources": (1, 1),
}  # fmt: skip
"""By department: upheld and not upheld by the LGSCO."""
DEDICATED = {
    "registration": (3, 2),
    "community-safety": (3, 2),
    "community-engagement": (1, 1),
    "dedicated": (2, 1),
}
GRENFELL = {"allocations": (4, 3), "housing-services": (6, 6)}
"""By service: received, and answered on time."""

_CALENDAR = load_calendar(Division.ENGLAND_AND_WALES)
Row = dict[str, str]


def row(reference: str, **given: object) -> Row:
    """One row: an accepted complaint received on Monday 3 July 2023, but for what is given."""
    made: dict[str, object] = {
        "reference": reference, "kind": "complaint", "received_at": "2023-07-03", "accepted": "true", **given,
    }  # fmt: skip
    return {name: _written(made[name]) for name in COLUMNS if name in made}


def _written(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list | tuple):
        return ";".join(str(one) for one in value)
    return "" if value is None else str(value)


def written(rows: Iterable[Row]) -> bytes:
    """The rows as a facts CSV."""
    file = io.StringIO(newline="")
    writer = csv.DictWriter(file, COLUMNS, restval="")
    writer.writeheader()
    writer.writerows(rows)
    return file.getvalue().encode()


def facts_of(rows: Iterable[Row]) -> Facts:
    """The rows, read."""
    return read_facts(io.BytesIO(written(rows)))


def answered(reference: str, received: date, *, days: int, on_time: bool, **given: object) -> Row:
    """A complaint answered so many working days after receipt."""
    responded = _CALENDAR.add_working_days(received, days)
    due = responded if on_time else responded - timedelta(days=1)
    return row(
        reference,
        received_at=received,
        stage_1_due_on=max(due, received),
        stage_1_responded_on=responded,
        **{"stage_1_outcome": "not_upheld", **given},
    )


def published() -> list[Row]:
    """Two years of facts with the published counts."""
    return [
        *_this_year(), *_last_year(), *_not_accepted(), *_compliments("T", YEAR, 285), *_compliments("L", LAST_YEAR, 256),
        *_at_lgsco(),
    ]  # fmt: skip


def _not_accepted() -> Iterator[Row]:
    for reason, count in NOT_ACCEPTED.items():
        for at in range(count):
            yield row(f"N-{reason}-{at}", accepted=False, rejection_reason=reason)


def _compliments(mark: str, year: Period, count: int) -> Iterator[Row]:
    for at in range(count):
        department = "childrens" if at < 60 else "adults" if at < 85 else "resources"
        yield row(
            f"K{mark}{at}", kind="compliment", accepted="", received_at=year.starts_on, department=department
        )


def _this_year() -> Iterator[Row]:
    """1,837 accepted, 1,868 answered at stage 1 of which 1,373 on time, 1,252 upheld, 401 escalated, 51 overturned."""
    reasons = _reasons(401)
    for at in range(1868):
        # 81 came in the year before; 8 of the 51 multi-service complaints went on to stage 2.
        received = date(2023, 3, 28) if at < 81 else date(2023, 5, 2)
        given: dict[str, object] = {
            "stage_1_outcome": "not_upheld" if at < 616 else ("upheld" if at % 2 else "partly_upheld"),
            "department": _department(at),
            "multi_service": 1817 <= at < 1868,
            "learning_actions": 1 if at >= 763 else 0,
        }
        if at < 51 or 616 <= at < 958 or at >= 1860:
            place = at if at < 51 else at - 565 if at < 958 else at - 1860 + 393
            given |= {"escalated_on": "2023-08-01", "escalation_reasons": reasons[place]}
            given |= {
                "stage_2_due_on": "2023-08-30",
                "stage_2_responded_on": "2023-08-29" if place < 318 else "2023-09-08",
            }
            given["stage_2_outcome"] = "upheld" if place < 51 else "not_upheld"
        yield answered(f"T{at}", received, days=9, on_time=at < 1373, **given)
    # 50 more were received late in the year and answered after it.
    for at in range(50):
        yield answered(f"O{at}", date(2024, 3, 27), days=10, on_time=True)


def _department(at: int) -> str:
    return ("adults", "childrens", "environment", "housing-needs", "resources")[at % 5]


def _reasons(escalated: int) -> list[list[str]]:
    """Spreads 506 reasons over 401 escalations: every one has at least one, none has one twice."""
    given: list[list[str]] = [[] for _ in range(escalated)]
    place = 0
    for reason, count in ESCALATION_REASONS.items():
        for _ in range(count):
            given[place % escalated].append(reason)
            place += 1
    return given


def _last_year() -> Iterator[Row]:
    """1,674 accepted of which 81 were answered a year later, 1,674 answered of which 1,105 on time, 356 escalated."""
    for at in range(1674):
        received = date(2022, 3, 28) if at < 81 else date(2022, 5, 3)
        given = {"escalated_on": "2022-08-01"} if at < 356 else {}
        outcome = "upheld" if at < 1038 else "not_upheld"
        yield answered(
            f"L{at}",
            received,
            days=9,
            on_time=at < 1105,
            stage_1_outcome=outcome,
            department=_department(at),
            **given,
        )


def _at_lgsco() -> Iterator[Row]:
    """89 received (70 the year before), 85 decided, 27 investigated, 20 upheld, 3 of them remedied before."""
    number = 0
    for department, (upheld, not_upheld) in INVESTIGATED.items():
        for outcome in ["upheld"] * upheld + ["not_upheld"] * not_upheld:
            remedied = {"ombudsman_satisfactory_remedy": number < 3} if outcome == "upheld" else {}
            yield _decided(f"G{number}", YEAR, outcome, department=department, **remedied)
            number += 1
    for at in range(58):
        yield _decided(f"GC{at}", YEAR, "premature" if at % 2 else "closed_after_initial_enquiries")
    for at in range(4):
        yield _decided(f"GO{at}", YEAR, None)
    for at in range(24):
        outcome = "upheld" if at < 20 else "not_upheld"
        yield _decided(f"GL{at}", LAST_YEAR, outcome, ombudsman_satisfactory_remedy=at < 2 if at < 20 else "")
    for at in range(46):
        yield _decided(f"GLC{at}", LAST_YEAR, "advice_given")


def _decided(reference: str, year: Period, outcome: str | None, **given: object) -> Row:
    """A row that only counts at the Ombudsman: its own complaint was years before."""
    return row(
        reference,
        received_at="2020-06-01",
        ombudsman_body="lgsco",
        ombudsman_received_on=year.starts_on + timedelta(days=30),
        ombudsman_decided_on=year.starts_on + timedelta(days=200) if outcome else None,
        ombudsman_outcome=outcome,
        **given,
    )


def small_services() -> list[Row]:
    """The two printed tables of small services: each with what it received and answered on time."""
    made = []
    for department, services in (("communities", DEDICATED), ("grenfell", GRENFELL)):
        for service, (received, on_time) in services.items():
            for at in range(received):
                made.append(
                    answered(
                        f"S-{service}-{at}",
                        date(2023, 5, 2),
                        days=10,
                        on_time=at < on_time,
                        department=department,
                        service=service,
                    )
                )
    return made


def adults() -> list[Row]:
    """91 adult social care complaints: 67 answered within 10 working days, 13 more within 20."""
    return [
        answered(
            f"A{at}",
            date(2023, 5, 2),
            days=10 if at < 67 else 20 if at < 80 else 21,
            on_time=True,
            kind="statutory_adults",
            stage_1_outcome="upheld" if at < 49 else "not_upheld",
        )
        for at in range(91)
    ]
