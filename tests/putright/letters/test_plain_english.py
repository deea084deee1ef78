"""How plainly a text is written, with the numbers; and how sentences and phrases are told apart."""

from putright.letters import measures
from putright.letters.money import sums_in
from putright.letters.phrases import any_of, phrases
from putright.letters.sentences import sentences


def test_sentences_are_counted_and_the_long_ones_named() -> None:
    long = " ".join(["word"] * 26) + "."
    found = measures(f"It broke. {long}")
    assert (found.words, found.sentences, found.words_a_sentence) == (28, 2, 14)
    assert found.long_sentences == (long,)


def test_short_words_need_a_young_reader_and_long_ones_an_old_one() -> None:
    easy = measures("We came to your door at six. You were asleep. That was our fault.")
    hard = measures("Administrative responsibilities necessitated interdepartmental deliberations.")
    assert easy.reading_age == 5
    assert hard.reading_age is not None
    assert hard.reading_age > 20


def test_an_empty_text_has_no_reading_age_and_welsh_has_none_yet() -> None:
    assert measures("").reading_age is None
    assert measures("Mae’n ddrwg gennym.", language="cy").reading_age is None


def test_words_to_avoid_are_named_once_with_what_to_say() -> None:
    found = measures("Prior to the visit we utilised it. prior  to that, nothing.")
    assert [word.casefold() for word, _ in found.avoid] == ["prior to", "utilised"]
    assert dict(found.avoid)["utilised"] == "used"


def test_a_title_or_a_time_does_not_end_a_sentence() -> None:
    told = sentences("Mr. Orrell came at 10.30 today. He left.\n- one\n- two")
    assert [one.text for one in told] == ["Mr. Orrell came at 10.30 today.", "He left.", "one", "two"]


def test_a_phrase_is_found_over_a_line_break_and_with_either_apostrophe() -> None:
    assert any_of(("we can't say",)).first("So we\ncan’t say.") is not None
    assert any_of(("sorry if",)).first("A sorryiff.") is None
    assert any_of(("confirm * contact",)).first("Confirm that you do not want contact.") is not None
    assert any_of(("confirm * contact",)).first("Confirm " + "one " * 9 + "contact.") is None


def test_a_phrase_that_is_denied_or_reported_is_not_said() -> None:
    listed = phrases("finding_upheld", "en")
    assert listed.said("You said that we failed.", language="en") is None
    assert listed.said("We did not find that we failed.", language="en") is None
    assert listed.said("It was not the rain; we failed.", language="en") is not None
    assert listed.said("It did not rain, but we failed.", language="en") is not None


def test_sums_are_read_in_pence() -> None:
    assert sums_in("From £50 to £1,250.50, not 60.") == (5000, 125_050)
