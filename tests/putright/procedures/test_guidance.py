"""The guidance on remedies as data: each band with its days, its source and its doubts; none is guessed."""

from datetime import date
from pathlib import Path

import pytest

from putright.procedures import (
    Band,
    Basis,
    ProcedureError,
    band_of,
    check,
    guidance,
    guidances,
    load_guidance,
    load_procedures,
    own_bands,
    survey_guidance,
)
from putright.vocabulary import Period

TUE_25_JULY, FRI_28_JUNE = date(2023, 7, 25), date(2024, 6, 28)

GUIDANCE = """
title = "Elmstead compensation policy"
own_policy = "elmstead"
effective_from = 2025-04-01
version_date = 2025-04-01
source = "Cabinet decision of 3 February 2025"

[[band]]
key = "short"
injustice = "A short failing"
type = "pay_distress"
low_pence = 25_00
high_pence = 75_00
per = "once"
severities = [1]
version_date = 2025-04-01
effective_from = 2025-04-01
source = "Cabinet decision of 3 February 2025"
"""


def written(folder: Path, *texts: str) -> Path:
    """Guidance files in an organisation's own folder."""
    (folder / "guidance").mkdir()
    for number, text in enumerate(texts):
        (folder / "guidance" / f"own-{number}.toml").write_text(text, encoding="utf-8")
    return folder


def changed(old: str, new: str) -> str:
    """The invented guidance with one thing changed."""
    assert GUIDANCE.count(old) >= 1
    return GUIDANCE.replace(old, new)


def keys(bands: tuple[Band, ...]) -> list[str]:
    return [band.key for band in bands]


def test_what_ships_is_sound() -> None:
    assert survey_guidance()[1] == ()
    assert set(load_guidance()) == {
        "hos_compensation",
        "hos_remedies",
        "lgsco_remedies",
        "luton_compensation",
    }


def test_every_figure_not_confirmed_is_marked_and_the_marks_are_counted() -> None:
    marked = {one.id: keys(one.unconfirmed_bands) for one in load_guidance().values()}
    assert marked == {
        "hos_compensation": [],
        "hos_remedies": [
            "service-failure", "maladministration", "maladministration-significant", "severe-maladministration",
        ],
        "lgsco_remedies": [
            "time-and-trouble", "complaint-handling", "bed-and-breakfast", "missed-education",
            "missed-education", "adult-care-not-provided", "risk-of-harm",
        ],
        "luton_compensation": [],
    }  # fmt: skip


def test_every_own_policys_guidance_belongs_to_a_procedure_that_ships() -> None:
    bodies = {key.rpartition("/")[0] for key in load_procedures()}
    assert {one.own_policy for one in load_guidance().values() if one.own_policy} <= bodies


@pytest.mark.parametrize(
    ("band", "amount"),
    [
        ("hos_remedies/service-failure", "£50 to £100"),
        ("hos_remedies/maladministration", "£100 to £600"),
        ("hos_remedies/maladministration-significant", "£600 to £1,000"),
        ("hos_remedies/severe-maladministration", "£1,000 or more"),
        ("luton_compensation/short-failing", "£50 to £250"),
        ("lgsco_remedies/distress", "up to £500"),
        ("lgsco_remedies/distress-severe", "more than £500"),
        ("lgsco_remedies/unsuitable-accommodation", "£150 to £350 a month"),
        ("lgsco_remedies/bed-and-breakfast", "£100 to £200 a week"),
        ("lgsco_remedies/missed-education", "£900 to £2,400 a term"),
        ("lgsco_remedies/costs-of-accommodation", "actual cost"),
        ("lgsco_remedies/risk-of-harm", "no figure given"),
        ("lgsco_remedies/disrepair", "£150 a month"),
    ],
)
def test_a_band_is_said_as_people_read_it(band: str, amount: str) -> None:
    assert band_of(band, on=FRI_28_JUNE).amount == amount


def test_a_determination_is_read_against_the_guidance_of_its_own_day() -> None:
    fri_31_december, sat_1_january = date(2021, 12, 31), date(2022, 1, 1)
    before, after = (
        band_of("lgsco_remedies/missed-education", on=day) for day in (fri_31_december, sat_1_january)
    )
    assert (before.per, before.amount) == (Period.MONTH, "£200 to £600 a month")
    assert (after.per, after.amount) == (Period.TERM, "£900 to £2,400 a term")
    assert keys(guidance("lgsco", on=sat_1_january)).count("missed-education") == 1


def test_before_the_first_version_we_know_there_is_nothing_and_nothing_is_guessed() -> None:
    thu_31_december = date(2020, 12, 31)
    assert guidance("lgsco", on=thu_31_december) == ()
    with pytest.raises(ProcedureError, match="did not count on 2020-12-31"):
        band_of("lgsco_remedies/distress", on=thu_31_december)


def test_the_compensation_guidance_of_2026_stands_empty_beside_the_older_bands() -> None:
    tue_31_march, wed_1_april = date(2026, 3, 31), date(2026, 4, 1)
    assert [one.id for one in guidances("housing-ombudsman", on=tue_31_march)] == ["hos_remedies"]
    [compensation, remedies] = guidances("housing-ombudsman", on=wed_1_april)
    assert (compensation.id, compensation.bands, compensation.unconfirmed) == ("hos_compensation", (), True)
    assert compensation.empty_because
    assert "not confirmed" in remedies.note
    assert guidance("housing-ombudsman", on=wed_1_april) == guidance("housing-ombudsman", on=tue_31_march)


