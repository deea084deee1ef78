"""What the procedures say fits the columns that hold it: SQLite would not tell, PostgreSQL refuses."""

import pytest

from casework.complaints.models import Clock, Complaint, Event, StageFact
from putright.cases import CaseFacts
from putright.measures import Column, schemas
from putright.procedures import load_procedures
from putright.vocabulary import EscalationReason


@pytest.mark.parametrize("key", sorted(load_procedures()))
def test_what_a_shipped_procedure_names_fits(key: str) -> None:
    under = load_procedures()[key]
    assert len(key) <= Complaint._meta.get_field("procedure").max_length
    for stage in under.stages:
        for held in (Complaint, StageFact, Event):
            assert len(stage.key) <= held._meta.get_field("stage").max_length
        for timescale in stage.timescales:
            assert len(timescale.key) <= Complaint._meta.get_field("next_timescale").max_length
            assert len(timescale.provision) <= Clock._meta.get_field("provision").max_length
            assert len(timescale.provision) <= Complaint._meta.get_field("next_provision").max_length


def test_every_reason_to_go_further_at_once_fits() -> None:
    for held in (StageFact._meta.get_field("reasons"), Complaint._meta.get_field("escalation_reasons")):
        assert len(";".join(EscalationReason)) <= held.max_length


@pytest.mark.parametrize("column", schemas()["facts"].columns, ids=lambda one: one.name)
def test_every_code_a_figure_may_count_fits(column: Column) -> None:
    if column.codes and not column.several and column.name in CaseFacts.__dataclass_fields__:
        assert max(map(len, column.codes)) <= Complaint._meta.get_field(column.name).max_length
