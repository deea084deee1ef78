"""Turns of phrase of the screens."""

import pytest

from casework.screens.phrasing import counted, one_line, without_stop


@pytest.mark.parametrize(
    ("number", "told"), [(0, "0 working days"), (1, "1 working day"), (2, "2 working days")]
)
def test_a_number_has_its_noun(number: int, told: str) -> None:
    assert counted(number, "working day") == told


def test_an_address_of_several_lines_is_told_in_one() -> None:
    assert one_line("12 Tern Close,\nMerebrook\n\n MB1 2CD ") == "12 Tern Close, Merebrook, MB1 2CD"


def test_no_stop_stands_before_a_comma() -> None:
    assert without_stop("Answer both points.") == "Answer both points"
    assert without_stop("Who comes?") == "Who comes?"
