"""What every list of words has in common: a code that never changes meaning, and a label people read."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import Self


class Word(StrEnum):
    """A code with its label, and the day it was retired if it is no longer offered.

    The code is stored and exported; the label is shown. A code never changes meaning: retire it
    and add another.
    """

    label: str
    retired_on: date | None

    def __new__(cls, code: str, label: str = "", retired_on: date | None = None) -> Self:
        word = str.__new__(cls, code)
        word._value_ = code
        word.label = label
        word.retired_on = retired_on
        return word

    @classmethod
    def offered_on(cls, day: date) -> tuple[Self, ...]:
        """The words a form offers on a day, in their listed order."""
        return tuple(word for word in cls if word.retired_on is None or day < word.retired_on)

    @classmethod
    def read(cls, code: str) -> Self:
        """The word with this code.

        Raises ValueError, naming the words there are, when the list has no such code.
        """
        for word in cls:
            if word.value == code:
                return word
        known = ", ".join(word.value for word in cls)
        raise ValueError(f"{code!r} is not a {cls.__name__}; use one of: {known}")