def test_an_ombudsman_without_guidance_gives_none_and_an_unknown_one_is_told() -> None:
    assert guidance("psow", on=FRI_28_JUNE) == ()
    with pytest.raises(ProcedureError, match="did you mean"):
        guidance("housing-ombudsmen", on=FRI_28_JUNE)


def test_an_own_policys_bands_are_kept_apart_from_the_ombudsmans() -> None:
    assert keys(own_bands("luton", on=FRI_28_JUNE)) == ["short-failing"]
    assert own_bands("rbkc", on=FRI_28_JUNE) == ()
    assert "short-failing" not in keys(guidance("housing-ombudsman", on=FRI_28_JUNE))


@pytest.mark.parametrize(
    ("reference", "says"),
    [
        ("hos_remedy/x", "did you mean hos_remedies"),
        ("hos_remedies/service-failures", "did you mean service-failure"),
    ],
)
def test_a_band_there_is_not_is_told_with_near_ones(reference: str, says: str) -> None:
    with pytest.raises(ProcedureError, match=says):
        band_of(reference, on=FRI_28_JUNE)


def test_figures_of_decisions_are_told_apart_from_ranges_of_the_guidance() -> None:
    assert band_of("lgsco_remedies/uncertainty", on=TUE_25_JULY).basis is Basis.DECISIONS
    assert band_of("lgsco_remedies/distress", on=TUE_25_JULY).basis is Basis.RANGE


def test_an_organisations_own_bands_are_read_from_its_folder_even_without_a_procedure(tmp_path: Path) -> None:
    folder = written(tmp_path, GUIDANCE)
    found, problems = survey_guidance(folder)
    assert problems == ()
    assert keys(found["own-0"].bands) == ["short"]
    assert check(folder) == ()


def test_the_folder_the_environment_names_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PUTRIGHT_PROCEDURES", str(written(tmp_path, GUIDANCE)))
    assert "own-0" in survey_guidance()[0]


SECOND = """
[[band]]
key = "short"
injustice = "A short failing"
type = "pay_distress"
low_pence = 30_00
high_pence = 90_00
per = "once"
version_date = 2026-04-01
effective_from = 2026-04-01
source = "Cabinet decision of 2 February 2026"
"""
ENDS = "effective_from = 2025-04-01\neffective_to = {}\nsource"


def test_a_band_that_follows_the_day_after_is_sound(tmp_path: Path) -> None:
    first = GUIDANCE.replace("effective_from = 2025-04-01\nsource", ENDS.format("2026-03-31"))
    assert survey_guidance(written(tmp_path, first + SECOND))[1] == ()


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (changed('per = "once"', 'per = "fortnight"'), "own-0.toml: short: per is 'fortnight'; use one of"),
        (changed("low_pence = 25_00", "low_pence = 85_00"), "high_pence 7500 is below low_pence 8500"),
        (changed("low_pence = 25_00", "low_pence = -1"), "low_pence is -1; a band begins at 0 or above"),
        (changed("low_pence = 25_00", "low_pence = 25.5"), "low_pence is 25.5; it must be a whole number"),
        (changed("low_pence = 25_00\nhigh_pence = 75_00", ""), "has no low_pence or high_pence"),
        (changed("low_pence = 25_00", "more_than = true"), "more_than needs a low_pence"),
        (changed("severities = [1]", "severities = [5]"), "severity 5 is not one"),
        (changed("severities = [1]", 'basis = "actual-cost"'), "take them away"),
        (changed("severities = [1]", "effective_to = 2025-03-31"), "effective_to 2025-03-31 is before"),
        (changed("effective_from = 2025-04-01\nversion", "effective_from = 2025-05-01\nversion"), "before its guidance"),
        (changed('own_policy = "elmstead"\n', ""), "one of the two"),
        (changed('own_policy = "elmstead"', 'ombudsman = "lgso"'), "not listed in ombudsmen.toml; did you mean lgsco"),
        (changed("title", "titel"), "has 'titel', which is not known; did you mean title"),
        (changed('\nsource = "Cabinet decision of 3 February 2025"\n\n', "\n\n"), "has no 'source'"),
        (GUIDANCE.partition("[[band]]")[0], "has no [[band]]; add one, or say why"),
        (GUIDANCE.replace("\n[[band]]", 'empty_because = "none"\n\n[[band]]'), "take empty_because away"),
        (GUIDANCE + SECOND, "overlaps the one from 2026-04-01; set effective_to = 2026-03-31"),
        (
            GUIDANCE.replace("effective_from = 2025-04-01\nsource", ENDS.format("2026-03-30")) + SECOND,
            "leaves a gap before the one from 2026-04-01; set effective_to = 2026-03-31",
        ),
        (
            GUIDANCE + SECOND.replace('"short"', '"other"').replace('per = "once"', 'per = "once"\nseverities = [1]'),
            "short and other are both for severity 1",
        ),
        ("title = [", "is not TOML"),
    ],
)  # fmt: skip
def test_each_fault_in_the_data_is_one_plain_sentence(tmp_path: Path, text: str, says: str) -> None:
    [told] = survey_guidance(written(tmp_path, text))[1]
    assert told.startswith("guidance/own-0.toml")
    assert says in told


def test_a_name_that_is_taken_is_told(tmp_path: Path) -> None:
    (written(tmp_path) / "guidance" / "hos_remedies.toml").write_text(GUIDANCE, encoding="utf-8")
    [told] = survey_guidance(tmp_path)[1]
    assert "the name is taken" in told
