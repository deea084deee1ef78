"""The values figures are made of."""

from datetime import date
from decimal import Decimal

import pytest

from putright.measures import Cell, Counts, FactsError, Period


def test_a_year_runs_from_april_to_march() -> None:
    assert Period.year("2023-24") == Period(date(2023, 4, 1), date(2024, 3, 31))
    assert Period.year("2023/24") == Period.year("2023-2024")


@pytest.mark.parametrize("written", ["2023", "2023-25", "23-24", "0000-01", "last year", ""])
def test_what_is_no_year_is_said_to_be_none(written: str) -> None:
    with pytest.raises(FactsError, match="write it like 2023-24"):
        Period.year(written)


def test_the_period_before_a_leap_day_ends_on_the_28th() -> None:
    assert Period(date(2023, 3, 1), date(2024, 2, 29)).before == Period(date(2022, 3, 1), date(2023, 2, 28))


def test_points_are_not_per_cent() -> None:
    """The seed's own example, on a base of 100."""
    cell = Cell(54, 100, Decimal(54), previous=Counts(46, 100, Decimal(46)))
    assert cell.points == 8
    assert cell.change_percent is not None
    assert round(cell.change_percent) == 17
