"""What a story tells of remedies, needs, visits, letters, an Ombudsman: by the fields of the events they are."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import MISSING, fields
from datetime import date, datetime, time
from typing import Any

from putright.calendars import as_london
from putright.cases import from_data, verbs, when_to_text
from putright.cases.arranged import (
    AgreementEnded,
    AgreementMade,
    AppointmentMade,
    AppointmentMoved,
    IncidentMoved,
    IncidentOpened,
    LetterDelivery,
    LetterSent,
    NeedFound,
    NeedMoved,
    RestrictionEnded,
    RestrictionSet,
)
from putright.cases.events import Body, Event
from putright.cases.referred import (
    EnquiryMoved,
    EnquiryReceived,
    HeadDecided,
    OrderMade,
    OrderMoved,
    ReferralDecided,
    ReferralMoved,
    ReferralOpened,
)
from putright.cases.remedial import (
    ActionAgreed,
    ActionMoved,
    LessonLearned,
    NoRemedy,
    RemedyMoved,
    RemedyProposed,
)
from putright.cli.story_values import need, refuse_unknown

Act = Callable[..., tuple[Event, ...]]

TOLD_AS: Mapping[str, tuple[Act, type]] = {
    "propose_remedy": (verbs.propose_remedy, RemedyProposed),
    "move_remedy": (verbs.move_remedy, RemedyMoved),
    "decide_no_remedy": (verbs.decide_no_remedy, NoRemedy),
    "agree_action": (verbs.agree_action, ActionAgreed),
    "move_action": (verbs.move_action, ActionMoved),
    "learn": (verbs.learn, LessonLearned),
    "find_need": (verbs.arrange, NeedFound),
    "move_need": (verbs.move_on, NeedMoved),
    "agree_contact": (verbs.arrange, AgreementMade),
    "end_agreement": (verbs.move_on, AgreementEnded),
    "keep_away": (verbs.arrange, RestrictionSet),
    "end_restriction": (verbs.move_on, RestrictionEnded),
    "arrange_visit": (verbs.arrange, AppointmentMade),
    "move_visit": (verbs.move_on, AppointmentMoved),
    "open_incident": (verbs.arrange, IncidentOpened),
    "move_incident": (verbs.move_on, IncidentMoved),
    "send_letter": (verbs.arrange, LetterSent),
    "deliver_letter": (verbs.move_on, LetterDelivery),
    "open_referral": (verbs.refer, ReferralOpened),
    "move_referral": (verbs.follow_up, ReferralMoved),
    "decide_referral": (verbs.follow_up, ReferralDecided),
    "decide_head": (verbs.refer, HeadDecided),
    "receive_enquiry": (verbs.refer, EnquiryReceived),
    "move_enquiry": (verbs.follow_up, EnquiryMoved),
    "make_order": (verbs.refer, OrderMade),
    "move_order": (verbs.follow_up, OrderMoved),
}
"""The verbs that are told by the fields of the event they record."""

_OTHERWISE = {"on": "visit_on"}
"""A field that means something else in a story: `on` there is the day it happened."""


def read_body(table: Mapping[str, Any], verb: str, where: str, *, beside: tuple[str, ...]) -> Body:
    """The event body a table tells. Raises BadInput for an unknown field, UnreadableEvent for a wrong value.

    beside  keys of the table that are not fields of the event.
    """
    body = TOLD_AS[verb][1]
    names = {_OTHERWISE.get(one.name, one.name): one for one in fields(body)}
    refuse_unknown(table, (*beside, *names), where)
    data = {one.name: _plain(table[told]) for told, one in names.items() if told in table}
    for told, one in names.items():
        if one.default is MISSING:
            need(table, told, where)
    return from_data(body.kind, data)  # type: ignore[attr-defined]  # every event has one


def _plain(value: Any) -> Any:
    """A value as TOML gives it, as events are written: dates as ISO text, a moment without zone as London's."""
    if isinstance(value, datetime):
        return when_to_text(as_london(value) if value.tzinfo is None else value)
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, list):
        return [_plain(one) for one in value]
    if isinstance(value, dict):
        return {key: _plain(one) for key, one in value.items()}
    return value
