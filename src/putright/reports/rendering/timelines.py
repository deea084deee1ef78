"""A stage drawn as a line of time: each clock a bar from where its count begins to where it ends.

Every bar carries its own words, so that nothing hangs on its length or colour; a table stands beside it.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Any, cast

from putright.reports.rendering.charts import (
    FILL,
    INK,
    PAPER,
    configured,
    drawing,
    in_short_lines,
    stand_alone,
)

_ROW = 40
_WIDTH = 420
_WORDS = 14


@dataclass(frozen=True, slots=True)
class Bar:
    """One clock: where it begins and how long it lasts, both in days of the picture, and what stands beside it.

    open_ended  nobody can say beforehand how long it lasts: it is drawn hollow.
    """

    name: str
    begins: float
    lasts: float
    words: str
    open_ended: bool = False


@dataclass(frozen=True, slots=True)
class Timeline:
    """The bars of one stage. says: its text alternative, made of the same rows."""

    title: str
    says: str
    bars: tuple[Bar, ...]


def timeline_svg(timeline: Timeline, *, key: str) -> str:
    """The picture as an `<svg>` to stand in a page, with its title and text alternative.

    key  makes its ids different from those of every other picture on the page.
    """
    return stand_alone(_drawn(timeline), title=timeline.title, says=timeline.says, key=key)


@lru_cache(maxsize=128)
def _drawn(timeline: Timeline) -> str:
    alt = drawing()
    ends = max((one.begins + one.lasts for one in timeline.bars), default=0) or 1
    rows = [_row(number, one) for number, one in enumerate(timeline.bars)]
    groups = [row["group"] for row in rows]
    lines = alt.Axis(
        ticks=False, domain=False, labelPadding=8, labelExpr="slice(split(datum.label, '\\n'), 1)"
    )
    place = alt.Y(
        "group:N", sort=groups, title=None, axis=lines, scale=alt.Scale(domain=groups, paddingInner=0.5)
    )
    # Room on the right for the words of the bar that ends last.
    across = alt.X("begins:Q", axis=None, scale=alt.Scale(domain=[0, ends * 1.9], nice=False))
    base = alt.Chart(alt.Data(values=rows))
    bars = base.mark_bar(stroke=INK, strokeWidth=1).encode(
        x=across, x2="ends:Q", y=place,
        color=alt.Color("how:N", scale=alt.Scale(domain=["set", "open"], range=[FILL, PAPER]), legend=None),
    )  # fmt: skip
    words = base.mark_text(align="left", baseline="middle", dx=6, fontSize=_WORDS, color=INK)
    said = words.encode(x=alt.X("ends:Q"), y=place, text="words:N")
    return configured((bars + said).properties(width=_WIDTH, height=len(rows) * _ROW))


def _row(number: int, one: Bar) -> dict[str, Any]:
    name = "\n".join((str(number), *in_short_lines(one.name)))
    how = "open" if one.open_ended else "set"
    return cast(
        "dict[str, Any]",
        {"group": name, "begins": one.begins, "ends": one.begins + one.lasts, "words": one.words, "how": how},
    )
