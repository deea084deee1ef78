"""Reports made from the sample facts, as the command makes them."""

import io
from functools import cache

from putright.measures import Period, read_facts
from putright.reports import Comparison, Report, build, sample_facts
from putright.reports.rendering import render_html

YEAR = Period.year("2023-24")
SHOWN = ("annual", "self-assessment")
"""Reports whose pages are opened in a browser: one with every chart, one of words."""


def facts_of(period):
    """The sample facts of a period, read."""
    return read_facts(io.BytesIO(sample_facts(period).encode("utf-8")))


@cache
def sampled_report(name: str) -> Report:
    """The report of the invented borough for 2023-24, compared with the year before."""
    with facts_of(YEAR) as facts, facts_of(YEAR.before) as before:
        return build(
            name,
            facts,
            period=YEAR,
            previous=Comparison(YEAR.before, before),
            name="Alderwick Borough Council",
        )


def sampled_page(name: str) -> str:
    """That report as a page."""
    return render_html(sampled_report(name))
