"""The numbers an organisation tells: each rate's own is among them, and parts come after their whole."""

from datetime import date
from pathlib import Path

import pytest

from putright.measures import FactsError, definitions, number_kinds, read_organisation


def test_every_rate_is_per_something_an_organisation_can_tell() -> None:
    told = {one.key for one in number_kinds()}
    assert {one.per_what for one in definitions() if one.per_what} <= told
    assert {one.part_of for one in number_kinds() if one.part_of} <= told


def test_an_organisation_file_may_tell_each_of_them(tmp_path: Path) -> None:
    file = tmp_path / "organisation.toml"
    rows = "".join(
        f'[[number]]\nwhat = "{one.key}"\ncount = 5\non = 2024-03-31\nsource = "stock list"\n'
        for one in number_kinds()
    )
    file.write_text(f'name = "Merebrook Homes"\n{rows}')
    found = read_organisation(file)
    assert [one.what for one in found.numbers] == [one.key for one in number_kinds()]
    assert found.number("rental_homes", on=date(2024, 4, 1)) == found.numbers[1]


def test_another_name_is_answered_with_the_nearest(tmp_path: Path) -> None:
    file = tmp_path / "organisation.toml"
    file.write_text(
        'name = "A"\n[[number]]\nwhat = "home"\ncount = 5\non = 2024-03-31\nsource = "stock list"\n'
    )
    with pytest.raises(FactsError, match="homes"):
        read_organisation(file)
