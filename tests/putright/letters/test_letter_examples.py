"""The worked example of each kind of letter makes the letter written beside it, in both languages."""

import pytest

from putright.letters import compose, load_letters
from putright.letters.examples import example, failing_letters
from putright.procedures import required_blocks
from putright.vocabulary import LetterKind


def test_every_kind_of_letter_has_its_folder() -> None:
    assert list(load_letters()) == list(LetterKind)


def test_every_worked_example_makes_the_letter_written_beside_it() -> None:
    assert failing_letters(load_letters()) == ()


@pytest.mark.parametrize("language", ["en", "cy"])
@pytest.mark.parametrize("kind", LetterKind, ids=str)
def test_every_worked_example_gives_what_its_procedure_asks_for(kind: LetterKind, language: str) -> None:
    chain, template = example(kind), load_letters()[kind]
    object.__setattr__(chain, "language", language)
    made = compose(chain, template)
    assert made.language == language
    needed = set(required_blocks(chain.procedure, template.letter))
    assert needed <= set(made.codes)
    assert made.unconfirmed is (language == "cy")
