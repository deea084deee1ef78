"""The e-mail says what the letter says, as plain text and as HTML; its name and subject tell nobody's."""

import dataclasses
from datetime import date
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casework.letters.rendering import (
    Passage,
    letter_filename,
    mail_subject,
    passages_of,
    render_html,
    render_text,
)
from tests.casework.letters.printed import LETTER, READ, stands_in_order


class Read(HTMLParser):
    """The elements and the words of a page as a browser takes them."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.words: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)

    def handle_data(self, data: str) -> None:
        self.words.append(data)


def test_both_bodies_say_the_letter_in_order() -> None:
    plain, page = render_text(LETTER), Read(render_html(LETTER))
    in_rows = ("What: Mend the roof", "By when: 3 June 2024", "What: Pay £250", "By when: 10 June 2024")
    assert stands_in_order(plain, (*READ[:11], *in_rows, *READ[17:]))
    assert stands_in_order(" ".join(page.words), READ)
    assert "\n- the record of calls\n- the survey of 3 April\n" in plain


def test_the_page_has_real_headings_lists_and_tables_and_a_language() -> None:
    page = render_html(LETTER)
    tags = Read(page).tags
    assert [tag for tag in tags if tag in ("h1", "h2", "h3", "ul", "li", "table", "th")] == [
        "h1", "h2", "ul", "li", "li", "h3", "h3", "h2", "table", "th", "th",
    ]  # fmt: skip
    assert '<html lang="en-GB">' in page
    assert '<html lang="cy-GB">' in render_html(dataclasses.replace(LETTER, language="cy"))


def test_nothing_is_fetched_and_no_postal_address_of_the_resident_goes_along() -> None:
    page = render_html(LETTER)
    assert not {"img", "link", "script", "a", "iframe"} & set(Read(page).tags)
    for body in (page, render_text(LETTER)):
        assert "Weir Lane" not in body


@given(st.text(max_size=100))
def test_nothing_a_resident_writes_becomes_an_element(text: str) -> None:
    hostile = dataclasses.replace(
        LETTER, title=f"<h1>{text}", organisation=f"</title><b>{text}",
        passages=(Passage(f"<i>{text}", f'x <script>alert(1)</script> "onload=" {text}'),),
    )  # fmt: skip
    assert not {"script", "b", "i"} & set(Read(render_html(hostile)).tags)


def test_the_subject_names_the_reference_and_never_breaks_a_line() -> None:
    assert mail_subject(LETTER) == "Our answer to your complaint (PR-7K3M-Q9TX)"
    assert "\n" not in mail_subject(dataclasses.replace(LETTER, title="a\r\nBcc: b@c.example"))


@pytest.mark.parametrize(
    ("reference", "kind", "name"),
    [
        ("PR-7K3M-Q9TX", "final-response", "PR-7K3M-Q9TX-final-response-2024-05-02.pdf"),
        ("../../etc/x y", "a\\b", "etc-x-y-a-b-2024-05-02.pdf"),  # never a folder, never a space
        ("", "closure", "closure-2024-05-02.pdf"),
    ],
)
def test_a_file_is_called_after_reference_kind_and_day(reference: str, kind: str, name: str) -> None:
    thu_2_may = date(2024, 5, 2)
    assert letter_filename(reference, kind=kind, dated_on=thu_2_may, suffix="pdf") == name


def test_kept_blocks_become_passages_without_empty_ones_and_without_the_letterhead() -> None:
    kept = [
        {"key": "letterhead", "heading": "", "text": "Ms Ashdown\n12 Weir Lane", "locked": False},
        {"key": "greeting", "heading": "", "text": "Dear Ms Ashdown", "locked": False},
        {"key": "apology", "heading": "Our apology", "text": " ", "locked": False},
        {"key": "ombudsman", "heading": "If you disagree", "text": "Ask them.", "locked": True},
    ]
    assert passages_of(kept) == (Passage("", "Dear Ms Ashdown"), Passage("If you disagree", "Ask them."))
