"""Checks of tables and headings a person typed."""

import re
from collections.abc import Iterator
from itertools import combinations

from putright.measures.checks.book import Book
from putright.measures.checks.figures import Problem
from putright.measures.checks.given import Commentary, TypedTable

_NUMBER = re.compile(r"\d{1,4}(?:\.\d{1,4})*", re.ASCII)
_SECTION = re.compile(r"\bsections?\s+(\d+(?:\.\d+)*)", re.IGNORECASE)


def table_problems(book: Book, tables: tuple[TypedTable, ...]) -> Iterator[Problem]:
    """What is wrong with typed tables: their sums, their totals, rows that stand in two of them."""
    for one in tables:
        yield from _sums(one)
        yield from _against_figure(book, one)
    for one, other in combinations(tables, 2):
        yield from _shared(one, other)


def _sums(one: TypedTable) -> Iterator[Problem]:
    if one.total is None:
        return
    added = sum(count for _, count in one.rows)
    if added + one.left_out == one.total:
        return
    if one.left_out and added == one.total:
        yield (
            "I19",
            (
                f"{one.where}: a note says {one.left_out:,} are left out, "
                f"and yet the rows add up to the whole {one.total:,}"
            ),
        )
    else:
        without = f", and {one.left_out:,} are said to be left out" if one.left_out else ""
        yield "I19", f"{one.where}: the rows add up to {added:,}{without}; the total says {one.total:,}"


def _against_figure(book: Book, one: TypedTable) -> Iterator[Problem]:
    if one.about is None:
        return
    stated = one.total if one.total is not None else sum(count for _, count in one.rows) + one.left_out
    for figure in book.figures((one.about,)):
        if (
            not figure.earlier
            and (not figure.cell.by or one.about.codes is not None)
            and stated != figure.numerator
        ):
            yield "I9", f"{one.where} comes to {stated:,}, and {figure.name} is {figure.numerator:,}"


def _shared(one: TypedTable, other: TypedTable) -> Iterator[Problem]:
    if not one.dimension or one.dimension != other.dimension:
        return
    theirs = {_plain(label): label for label, _ in other.rows}
    for label, _ in one.rows:
        if _plain(label) in theirs:
            yield "I11", f"{label} is a row of {one.where} and of {other.where}"


def _plain(label: str) -> str:
    return label.casefold().removesuffix("s")


def heading_problems(headings: tuple[str, ...], commentary: tuple[Commentary, ...]) -> Iterator[Problem]:
    """What is wrong with the numbers of sections: out of order, missing, or referred to and not there."""
    before: tuple[int, ...] | None = None
    for written in headings:
        if not _NUMBER.fullmatch(written):
            # An appendix, or a heading without a number.
            continue
        number = tuple(int(one) for one in written.split("."))
        if number not in _may_follow(before):
            after = f"after {'.'.join(map(str, before))}" if before else "first"
            yield "I20", f"section {written} comes {after}"
        before = number
    if not headings:
        return
    for one in commentary:
        for found in _SECTION.finditer(one.text):
            if found[1] not in headings:
                yield "I20", f"{one.where} refers to section {found[1]}, which is not there"


def _may_follow(before: tuple[int, ...] | None) -> set[tuple[int, ...]]:
    if before is None:
        return {(1,), (1, 1)}
    next_ones = {(*before[:depth], before[depth] + 1) for depth in range(len(before))}
    return next_ones | {(*before, 1)} | {(*one, 1) for one in next_ones if len(one) == 1}
