"""Lists of words: codes that never change meaning, labels people read."""

import re
from datetime import date

import pytest

import putright.vocabulary as vocabulary
from putright.vocabulary import Channel, PointOutcome, RejectionReason, Word

LISTS = [
    kind
    for name in vocabulary.__all__
    if isinstance(kind := getattr(vocabulary, name), type) and issubclass(kind, Word) and kind is not Word
]


class Weather(Word):
    """A list with a word that was retired on Monday 1 July 2024."""

    SUN = "sun", "Sun"
    DRIZZLE = "drizzle", "Drizzle", date(2024, 7, 1)


@pytest.mark.parametrize("words", LISTS, ids=lambda one: one.__name__)
def test_every_word_has_a_code_and_a_label_of_its_own(words: type[Word]) -> None:
    for word in words:
        assert re.fullmatch(r"[a-z0-9]+([_-][a-z0-9]+)*", word.value)
        assert word.label
        assert word.label[0].isupper()
    assert len({word.label for word in words}) == len(words)


def test_a_word_is_stored_by_its_code() -> None:
    assert RejectionReason("not_this_org") is RejectionReason.NOT_THIS_ORGANISATION
    assert f"{Channel.STAFF_VERBAL}" == "member_of_staff_verbal"


def test_a_code_nobody_knows_is_told_the_ones_there_are() -> None:
    with pytest.raises(
        ValueError, match=r"'uphold' is not a PointOutcome; use one of: upheld, partly_upheld"
    ):
        PointOutcome.read("uphold")
    assert PointOutcome.read("upheld") is PointOutcome.UPHELD


def test_a_retired_word_is_read_but_no_longer_offered() -> None:
    assert Weather.offered_on(date(2024, 6, 30)) == (Weather.SUN, Weather.DRIZZLE)
    assert Weather.offered_on(date(2024, 7, 1)) == (Weather.SUN,)
    assert Weather.read("drizzle") is Weather.DRIZZLE


def test_every_reason_in_the_published_table_has_its_code() -> None:
    published = {"service_request", "duplicate", "anonymous", "not_this_org", "appeal", "legal_proceedings"}
    assert published <= {reason.value for reason in RejectionReason}
