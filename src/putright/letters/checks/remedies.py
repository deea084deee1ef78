"""Whether putting it right was decided, and whether each remedy can be kept."""

from __future__ import annotations

from collections.abc import Iterator

from putright.letters.chain import RemedyLine
from putright.letters.checks.subject import Subject
from putright.letters.checks.types import Problem
from putright.letters.filling import clause
from putright.letters.money import sums_in
from putright.letters.phrases import phrases
from putright.letters.rules import is_goodwill, is_money
from putright.letters.sentences import sentences
from putright.vocabulary import Period, RemedyDecision, RemedyType
from putright.vocabulary.money import pounds


def remedy_decided(subject: Subject) -> Iterator[Problem]:
    """Upheld points on which nobody decided what would put it right."""
    for point in subject.upheld:
        name = subject.name(point.key)
        if point.remedy is RemedyDecision.NOT_DECIDED:
            yield Problem(f"{name} is upheld and nobody decided what would put it right.", point=point.key)
        elif point.remedy is RemedyDecision.OFFERED and not _lines(subject, point.key):
            yield Problem(f"{name} is said to get a remedy, and the ledger has none for it.", point=point.key)


def none_has_a_reason(subject: Subject) -> Iterator[Problem]:
    """A decision for no remedy without a reason."""
    for point in subject.upheld:
        if point.remedy is RemedyDecision.NONE_WITH_REASON and not point.no_remedy_because.strip():
            yield Problem(
                f"{subject.name(point.key)} gets no remedy, and there is no reason.", point=point.key
            )


def not_for_want_of_asking(subject: Subject) -> Iterator[Problem]:
    """No remedy because nobody asked for one."""
    listed = phrases("not_asked", subject.language)
    for point in subject.upheld:
        none = point.remedy is RemedyDecision.NONE_WITH_REASON
        if none and (found := listed.first(point.no_remedy_because)) is not None:
            yield Problem(
                f"{subject.name(point.key)} gets no remedy because of “{found.words}”; asking is no condition.",
                point=point.key,
            )


def not_left_to_goodwill(subject: Subject) -> Iterator[Problem]:
    """Putting it right left to others, or to a gesture."""
    for point in subject.upheld:
        name, lines = subject.name(point.key), _lines(subject, point.key)
        if point.remedy is RemedyDecision.LEFT_TO_OTHERS:
            yield Problem(f"Putting {name} right is left to somebody else.", point=point.key)
        elif point.remedy is RemedyDecision.OFFERED and lines and all(is_goodwill(one.type) for one in lines):
            yield Problem(f"All that is offered for {name} is a goodwill gesture.", point=point.key)


def not_set_off(subject: Subject) -> Iterator[Problem]:
    """A payment set against a debt without order or agreement, in the ledger or in the text."""
    for line in subject.chain.remedies:
        if line.set_off and line.set_off_because is None:
            yield _at(
                line, "is set against a debt, and no Ombudsman ordered it and the person did not agree."
            )
    if any(line.set_off_because is not None for line in subject.chain.remedies):
        return
    for passage, found in subject.said("set_off"):
        yield passage.problem(f"The text says “{found.words}”; a payment goes to the person in full.")


def payee_and_method_known(subject: Subject) -> Iterator[Problem]:
    """Payments without a payee, or without a way to pay."""
    for line in subject.payments:
        missing = [
            name for name, value in (("payee", line.payee), ("method", line.method)) if not value.strip()
        ]
        if missing:
            yield _at(line, f"has no {' and no '.join(missing)}.")


def sum_known(subject: Subject) -> Iterator[Problem]:
    """Money without a sum, or a sum that is none."""
    for line in subject.chain.remedies:
        if is_money(line.type) and line.amount_pence is None:
            yield _at(line, "has no sum.")
        elif line.amount_pence is not None and line.amount_pence <= 0:
            yield _at(line, f"has a sum of {pounds(line.amount_pence)}.")


