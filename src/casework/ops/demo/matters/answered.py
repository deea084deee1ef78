"""What investigating leaves behind in a matter: answers with their evidence, the impact, and offers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from casework.ops.demo.matters.begun import File
from casework.outcomes.commands import Offer, Source, Written, propose_remedy, save_answer, save_impact
from casework.outcomes.impact import ImpactRow
from putright.vocabulary import PartyAtFault, PointOutcome, RemedyType

OURS = ((PartyAtFault.OURS, 100),)
BOTH = ((PartyAtFault.OURS, 50), (PartyAtFault.CONTRACTOR, 50))


def answer(
    file: File, key: str, outcome: PointOutcome, *evidence: Source, by: str, back: int, stage: str = "stage-1",
    shares: tuple[tuple[PartyAtFault, int], ...] = OURS, asked: tuple[tuple[str, str], ...] = (),
) -> None:  # fmt: skip
    """The answer to one point as its author leaves it."""
    text: Mapping[str, Any] = file.text["point"][int(key) - 1]
    written = Written(
        outcome=outcome, standard=text["standard"], happened=text["happened"], reasons=text["reasons"],
        fault=text["fault"], injustice=text["injustice"], shares=shares, evidence=evidence,
        changed=text.get("changed", "") if stage != "stage-1" else "", asked=asked,
    )  # fmt: skip
    save_answer(
        file.reference,
        stage,
        key,
        written,
        seen_version=0,
        by=file.officer(by),
        now=file.at(back, 11, int(key)),
    )


def impact(
    file: File, severity: int, words: str, *, by: str, back: int, since: int, stage: str = "stage-1"
) -> None:
    """What it meant for the resident."""
    given = ImpactRow(
        severity=severity, began_on=file.day(since), who="The resident and their household", words=words
    )
    save_impact(file.reference, stage, given, seen_version=0, by=file.officer(by), now=file.at(back, 9))


def offer(file: File, type_: RemedyType, words: str, *, by: str, back: int, **rest: Any) -> str:
    """A remedy entered in the ledger. Returns its key."""
    rest.setdefault("owner", str(file.officer(by).pk))
    rest.setdefault("due", file.day(-20))
    recorded = propose_remedy(file.reference, Offer(type_, words, **rest), **file.by(by, back, 12))
    return recorded.case.remedies[-1].key
