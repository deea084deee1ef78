"""What happened to a complaint, and what follows from it: stage, clocks, breaches."""

from putright.cases.beside import TABLES, counted_beside
from putright.cases.breaches import Breach, Severity, breaches
from putright.cases.chain import FIRST, canonical, chain_hash
from putright.cases.classified import Classified
from putright.cases.contacted import contacted_first
from putright.cases.deadlines import case_deadlines, days_since_first_expression, waited
from putright.cases.ends import EndKind, OpenEnd, ends, open_ends
from putright.cases.errors import (
    AlreadyThere,
    CaseError,
    ImpossibleDate,
    NotOpen,
    UnknownEvent,
    UnknownFollowed,
    UnknownPoint,
    UnknownPromise,
    UnknownStage,
    UnreadableEvent,
)
from putright.cases.events import Body, Event
from putright.cases.facts import CaseFacts, classification, facts_of
from putright.cases.replay import replay, standing_events
from putright.cases.serialisation import (
    event_from_data,
    event_to_data,
    from_data,
    to_data,
    type_of,
    when_from_text,
    when_to_text,
)
from putright.cases.state import Case, PointState, PromiseState, StageState, Status

__all__ = [
    "FIRST",
    "TABLES",
    "AlreadyThere",
    "Body",
    "Breach",
    "Case",
    "CaseError",
    "CaseFacts",
    "Classified",
    "EndKind",
    "Event",
    "ImpossibleDate",
    "NotOpen",
    "OpenEnd",
    "PointState",
    "PromiseState",
    "Severity",
    "StageState",
    "Status",
    "UnknownEvent",
    "UnknownFollowed",
    "UnknownPoint",
    "UnknownPromise",
    "UnknownStage",
    "UnreadableEvent",
    "breaches",
    "canonical",
    "case_deadlines",
    "chain_hash",
    "classification",
    "contacted_first",
    "counted_beside",
    "days_since_first_expression",
    "ends",
    "event_from_data",
    "event_to_data",
    "facts_of",
    "from_data",
    "open_ends",
    "replay",
    "standing_events",
    "to_data",
    "type_of",
    "waited",
    "when_from_text",
    "when_to_text",
]
