"""Checks that a report cannot contradict itself, of its figures and of what people typed beside them."""

from collections.abc import Iterable

from putright.measures.checks.book import Book
from putright.measures.checks.figures import problems
from putright.measures.checks.given import About, Commentary, TypedTable
from putright.measures.checks.printed import heading_problems, table_problems
from putright.measures.checks.rules import rules
from putright.measures.checks.words import word_problems
from putright.measures.types import Check, Measured

_MOST_TOLD = 10


def run_checks(
    measured: Iterable[Measured],
    *,
    commentary: Iterable[Commentary] = (),
    tables: Iterable[TypedTable] = (),
    headings: Iterable[str] = (),
) -> tuple[Check, ...]:
    """Hold a report to every check, I1 to I21, each of which a published report broke.

    commentary  words typed by a person, with the figures they are about.
    tables      tables typed by a person. headings: the numbers of the sections, in order, such as "3.1".
    Returns     one Check for each; one that does not hold names what is wrong.
    Raises      FactsError for words about a figure that was not measured.
    Source      docs/figures.md; statistics.md 1.3.
    """
    everything, words = tuple(measured), tuple(commentary)
    book = Book(tuple(one for one in everything if one.absent is None))
    found: dict[str, list[str]] = {check: [] for check in rules().holds}
    for check, says in (
        *problems(book.measured),
        *word_problems(Book(everything), words),
        *table_problems(book, tuple(tables)),
        *heading_problems(tuple(headings), words),
    ):
        if says not in found[check]:
            found[check].append(says)
    return tuple(_check(check, told) for check, told in found.items())


def _check(check: str, told: list[str]) -> Check:
    if not told:
        return Check(check, holds=True, says=rules().holds[check])
    more = f" And {len(told) - _MOST_TOLD} more." if len(told) > _MOST_TOLD else ""
    return Check(check, holds=False, says=f"{'; '.join(told[:_MOST_TOLD])}.{more}")


__all__ = ["About", "Check", "Commentary", "TypedTable", "run_checks"]
