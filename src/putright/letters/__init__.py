"""Letters: what each must say by provision, composed from the chain and checked before it leaves."""

from putright.letters.composing import compose
from putright.letters.folders import letter, load_letters, read_letters, survey_letters
from putright.letters.types import (
    BlockSource,
    BlockTemplate,
    ComposedBlock,
    ComposedLetter,
    LetterError,
    LetterTemplate,
    PointText,
    Texts,
)

__all__ = [
    "BlockSource",
    "BlockTemplate",
    "ComposedBlock",
    "ComposedLetter",
    "LetterError",
    "LetterTemplate",
    "PointText",
    "Texts",
    "compose",
    "letter",
    "load_letters",
    "read_letters",
    "survey_letters",
]
