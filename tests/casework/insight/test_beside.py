"""The tables beside the facts: of the record, in pieces, of what may be seen and of the year that is asked for."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.db.models import Q

from casework.complaints.models import Complaint, Theme, Ward
from casework.complaints.record import act, record
from casework.insight import beside
from casework.insight.beside import BESIDE
from casework.insight.facts import ALL, Chosen
from casework.insight.structure import as_toml, measured_as
from casework.intake.models import Contact
from casework.people.models import Officer
from putright.cases import verbs
from putright.cases.remedial import ActionAgreed, ActionMoved
from putright.measures import Period, schemas
from putright.vocabulary import ActionStep, RejectionReason, RemedyType
from tests.casework.insight.chanced import chanced
from tests.casework.insight.test_exporting import exported
from tests.casework.made import at, fri_3_may, told, wed_1_may

mon_3_june, tue_3_june_2025 = date(2024, 6, 3), date(2025, 6, 3)
RETURNED = [
    act(verbs.decline, reason=RejectionReason.ANONYMOUS, at=fri_3_may),
    act(verbs.reopen, at=mon_3_june),
]


def rows(by: Officer, table: str, chosen: Chosen = ALL) -> list[dict[str, Any]]:
    return [row for piece in BESIDE[table](by.organisation, chosen) for row in piece.to_pylist()]


def refused(by: Officer) -> str:
    reference = told(by).reference
    record(reference, *RETURNED, by=by, now=at(mon_3_june, 18))
    return reference


def test_every_table_of_figures_has_its_source_in_the_record(asha: Officer) -> None:
    assert set(BESIDE) == set(schemas()) - {"facts"}
    for table, pieces in BESIDE.items():
        [piece] = pieces(asha.organisation, ALL)
        assert (piece.num_rows, "reference" in piece.schema.names) == (0, True), f"{table}: none is a nought"


def test_a_row_says_where_its_complaint_belongs(asha: Officer) -> None:
    reference = refused(asha)
    assert rows(asha, "refusals") == [
        {
            "reference": reference, "reason": "anonymous", "department": "Housing", "service": None,
            "refused_on": fri_3_may, "overturned_on": mon_3_june, "overturned_by": "review",
        }
    ]  # fmt: skip


def test_what_is_done_after_a_complaint_was_closed_is_of_the_year_it_was_due_in(asha: Officer) -> None:
    reference = told(asha).reference
    agreed = ActionAgreed("a", RemedyType.TRAINING, due=tue_3_june_2025, owner="1", learning=True)
    acts = [act(verbs.agree_action, body=agreed, at=fri_3_may), act(verbs.withdraw, at=fri_3_may)]
    record(reference, *acts, by=asha, now=at(fri_3_may, 18))
    done = act(verbs.move_action, body=ActionMoved("a", ActionStep.DONE), at=tue_3_june_2025)
    record(reference, done, by=asha, now=at(tue_3_june_2025, 18))
    found = {year: rows(asha, "actions", Chosen(year=Period.year(year))) for year in ("2024-25", "2025-26")}
    assert found["2024-25"] == []
    assert [(one["due_on"], one["done_on"]) for one in found["2025-26"]] == [
        (tue_3_june_2025, tue_3_june_2025)
    ]


def test_what_may_not_be_seen_is_in_no_table(asha: Officer) -> None:
    seen, hidden = refused(asha), refused(asha)
    Complaint.objects.filter(reference=hidden).update(restricted=True)
    chosen = Chosen(complaints=Q(restricted=False))
    assert [one["reference"] for one in rows(asha, "refusals", chosen)] == [seen]
    assert [one["reference"] for one in rows(asha, "first_contacts", chosen)] == [seen]


def test_it_comes_in_pieces_and_whole(asha: Officer, monkeypatch: pytest.MonkeyPatch) -> None:
    chanced(asha, 40, seed=21)
    whole = {table: rows(asha, table) for table in BESIDE}
    monkeypatch.setattr(beside, "AT_ONCE", 3)
    assert {table: rows(asha, table) for table in BESIDE} == whole
    filled = [table for table, found in whole.items() if found]
    assert {"actions", "payments", "refusals", "first_contacts", "promises"} <= set(filled)


def test_a_page_costs_one_statement(asha: Officer, statements) -> None:
    refused(asha)
    for table in BESIDE:
        with statements(4 if rows(asha, table) else 3):  # services, teams, the page, the end of it
            rows(asha, table)


def test_codes_of_themes_and_wards_are_called_what_they_are_here(asha: Officer) -> None:
    for table, code in ((Theme, "damp"), (Ward, "north")):
        table.objects.create(
            organisation=asha.organisation, code=code, label=f'“{code}” "here"', valid_from=wed_1_may
        )
    own = measured_as(asha.organisation)
    assert (own.label("themes", "damp"), own.label("ward", "north")) == ('“damp” "here"', '“north” "here"')
    assert '[labels.themes]\n"damp" = "“damp” \\"here\\""' in as_toml(own)


def test_a_compliment_has_its_themes(asha: Officer, tmp_path: Any) -> None:
    Contact.objects.create(
        organisation=asha.organisation, channel="phone", arrived_at=at(wed_1_may), logged_at=at(wed_1_may),
        taken_by="Asha Example", logged_by=asha, decision="compliment", themes=["kind", "quick"], ward="north",
        services=["7"],
    )  # fmt: skip
    [row] = exported(asha, tmp_path / "facts.csv")
    assert (row["themes"], row["ward"], row["multi_service"]) == ("kind;quick", "north", "true")
