"""What was written: acknowledgements, clarifications, extensions, updates, responses."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from putright.calendars import short_day
from putright.cases.errors import (
    AlreadyThere,
    ImpossibleDate,
)
from putright.cases.events import (
    Acknowledged,
    ClarificationAsked,
    ClarificationReceived,
    Extended,
    PointFinding,
    Responded,
    Updated,
)
from putright.cases.possible import (
    When,
)
from putright.cases.state import Case
from putright.cases.verbs.proposing import Proposed, propose
from putright.vocabulary import (
    Precision,
)


def acknowledge(case: Case, *, at: When, blocks: Sequence[str] | None = None, by: str | None = None,
                stage: str | None = None, today: date | None = None, precision: Precision | None = None,
                source: str | None = None) -> Proposed:  # fmt: skip
    """The acknowledgement was sent. A second one is a fact too; the first counts."""
    return propose(
        case, Acknowledged(None if blocks is None else tuple(blocks)), at, by, stage, today, precision, source
    )


def ask_clarification(case: Case, *, at: When, by: str | None = None, stage: str | None = None,
                      today: date | None = None, precision: Precision | None = None,
                      source: str | None = None) -> Proposed:  # fmt: skip
    """We asked what it is about."""
    return propose(case, ClarificationAsked(), at, by, stage, today, precision, source)


def receive_clarification(case: Case, *, at: When, by: str | None = None, stage: str | None = None,
                          today: date | None = None, precision: Precision | None = None,
                          source: str | None = None) -> Proposed:  # fmt: skip
    """The complainant made it clear."""
    return propose(case, ClarificationReceived(), at, by, stage, today, precision, source)


def extend(
    case: Case,
    *,
    to: date,
    at: When,
    by: str | None = None,
    timescale: str = "respond",
    reason_note: str | None = None,
    ombudsman_details: bool = False,
    told_on: date | None = None,
    good_reason: bool = False,
    update_every_working_days: int | None = None,
    form_known: bool = True,
    stage: str | None = None,
    today: date | None = None,
    precision: Precision | None = None,
    source: str | None = None,
) -> Proposed:
    """A timescale was given more time. Whether it counts is worked out, not decided here."""
    if case.received_on is not None and to < case.received_on:
        raise ImpossibleDate(
            f"it cannot be extended to {short_day(to)}: the complaint was only received on "
            f"{short_day(case.received_on)}; give a later date"
        )
    body = Extended(
        to,
        timescale,
        reason_note,
        ombudsman_details,
        told_on,
        good_reason,
        update_every_working_days,
        form_known,
    )
    return propose(case, body, at, by, stage, today, precision, source)


def update(case: Case, *, at: When, note: str | None = None, reason_for_delay: bool = False,
           new_date: date | None = None, by: str | None = None, stage: str | None = None,
           today: date | None = None, precision: Precision | None = None,
           source: str | None = None) -> Proposed:  # fmt: skip
    """The complainant was told how it is getting on."""
    return propose(case, Updated(note, reason_for_delay, new_date), at, by, stage, today, precision, source)


def respond(
    case: Case,
    *,
    at: When,
    findings: Sequence[PointFinding] = (),
    complete: bool = True,
    more_by: date | None = None,
    blocks: Sequence[str] | None = None,
    author: str | None = None,
    on_behalf: str | None = None,
    admits_delay: bool = False,
    findings_known: bool = True,
    by: str | None = None,
    stage: str | None = None,
    today: date | None = None,
    precision: Precision | None = None,
    source: str | None = None,
) -> Proposed:
    """A response was sent, with a finding for each point it answers."""
    seen = set()
    for finding in findings:
        case.point(finding.point)
        if finding.point in seen:
            raise AlreadyThere(f"point {finding.point!r} has two findings in one response; give it one")
        seen.add(finding.point)
    body = Responded(
        tuple(findings),
        complete,
        more_by,
        None if blocks is None else tuple(blocks),
        author,
        on_behalf,
        admits_delay,
        findings_known,
    )
    return propose(case, body, at, by, stage, today, precision, source)
