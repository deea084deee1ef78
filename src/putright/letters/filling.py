"""Filling a template: placeholders and nothing else, and what has nothing to say leaves no trace."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

PLACEHOLDER = re.compile(r"\{([a-z][a-z0-9_-]*)\}")
_PARAGRAPH = re.compile(r"\n[ \t]*\n")
_END = re.compile(r"[.!?:…][\"'’”)]*$")


@dataclass(frozen=True, slots=True)
class Filled:
    """A filled template, and the placeholders that were printed in it."""

    text: str
    printed: frozenset[str] = frozenset()


def fill(template: str, values: Mapping[str, str]) -> Filled:
    """The template with its placeholders replaced.

    A line with a placeholder that has no value is left out. When every line that has a placeholder is left
    out, so is the rest: a sentence that announces a list is not printed without the list.
    """
    printed: set[str] = set()
    paragraphs = []
    asked = False
    for paragraph in _parsed(template):
        kept = []
        for line, names in paragraph:
            asked = asked or bool(names)
            if all(values.get(name) for name in names):
                printed.update(names)
                kept.append(PLACEHOLDER.sub(lambda found: values[found[1]], line) if names else line)
        if kept:
            paragraphs.append("\n".join(kept))
    if asked and not printed:
        return Filled("")
    return Filled("\n\n".join(paragraphs), frozenset(printed))


def placeholders(template: str) -> tuple[str, ...]:
    """The names of the placeholders of a template, each once."""
    return tuple(dict.fromkeys(PLACEHOLDER.findall(template)))


def sentence(words: str) -> str:
    """The words on one line, ending as a sentence ends; empty stays empty."""
    line = " ".join(words.split())
    return line if not line or _END.search(line) else f"{line}."


def clause(words: str) -> str:
    """The words on one line without a full stop, to be part of a sentence."""
    return " ".join(words.split()).rstrip(".")


@lru_cache(maxsize=1024)
def _parsed(template: str) -> tuple[tuple[tuple[str, tuple[str, ...]], ...], ...]:
    return tuple(
        tuple((line, tuple(PLACEHOLDER.findall(line))) for line in paragraph.splitlines())
        for paragraph in _PARAGRAPH.split(template.strip())
    )
