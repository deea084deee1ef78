"""Who may complain under a procedure, about what and until when, and how they go on to its next stage."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from putright.procedures.types import Length
from putright.vocabulary import RecordType


class WayWhen(StrEnum):
    """What opens the way from one stage to another."""

    ANSWERED = "answered"
    OVERDUE = "overdue"
    AGREED = "agreed"
    DIRECT = "direct"


@dataclass(frozen=True, slots=True)
class WayOn:
    """A way from a stage to a later one, besides asking for it after the answer.

    to         key of the later stage.
    when       `overdue`: `timescale` has passed without what meets it; `agreed`: both sides agree;
               `direct`: the matter is of that kind from the start.
    timescale  key of the timescale that must have passed; None for the others.
    """

    to: str
    when: WayWhen
    says: str
    provision: str
    timescale: str | None = None
    unconfirmed: bool = False


@dataclass(frozen=True, slots=True)
class Eligible:
    """Somebody who may complain, and what has to be on record for it.

    needs  what is asked for, each as a short text, such as that the child's wishes are recorded.
    """

    key: str
    says: str
    provision: str
    needs: tuple[str, ...] = ()
    unconfirmed: bool = False


@dataclass(frozen=True, slots=True)
class NotHere:
    """A matter this procedure does not take.

    instead   key of the route (`routes.toml`) or of the body whose procedure takes it; None where neither does.
    deferred  True where it waits, such as for proceedings, and may be brought again.
    within    how long after it was made it must have been settled to be such a matter; None where time has
              no part in it.
    counted_as  what figures count it as when it is on record all the same; None = as its procedure says.
    """

    key: str
    says: str
    provision: str
    instead: str | None = None
    deferred: bool = False
    within: Length | None = None
    counted_as: RecordType | None = None
    unconfirmed: bool = False


@dataclass(frozen=True, slots=True)
class TimeLimit:
    """How long somebody has to complain; it is their time, so never a breach of ours.

    counted_from  names of what it is counted from; the latest of those known counts.
    or_after      lengths from later moments, such as two months from a stage's answer; where one of them
                  ends later, that is the last day.
    later_when    what lets a later complaint in.
    """

    within: Length
    counted_from: tuple[str, ...]
    later_when: str
    provision: str
    or_after: Mapping[str, Length]
    unconfirmed: bool = False


@dataclass(frozen=True, slots=True)
class ContractorReply:
    """What a contractor's reply to a complaint is under this procedure.

    counts_as  key of the stage it is, or None where it is a step on the way and our own answer still follows.
    """

    counts_as: str | None
    provision: str
