"""What a text says of a change: by how much, and which way."""

from collections.abc import Iterator
from decimal import Decimal

from putright.measures.checks.book import Figure, round_half_up, rounded
from putright.measures.checks.figures import Problem
from putright.measures.checks.saying import Percentage, Said
from putright.measures.checks.texts import Text


def change(text: Text, sentence: Said, typed: Percentage) -> Iterator[Problem]:
    """A percentage that says how much something changed."""
    moved = [
        one
        for one in text.about
        if not one.earlier and one.cell.previous and one.cell.previous.numerator is not None
    ]
    if not moved:
        return
    per_cent = {change for one in moved for change in _per_cent(one, typed)}
    points = {
        round_half_up(abs(one.cell.points), decimals=typed.decimals)
        for one in moved
        if one.cell.points is not None
    }
    right, wrong = (points, per_cent) if typed.points else (per_cent, points)
    if typed.value in right:
        return
    if typed.value in wrong:
        really = "a change in per cent" if typed.points else "percentage points"
        yield "I18", text.says(sentence, f"{typed.written} is {really}; write which it is")
        return
    told = ", ".join(f"{value}{' points' if typed.points else '%'}" for value in sorted(right)) or "not known"
    yield "I5", text.says(sentence, f"the change is {told}, not {typed.written}")


def _per_cent(one: Figure, typed: Percentage) -> Iterator[Decimal]:
    """By how much per cent a figure changed: its number, and for a share its percentage too."""
    if (change := one.cell.change_percent) is not None:
        yield round_half_up(abs(change), decimals=typed.decimals)
    before = one.cell.previous
    if one.denominator and before and before.numerator and before.denominator:
        now = Decimal(one.numerator) / one.denominator
        then = Decimal(before.numerator) / before.denominator
        yield round_half_up(abs(100 * (now - then) / then), decimals=typed.decimals)


def direction(text: Text, sentence: Said, claims: dict[object, dict[int, str]]) -> Iterator[Problem]:
    """A rise that was a fall, and two passages that say the opposite."""
    if not sentence.direction:
        return
    meant = _meant(text, sentence)
    said_so = "rise" if sentence.direction > 0 else "fall"
    if meant and all(moved != sentence.direction for _, moved in meant):
        one = meant[0][0]
        before = _before(one)
        yield "I2", text.says(sentence, f"there was no {said_so}: {one.name} was {before} and is {one.shown}")
    for one, _ in meant[:1]:
        there = claims.setdefault(one.key, {})
        if -sentence.direction in there:
            yield (
                "I17",
                text.says(
                    sentence,
                    f"a {said_so} of {one.name}, where {there[-sentence.direction]} says the opposite",
                ),
            )
        there.setdefault(sentence.direction, text.where)


def _before(one: Figure) -> str:
    previous = one.cell.previous
    assert previous
    assert previous.numerator is not None
    if not previous.denominator:
        return f"{previous.numerator:,}"
    share = rounded(previous.numerator, previous.denominator, decimals=0)
    return f"{share}% ({previous.numerator:,} of {previous.denominator:,})"


def _meant(text: Text, sentence: Said) -> list[tuple[Figure, int]]:
    """The cells a sentence speaks of, and which way each moved: those whose numbers it gives, else the only one."""
    moved = [
        one
        for one in text.about
        if not one.earlier and one.cell.previous and one.cell.previous.numerator is not None
    ]
    counts = {count for count, _ in sentence.counts}
    found = []
    for one in moved:
        before = one.cell.previous
        assert before
        by_count = bool(counts & {one.numerator, before.numerator or -1})
        by_share = any(_is_of(one, typed) for typed in sentence.percentages if not typed.change)
        # Where both are given, the words may speak of either: “78% (348 of 449), up from 76% (361 of 472)”.
        found += [
            (one, _moved(one, by_share=share)) for share in (False, True) if (by_count, by_share)[share]
        ]
        if found and (by_sum := _sum_moved(one)) is not None:
            # So may those of a sum: “£2.32 on 1, up from £1.30 on 1”.
            found.append((one, by_sum))
    if found or sentence.percentages or counts:
        return found
    return [(one, _moved(one, by_share=bool(one.denominator))) for one in moved] if len(moved) == 1 else []


def _is_of(one: Figure, typed: Percentage) -> bool:
    before = one.cell.previous
    if one.fits(typed.value, decimals=typed.decimals):
        return True
    return bool(
        before
        and before.denominator
        and before.numerator is not None
        and rounded(before.numerator, before.denominator, decimals=typed.decimals) == typed.value
    )


def _sum_moved(one: Figure) -> int | None:
    """Which way the sum of a figure of money moved; None for one that has none."""
    now, then = one.cell.pence, one.cell.previous.pence if one.cell.previous else None
    return None if now is None or then is None else (now > then) - (now < then)


def _moved(one: Figure, *, by_share: bool) -> int:
    if by_share and one.cell.points is not None:
        return (one.cell.points > 0) - (one.cell.points < 0)
    before = one.cell.previous
    assert before
    assert before.numerator is not None
    return (one.numerator > before.numerator) - (one.numerator < before.numerator)
