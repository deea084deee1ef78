"""Whose words a complaint is told in: those of its procedure for what we found, of the Ombudsman for what it did."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from putright.procedures import Procedure, ReferralProcess, outcome_word, referral_process, referral_processes
from putright.vocabulary import CaseOutcome, OmbudsmanBody, PointOutcome
from putright.vocabulary.words import Word


@dataclass(frozen=True, slots=True)
class OwnWords:
    """The words a complaint is told in.

    procedure  of the complaint; None = our ordinary words.
    bodies     whose case each key of a referral is; one that is not there is told in our ordinary words.
    """

    procedure: Procedure | None = None
    bodies: Mapping[str, OmbudsmanBody] = field(default_factory=dict, hash=False)

    def finding(self, outcome: PointOutcome | CaseOutcome) -> str:
        """What the procedure calls a finding, such as `Partially upheld`."""
        return outcome_word(self.procedure, outcome)

    def theirs(self, referral: str, word: Word) -> str:
        """What the Ombudsman whose case it is calls it."""
        process = self._process(referral)
        return process.word(word) if process else word.label

    def step(self, referral: str, key: str) -> str:
        """The title of a step of its process. Where nobody knows whose it is, the first that has it tells."""
        process = self._process(referral)
        steps = [process.steps] if process else [one.steps for one in referral_processes().values()]
        return next((found[key].title for found in steps if key in found), key.replace("_", " ").capitalize())

    def _process(self, referral: str) -> ReferralProcess | None:
        body = self.bodies.get(referral)
        return referral_process(body) if body else None


ORDINARY = OwnWords()
"""Where it is not known of which complaint something is told."""
