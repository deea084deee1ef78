"""Why something cannot be done with a letter. Each says what to do, and nothing was written."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from putright.cases import CaseError


class NoSuchLetter(LookupError):
    """There is no such letter on this complaint."""


class LetterChanged(Exception):
    """Somebody else saved the letter, or an answer in it, meanwhile. Nothing of the writer's is stored or lost."""


class TextChanged(Exception):
    """The letter reads otherwise than on the page it was to be signed or sent from."""


class CannotSign(CaseError):
    """This officer may not sign this letter; `reasons` say why, one sentence each."""

    def __init__(self, reasons: Sequence[str]) -> None:
        super().__init__(" ".join(reasons))
        self.reasons = tuple(reasons)


class NotReady(CaseError):
    """Checks are open, or something a letter needs in order to leave is missing: `lines` and `missing`."""

    def __init__(self, lines: Sequence[Any] = (), missing: Sequence[str] = ()) -> None:
        super().__init__("the letter is not ready: see what the checks say")
        self.lines, self.missing = tuple(lines), tuple(missing)
