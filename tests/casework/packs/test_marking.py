"""Finding words in a text however they are written there, and taking them out."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casework.packs.marking import Folded, Wanted, blotted, places, says_anything

GONE = "[removed: third party]"


def without(text: str, *words: str, inside: bool = False) -> str:
    return blotted(text, [Wanted(one, "third party", inside) for one in words])[0]


@pytest.mark.parametrize(
    ("text", "words", "left", "why"),
    [
        ("Mr Quince rang.", "quince", f"Mr {GONE} rang.", "capitals make no difference"),
        ("Zoë rang Zoe.", "Zoe", f"{GONE} rang {GONE}.", "nor do accents"),
        ("Marigold\n  Quince rang", "Marigold Quince", f"{GONE} rang", "a name may go over a line end"),
        ("Quince, Marigold", "Quince Marigold", GONE, "a comma stands between in lists"),
        ("Mari-\ngold rang", "Marigold", f"{GONE} rang", "a word may be broken at a line end"),
        ("Quince’s van", "Quince's", f"{GONE} van", "apostrophes are alike"),
        ("Annual review by Ann", "Ann", f"Annual review by {GONE}", "not a part of another word"),
        ("Smith-Jones and Smith", "Smith", f"{GONE}-Jones and {GONE}", "a double name holds the name"),
        ("ring 07700 900-456 now", "07700900456", f"ring {GONE} now", "numbers are grouped in any way"),
        ("ring 07700900456 now", "07700 900 456", f"ring {GONE} now", "and the other way round"),
        ("ﬁnch lane", "finch", f"{GONE} lane", "letters that are set as one"),
        ("Mari\u00adgold", "Marigold", GONE, "a hyphen nobody sees"),
    ],
)  # fmt: skip
def test_words_are_found_however_they_are_written(text: str, words: str, left: str, why: str) -> None:
    assert without(text, words) == left, why


def test_overlapping_words_are_removed_once() -> None:
    found = places("Marigold Quince", [Wanted("Marigold Quince", "a"), Wanted("Quince", "b")])
    assert [(one.start, one.end, one.shown) for one in found] == [(0, 15, "a")]


def test_a_part_of_a_longer_word_is_told_and_removed_on_request() -> None:
    text = "write to m.quince@mail.example or mquince@mail.example"
    assert without(text, "quince") == f"write to m.{GONE}@mail.example or mquince@mail.example"
    assert Folded(text).inside_longer("quince") == ("mquince@mail.example",)
    assert "quince" not in without(text, "quince", inside=True)


def test_what_says_nothing_is_no_word_to_look_for() -> None:
    assert not says_anything(" .,- ")
    assert without("a . b", ".") == "a . b"


@given(st.text(max_size=60), st.text(alphabet="abcdefghij", min_size=3, max_size=8), st.text(max_size=60))
def test_after_removal_the_words_are_nowhere(before: str, words: str, after: str) -> None:
    left, times = blotted(f"{before} {words} {after}", [Wanted(words, "x")])
    assert times >= 1
    assert not places(left.replace("[removed: x]", " "), [Wanted(words, "x")])
