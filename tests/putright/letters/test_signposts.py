"""Every route of a contact has a letter that says who deals with it, in both languages, and names no wrong Ombudsman."""

from dataclasses import replace
from pathlib import Path

import pytest

from putright.letters import compose, letter, read_letters, run_checks, survey_letters
from putright.letters.examples import example
from putright.procedures.routing import routes
from putright.vocabulary import LetterKind

TOLD = [one for one in routes().values() if one.letter == LetterKind.SIGNPOST.value]


def told_of(route: str, language: str = "en"):
    chain = replace(example(LetterKind.SIGNPOST), route=route, language=language)
    return chain, compose(chain, letter(LetterKind.SIGNPOST))


def test_no_route_is_without_a_letter() -> None:
    assert {one.letter for one in routes().values()} <= {kind.value for kind in LetterKind}
    assert len(TOLD) == 11
    assert {one.letter for one in routes().values() if one not in TOLD} == {
        "decline", "member-holding", "forwarding", "clarification",
    }  # fmt: skip


@pytest.mark.parametrize("language", ["en", "cy"])
@pytest.mark.parametrize("route", TOLD, ids=lambda one: one.key)
def test_the_letter_of_each_route_says_who_deals_with_it_and_what_stays(route, language: str) -> None:
    chain, made = told_of(route.key, language)
    assert made.block("way").text
    assert bool(made.block("stays").text) is route.stays
    assert {"who_deals", "how_to_reach", "case_reasons"} <= set(made.codes)
    assert ("ombudsman_details" in made.codes) is route.ombudsman
    held = [one.id for one in run_checks(chain, made, today=chain.dates["sent_on"]) if one.holds]
    # The author's own words are English here; a speaker has yet to check ours.
    assert held == (
        [] if language == "en" else [one for one in held if one in ("language-met", "language-confirmed")]
    )


def test_without_its_route_the_letter_is_held() -> None:
    chain, made = told_of("")
    held = {one.id: one.says for one in run_checks(chain, made, today=chain.dates["sent_on"]) if one.holds}
    assert held["parts-given"].startswith("The letter does not give who deals with it.")


def test_staff_are_not_sent_to_an_ombudsman() -> None:
    for key in ("staff-grievance", "whistleblowing"):
        _, made = told_of(key)
        assert "Ombudsman" not in made.text


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (
            "## to-schol\n\nThe school.\n",
            "## to-schol is of no route of this letter; did you mean to-school",
        ),
        ("## stays-staff-grievance\n\nNothing.\n", "## stays-staff-grievance is of no route of this letter"),
    ],
    ids=["a slip", "what does not stay"],
)
def test_a_passage_of_no_route_is_told(tmp_path: Path, text: str, says: str) -> None:
    own = tmp_path / "signpost"
    own.mkdir()
    (own / "en.md").write_text(f"# opening\n\nThank you.\n\n{text}", encoding="utf-8")
    _, problems = survey_letters(tmp_path)
    assert any(says in one for one in problems), problems


def test_a_passage_of_a_route_in_another_letter_is_told(tmp_path: Path) -> None:
    own = tmp_path / "update"
    own.mkdir()
    (own / "en.md").write_text("# opening\n\nHello.\n\n## to-school\n\nThe school.\n", encoding="utf-8")
    _, problems = survey_letters(tmp_path)
    assert any("update/en.md: ## to-school is of no route" in one for one in problems), problems


def test_an_organisation_says_it_in_its_own_words(tmp_path: Path) -> None:
    own = tmp_path / "signpost"
    own.mkdir()
    (own / "en.md").write_text("## to-school\n\nThe school at Highmere answers.\n", encoding="utf-8")
    chain, _ = told_of("school")
    made = compose(chain, read_letters(tmp_path)[LetterKind.SIGNPOST])
    assert made.block("way").text == "The school at Highmere answers."
