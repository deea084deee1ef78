"""Complaints and escalations not accepted: the reason, the rights told, the discretion used."""

from __future__ import annotations

from collections.abc import Iterator

from putright.cases.breaches.breach import Breach, Matter
from putright.cases.events import Declined, Event
from putright.cases.state import day_of
from putright.vocabulary import RejectionReason

_NEED_ORIGINAL = (RejectionReason.DUPLICATE, RejectionReason.PREVIOUSLY_CONSIDERED)


def refusals(matter: Matter) -> Iterator[Breach]:
    """What each refusal lacks, also one that was later reopened."""
    for event in matter.case.standing:
        if isinstance(event.body, Declined):
            yield from _refusal(matter, event, event.body)


def _refusal(matter: Matter, event: Event, body: Declined) -> Iterator[Breach]:
    stage = event.stage or matter.case.stage
    allowed = next((one.rejections for one in matter.laws if one.rejections), ())
    if allowed and body.reason is not None and body.reason.value not in allowed:
        says = f"“{body.reason.label}” is not a reason this procedure allows"
        yield from matter.breach("refusal-reason-allowed", stage, says, event=event)
    if body.merits_note is None:
        yield from matter.breach("refusal-on-merits", stage, event=event)
    if not body.ombudsman_details:
        yield from matter.breach("refusal-names-ombudsman", stage, event=event)
    if body.reason is RejectionReason.OVER_12_MONTHS and not body.discretion_considered:
        yield from matter.breach("discretion-considered", stage, event=event)
    if body.reason is RejectionReason.COURT_PROCEEDINGS:
        declined = day_of(event.at)
        if body.filed_on is None:
            yield from matter.breach("filed-at-court", stage, event=event)
        elif declined is not None and body.filed_on > declined:
            says = "It was refused for court proceedings before they were filed"
            yield from matter.breach("filed-at-court", stage, says, event=event)
    if body.reason in _NEED_ORIGINAL and body.original is None:
        yield from matter.breach("duplicate-names-original", stage, event=event)