def split_adds_up(subject: Subject) -> Iterator[Problem]:
    """Shares of a payment that are not the whole of it."""
    for line in subject.chain.remedies:
        if line.shares and line.amount_pence is not None:
            total = sum(one.amount_pence for one in line.shares)
            if total != line.amount_pence or any(one.amount_pence <= 0 for one in line.shares):
                yield _at(line, f"is {pounds(line.amount_pence)}, and its shares come to {pounds(total)}.")


def reckoning_adds_up(subject: Subject) -> Iterator[Problem]:
    """A sum that is not its unit times its periods."""
    for line in subject.chain.remedies:
        if line.unit_pence is None or line.periods is None or line.amount_pence is None:
            continue
        if (reckoned := line.unit_pence * line.periods) != line.amount_pence:
            yield _at(
                line,
                f"is {pounds(line.amount_pence)}, and {pounds(line.unit_pence)} for {line.periods} periods "
                f"is {pounds(reckoned)}.",
            )


def remedy_approved(subject: Subject) -> Iterator[Problem]:
    """Remedies nobody approved within their limit."""
    for line in subject.chain.remedies:
        if not line.approved:
            yield _at(line, "is not approved.")


def remedy_has_a_day(subject: Subject) -> Iterator[Problem]:
    """Remedies without the day by which they are done, or with one that has gone by."""
    for line in subject.chain.remedies:
        made_here = line.type is RemedyType.APOLOGY
        if line.due_on is None and not made_here:
            yield _at(line, "has no day by which it is done.")
        elif line.due_on is not None and line.due_on < subject.today:
            yield _at(line, f"is due by {subject.day(line.due_on)}, which has gone by.")


def recurring_has_an_end(subject: Subject) -> Iterator[Problem]:
    """A payment that recurs without a condition that ends it."""
    for line in subject.chain.remedies:
        recurs = line.type is RemedyType.RECURRING_PAYMENT or (
            line.per is not Period.ONCE and line.periods is None and line.amount_pence is not None
        )
        if recurs and not line.until.strip():
            yield _at(line, "is paid again and again, and nothing says when that ends.")


def outside_band_explained(subject: Subject) -> Iterator[Problem]:
    """A sum below or above what guidance gives, without a reason."""
    for line in subject.chain.remedies:
        if line.band is None or line.amount_pence is None or line.outside_band_because.strip():
            continue
        lowest, highest = line.band
        if lowest is not None and line.amount_pence < lowest:
            yield _at(line, f"is {pounds(line.amount_pence)}; guidance begins at {pounds(lowest)}.")
        elif highest is not None and line.amount_pence > highest:
            yield _at(line, f"is {pounds(line.amount_pence)}; guidance ends at {pounds(highest)}.")


def sums_are_of_the_ledger(subject: Subject) -> Iterator[Problem]:
    """A sum offered in words that no remedy of the ledger has."""
    known = {
        pence
        for line in subject.chain.remedies
        for pence in (
            line.amount_pence,
            line.unit_pence,
            line.supersedes_pence,
            *(one.amount_pence for one in line.shares),
        )
        if pence is not None
    }
    known.add(sum(line.amount_pence or 0 for line in subject.chain.remedies))
    offers = phrases("offers", subject.language)
    for passage in subject.authored:
        if "£" not in passage.text:
            continue
        for one in sentences(passage.text):
            if offers.first(one.text) is None:
                continue
            for pence in sums_in(one.text):
                if pence not in known:
                    yield passage.problem(
                        f"The text offers {pounds(pence)}, which no remedy of the ledger has."
                    )


def _lines(subject: Subject, point: str) -> list[RemedyLine]:
    return [line for line in subject.chain.remedies if point in line.points or not line.points]


def _at(line: RemedyLine, says: str) -> Problem:
    return Problem(
        f"The remedy “{clause(line.words)}” {says}",
        point=line.points[0] if line.points else "",
        block="remedies",
    )
