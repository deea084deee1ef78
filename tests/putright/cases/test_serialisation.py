"""Events become plain data and come back the same."""

import json
from datetime import UTC, date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from putright.cases import UnreadableEvent, event_from_data, event_to_data, from_data, to_data, type_of
from putright.cases.events import EVENT_TYPES, Acknowledged, Corrected, Event, PointFinding, Responded
from putright.vocabulary import PointOutcome, Precision

moments = st.datetimes(datetime(1990, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC))
simple = tuple(one for one in EVENT_TYPES if one is not Corrected)
st.register_type_strategy(date, st.dates(date(1990, 1, 1), date(2100, 1, 1)))
st.register_type_strategy(datetime, moments)
bodies = st.one_of([st.from_type(one) for one in simple])
corrections = st.builds(
    Corrected,
    corrects=st.integers(1, 99),
    at=st.none() | st.dates() | moments,
    body=st.none() | bodies,
    struck_out=st.booleans(),
    note=st.none() | st.text(),
)
events = st.builds(
    Event,
    sequence=st.integers(1, 9999),
    body=bodies | corrections,
    at=st.none() | st.dates() | moments,
    precision=st.sampled_from(Precision),
    stage=st.none() | st.text(),
    by=st.none() | st.text(),
    recorded_at=st.none() | moments,
    source=st.none() | st.text(),
)


@pytest.mark.parametrize("event_type", simple, ids=lambda one: one.kind)
def test_every_type_of_event_comes_back_as_it_was(event_type):
    @settings(max_examples=25, deadline=None)
    @given(st.from_type(event_type))
    def comes_back(body):
        written = json.loads(json.dumps(to_data(body)))
        assert from_data(body.kind, written) == body

    comes_back()


@settings(max_examples=60, deadline=None)
@given(corrections)
def test_a_correction_comes_back_with_the_body_it_carries(body):
    assert from_data("corrected", json.loads(json.dumps(to_data(body)))) == body


@settings(max_examples=60, deadline=None)
@given(events)
def test_a_whole_event_comes_back_as_it_was(event):
    assert event_from_data(json.loads(json.dumps(event_to_data(event)))) == event


def test_fields_that_keep_their_default_are_left_out():
    assert to_data(Acknowledged()) == {}
    assert to_data(Responded((PointFinding("a", PointOutcome.UPHELD),))) == {
        "findings": [{"point": "a", "outcome": "upheld"}]
    }


def test_a_moment_is_written_in_utc_and_means_the_same():
    summer = datetime.fromisoformat("2024-07-01T10:00:00+01:00")
    written = to_data(Corrected(1, at=summer))
    assert written["at"] == "2024-07-01T09:00:00+00:00"
    assert from_data("corrected", written).at == summer


@pytest.mark.parametrize(
    ("kind", "data", "says"),
    [
        ("unheard_of", {}, "not a kind of event"),
        ("acknowledged", {"colour": "red"}, "no field 'colour'"),
        ("received", {}, "the field 'procedure' is missing"),
        ("received", {"procedure": 7, "stage": "stage-1", "channel": "email"}, "7 is not of type str"),
        ("declined", {"reason": "no_time"}, "no_time"),
        ("extended", {"to": "2024-13-01"}, "to"),
        ("acknowledged", {"blocks": "points"}, "is not a list"),
        ("extended", {"to": "2024-06-03", "good_reason": "yes"}, "is not of type bool"),
    ],
)
def test_data_that_cannot_be_read_names_the_kind_and_the_field(kind, data, says):
    with pytest.raises(UnreadableEvent) as error:
        from_data(kind, data)
    assert says in str(error.value)


@pytest.mark.parametrize(
    "data",
    [
        {},
        {"sequence": 1, "kind": "accepted", "data": {}, "at": "someday", "precision": "day"},
        {"sequence": 1, "kind": "accepted", "data": {}, "at": None, "precision": "roughly"},
    ],
)
def test_an_event_that_cannot_be_read_is_refused(data):
    with pytest.raises(UnreadableEvent):
        event_from_data(data)


def test_every_kind_has_one_type():
    assert len(type_of) == len(EVENT_TYPES)
