"""How a case goes on: a step further, given to another officer, sent back to us, under review, closed."""

from __future__ import annotations

from datetime import datetime

from casework.complaints.record import Act, Recorded, act
from casework.complaints.writing import When
from casework.ombudsman.working import AtCase, at_case, follow, own_breach
from casework.people.models import Officer
from putright.cases import Breach, CaseError, verbs
from putright.cases.referred import ReferralMoved
from putright.vocabulary import EnquiryKind, ReferralKind, Word


class OnReturn(Word):
    """What a complaint that an Ombudsman sends back to us becomes."""

    GOES_ON = "goes_on", "It goes on where it is"
    ESCALATED = "escalated", "It goes on to the next stage, from the day it reached us"
    REOPENED = (
        "reopened",
        "It is opened again as the Ombudsman asks, with a new clock from the day it reached us",
    )


def move_case(
    case_key: str | int, words: str = "", *, to: str, document: str | int | None = None, at: When,
    by: Officer, now: datetime, seen_version: int | None = None, going_on: str = "",
) -> Recorded:  # fmt: skip
    """Record that a case went a step further.

    A step that does not usually follow is recorded with words that say what happened. Closing a case is our own act:
    it is held while something it ordered or asked is open.
    """
    with at_case(case_key, at=at, by=by, now=now, seen_version=seen_version, going_on=going_on) as one:
        step = one.process.step(to)
        if step.key not in one.state.at.then and not words.strip():
            raise CaseError(
                f"“{step.title}” does not usually follow on “{one.state.at.title}”: say what happened, or choose another"
            )
        letter = one.document(document)
        body = ReferralMoved(
            one.key,
            step.key,
            note=one.held.keep_if(words, "referral"),
            document=str(letter.pk) if letter else None,
        )
        if not step.ends:
            return one.held.record(follow(body, at))
        return one.held.record(follow(body, at), ours=_left_open(one), gated=True)


def give_case(
    case_key: str | int,
    owner: Officer,
    *,
    at: When,
    by: Officer,
    now: datetime,
    seen_version: int | None = None,
) -> Recorded:
    """Give a case to another link officer."""
    with at_case(case_key, at=at, by=by, now=now, seen_version=seen_version) as one:
        body = ReferralMoved(one.key, one.state.step, owner=one.named(owner))
        return one.held.record(follow(body, at))


def return_case(
    case_key: str | int, words: str, *, becomes: OnReturn, at: When, by: Officer, now: datetime,
    seen_version: int | None = None, going_on: str = "",
) -> Recorded:  # fmt: skip
    """Record that the Ombudsman sent the complaint back to us, as it came too early, and take it on.

    at      the day its letter reached us: the new clock of the complaint runs from it.
    Source  procedures: sent back to us; HOS Code 2024 and LGSCO Code, a complaint directed by an Ombudsman.
    """
    if not words.strip():
        raise CaseError("say what the Ombudsman wrote: it is kept with the complaint that it sent it")
    with at_case(case_key, at=at, by=by, now=now, seen_version=seen_version, going_on=going_on) as one:
        note = one.held.keep(words, "referral")
        acts: list[Act] = []
        back = next((key for key in one.process.steps if _sent_back(one, key)), one.state.step)
        if back != one.state.step:
            acts.append(follow(ReferralMoved(one.key, back, note=note), at))
        if becomes is OnReturn.REOPENED:
            acts.append(act(verbs.reopen, at=at, directed=True, note=note))
        if becomes is OnReturn.ESCALATED:
            acts.append(act(verbs.escalate, at=at))
        if not acts:
            raise CaseError(
                "the case is recorded as sent back to us already: say what becomes of the complaint"
            )
        return one.held.record(*acts, gated=becomes is not OnReturn.GOES_ON)


def ask_review(
    case_key: str | int, words: str, *, asked_by: str, at: When, by: Officer, now: datetime,
    seen_version: int | None = None,
) -> Recorded:  # fmt: skip
    """Record that a review of the decision was asked for: by whom, and on what ground."""
    if not words.strip():
        raise CaseError("say on what ground the review is asked for")
    with at_case(case_key, at=at, by=by, now=now, seen_version=seen_version) as one:
        if one.state.decided is None:
            raise CaseError("there is no decision yet that could be reviewed: record that first")
        review = one.process.asked_at(EnquiryKind.REVIEW)
        if review is None:
            raise CaseError("this Ombudsman has no step for a review: record what happened as a step")
        note = one.held.keep(f"Asked for by: {asked_by}\nGround: {words.strip()}", "referral")
        return one.held.record(follow(ReferralMoved(one.key, review.key, note=note), at))


def _sent_back(one: AtCase, key: str) -> bool:
    """Whether cases that came too early begin at this step."""
    return ReferralKind.PREMATURE in one.process.step(key).begins


def _left_open(one: AtCase) -> list[Breach]:
    """What this case asked for or ordered and has not come to its end. No Code asks for it: the Ombudsman does."""
    case, key = one.held.case, one.key
    asked = [each for each in case.enquiries if each.body.referral == key and not each.ended]
    asked = [each for each in asked if each.waits_for_us]
    ordered = [each for each in case.orders if each.body.referral == key and not each.ended]
    return [
        *(
            own_breach("enquiries-ended", f"Still to be answered: {each.body.what.label.lower()}")
            for each in asked
        ),
        *(
            own_breach(
                "orders-ended-with-word",
                f"{each.body.what.label} still open, without the Ombudsman’s word: {each.body.type.label.lower()}",
            )
            for each in ordered
        ),
    ]
