"""Dates and times as people type them: what is understood, and what each mistake is told."""

from datetime import date, datetime

import pytest
from django.forms import ValidationError
from django.http import QueryDict

from casework.screens.fields import DayField, Form, MomentField, Passage
from casework.screens.look import contrast, readable_on
from putright.calendars import LONDON


class Sent(Form):
    """A form with one day and one moment."""

    on = DayField(label="Sent on", required=False)
    at = MomentField(label="Reached us", required=False)


def typed(**parts: str) -> Sent:
    query = QueryDict(mutable=True)
    for name, value in parts.items():
        query[name.replace("_", "-")] = value
    return Sent(query)


@pytest.mark.parametrize(
    ("day", "month", "year", "understood"),
    [
        ("20", "5", "2024", date(2024, 5, 20)),  # a Monday
        ("20", "May", "2024", date(2024, 5, 20)),  # the month by name
        ("1", "sept", "2024", None),  # not a name of a month we know: told so
        ("29", "2", "2024", date(2024, 2, 29)),  # a leap day, a Thursday
    ],
)
def test_a_day_is_read_as_people_write_it(day: str, month: str, year: str, understood: date | None) -> None:
    form = typed(on_day=day, on_month=month, on_year=year)
    assert form.is_valid() is (understood is not None)
    if understood:
        assert form.cleaned_data["on"] == understood


@pytest.mark.parametrize(
    ("day", "month", "year", "told"),
    [
        ("31", "2", "2024", "Sent on: 31 February 2024 is not a date. February 2024 has 29 days."),
        ("31", "", "2024", "Sent on: enter the month too, such as 27 3 2024."),
        ("1", "13", "2024", "Sent on: 13 is not a month. Enter a number from 1 to 12 or a name."),
        ("1", "5", "24", "Sent on: enter the year with four figures, such as 2024."),
        ("first", "5", "2024", "Sent on: first May 2024 is not a date. May 2024 has 31 days."),
    ],
)
def test_an_impossible_day_is_explained_and_stays_as_typed(
    day: str, month: str, year: str, told: str
) -> None:
    form = typed(on_day=day, on_month=month, on_year=year)
    assert form.errors["on"] == [told]
    assert form.fields["on"].widget.typed(form["on"].value()) == (day, month, year)


def test_a_moment_without_its_time_is_asked_for_it() -> None:
    form = typed(at_day="2", at_month="5", at_year="2024")  # a Thursday
    assert "enter the time as well" in form.errors["at"][0]


@pytest.mark.parametrize("time", ["15:40", "3.40pm", "1540", "3:40 PM"])
def test_a_time_is_read_as_people_write_it(time: str) -> None:
    form = typed(at_day="2", at_month="5", at_year="2024", at_time=time)
    assert form.is_valid(), form.errors
    assert form.cleaned_data["at"] == datetime(2024, 5, 2, 15, 40, tzinfo=LONDON)


def test_the_hour_that_spring_leaves_out_is_explained() -> None:
    form = typed(
        at_day="31", at_month="3", at_year="2024", at_time="01:30"
    )  # a Sunday, the clocks go forward
    assert "there was no 01:30" in form.errors["at"][0]


def test_the_weekday_is_said_back_for_a_day_that_exists() -> None:
    field = DayField(label="Sent on")
    assert field.in_words(("20", "5", "2024")) == "Mon 20 May 2024"
    assert field.in_words(("31", "2", "2024")) == ""


@pytest.mark.parametrize("colour", ["1f5f5b", "3b2a6b", "ffd500", "777777"])
def test_words_on_an_organisations_colour_can_be_read(colour: str) -> None:
    assert contrast(colour, readable_on(colour)) >= 4.5  # WCAG 2.2 AA for text


@pytest.mark.parametrize("typed", ["\u200b", " \u2060\u00ad ", "\ufeff"])
def test_what_nobody_can_see_is_no_answer(typed: str) -> None:
    with pytest.raises(ValidationError):
        Passage(label="Reason").clean(typed)


def test_joiners_inside_words_are_kept() -> None:
    assert Passage(label="Reason").clean("ab\u200dc") == "ab\u200dc"
