"""What the letter leaves to be done: actions, promises, who acts next, learning."""

from __future__ import annotations

from collections.abc import Iterator

from putright.letters.chain import Commitment
from putright.letters.checks.subject import FINDINGS, Subject
from putright.letters.checks.types import Problem
from putright.letters.filling import clause
from putright.letters.promises import matches, promises_in
from putright.vocabulary import RemedyDecision


def actions_have_date_and_owner(subject: Subject) -> Iterator[Problem]:
    """Actions without a date, without an owner, or with a date that has gone by."""
    for line in subject.chain.actions:
        name = f"The action “{clause(line.words)}”"
        missing = [
            what for what, value in (("date", line.due_on), ("owner", line.owner.strip())) if not value
        ]
        if missing:
            yield Problem(f"{name} has no {' and no '.join(missing)}.", block="actions")
        elif line.due_on is not None and line.due_on < subject.today:
            yield Problem(f"{name} is due by {subject.day(line.due_on)}, which has gone by.", block="actions")


def commitments_have_date_and_owner(subject: Subject) -> Iterator[Problem]:
    """Promises on record without a date or an owner; a lasting one, such as a no-contact rule, needs no date."""
    for line in subject.chain.commitments:
        name = f"The promise “{clause(line.words)}”"
        if line.due_on is not None and line.due_on < subject.today:
            yield Problem(
                f"{name} is due by {subject.day(line.due_on)}, which has gone by.", block="promises"
            )
            continue
        lasting = line.due_on is None and _lasts(subject, line)
        missing = [
            what
            for what, value in (("date", line.due_on or lasting), ("owner", line.owner.strip() or lasting))
            if not value
        ]
        if missing:
            yield Problem(f"{name} has no {' and no '.join(missing)}.", block="promises")


def promises_are_on_record(subject: Subject) -> Iterator[Problem]:
    """Promises of the text that nobody recorded as commitment, action or remedy."""
    recorded = _recorded(subject)
    for passage, promise in subject.promises:
        if promise.vague:
            continue
        [(_, commitment)] = matches([promise], recorded)
        if commitment is None:
            by = f" by {subject.day(promise.due_on)}" if promise.due_on else ""
            yield passage.problem(
                f"The text promises “{promise.sentence}”{by}, and no commitment is on record for it."
            )


def promises_are_dated(subject: Subject) -> Iterator[Problem]:
    """Promises that name no date, or only a word such as soon."""
    recorded = _recorded(subject)
    for passage, promise in subject.promises:
        [(_, commitment)] = matches([promise], recorded)
        if promise.vague and (commitment is None or commitment.due_on is None):
            yield passage.problem(f"The text promises “{promise.sentence}” and names no date.")


def who_acts_next(subject: Subject) -> Iterator[Problem]:
    """A letter that leaves something open and does not say who acts next, by when."""
    chain = subject.chain
    if "who_acts_next" in subject.letter.codes:
        if chain.acts_by is not None and chain.acts_by < subject.today:
            yield Problem(
                f"Who acts next is to act by {subject.day(chain.acts_by)}, which has gone by.",
                block="who-acts-next",
            )
        return
    missing = [
        what
        for what, value in (("who acts next", chain.acts_next.strip()), ("by when", chain.acts_by))
        if not value
    ]
    yield Problem(
        f"The letter does not say {' and '.join(missing) or 'who acts next'}.", block="who-acts-next"
    )


def learning_told(subject: Subject) -> Iterator[Problem]:
    """Something upheld, and nothing said about what was learned."""
    block = subject.letter.block("learning")
    if subject.upheld and not subject.chain.learning and not (block and block.text):
        yield Problem("A point is upheld, and the letter does not say what was learned.", block="learning")


def fair_right_learned(subject: Subject) -> Iterator[Problem]:
    """The three questions an Ombudsman asks of redress, each with its count."""
    judged = [one for one in subject.points if one.outcome in FINDINGS]
    fair = [one for one in judged if one.reasons.strip() and one.evidence]
    decided = (RemedyDecision.OFFERED, RemedyDecision.NONE_WITH_REASON)
    right = [one for one in subject.upheld if one.remedy in decided]
    learned = 1 if subject.chain.learning else 0
    asked = 1 if subject.upheld else 0
    says = (
        f"Be fair: {len(fair)} of {len(judged)} findings with reasons and evidence. "
        f"Put right: {len(right)} of {len(subject.upheld)} upheld points decided. "
        f"Learn: {min(learned, asked)} of {asked}."
    )
    full = len(fair) == len(judged) and len(right) == len(subject.upheld) and learned >= asked
    yield Problem(says, passes=full and bool(judged))


def ombudsman_could_add_nothing(subject: Subject) -> Iterator[Problem]:
    """A final answer whose author did not ask what an Ombudsman could add."""
    if not subject.chain.words.get("self_check", "").strip():
        yield Problem("Nobody has written down what an Ombudsman could add to this answer.")


def _recorded(subject: Subject) -> tuple[Commitment, ...]:
    chain = subject.chain
    named = [*chain.commitments]
    named += [Commitment(line.key, line.words, line.due_on, line.owner) for line in chain.actions]
    named += [Commitment(line.key, line.words, line.due_on) for line in chain.remedies]
    named += [Commitment("restriction", words) for words in chain.restrictions]
    if chain.acts_next.strip():
        named.append(Commitment("acts-next", chain.acts_next, chain.acts_by))
    return tuple(named)


def _lasts(subject: Subject, line: Commitment) -> bool:
    found = promises_in(line.words, today=subject.today, language=subject.language)
    return bool(found) and not any(one.vague for one in found)
