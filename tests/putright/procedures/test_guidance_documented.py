"""The tables of docs/remedies.md say what the data say, no more and no less."""

import re
from collections.abc import Iterator
from pathlib import Path

from putright.calendars.wording import day_in_words
from putright.outcomes import suggest
from putright.procedures import (
    Band,
    Guidance,
    approving_grade,
    cumulative,
    grades,
    load_guidance,
    prolonged,
    survey_guidance,
)
from putright.procedures.impact import BandPosition, severities

PAGE = (Path(__file__).resolve().parents[3] / "docs" / "remedies.md").read_text(encoding="utf-8")


def section(heading: str) -> str:
    """The text under a heading, up to the next one."""
    found = re.search(rf"^### {re.escape(heading)}\n(.*?)(?=^#)", PAGE, re.MULTILINE | re.DOTALL)
    assert found, f"docs/remedies.md has no section {heading!r}"
    return found[1]


def rows(text: str) -> list[str]:
    """The lines of a table below its head."""
    return [line for line in text.splitlines() if line.startswith("| ")][1:]


def expected(guidance: Guidance) -> Iterator[str]:
    """The rows the page must have for one guidance."""
    for band in guidance.bands:
        yield f"| {band.injustice} | {band.amount} | {_days(band)} | {band.source} | {_marks(band)} |"


def _days(band: Band) -> str:
    return f"until {day_in_words(band.effective_to)}" if band.effective_to else ""


def _marks(band: Band) -> str:
    marks = [band.basis.label] if band.basis.value != "range" else []
    return "; ".join([*marks, *(["not confirmed"] if band.unconfirmed else [])])


def test_every_guidance_has_its_table_with_source_and_mark() -> None:
    for guidance in load_guidance().values():
        text = section(guidance.title)
        assert rows(text) == list(expected(guidance))
        # Sentences may be broken over lines.
        plain = " ".join(text.split())
        assert guidance.empty_because in plain
        assert guidance.note in plain
        assert day_in_words(guidance.effective_from) in plain


def test_no_table_is_left_of_a_guidance_there_is_not() -> None:
    titles = re.findall(r"^### (.+)$", PAGE.partition("## Who approves")[0], re.MULTILINE)
    assert sorted(titles) == sorted(one.title for one in load_guidance().values())


def test_who_approves_is_as_the_page_says() -> None:
    table = rows(PAGE.partition("## Who approves")[2].partition("\n## ")[0])
    assert table == [
        f"| {level} | {says} | {grades()[approving_grade(level)]} "
        f"| {grades()[approving_grade(level, position=BandPosition.ABOVE)]} |"
        for level, says in severities().items()
    ]


def test_the_numbers_in_the_words_are_those_of_the_data() -> None:
    words = " ".join(PAGE.split())
    assert f"{prolonged().from_days} days or more" in words
    assert f"{cumulative().failures} failings within {cumulative().within_days} days" in words


def test_the_example_of_an_own_band_is_sound_and_suggested(tmp_path: Path) -> None:
    [(name, text)] = re.findall(r"```toml\n# (guidance/\S+\.toml)\n(.*?)```", PAGE, re.DOTALL)
    (tmp_path / "guidance").mkdir()
    (tmp_path / name).write_text(text, encoding="utf-8")
    found, problems = survey_guidance(tmp_path)
    assert problems == ()
    own = found[Path(name).stem]
    assert suggest(1, duration_days=3, guidance=own.bands).band == own.bands[0]
