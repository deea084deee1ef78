"""The page on letters lists every check as the data has it, and every placeholder is one that something fills."""

from pathlib import Path

from putright.letters import CheckMeaning, check_meanings, load_letters
from putright.letters.data import data
from putright.letters.filling import placeholders

PAGE = Path(__file__).resolve().parents[3] / "docs/letters.md"
BEGIN, END = "<!-- checks -->", "<!-- end of checks -->"


def row(one: CheckMeaning) -> str:
    """A check as the page lists it."""
    mark = "" if one.overridable else " !"
    lessons = ", ".join((*one.requirements, *([one.detection] if one.detection else [])))
    return f"| `{one.id}` | {one.title} | {one.severity}{mark} | {one.source} | {lessons} |"


def table() -> str:
    """The whole table, to be put between the two marks of the page."""
    head = "| Check | Looks for | | Source | Lessons |\n|---|---|---|---|---|"
    return "\n".join((head, *(row(one) for one in check_meanings().values())))


def test_the_page_lists_every_check_as_it_is() -> None:
    page = PAGE.read_text(encoding="utf-8")
    assert page.split(BEGIN)[1].split(END)[0].strip() == table()


def test_every_placeholder_is_used_by_some_letter() -> None:
    known = data("placeholders.toml")
    used = {
        name
        for template in load_letters().values()
        for texts in template.texts.values()
        for text in texts.blocks.values()
        for name in placeholders(text)
    }
    given = {
        name
        for one in load_letters().values()
        for block in one.blocks
        for needs in block.gives.values()
        for name in needs
    }
    unused = {name for part in ("value", "repeated", "word") for name in known[part]} - used
    assert unused <= set()
    assert set(known["whole"]) == given & set(known["whole"])


def test_only_two_checks_cannot_be_gone_past() -> None:
    assert [one.id for one in check_meanings().values() if not one.overridable] == [
        "no-account-numbers",
        "no-gap-left",
    ]
