"""The questions, the rules, and the route they lead to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from putright.procedures.types import Ombudsman, Procedure, Stage
from putright.vocabulary import RecordType, RejectionReason

Answers = Mapping[str, str | Sequence[str]]
"""The answers by question; several answers as a list, where the question takes several."""


class RoutingError(ValueError):
    """An answer cannot be used, or one is missing; the message says what to answer."""


class Decides(StrEnum):
    """What a rule decides."""

    WAY = "way"
    STAGE = "stage"
    BESIDE = "beside"


@dataclass(frozen=True, slots=True)
class Question:
    """A question and its answers, by key; `usual` is the answer taken when nobody gives one."""

    key: str
    asks: str
    answers: Mapping[str, str]
    usual: str | None = None
    several: bool = False


@dataclass(frozen=True, slots=True)
class Reason:
    """Why something is so, with its source and the rule that says it."""

    says: str
    source: str
    rule: str
    unconfirmed: bool = False


@dataclass(frozen=True, slots=True)
class Rule:
    """What follows from some answers. A question `when` leaves out may have any answer.

    leads_to   a body whose procedure takes it (`procedure`) or a route; None for a rule about the stage.
    answered   how many answers there have been; `late` where the next one is late.
    first      for what runs beside: before everything else.
    """

    key: str
    decides: Decides
    when: Mapping[str, frozenset[str]]
    reason: Reason
    procedure: str | None = None
    route: str | None = None
    answered: int = 0
    late: bool = False
    first: bool = False

    def holds_for(self, answers: Mapping[str, str]) -> bool:
        """Whether it holds for these answers, one to each question it asks of."""
        return all(answers[question] in allowed for question, allowed in self.when.items())


@dataclass(frozen=True, slots=True)
class OwnRoute:
    """Somewhere else a matter goes; see the head of `routes.toml`."""

    key: str
    title: str
    who: str
    says: str
    letter: str
    stays: bool
    stays_says: str
    source: str
    record: RecordType | None = None
    body: str | None = None
    unconfirmed: bool = False
    refused_as: RejectionReason | None = None
    ombudsman: bool = True
    under: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Signpost:
    """Who the person may turn to when we have not put it right, and for which matters."""

    name: str
    ombudsman: Ombudsman | None
    about: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """One matter, or several that one procedure takes together.

    about      the answers to “what is it about” it covers.
    procedure  the version that takes it, with `stage` the stage it is at; None where a route takes it.
    stage      None where the procedure is finished and the way to the Ombudsman is open.
    may_go_on  key of the stage a late answer lets the person go on to; None where it does not.
    """

    about: tuple[str, ...]
    procedure: Procedure | None
    stage: Stage | None
    route: OwnRoute | None
    reasons: tuple[Reason, ...]
    may_go_on: str | None = None

    @property
    def key(self) -> str:
        """The body of its procedure, or the key of its route."""
        if self.procedure is not None:
            return self.procedure.key.rpartition("/")[0]
        return self.route.key if self.route is not None else ""


@dataclass(frozen=True, slots=True)
class Beside:
    """A route that runs at the same time; `first` where it comes before everything else."""

    route: OwnRoute
    reason: Reason
    first: bool


@dataclass(frozen=True, slots=True)
class Route:
    """Where a contact goes.

    lead           the part that leads; linked: the others, in the order they would lead.
    beside         what runs at the same time, what comes first at the head.
    contributions  why several services each give a share; None where one deals with it alone.
    plan           why one plan holds all parts together; None where there is one part.
    assumed        questions nobody answered, with the answer taken.
    """

    lead: Part
    linked: tuple[Part, ...]
    beside: tuple[Beside, ...]
    contributions: Reason | None
    plan: Reason | None
    signposts: tuple[Signpost, ...]
    assumed: tuple[tuple[str, str], ...]

    @property
    def parts(self) -> tuple[Part, ...]:
        """The lead and the linked parts."""
        return (self.lead, *self.linked)
