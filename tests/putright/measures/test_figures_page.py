"""The page about figures lists every definition there is, as it is."""

from pathlib import Path

from putright.measures import Definition, definitions

PAGE = Path(__file__).resolve().parents[3] / "docs/figures.md"


def listed(one: Definition) -> str:
    """The line of the page for one definition."""
    label = f"{one.label} (to be confirmed)" if one.to_be_confirmed else one.label
    return f"| {one.id} | {label} | {one.rule} | {one.source} |"


def test_the_page_lists_every_figure_as_it_is_defined() -> None:
    lines = [line for line in PAGE.read_text(encoding="utf-8").splitlines() if line.startswith("| ")]
    assert lines == ["| Figure | What it is | Rule | Source |", *(listed(one) for one in definitions())]
