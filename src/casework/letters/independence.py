"""Whether a letter needs a second person, and whether this officer may be that person."""

from __future__ import annotations

from collections.abc import Iterator

from casework.complaints.queries import ComplaintPage
from casework.letters.approvals import to_approve
from casework.letters.chain import ANSWERS
from casework.letters.making import InHand, Made
from casework.letters.permissions import may_sign
from casework.letters.rules import rules
from casework.people.models import Officer
from putright.vocabulary import LetterKind
from putright.vocabulary.money import pounds

SIGNED = {"responsible_person": "as the responsible person", "authorised": "for the responsible person"}
GRADES = {1: "an officer", 2: "a manager", 3: "a head of service", 4: "a director"}


def needs_a_second(kind: LetterKind, page: ComplaintPage) -> str:
    """Why somebody else than the author signs this letter; empty when nobody has to."""
    return signed_by_rule(kind, restricted=page.restricted, conduct=page.case.conduct_of_staff)


def signed_by_rule(kind: LetterKind, *, restricted: bool, conduct: bool) -> str:
    """The same of a letter of this kind. restricted, conduct: of its complaint. Source: own policy, rules.toml."""
    rule = rules()
    if kind in rule.sensitive:
        return f"{kind.label} is a sensitive letter: a second person reads and signs it."
    if rule.restricted and restricted:
        return "The complaint is restricted: a second person reads and signs every letter."
    if rule.conduct and conduct:
        return "The complaint is about the conduct of staff: a second person reads and signs every letter."
    if kind in rule.to_sign:
        return f"{kind.label}: a second person signs it before it is sent."
    return ""


def writers(hand: InHand) -> frozenset[int]:
    """Numbers of everybody who wrote in it: its text, or an answer it gives."""
    wrote = {hand.letter.author_id, *hand.letter.writers}
    if hand.draft.kind in ANSWERS:
        wrote |= {one.officer_id for one in hand.around.answers.values() if one.officer_id and one.version}
    return frozenset(wrote)


def why_not(officer: Officer, hand: InHand, made: Made) -> tuple[str, ...]:
    """Why this officer may not sign this letter, one sentence each; empty when they may."""
    return tuple(_reasons(officer, hand, made))


def _reasons(officer: Officer, hand: InHand, made: Made) -> Iterator[str]:
    if not may_sign(officer):
        yield "Your role does not include signing letters."
        return
    sender = hand.draft.sender or hand.letter.author_id
    if made.chain.signed_as and officer.pk != sender:
        name = made.chain.sender.name
        yield f"{name} signs it {SIGNED[made.chain.signed_as]}: they sign it themselves, or another name is put below it."
    if officer.pk in writers(hand):
        yield "You wrote in it: somebody else signs it."
    if _is_complained_of(officer, hand):
        yield "The complaint is about you: somebody else signs it."
    elif officer.pk in hand.around.kept_away:
        # Not where the rule is from: it may be a complaint this officer must not see.
        yield "You must not write to this resident: somebody else signs it."
    yield from _acted_before(officer, hand)
    yield from _beyond_limits(officer, hand, made)


def _is_complained_of(officer: Officer, hand: InHand) -> bool:
    """A worker with a no-contact rule who is this officer, or a person complained of with their name or address."""
    if officer.pk in {
        number
        for restriction in hand.page.case.restrictions
        if (number := hand.around.of_officers.get(restriction.body.worker))
    }:
        return True
    names = {name.casefold() for name in hand.around.complained_of}
    return officer.name.casefold() in names or officer.email.casefold() in names


def _acted_before(officer: Officer, hand: InHand) -> Iterator[str]:
    under = hand.page.procedure
    reached = {one.key: one for one in hand.page.case.stages}
    for key in under.stage(hand.draft.stage).not_handled_by:
        if key in reached and str(officer.pk) in (reached[key].handlers or {}):
            yield f"You acted at {under.stage(key).title.lower()}: somebody who had no part in it signs."


def _beyond_limits(officer: Officer, hand: InHand, made: Made) -> Iterator[str]:
    severity = hand.around.severity
    least = rules().grade(severity) if hand.draft.kind in ANSWERS | {LetterKind.APOLOGY} else 1
    if officer.grade < least:
        yield f"The resident was hit so hard (severity {severity}) that {GRADES[least]} or somebody above signs."
    unapproved = to_approve(made)
    if not unapproved:
        return
    total = sum(one.body.amount_pence or 0 for one in unapproved)
    if not hand.around.may_approve(officer.grade, total):
        yield f"It offers {pounds(total)}, more than you may approve: somebody with a higher limit signs."
    if any(one.by == str(officer.pk) for one in unapproved):
        yield "You entered a payment it offers: somebody else approves it."
