"""Every figure counted again in plain Python, written apart from the marks and the engine: what the engine must equal."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from putright.calendars import Division, load_calendar
from putright.measures import Period

Row = dict[str, object]
Test = Callable[[Row], bool]

UPHELD, FOUND = {"upheld", "partly_upheld"}, {"upheld", "partly_upheld", "not_upheld"}
STATUTORY = {
    "complaint", "statutory_children", "statutory_adults", "statutory_public_health", "social_services_children",
    "social_services_adults",
}  # fmt: skip
LG_UPHELD = {
    "upheld", "upheld_fault_injustice", "upheld_fault_no_injustice", "upheld_already_remedied", "upheld_early_resolution",
}  # fmt: skip
LG_INVESTIGATED = LG_UPHELD | {"not_upheld", "not_upheld_no_fault", "not_upheld_discontinued"}
NATIONAL_UPHELD = {
    "upheld", "partly_upheld", "upheld_fault_injustice", "upheld_fault_no_injustice", "upheld_already_remedied",
}  # fmt: skip
NATIONAL_INVESTIGATED = NATIONAL_UPHELD | {"not_upheld", "not_upheld_no_fault"}
_CALENDAR = load_calendar(Division.ENGLAND_AND_WALES)


@dataclass(frozen=True)
class Recounted:
    """numerator and denominator as the engine gives them; unknown; the sum; the days of a spread, sorted."""

    numerator: int
    denominator: int | None = None
    unknown: int = 0
    pence: int | None = None
    days: tuple[int, ...] | None = None


def day(row: Row, name: str) -> date | None:
    value = row.get(name)
    return value if isinstance(value, date) else None


def later(*days: date | None) -> date | None:
    return max((one for one in days if one), default=None)


def by(row: Row, first: str, last: str | date | None) -> bool:
    end = day(row, last) if isinstance(last, str) else last
    begin = day(row, first)
    return bool(begin and end and begin <= end)


def complaint(row: Row) -> bool:
    return row["kind"] in STATUTORY


def accepted(row: Row) -> bool:
    return complaint(row) and row.get("accepted") is True


def landlord(row: Row) -> bool:
    return str(row.get("procedure") or "").startswith("housing-ombudsman/")


def standing(row: Row, stage: int) -> bool:
    withdrawn, responded = day(row, "withdrawn_on"), day(row, f"stage_{stage}_responded_on")
    return complaint(row) and (withdrawn is None or (responded is not None and withdrawn > responded))


def due(row: Row, stage: int) -> bool:
    return bool(row.get(f"stage_{stage}_due_on"))


def on_time(row: Row, stage: int) -> bool:
    return by(row, f"stage_{stage}_responded_on", f"stage_{stage}_due_on")


def in_time(row: Row, stage: int) -> bool:
    last = later(day(row, f"stage_{stage}_due_on"), day(row, f"stage_{stage}_extended_to"))
    return by(row, f"stage_{stage}_responded_on", last)


def upheld_anywhere(row: Row) -> bool:
    return any(row.get(f"stage_{stage}_outcome") in UPHELD for stage in (1, 2, 3))


def found_anywhere(row: Row) -> bool:
    return any(row.get(f"stage_{stage}_outcome") in FOUND for stage in (1, 2, 3))


def found_or_unknown(row: Row, stage: int) -> bool:
    outcome = row.get(f"stage_{stage}_outcome")
    return complaint(row) and (not outcome or outcome in FOUND)


def days(row: Row, first: str, last: str) -> int | None:
    begin, end = day(row, first), day(row, last)
    if not begin or not end:
        return None
    return (
        _CALENDAR.working_days_between(begin, end)
        if begin <= end
        else -_CALENDAR.working_days_between(end, begin)
    )


def within(row: Row, first: str, last: str, most: int) -> bool:
    took = days(row, first, last)
    return took is not None and took <= most


def children(row: Row) -> bool:
    return row["kind"] == "statutory_children"


def adults(row: Row) -> bool:
    return row["kind"] == "statutory_adults"


def lgsco(row: Row) -> bool:
    return row.get("ombudsman_body") == "lgsco"


def national(row: Row) -> bool:
    return row.get("ombudsman_body") in {"spso", "psow", "nipso"}


def satisfied(row: Row) -> bool:
    return (
        row.get("ombudsman_satisfactory_remedy") is True
        or row.get("ombudsman_outcome") == "upheld_already_remedied"
    )


def remedy_known(row: Row) -> bool:
    return (
        row.get("ombudsman_satisfactory_remedy") is not None
        or row.get("ombudsman_outcome") == "upheld_already_remedied"
    )


def owed(row: Row, due: str, sent: str, answered: str) -> bool:
    """Its acknowledgement had to be sent by then: it stood, and was not answered instead."""
    last, withdrawn = day(row, due), day(row, "withdrawn_on")
    stood = last is not None and (withdrawn is None or withdrawn > last)
    return complaint(row) and stood and (day(row, sent) is not None or not by(row, answered, due))


def number(row: Row, name: str) -> int:
    value = row.get(name)
    return value if isinstance(value, int) else 0


def always(_: Row) -> bool:
    return True


R, E, C, OR_, OD = "received_at", "escalated_on", "closed_on", "ombudsman_received_on", "ombudsman_decided_on"
R1, R2, R3, P3 = "stage_1_responded_on", "stage_2_responded_on", "stage_3_responded_on", "stage_3_panel_on"
Q3, S2, PR3 = "stage_3_requested_on", "stage_2_statement_agreed_on", "stage_3_panel_reported_on"
A1, AD1 = "acknowledged_on", "acknowledgement_due_on"
A2, AD2 = "stage_2_acknowledged_on", "stage_2_acknowledgement_due_on"

COUNTS: dict[str, tuple[str, Test]] = {
    "AR-1": (R, accepted),
    "AR-6n": (E, complaint),
    "AR-7o": (R1, complaint),
    "AR-22": (R, lambda row: row["kind"] == "moved"),
    "AR-12": (R, lambda row: row["kind"] == "compliment"),
    "AR-13c": (C, lambda row: complaint(row) and bool(row.get("remedy_types"))),
    "AR-15": (R, lambda row: accepted(row) and landlord(row)),
    "AR-15r": (R, accepted),
    "CH01-1": (R, lambda row: accepted(row) and landlord(row)),
    "CH01-2": (E, lambda row: complaint(row) and landlord(row)),
    "LG-1": (OR_, lgsco),
    "LG-2": (OD, lgsco),
    "LG-2i": (OD, lambda row: lgsco(row) and row.get("ombudsman_outcome") in LG_INVESTIGATED),
    "LG-6": (OD, lambda row: lgsco(row) and row.get("ombudsman_outcome") in LG_UPHELD),
    "HO-0": (OR_, lambda row: row.get("ombudsman_body") == "hos"),
    "HO-0d": (OD, lambda row: row.get("ombudsman_body") == "hos"),
    "ON-1": (OR_, national),
    "ON-2": (OD, national),
    "MC-3": (R, accepted),
    "CA-1": (R, lambda row: children(row) and accepted(row)),
    "CA-2": (R1, children),
    "AD-1": (R, lambda row: adults(row) and accepted(row)),
    "AD-3": (OR_, adults),
}
SHARES: dict[str, tuple[str, Test, Test, Test]] = {
    # day, base, known, numerator
    "AR-2": (R, lambda row: row.get("accepted") is not None, always, lambda row: row["accepted"] is False),
    "AR-3": (R1, lambda row: standing(row, 1), lambda row: due(row, 1), lambda row: on_time(row, 1)),
    "AR-3a": (R1, lambda row: standing(row, 1), lambda row: due(row, 1), lambda row: in_time(row, 1)),
    "AR-4": (R2, lambda row: standing(row, 2), lambda row: due(row, 2), lambda row: on_time(row, 2)),
    "AR-4a": (R2, lambda row: standing(row, 2), lambda row: due(row, 2), lambda row: in_time(row, 2)),
    "AR-5": (
        R1, lambda row: standing(row, 1) and bool(row.get("stage_1_extended_to")), always,
        lambda row: by(row, R1, "stage_1_extended_to"),
    ),
    "AR-5-2": (
        R2, lambda row: standing(row, 2) and bool(row.get("stage_2_extended_to")), always,
        lambda row: by(row, R2, "stage_2_extended_to"),
    ),
    "AR-6": (R1, complaint, always, lambda row: bool(row.get(E))),
    "AR-6a": (R, accepted, always, lambda row: bool(row.get(E))),
    "AR-7": (
        R1, lambda row: found_or_unknown(row, 1), lambda row: bool(row.get("stage_1_outcome")),
        lambda row: row["stage_1_outcome"] in UPHELD,
    ),
    "AR-7-2": (
        R2, lambda row: found_or_unknown(row, 2), lambda row: bool(row.get("stage_2_outcome")),
        lambda row: row["stage_2_outcome"] in UPHELD,
    ),
    "AR-8": (C, lambda row: complaint(row) and found_anywhere(row), always, upheld_anywhere),
    "AR-8a": (R1, lambda row: complaint(row) and found_anywhere(row), always, upheld_anywhere),
    "AR-9": (
        R1, lambda row: complaint(row) and row.get("stage_1_outcome") == "not_upheld", always,
        lambda row: row.get("stage_2_outcome") in UPHELD,
    ),
    "AR-11": (
        R1, lambda row: complaint(row) and upheld_anywhere(row), lambda row: row.get("learning_actions") is not None,
        lambda row: number(row, "learning_actions") > 0,
    ),
    "AR-19": (R, accepted, always, lambda row: bool(row.get("repeat_of"))),
    "AR-21": (
        AD1, lambda row: row.get("accepted") is not False and owed(row, AD1, A1, R1), always,
        lambda row: by(row, A1, AD1),
    ),
    "AR-21-2": (AD2, lambda row: owed(row, AD2, A2, R2), always, lambda row: by(row, A2, AD2)),
    "BD-7": (
        R, lambda row: accepted(row) and bool(row.get(R1)) and found_or_unknown(row, 1),
        lambda row: bool(row.get("stage_1_outcome")), lambda row: row["stage_1_outcome"] in UPHELD,
    ),
    "CH02-1": (R, lambda row: accepted(row) and landlord(row), always, lambda row: in_time(row, 1)),
    "CH02-2": (E, lambda row: complaint(row) and landlord(row), always, lambda row: in_time(row, 2)),
    "LG-3": (
        OD, lambda row: lgsco(row) and row.get("ombudsman_outcome") in LG_INVESTIGATED, always,
        lambda row: row["ombudsman_outcome"] in LG_UPHELD,
    ),
    "LG-4": (OD, lambda row: lgsco(row) and row.get("ombudsman_outcome") in LG_UPHELD, remedy_known, satisfied),
    "ON-3": (
        OD, lambda row: national(row) and row.get("ombudsman_outcome") in NATIONAL_INVESTIGATED, always,
        lambda row: row["ombudsman_outcome"] in NATIONAL_UPHELD,
    ),
    "MC-1": (
        R1, complaint, lambda row: bool(row.get("stage_1_outcome")), lambda row: row["stage_1_outcome"] == "resolved",
    ),
    "MC-2": (
        R2, complaint, lambda row: bool(row.get("stage_2_outcome")), lambda row: row["stage_2_outcome"] == "resolved",
    ),
    "CA-3": (R1, children, always, lambda row: within(row, R, R1, 10)),
    "CA-3a": (R1, children, always, lambda row: within(row, R, R1, 20)),
    "CA-4": (R2, children, always, lambda row: within(row, E, R2, 25)),
    "CA-4a": (R2, children, always, lambda row: within(row, E, R2, 65)),
    "CA-4d": (R2, children, lambda row: bool(row.get(S2)), lambda row: within(row, S2, R2, 25)),
    "CA-4e": (R2, children, lambda row: bool(row.get(S2)), lambda row: within(row, S2, R2, 65)),
    "CA-5": (P3, children, lambda row: bool(row.get(Q3)), lambda row: within(row, Q3, P3, 30)),
    "CA-6": (R3, children, lambda row: bool(row.get(P3)), lambda row: within(row, P3, R3, 20)),
    "CA-6a": (PR3, children, lambda row: bool(row.get(P3)), lambda row: within(row, P3, PR3, 5)),
    "CA-6b": (R3, children, lambda row: bool(row.get(PR3)), lambda row: within(row, PR3, R3, 15)),
    "CA-7": (R3, children, lambda row: bool(row.get(Q3)), lambda row: within(row, Q3, R3, 50)),
    "AD-2": (
        R1, lambda row: adults(row) and found_or_unknown(row, 1), lambda row: bool(row.get("stage_1_outcome")),
        lambda row: row["stage_1_outcome"] in UPHELD,
    ),
    "AD-4": (R1, adults, lambda row: due(row, 1), lambda row: in_time(row, 1)),
    "AD-5": (R1, adults, always, lambda row: within(row, R, R1, 10)),
    "AD-5a": (R1, adults, always, lambda row: within(row, R, R1, 20)),
}  # fmt: skip
SPREADS: dict[str, tuple[str, Test, Callable[[Row], int | None]]] = {
    "AR-10": (R1, lambda row: standing(row, 1), lambda row: days(row, R, R1)),
    "AR-10-2": (R2, lambda row: standing(row, 2), lambda row: days(row, E, R2)),
    "CA-4b": (
        R2, lambda row: children(row) and not within(row, E, R2, 65), lambda row: (days(row, E, R2) or 0) - 65,
    ),
}  # fmt: skip


def recount(name: str, rows: list[Row], period: Period) -> Recounted | None:
    """One figure over rows, in plain Python; None for one that these rows cannot say."""
    if name in COUNTS:
        field, counted = COUNTS[name]
        return Recounted(len(_matching(rows, field, period, counted)))
    if name in SHARES:
        field, base, known, numerator = SHARES[name]
        whole = _matching(rows, field, period, base)
        judged = [row for row in whole if known(row)]
        return Recounted(sum(map(numerator, judged)), len(judged), len(whole) - len(judged))
    if name in SPREADS:
        field, counted, took = SPREADS[name]
        every = [took(row) for row in _matching(rows, field, period, counted)]
        measured = tuple(sorted(one for one in every if one is not None))
        return Recounted(len(measured), unknown=len(every) - len(measured), days=measured)
    return _others(name, rows, period)


def _others(name: str, rows: list[Row], period: Period) -> Recounted | None:
    if name == "AR-3c":
        return Recounted(sum(_open_and_late(row, period, 1) for row in rows))
    if name in ("BD-1", "BD-2", "BD-2a", "BD-4c"):
        return _as_it_stood(name, rows, period)
    if name in ("BD-3", "BD-3a"):
        ended = [row for row in _matching(rows, R, period, accepted) if _answered_or_late(row, period)]
        judged = [row for row in ended if due(row, 1)]
        met = on_time if name == "BD-3" else in_time
        return Recounted(sum(met(row, 1) for row in judged), len(judged), len(ended) - len(judged))
    if name == "AR-11a":
        return Recounted(
            sum(number(row, "learning_actions") for row in _matching(rows, R1, period, complaint))
        )
    if name == "AR-11b":
        answered = _matching(rows, R1, period, complaint)
        return Recounted(
            *(sum(number(row, one) for row in answered) for one in ("learning_completed", "learning_actions"))
        )
    if name == "AR-13":
        paid = _matching(rows, C, period, lambda row: complaint(row) and number(row, "remedy_paid_pence") > 0)
        return Recounted(len(paid), pence=sum(number(row, "remedy_paid_pence") for row in paid))
    if name == "CH02-1-later":
        received = _matching(rows, R, period, lambda row: accepted(row) and landlord(row))
        last = [later(day(row, "stage_1_due_on"), day(row, "stage_1_extended_to")) for row in received]
        return Recounted(sum(one is not None and one > period.ends_on for one in last))
    return None


def _as_it_stood(name: str, rows: list[Row], period: Period) -> Recounted:
    if name == "BD-4c":
        return Recounted(sum(_open_and_late(row, period, 2) for row in rows))
    waiting = [row for row in rows if _waits(row, period.ends_on)]
    if name == "BD-1":
        return Recounted(len(waiting))
    most = 60 if name == "BD-2" else 180
    received = [day(row, R) or period.ends_on for row in waiting]
    return Recounted(sum((period.ends_on - one).days > most for one in received), len(waiting))


def _waits(row: Row, end: date) -> bool:
    """Open on that day, and one of the stages begun by then is not answered by then."""
    received = day(row, R)
    begun = [(R1, received), (R2, day(row, E)), (R3, day(row, Q3))]
    unanswered = [
        not answered or answered > end
        for name, begins in begun if begins and begins <= end
        for answered in [day(row, name)]
    ]  # fmt: skip
    ended = [one for name in ("withdrawn_on", C) if (one := day(row, name)) and one <= end]
    return accepted(row) and bool(received and received <= end) and any(unanswered) and not ended


def _answered_or_late(row: Row, period: Period) -> bool:
    if day(row, R1):
        return standing(row, 1)
    last = later(day(row, "stage_1_due_on"), day(row, "stage_1_extended_to"))
    return day(row, "withdrawn_on") is None and last is not None and last < period.ends_on


def _open_and_late(row: Row, period: Period, stage: int) -> bool:
    end = period.ends_on
    last = later(day(row, f"stage_{stage}_due_on"), day(row, f"stage_{stage}_extended_to"))
    ended = (day(row, name) for name in (f"stage_{stage}_responded_on", "withdrawn_on", C))
    begun = day(row, R if stage == 1 else E)
    return bool(
        accepted(row) and begun and begun <= end and last and last <= end
        and all(one is None or one > end for one in ended)
    )  # fmt: skip


def _matching(rows: list[Row], field: str, period: Period, counted: Test) -> list[Row]:
    found = []
    for row in rows:
        on = day(row, field)
        if on and period.starts_on <= on <= period.ends_on and counted(row):
            found.append(row)
    return found
