"""Each check finds what it looks for, and not what only looks like it."""

import re
from dataclasses import replace

import pytest

from putright.letters import ComposedLetter, check_meanings, load_letters
from putright.letters.checks.running import CHECKS
from putright.procedures import block_meanings, duty_meanings, required_blocks
from putright.vocabulary import LetterKind
from tests.putright.letters.changed import Letter, of
from tests.putright.letters.pairs import PAIRS


@pytest.mark.parametrize(
    ("check", "fires", "passes"), PAIRS, ids=[f"{n}-{row[0]}" for n, row in enumerate(PAIRS)]
)
def test_a_check_finds_what_it_looks_for_and_nothing_else(check: str, fires: Letter, passes: Letter) -> None:
    found = fires.failing(check)
    assert found
    for one in found:
        assert one.says.endswith(check_meanings()[check].do)
        assert one.provision
        assert one.says[0].isupper()
    assert passes.failing(check) == []
    assert any(one.id == check for one in passes.checked()), "the check has to look at that letter"


def test_every_check_is_tried_both_ways() -> None:
    assert {row[0] for row in PAIRS} == set(check_meanings())


def test_every_check_in_the_data_is_one_that_runs() -> None:
    assert list(CHECKS) == list(check_meanings())


def test_every_check_cites_lessons_and_rules_by_their_names() -> None:
    for one in check_meanings().values():
        assert all(re.fullmatch(r"R-[A-Z]\d+", name) for name in one.requirements), one.id
        assert re.fullmatch(r"(DR-\d\d)?", one.detection), one.id
        assert one.kinds, one.id
        assert not one.duty or one.duty in duty_meanings(), one.id


@pytest.mark.parametrize("kind", LetterKind, ids=str)
def test_a_worked_example_passes_every_check(kind: LetterKind) -> None:
    assert [one for one in of(kind).checked() if not one.passes] == []


@pytest.mark.parametrize("kind", load_letters(), ids=str)
def test_every_kind_of_letter_is_looked_at(kind: LetterKind) -> None:
    assert len(of(kind).checked()) >= 12


def needed() -> list[tuple[LetterKind, str]]:
    """Each kind of letter with each part its own procedure asks of it."""
    return [
        (kind, code)
        for kind, template in load_letters().items()
        for code in required_blocks(of(kind).chain.procedure, template.letter)
    ]


@pytest.mark.parametrize(("kind", "code"), needed(), ids=lambda one: str(one))
def test_a_letter_without_a_part_it_needs_is_held(kind: LetterKind, code: str) -> None:
    def without(letter: ComposedLetter) -> ComposedLetter:
        blocks = tuple(replace(one, codes=tuple(c for c in one.codes if c != code)) for one in letter.blocks)
        return replace(letter, blocks=blocks)

    lacking = replace(of(kind), altered=without)
    held = [one for one in lacking.checked() if one.holds and block_meanings()[code].says in one.says]
    assert held
    assert held[0].block, "it says where"
