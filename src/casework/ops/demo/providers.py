"""Contractors and workers of the borough, what their visits must keep to, and what each grade may approve."""

from __future__ import annotations

from datetime import datetime, time

from casework.agreements.commands import (
    ContractorTerms,
    OwnTerms,
    save_contractor,
    save_own_visits,
    save_worker,
)
from casework.ops.demo.borough import Borough
from casework.outcomes.commands import set_limits

REPAIRS, RAILS, LIFTS = "Fenland Property Care", "Harrow Adaptations", "Northgate Lifts"
LIMITS = {1: 100_00, 2: 500_00, 3: 2000_00, 4: None}
"""What each grade may approve, in pence: officer, manager, head of service, director; None = without a limit."""
_CONTRACTORS = (
    # Name, notice in working days, hours ahead below which a visit is confirmed, the hours of contact.
    (REPAIRS, 2, 8, time(8), time(18)),
    (RAILS, 3, 16, time(9), time(17)),
    (LIFTS, 1, 4, time(8), time(20)),
)
_WORKERS = (
    ("Dale Huxtable", "Multi-trade operative", REPAIRS),
    ("Samir Naidoo", "Plumber", REPAIRS),
    ("Ewa Lisowska", "Adaptations fitter", RAILS),
    ("Ray Pemberton", "Adaptations fitter", RAILS),
    ("Bernice Oakley", "Caretaker", ""),
    ("Leon Marsh", "Building surveyor", ""),
)


def make_providers(borough: Borough, *, now: datetime) -> None:
    """Who may come to residents, on what terms, and who may approve how much."""
    by = borough.officers["grace"]
    numbers = {}
    for name, notice, confirm, first, last in _CONTRACTORS:
        terms = ContractorTerms(
            name=name, email=f"complaints@{name.split()[0].lower()}.example", status="active",
            notice_working_days=notice, reply_working_days=10, confirm_working_hours=confirm, gives_time_slot=True,
            hours_from=first, hours_to=last,
        )  # fmt: skip
        numbers[name] = str(save_contractor(by, terms))
    for name, job, contractor in _WORKERS:
        save_worker(by, name=name, job=job, contractor=numbers.get(contractor, ""))
    save_own_visits(by, OwnTerms(2, 8, gives_time_slot=True, works_from=time(9), works_to=time(17)))
    set_limits(LIMITS, by=borough.officers["rosalind"], now=now)
