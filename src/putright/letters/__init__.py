"""Letters: what each must say by provision, composed from the chain and checked before it leaves."""

from putright.letters.checks import CheckMeaning, CheckResult, check_meanings
from putright.letters.checks.running import run_checks
from putright.letters.composing import compose
from putright.letters.folders import letter, load_letters, read_letters, survey_letters
from putright.letters.measures import Measures, measures
from putright.letters.promises import FoundPromise, matches, promises_in
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
    "CheckMeaning",
    "CheckResult",
    "ComposedBlock",
    "ComposedLetter",
    "FoundPromise",
    "LetterError",
    "LetterTemplate",
    "Measures",
    "PointText",
    "Texts",
    "check_meanings",
    "compose",
    "letter",
    "load_letters",
    "matches",
    "measures",
    "promises_in",
    "read_letters",
    "run_checks",
    "survey_letters",
]
