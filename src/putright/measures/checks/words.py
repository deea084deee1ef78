"""Checks of what people typed against the figures it is about."""

from collections.abc import Iterator

from putright.measures.checks.book import Book
from putright.measures.checks.changes import change, direction
from putright.measures.checks.figures import Problem
from putright.measures.checks.given import Commentary
from putright.measures.checks.levels import level, unfit
from putright.measures.checks.mixing import mixed
from putright.measures.checks.saying import Said, said
from putright.measures.checks.texts import Text


def word_problems(book: Book, commentary: tuple[Commentary, ...]) -> Iterator[Problem]:
    """What is wrong between what people typed and the figures."""
    claims: dict[object, dict[int, str]] = {}
    for one in commentary:
        about = book.figures(one.about)
        names = frozenset(code for figure in about for code in figure.cell.by.values() if code)
        text = Text(book, one.where, about, tuple(said(one.text, names=names)))
        for sentence in text.sentences:
            yield from _sentence(text, sentence)
            yield from direction(text, sentence, claims)
        yield from unfit(text)


def _sentence(text: Text, sentence: Said) -> Iterator[Problem]:
    for typed in sentence.percentages:
        yield from (change(text, sentence, typed) if typed.change else level(text, sentence, typed))
    yield from mixed(text, sentence)
