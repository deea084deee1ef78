"""A frozen period counted again: every figure that is another is listed, with both numbers, why, and a reason."""

from __future__ import annotations

import json

import pytest
from django.test import Client

from casework.published import writing
from casework.published.comparing import differences, said
from casework.published.errors import NotReady
from casework.published.models import Difference, Edition
from casework.published.publishing import publish
from casework.published.words import WhyDifferent
from tests.casework.insight.chanced import chanced
from tests.casework.made import Officers
from tests.casework.published import reporting_on as on

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_correction_is_a_new_edition_that_lists_every_difference(officers: Officers) -> None:
    chanced(officers.asha, 15, seed=51)
    first = on.frozen(officers.asha, officers.bela)
    on.recorded_later(officers.asha)
    prepared = on.counted(officers.asha)
    assert prepared.replaces == first
    with pytest.raises(NotReady) as told:
        writing.ask_for_approval(prepared.pk, by=officers.asha, now=on.NOW)
    assert any("Say why this period is counted again" in one for one in told.value.lacking)
    second = on.frozen(officers.asha, officers.bela)
    assert (second.number, second.replaces, second.reason) == (2, first, "Answers recorded late were added.")
    was, now = json.loads(first.content), json.loads(second.content)
    listed = Difference.objects.filter(edition=second)
    accepted = listed.get(figure="AR-1")
    before = next(one for one in was["document"]["measures"] if one["id"] == "AR-1")["cells"][0]["numerator"]
    assert (accepted.was, accepted.now) == (f"{before:,}", f"{before + 1:,}")
    assert accepted.why == WhyDifferent.LATER
    assert now["replaces"] == first.sha256
    same = {(one.figure, one.label, one.was, one.now) for one in differences(was, now)}
    assert same == set(listed.values_list("figure", "label", "was", "now"))
    publish(second.pk, by=officers.bela, now=on.NOW)
    page = Client().get("/performance/merebrook/2024-25-committee-quarter").content.decode()
    assert "Answers recorded late were added." in page
    assert accepted.label in page


def test_an_edition_that_was_replaced_is_not_published_any_more(officers: Officers) -> None:
    chanced(officers.asha, 5, seed=52)
    first = on.frozen(officers.asha, officers.bela)
    on.recorded_later(officers.asha)
    on.frozen(officers.asha, officers.bela)
    with pytest.raises(ValueError, match="Edition 2 replaced this one"):
        publish(first.pk, by=officers.bela, now=on.NOW)


def test_the_words_of_the_edition_before_are_there_each_of_who_typed_them(officers: Officers) -> None:
    chanced(officers.asha, 5, seed=53)
    prepared = on.counted(officers.asha)
    text = writing.Text("volume", "A quiet year.", "Head of Complaints")
    writing.write(prepared.pk, text, seen=0, by=officers.asha, now=on.NOW)
    on.frozen(officers.asha, officers.bela)
    again = on.counted(officers.asha)
    [kept] = again.wordings.all()
    assert (kept.text, kept.signed, kept.officer) == ("A quiet year.", "Head of Complaints", officers.asha)


def content(numerator: int, **over: object) -> dict[str, object]:
    cell = {
        "by": {"department": "Housing"},
        "numerator": numerator,
        "denominator": 20,
        "percent": 50,
        "previous": None,
    }
    measure = {"id": "AR-3a", "label": "On time", "cells": [cell]}
    return {
        "document": {"measures": [measure]}, "figures": {"AR-3a": "1"}, "structure": [["a"]], "facts": ["x"], **over,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("over", "why"),
    [
        ({"facts": ["y"]}, {WhyDifferent.LATER}),
        ({"figures": {"AR-3a": "2"}}, {WhyDifferent.RULE}),
        ({"structure": [["b"]]}, {WhyDifferent.STRUCTURE}),
        ({"facts": ["y"], "figures": {"AR-3a": "2"}}, {WhyDifferent.LATER, WhyDifferent.RULE}),
        ({}, {WhyDifferent.PROGRAM}),
    ],
)
def test_a_difference_says_why(over: dict[str, object], why: set[WhyDifferent]) -> None:
    [one] = differences(content(10), content(12, **over))
    assert set(one.why) == why
    assert (one.was, one.now) == ("50% (10 of 20)", "50% (12 of 20)")
    assert one.label == "On time, Housing"


def test_a_figure_that_is_in_one_of_them_alone_is_a_difference() -> None:
    empty = content(10)
    empty["document"] = {"measures": []}
    [gone] = differences(content(10), empty)
    [come] = differences(empty, content(10))
    assert (gone.now, come.was) == ("not in it", "not in it")


@pytest.mark.parametrize(
    ("counts", "words"),
    [
        ({"numerator": None, "denominator": None, "percent": None}, "not shown"),
        ({"numerator": 3, "denominator": 4, "percent": None, "unknown": 2}, "3 of 4, 2 not known"),
        ({"numerator": 2, "denominator": None, "percent": None, "pence": 15000}, "£150 on 2"),
        ({"numerator": 7, "denominator": None, "percent": None}, "7"),
        ({"numerator": 7, "denominator": 4120, "percent": None, "rate": 1.7}, "1.7 (7 of 4,120)"),
        (
            {
                "numerator": 5, "denominator": None, "percent": None,
                "working_days": {"mean": 9.8, "median": 9, "ninetieth_centile": 14},
            },
            "mean 9.8, median 9, 90th centile 14 working days (5)",
        ),
    ],
)  # fmt: skip
def test_a_figure_is_said_with_its_counts(counts: dict[str, object], words: str) -> None:
    assert said(counts) == words


def test_a_published_earlier_period_that_is_counted_otherwise_is_marked(officers: Officers) -> None:
    chanced(officers.asha, 15, seed=54)
    on.frozen(officers.asha, officers.bela)
    on.recorded_later(officers.asha)
    after = on.Period.year("2025-26")
    prepared = on.counted(officers.asha, period=after, compare=True)
    assert prepared.compared_with == Edition.objects.get()
    client = Client()
    client.force_login(officers.asha)
    assert "restated; published as" in client.get(f"/reports/{prepared.pk}/whole").content.decode()
