"""Light markdown is read, and everything else is text."""

import dataclasses

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casework.letters.rendering import Passage
from casework.letters.rendering.blocks import (
    Bullets,
    Element,
    Heading,
    Paragraph,
    Span,
    Table,
    clean,
    content,
    parse,
    plain,
    plain_lines,
)
from tests.casework.letters.printed import LETTER


def words_of(elements: tuple[Element, ...]) -> str:
    said = []
    for one in elements:
        if isinstance(one, Heading):
            said.append(one.text)
        elif isinstance(one, Paragraph):
            said.append(plain_lines(one.lines))
        elif isinstance(one, Bullets):
            said += [plain_lines(row) for row in one.rows]
        else:
            said += [plain(cell) for row in (one.header, *one.rows) for cell in row]
    return "\n".join(said)


def test_an_empty_line_begins_a_paragraph_and_a_line_break_stays_one() -> None:
    first, second = parse("12 Weir Lane\nBrackenford\r\n\r\n  Thank   you. ")
    assert first == Paragraph(((Span("12 Weir Lane"),), (Span("Brackenford"),)))
    assert second == Paragraph(((Span("Thank you."),),))


def test_bullets_end_a_paragraph_and_carry_their_own_second_lines() -> None:
    said, listed = parse("You told us:\n- the door\n  does not close\n- the roof")
    assert said == Paragraph(((Span("You told us:"),),))
    assert listed == Bullets((((Span("the door"),), (Span("does not close"),)), ((Span("the roof"),),)))


def test_small_headings_and_bold_are_read() -> None:
    assert parse("### Point **1**\nIt is **upheld**, all of it.") == (
        Heading("Point 1", 3),
        Paragraph(((Span("It is "), Span("upheld", bold=True), Span(", all of it.")),)),
    )


def test_a_row_without_a_cell_is_filled_and_one_too_many_loses_no_word() -> None:
    (table,) = parse("| What | When |\n| --- | --- |\n| Mend it |\n| Pay | Monday | or Tuesday |")
    assert table == Table(
        ((Span("What"),), (Span("When"),)),
        (((Span("Mend it"),), ()), ((Span("Pay"),), (Span("Monday | or Tuesday"),))),
    )


@pytest.mark.parametrize(
    "typed",
    [
        "# not a heading we know",
        "#### nor this one",
        "###without a space",
        "**open to the end",
        "** spaced ** out",
        "-no bullet",
        "- ",
        "a | b",
        "a | b\nc | d",  # no line of dashes: no table
        "| a | b |\n|---|",  # dashes for one column only
        "1. first",
        "> quoted",
        "[link](https://bad.example)",
        "*slanted* _under_ `code` ~~gone~~",
        "<b>bold</b> &amp; <script>alert(1)</script>",
        '#import "@preview/x": y; $x^2$ @label \\ #eval("1")',
    ],
)
def test_what_is_not_known_is_text_as_typed(typed: str) -> None:
    (one,) = parse(typed)
    assert isinstance(one, Paragraph)
    assert plain_lines(one.lines) == typed.strip()
    assert not any(span.bold for line in one.lines for span in line)


def test_a_small_heading_below_the_title_leaves_no_level_out() -> None:
    letter = dataclasses.replace(
        LETTER, passages=(Passage("", "### Point 1\n\nYes."), Passage("Next", "### Then\n\nNo."))
    )
    levels = [one.level for one in content(letter) if isinstance(one, Heading)]
    assert levels == [1, 2, 2, 3]


def test_marks_that_do_not_print_and_those_that_turn_a_line_about_are_left_out() -> None:
    assert clean("a\x00b\x1bc\u202ed\u2066e\ufefff\u00adg\ud800h\uffff") == "abcdefgh"
    assert clean("one\u2028two\x0bthree\rfour") == "one\ntwo\nthree\nfour"
    assert clean("Zoe\u0308") == "Zoë"


@given(st.text())
def test_no_word_is_lost_and_none_is_made_up(text: str) -> None:
    marks = " \n\t#*|-:"
    said = clean(words_of(parse(text)))
    assert [mark for mark in said if mark not in marks and not mark.isspace()] == [
        mark for mark in clean(text) if mark not in marks and not mark.isspace()
    ]
