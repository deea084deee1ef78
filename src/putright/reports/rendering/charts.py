"""Charts as pictures: drawn without a browser, told apart without colour, each beside its own table.

A series is filled or hollow, solid or dashed, and every bar carries its own words, so nothing hangs on
seeing a colour. Colours are at least 3 to 1 against what they touch, words 4.5 to 1.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from html import escape
from pathlib import Path
from textwrap import wrap
from typing import Any, cast

from putright.reports.report import Chart, Point, ReportError

INK, PAPER, LINE = "#0b0c0c", "#ffffff", "#505a5f"
FILL = "#1d70b8"
TYPEFACE = "Noto Sans, Arial, sans-serif"
WIDTH = 420
_WORDS = 14
_LABELS = 190
_LETTERS = 26
_NAME = "slice(split(datum.label, '\\n'), 1)"
_BAR = 24
_DASHES: tuple[list[int], ...] = ([1, 0], [6, 4], [2, 3], [8, 3, 2, 3])
_SHAPES = ("circle", "square", "triangle-up", "diamond")
_ROLES = re.compile(r' (?:role|class|aria-[a-z]+|pointer-events)="[^"]*"')
_STANDALONE = re.compile(r'^<svg [^>]*?width="([\d.]+)" height="([\d.]+)" viewBox="([^"]+)">')


def svg(chart: Chart, *, key: str) -> str:
    """The chart as an `<svg>` to stand in a page, with its title and text alternative.

    key  makes its ids different from those of every other chart on the page.
    """
    return stand_alone(_drawn(chart), title=chart.title, says=chart.says, key=key)


def stand_alone(drawn: str, *, title: str, says: str, key: str) -> str:
    """What the drawing library made as one picture with a title and a text alternative. key: as in `svg`."""
    opened = _STANDALONE.match(drawn)
    if opened is None:
        raise ReportError("the drawing library answered with something else than a picture")
    named, told = f"{key}-title", f"{key}-says"
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" role="img" aria-labelledby="{named} {told}" '
        f'viewBox="{opened[3]}"><title id="{named}">{escape(title)}</title>'
        f'<desc id="{told}">{escape(says)}</desc>'
    )
    return head + drawn[opened.end() :]


def png(chart: Chart) -> bytes:
    """The chart as a PNG picture, sharp enough to print."""
    return cast("bytes", _libraries()[1].svg_to_png(_drawn(chart), scale=3))


@lru_cache(maxsize=128)
def _drawn(chart: Chart) -> str:
    draw = _lines if chart.kind == "line" else _bars
    return configured(draw(drawing(), chart))


def drawing() -> Any:
    """The drawing library. Raises ReportError where it is not installed."""
    return _libraries()[0]


def configured(picture: Any) -> str:
    """A picture of the library drawn in our typeface and colours."""
    made = picture.configure(
        font=TYPEFACE, background=PAPER, padding=8,
        view={"stroke": None},
        axis={
            "labelColor": INK, "titleColor": INK, "labelFontSize": _WORDS, "titleFontSize": _WORDS,
            "titleFontWeight": "normal", "domainColor": LINE, "tickColor": LINE, "gridColor": "#d9dcde",
            "labelLimit": _LABELS,
        },
        legend={
            "labelColor": INK, "labelFontSize": _WORDS, "title": None, "orient": "top", "symbolSize": 160,
            "symbolStrokeWidth": 0,            "labelLimit": WIDTH, "columns": 2,
        },
    )  # fmt: skip
    # One name and one text alternative for the whole; its hundred parts say nothing of use.
    return _ROLES.sub("", cast("str", _libraries()[1].vegalite_to_svg(made.to_dict())))


@cache
def _libraries() -> tuple[Any, Any]:
    """The drawing libraries, told of a typeface that is the same on every machine."""
    try:
        import altair
        import fontpkg_noto_sans
        import vl_convert
    except ImportError:
        raise ReportError(
            "charts need the extra `reports`; pip install 'putright[reports]', or ask for json or csv"
        ) from None
    vl_convert.register_font_directory(str(Path(fontpkg_noto_sans.ROOT) / "files"))
    return altair, vl_convert


def _values(points: tuple[Point, ...]) -> list[dict[str, object]]:
    return [
        {
            "group": _place_of(one, points),
            "series": one.series,
            "value": one.value,
            "place": one.value or 0,
            "words": one.words,
        }
        for one in points
    ]


def _groups(points: tuple[Point, ...]) -> list[str]:
    return list(dict.fromkeys(_place_of(point, points) for point in points))


def _place_of(point: Point, points: tuple[Point, ...]) -> str:
    """Its number and then its name, in short lines: two names may be shortened to the same."""
    names = list(dict.fromkeys(one.group for one in points))
    lines = in_short_lines(point.group)
    return "\n".join((str(names.index(point.group)), *lines))


def in_short_lines(words: str) -> list[str]:
    """Words beside a bar, in two lines at most."""
    return wrap(words, _LETTERS, max_lines=2, placeholder=" …")


def _bars(alt: Any, chart: Chart) -> Any:
    series = list(chart.series)
    longest = max((point.value or 0 for point in chart.points), default=0)
    groups = _groups(chart.points)
    lines = alt.Axis(ticks=False, domain=False, labelPadding=8, labelExpr=_NAME)
    rows = alt.Y("group:N", sort=groups, title=None, axis=lines, scale=alt.Scale(domain=groups))
    place: dict[str, Any] = {"y": rows}
    if len(series) > 1:
        place["yOffset"] = alt.YOffset("series:N", sort=series, scale=alt.Scale(paddingInner=0.15))
    # Room on the right for the words of the longest bar.
    across = alt.X("value:Q", axis=None, scale=alt.Scale(domain=[0, (longest or 1) * 1.75], nice=False))
    base = alt.Chart(alt.Data(values=_values(chart.points)))
    colour = alt.Color(
        "series:N",
        sort=series,
        scale=alt.Scale(domain=series, range=[FILL, PAPER, LINE, "#b1b4b6"][: len(series)]),
        legend=None
        if len(series) == 1
        else alt.Legend(symbolType="square", symbolStrokeColor=INK, symbolStrokeWidth=1),
    )
    bars = base.mark_bar(stroke=INK, strokeWidth=1).encode(x=across, color=colour, **place)
    words = base.mark_text(align="left", baseline="middle", dx=6, fontSize=_WORDS, color=INK)
    said = words.encode(x=alt.X("place:Q"), text="words:N", **place)
    return (bars + said).properties(width=WIDTH, height=len(groups) * (_BAR * len(series) + 10))


def _lines(alt: Any, chart: Chart) -> Any:
    series = list(chart.series)
    groups = _groups(chart.points)
    # A month without a figure breaks the line: nothing is guessed between its neighbours.
    base = alt.Chart(alt.Data(values=_values(chart.points)))
    most = {"domain": [0, 100]} if chart.unit == "percent" else {"zero": True}
    across = alt.X(
        "group:N", sort=groups, title=None, scale=alt.Scale(domain=groups),
        axis=alt.Axis(labelAngle=-90 if len(groups) > 6 else 0, labelExpr=_NAME),
    )  # fmt: skip
    percent = "datum.label + '%'" if chart.unit == "percent" else "datum.label"
    up = alt.Y("value:Q", title=None, scale=alt.Scale(**most), axis=alt.Axis(tickCount=5, labelExpr=percent))
    domain = alt.Scale(domain=series, range=[FILL, INK, LINE, "#00703c"][: len(series)])
    dashes = alt.Scale(domain=series, range=list(_DASHES[: len(series)]))
    shapes = alt.Scale(domain=series, range=list(_SHAPES[: len(series)]))
    colour = alt.Color("series:N", sort=series, scale=domain)
    line = base.mark_line(strokeWidth=2).encode(
        x=across,
        y=up,
        color=colour,
        strokeDash=alt.StrokeDash("series:N", scale=dashes, sort=series),
    )
    dots = base.mark_point(filled=True, size=70, opacity=1).encode(
        x=across, y=up, color=colour, shape=alt.Shape("series:N", scale=shapes, sort=series)
    )
    return (line + dots).properties(width=WIDTH + _LABELS, height=240)
