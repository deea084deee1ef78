"""What a check is, and what it says of one letter."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from putright.letters.types import LetterError
from putright.vocabulary import LetterKind

BLOCK, ADVISE = "block", "advise"


class CheckError(LetterError):
    """The data of the checks is wrong; the message says what to change."""


@dataclass(frozen=True, slots=True)
class CheckMeaning:
    """One check as `checks.toml` lists it.

    do            what the author does about it, as a sentence.
    severity      `block`: the letter is held until it is mended or gone past; `advise`: it is only told.
    kinds         the letters it looks at.
    duty          code of `procedures/duties.toml` that gives the provision; `duties` where a kind has its own.
    source        where it comes from when the procedure does not ask for the duty.
    requirements  lessons from published decisions (R-…); detection: the daily rule (DR-…), or empty.
    overridable   whether a named officer may go past it with a reason.
    """

    id: str
    title: str
    do: str
    severity: str
    kinds: frozenset[LetterKind]
    source: str
    requirements: tuple[str, ...] = ()
    detection: str = ""
    duty: str = ""
    duties: Mapping[LetterKind, str] = field(default_factory=dict)
    overridable: bool = True


@dataclass(frozen=True, slots=True)
class Problem:
    """What a check found: a sentence, and the point or block it stands at. `passes` for a figure that is only shown."""

    says: str
    point: str = ""
    block: str = ""
    passes: bool = False


@dataclass(frozen=True, slots=True)
class CheckResult:
    """What a check says of a letter: passed, or what is wrong where and what to do.

    A check that finds several things gives a result for each.
    point, block  keys of where it is; both empty = the whole letter. where: the same for people, such as `Point 2`.
    provision     of the chain's procedure where it asks for it, else the check's own source.
    severity      `block` or `advise`; overridable: whether a named officer may go past it with a reason.
    """

    id: str
    title: str
    passes: bool
    says: str
    provision: str
    severity: str
    overridable: bool
    point: str = ""
    block: str = ""
    where: str = ""

    @property
    def holds(self) -> bool:
        """Whether the letter is held by it until it is mended or gone past."""
        return not self.passes and self.severity == BLOCK
