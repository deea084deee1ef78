"""What an Ombudsman decides: the five things said of the whole, and what it found on each head, in its own terms."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from casework.complaints.record import Act, Recorded
from casework.ombudsman.enquiries import step
from casework.ombudsman.working import at_case, follow, refer
from casework.people.models import Officer
from putright.cases import CaseError
from putright.cases.referred import HeadDecided, ReferralDecided
from putright.vocabulary import DecisionText, Determination, PublishedOutcome, RemediedBy

Head = tuple[Determination, str, Sequence[str]]
"""What was found, on which head in words, and the keys of our points it hangs on."""


def decide(
    case_key: str | int, *, decided_on: date, published_outcome: PublishedOutcome | None = None,
    text: DecisionText | None = None, fault_found: bool | None = None, injustice_found: bool | None = None,
    remedied_by: RemediedBy | None = None, document: str | int | None = None, decision: str | None = None,
    heads: Sequence[Head] = (), at_review: bool = False, to: str | None = None,
    by: Officer, now: datetime, seen_version: int | None = None,
) -> Recorded:  # fmt: skip
    """Record a decision with its heads, all of it or nothing.

    None       of the five: not known, or not said (R-G10).
    document   the decision as kept with the complaint; decision: its published form.
    heads      at a review: all that hold now; those before stay on record, and hold no longer. Without any the
               earlier ones hold.
    at_review  it replaces the decision before it. Raises CaseError where there is none.
    to         the step the case is at now; None = the one at which decisions of this outcome stand.
    """
    with at_case(case_key, at=decided_on, by=by, now=now, seen_version=seen_version) as one:
        if at_review and one.state.decided is None:
            raise CaseError("there is no decision yet that a review could amend: record that first")
        kept = one.document(document)
        saying = ReferralDecided(
            one.key, published_outcome, text, fault_found, injustice_found, remedied_by,
            document=str(kept.pk) if kept else None, decision=decision, at_review=at_review,
        )  # fmt: skip
        stands_at = to or one.process.decided_at(published_outcome).key
        acts: list[Act] = [*step(one, stands_at, decided_on), follow(saying, decided_on)]
        for determination, words, points in heads:
            if not words.strip():
                raise CaseError("say what each head of complaint is about, in the Ombudsman's words")
            head = HeadDecided(one.held.keep(words, "head"), one.key, determination, tuple(points))
            acts.append(refer(head, decided_on))
        return one.held.record(*acts)
