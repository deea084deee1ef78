"""What a letter promises is found with its date, and told apart from what it only mentions."""

from datetime import date

import pytest

from putright.calendars import load_calendar
from putright.letters import matches, promises_in
from putright.letters.chain import Commitment

CALENDAR = load_calendar()
wed_1_may = date(2024, 5, 1)
thu_2_may, fri_3_may, wed_8_may = date(2024, 5, 2), date(2024, 5, 3), date(2024, 5, 8)


@pytest.mark.parametrize(
    ("sentence", "due_on"),
    [
        ("We will call you by Friday 3 May.", fri_3_may),
        ("We’ll call you by 3rd May 2024.", fri_3_may),
        ("By 3 May we will call you.", fri_3_may),
        ("We will pay it by 03/05/2024.", fri_3_may),
        ("I will visit within a week.", wed_8_may),
        # Over the early May bank holiday.
        ("You will hear from us within 5 working days.", date(2024, 5, 9)),
        ("You will get an update every 10 working days.", date(2024, 5, 16)),
        ("An update every week.", wed_8_may),
        ("A manager is going to call you tomorrow.", thu_2_may),
        ("Our surveyor will come in two months.", date(2024, 7, 1)),
        ("The repair will be done by the end of the month.", date(2024, 5, 31)),
        ("We aim to reply next week.", date(2024, 5, 10)),
        ("The planner will ring you on Friday.", fri_3_may),
        # A Wednesday named on a Wednesday is the next one.
        ("The planner will ring you on Wednesday.", wed_8_may),
        # Over the turn of the year.
        ("We will write by 4 January.", date(2025, 1, 4)),
        ("We promise to mend the hinge we fitted on 18 March 2024 by 3 May 2024.", fri_3_may),
    ],
)
def test_a_promise_is_read_with_its_date(sentence: str, due_on: date) -> None:
    [found] = promises_in(sentence, today=wed_1_may, calendar=CALENDAR)
    assert (found.due_on, found.vague) == (due_on, False)


@pytest.mark.parametrize(
    "sentence",
    [
        "We will call you soon.",
        "Your repair will be treated as urgent.",
        "We will look into it in due course.",
        "We will mend it.",
        "We will replace the hinge that we fitted on 18 March 2024.",
        "He will not come as soon as possible.",
    ],
)
def test_a_promise_without_a_date_is_vague(sentence: str) -> None:
    [found] = promises_in(sentence, today=wed_1_may, calendar=CALENDAR)
    assert found.vague
    assert found.due_on is None


def test_a_promise_that_something_will_not_happen_needs_no_date() -> None:
    [found] = promises_in("He will not come to your home again.", today=wed_1_may)
    assert not found.vague


@pytest.mark.parametrize(
    "sentence",
    [
        "We called you on Friday 3 May.",
        "You will understand that this took time.",
        "We will not be able to help.",
        "If you ask us, we will send it again.",
        "You told us that you will go away.",
        "The Ombudsman will decide.",
        "The goodwill was yours.",
    ],
)
def test_what_only_sounds_like_a_promise_is_none(sentence: str) -> None:
    assert promises_in(sentence, today=wed_1_may, calendar=CALENDAR) == ()


@pytest.mark.parametrize(
    ("sentence", "due_on", "vague"),
    [
        ("Byddwn yn eich ffonio erbyn dydd Gwener 3 Mai.", fri_3_may, False),
        ("Byddwn yn ymweld o fewn wythnos.", None, True),
        ("Bydd y syrfëwr yn dod yn fuan.", None, True),
        ("Ni fydd yn dod i’ch cartref eto.", None, False),
        ("Daeth y syrfëwr ar 3 Mai.", None, None),
    ],
)
def test_simple_welsh_is_read_too(sentence: str, due_on: date | None, vague: bool | None) -> None:
    found = promises_in(sentence, today=wed_1_may, calendar=CALENDAR, language="cy")
    if vague is None:
        assert found == ()
    elif "wythnos" in sentence:
        assert [one.due_on for one in found] == [wed_8_may]
    else:
        assert [(one.due_on, one.vague) for one in found] == [(due_on, vague)]


def test_the_place_of_a_promise_in_its_text_is_kept() -> None:
    text = "It broke.\n\n- We will mend it by 3 May 2024.\n- It is cold."
    [found] = promises_in(text, today=wed_1_may)
    assert text[slice(*found.span)] == found.sentence == "We will mend it by 3 May 2024."
    assert found.words == "We will mend"


def test_without_a_day_or_a_calendar_a_length_stays_unknown_and_is_not_vague() -> None:
    [found] = promises_in("We will write within 5 working days.", today=wed_1_may)
    assert (found.due_on, found.vague) == (None, False)
    [found] = promises_in("We will write by Friday.")
    assert (found.due_on, found.vague) == (None, False)


def test_a_day_there_is_not_is_no_day() -> None:
    [found] = promises_in("We will write by 31 June 2024.", today=wed_1_may)
    assert (found.due_on, found.vague) == (None, False)


def test_a_day_past_the_known_holidays_stays_unknown() -> None:
    [found] = promises_in("We will write within 999 working days.", today=date(2029, 1, 1), calendar=CALENDAR)
    assert found.due_on is None


CALL = Commitment("call", "Telephone you about the broken window", fri_3_may)


@pytest.mark.parametrize(
    ("sentence", "recorded"),
    [
        ("We will telephone you about the window by 3 May.", True),
        ("We will telephone you about the broken window.", True),
        ("We will telephone you about the broken window by 8 May.", False),
        ("We will paint the hall by 3 May.", False),
        ("We will clean the window.", False),
    ],
)
def test_a_promise_is_on_record_when_words_and_day_agree(sentence: str, recorded: bool) -> None:
    found = promises_in(sentence, today=wed_1_may, calendar=CALENDAR)
    assert matches(found, [CALL]) == ((found[0], CALL if recorded else None),)
