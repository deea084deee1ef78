"""What officers had as one absence is a row of its own after the migration, and goes back."""

from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

pytestmark = [pytest.mark.django_db(transaction=True)]
tue_7_may, fri_10_may = date(2024, 5, 7), date(2024, 5, 10)


def at(state: str) -> Any:
    """The tables as they stood after a migration, with its models."""
    executor = MigrationExecutor(connection)
    executor.migrate([("people", state)])
    return executor.loader.project_state([("people", state)]).apps


def test_one_absence_becomes_a_row_and_one_the_wrong_way_round_none() -> None:
    try:
        before = at("0003_absence")
        home = before.get_model("people", "Organisation").objects.create(name="Merebrook", short_name="M")
        officers = before.get_model("people", "Officer").objects
        for name, first, last in (
            ("away", tue_7_may, fri_10_may), ("wrong", fri_10_may, tue_7_may), ("here", None, None),
        ):  # fmt: skip
            officers.create(
                email=f"{name}@m.example", name=name, organisation=home, away_from=first, away_until=last
            )
        after = at("0005_officer_without_away")
        found = after.get_model("people", "Absence").objects.values_list(
            "officer__name", "first_on", "last_on"
        )
        assert list(found) == [("away", tue_7_may, fri_10_may)]
        again = at("0003_absence").get_model("people", "Officer").objects.exclude(away_from=None)
        assert set(again.values_list("name", "away_until")) == {("away", fri_10_may)}
    finally:  # What stands on these tables in other apps went with them.
        executor = MigrationExecutor(connection)
        executor.migrate(executor.loader.graph.leaf_nodes())
