"""Numbers of different things in one sentence: bases, stages, years."""

from collections.abc import Iterator
from itertools import pairwise

from putright.measures.checks.book import Figure, rounded
from putright.measures.checks.figures import Problem
from putright.measures.checks.rules import rules
from putright.measures.checks.saying import Said
from putright.measures.checks.texts import Text

_LEAST_COPIED = 100
_LEAST_TELLING = 5


def mixed(text: Text, sentence: Said) -> Iterator[Problem]:
    """What is wrong between the numbers of one sentence."""
    yield from _bases(text, sentence)
    yield from _of_those(text, sentence)
    yield from _stages(text, sentence)
    yield from _in_line(text, sentence)
    yield from _copied(text, sentence)


def _told(text: Text, sentence: Said) -> list[Figure]:
    """The totals whose numbers a sentence gives, one for each number, in the order they are given."""
    totals = [one for one in text.about if not one.cell.by and not one.earlier]
    found = []
    for count, _ in sentence.counts:
        fitting = [one for one in totals if count in (one.numerator, one.denominator)]
        bases = {one.definition.period_basis for one in fitting}
        if count >= _LEAST_TELLING and len(bases) == 1:
            found.append(fitting[0])
    return found


def _bases(text: Text, sentence: Said) -> Iterator[Problem]:
    """Numbers of two bases in one sentence, without the words that tell them apart."""
    told = {one.definition.period_basis: one for one in _told(text, sentence)}
    if len(told) < 2:
        return
    silent = [one for basis, one in told.items() if not rules().basis[basis].search(sentence.text)]
    if silent:
        names = " and ".join(
            f"{one.definition.id} ({one.definition.period_basis.label})" for one in told.values()
        )
        yield "I4", text.says(sentence, f"{names} are counted on different bases; say which is which")


def _of_those(text: Text, sentence: Said) -> Iterator[Problem]:
    """27 "of those" 89, where the 27 are decisions of this year and the 89 were received in it."""
    if not rules().words["of_those"].search(sentence.text):
        return
    told = _told(text, sentence)
    for one, other in pairwise(told):
        if one.definition.date_field != other.definition.date_field:
            yield (
                "I21",
                text.says(
                    sentence,
                    f"{other.definition.label.lower()} is no part of {one.definition.label.lower()}: "
                    f"one is {other.definition.period_basis.label}, the other {one.definition.period_basis.label}",
                ),
            )


def _stages(text: Text, sentence: Said) -> Iterator[Problem]:
    """14 "complaints" that are 12 at stage 1 and 2 at stage 2."""
    if "complaint" not in sentence.text.casefold():
        return
    now = [one for one in text.about if not one.earlier]
    numbers = {one.numerator for one in now} | {one.denominator for one in now}
    for count, _ in sentence.counts:
        if count in numbers:
            continue
        for at, one in enumerate(now):
            for other in now[:at]:
                stages = {one.definition.date_field, other.definition.date_field}
                if (
                    one.cell.by == other.cell.by
                    and len(stages) == 2
                    and one.numerator + other.numerator == count
                ):
                    yield (
                        "I10",
                        text.says(
                            sentence,
                            f"{count:,} is {other.numerator:,} ({other.definition.label}) and {one.numerator:,} "
                            f"({one.definition.label}); a complaint that went to stage 2 is still one complaint",
                        ),
                    )
                    return


def _in_line(text: Text, sentence: Said) -> Iterator[Problem]:
    """A number called in line with a percentage it does not come to."""
    if not rules().words["in_line"].search(sentence.text):
        return
    for typed in sentence.percentages:
        of = [
            one for one in text.shares if not one.earlier and one.fits(typed.value, decimals=typed.decimals)
        ]
        for count, _ in sentence.counts:
            for one in of[:1]:
                share = rounded(count, one.denominator or 1, decimals=typed.decimals)
                if count not in (one.numerator, one.denominator) and abs(share - typed.value) > 1:
                    yield (
                        "I7",
                        text.says(
                            sentence,
                            f"{count:,} is {share}% of {one.denominator:,}, not in line with {one.name}, {one.shown}",
                        ),
                    )


def _copied(text: Text, sentence: Said) -> Iterator[Problem]:
    """A number of this year that is another figure of last year."""
    own = {number for one in text.about for number in (one.numerator, one.denominator)}
    mine = {one.definition.id for one in text.about}
    for count, year in sentence.counts:
        if count < _LEAST_COPIED or count in own:
            continue
        for one in text.book.totals():
            if one.earlier and one.numerator == count and one.definition.id not in mine and year != one.year:
                yield "I7", text.says(sentence, f"{count:,} is last year’s {one.name}; was it copied?")
                break
