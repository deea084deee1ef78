"""Percentages that say how much of something there is."""

from collections.abc import Iterator
from decimal import Decimal

from putright.measures.checks.book import Figure, rounded, within
from putright.measures.checks.figures import Problem
from putright.measures.checks.saying import Percentage, Said
from putright.measures.checks.texts import Text

_LARGEST_BASE = 20_000


def level(text: Text, sentence: Said, typed: Percentage) -> Iterator[Problem]:
    """A percentage that says how much of something there is."""
    if typed.count is not None and typed.base is not None:
        yield from _typed_base(text, sentence, typed)
    elif typed.count is not None:
        yield from _pair(text, sentence, typed)
    else:
        yield from _alone(text, sentence, typed)


def _typed_base(text: Text, sentence: Said, typed: Percentage) -> Iterator[Problem]:
    count, base = typed.count or 0, typed.base or 0
    if not base or rounded(count, base, decimals=typed.decimals) != typed.value:
        really = f"{rounded(count, base, decimals=typed.decimals)}%" if base else "no percentage"
        yield "I15", text.says(sentence, f"{count:,} of {base:,} is {really}, not {typed.written}")
        return
    there = [one for one in text.shares if (one.numerator, one.denominator) == (count, base)]
    if there:
        yield from _year(text, sentence, typed, there)
    elif text.shares and not any(one.fits(typed.value, decimals=typed.decimals) for one in text.shares):
        yield (
            "I3",
            text.says(
                sentence,
                f"{typed.written} ({count:,} of {base:,}) is none of the figures; {_nearest(text, typed)}",
            ),
        )


def _pair(text: Text, sentence: Said, typed: Percentage) -> Iterator[Problem]:
    """A number with its percentage: 1,373 (74%)."""
    count = typed.count or 0
    meant = [one for one in text.shares if one.numerator == count]
    if not meant:
        if not _fits_some_base(text, typed):
            text.unfit.append(typed)
        return
    if any(one.fits(typed.value, decimals=typed.decimals) for one in meant):
        fitting = [one for one in meant if one.fits(typed.value, decimals=typed.decimals)]
        yield from _year(text, sentence, typed, fitting)
        return
    right = meant[0]
    if other := _other_base(text, count, typed, right):
        yield (
            "I1",
            text.says(
                sentence,
                f"{typed.written} is {count:,} of {other}; {right.name} is {right.shown}, over its own base",
            ),
        )
        return
    other_year = [
        one for one in text.shares if one.definition is right.definition and one.earlier is not right.earlier
    ]
    if any(one.fits(typed.value, decimals=typed.decimals) for one in other_year):
        yield (
            "I2",
            text.says(sentence, f"{typed.written} belongs to another year; {count:,} is {right.shown}"),
        )
        return
    yield "I14", text.says(sentence, f"{count:,} is not {typed.written}: {right.name} is {right.shown}")


def _fits_some_base(text: Text, typed: Percentage) -> bool:
    bases = {one.denominator for one in text.about} | {one.numerator for one in text.about}
    bases |= {count for sentence in text.sentences for count, _ in sentence.counts}
    return any(
        base
        and base >= (typed.count or 0)
        and rounded(typed.count or 0, base, decimals=typed.decimals) == typed.value
        for base in bases
    )


def _other_base(text: Text, count: int, typed: Percentage, right: Figure) -> str | None:
    """Another number of the report that the percentage would be of."""
    for one in text.book.totals():
        if one.earlier is not right.earlier:
            continue
        for base in (one.denominator, one.numerator):
            if not base or base <= count or base == right.denominator:
                continue
            if rounded(count, base, decimals=typed.decimals) == typed.value:
                return f"{base:,} ({one.definition.id})"
    return None


def unfit(text: Text) -> Iterator[Problem]:
    """Numbers with percentages that fit none of the bases, once the whole text is read."""
    if not text.unfit:
        return
    bases = {one.denominator or one.numerator for one in text.about if not one.earlier}
    stated = ", ".join(f"{base:,}" for base in sorted(bases)) or "none"
    pairs = ", ".join(f"{one.count:,} ({one.written})" for one in text.unfit)
    if len(text.unfit) > 1 and (base := _common_base(text.unfit)):
        yield "I13", f"{text.where}: {pairs} are all of {base}; the bases of the figures are {stated}"
        return
    yield "I14", f"{text.where}: {pairs} fit none of the bases of the figures ({stated})"


def _common_base(pairs: list[Percentage]) -> str | None:
    """The bases that all of the pairs fit: 94, or 93 to 94."""
    least = max(one.count or 0 for one in pairs)
    fitting = [
        base
        for base in range(max(least, 1), _LARGEST_BASE)
        if all(rounded(one.count or 0, base, decimals=one.decimals) == one.value for one in pairs)
    ]
    if not fitting:
        return None
    return f"{fitting[0]:,}" if len(fitting) == 1 else f"{fitting[0]:,} to {fitting[-1]:,}"


def _alone(text: Text, sentence: Said, typed: Percentage) -> Iterator[Problem]:
    """A percentage without a number beside it."""
    fitting = [one for one in text.shares if one.fits(typed.value, decimals=typed.decimals)]
    if fitting:
        yield from _year(text, sentence, typed, fitting)
        counts = {count for count, _ in sentence.counts}
        if not any(counts & {one.numerator, one.denominator} for one in fitting):
            yield "I6", text.says(sentence, f"{typed.written} stands alone; write {fitting[0].shown}")
        return
    if not text.shares:
        return
    yield (
        _unmatched(text, typed),
        text.says(sentence, f"{typed.written} is none of the figures; {_nearest(text, typed)}"),
    )


def _unmatched(text: Text, typed: Percentage) -> str:
    """Which check names a percentage that is not there."""
    shares = text.shares
    if all(_impossible(typed, one.denominator or 0) for one in shares if not one.earlier):
        return "I16"
    if any(within(one.definition) for one in shares):
        return "I12"
    if any(_other_base(text, one.numerator, typed, one) for one in shares if not one.earlier):
        return "I8"
    return "I3"


def _impossible(typed: Percentage, base: int) -> bool:
    near = int(typed.value * base / 100)
    tried = range(max(near - 1, 0), near + 3)
    return not any(base and rounded(count, base, decimals=typed.decimals) == typed.value for count in tried)


def _nearest(text: Text, typed: Percentage) -> str:
    shares = [one for one in text.shares if not one.earlier] or list(text.shares)

    def apart(one: Figure) -> Decimal:
        return abs(Decimal(100 * one.numerator) / (one.denominator or 1) - typed.value)

    nearest = min(shares, key=apart)
    told = f"{nearest.name} is {nearest.shown}"
    if other := _other_base(text, nearest.numerator, typed, nearest):
        return f"{told}; {typed.written} would be {nearest.numerator:,} of {other}"
    return told


def _year(text: Text, sentence: Said, typed: Percentage, fitting: list[Figure]) -> Iterator[Problem]:
    """A percentage said of one year that is another year's."""
    if typed.year is None or any(one.year == typed.year for one in fitting):
        return
    meant = [
        one
        for one in text.shares
        if one.year == typed.year and any(one.key == other.key for other in fitting)
    ]
    if meant:
        yield (
            "I2",
            text.says(
                sentence,
                f"{typed.written} is said of {typed.year}/{(typed.year + 1) % 100:02}, which was {meant[0].shown}",
            ),
        )
