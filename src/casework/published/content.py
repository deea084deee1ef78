"""What a frozen report says, as one JSON document: its figures, words, rules, structure and the facts behind it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from casework.published.keeping import Held, Place
from casework.published.models import Wording
from putright.reports import Report, to_data, version_of

FORMAT = 1


def content_of(made: Report, found: Held, wordings: Mapping[Place, Wording]) -> dict[str, Any]:
    """The document of a report as it stands. Who froze it, when, and what it replaces is added when it is frozen."""
    return {
        "format": FORMAT,
        "report": made.name,
        "document": to_data(made),
        "previous": _period(made),
        "basis": list(made.basis),
        "words": list(_words(wordings.values())),
        "sentences": [[one.key, one.title, list(one.words)] for one in made.sections],
        "figures": {one.definition.id: version_of(one.definition) for one in made.measures},
        "structure": found.structure,
        "facts": [list(one) for one in found.facts],
        "rows": found.rows,
    }


def _period(made: Report) -> list[str] | None:
    before = made.previous
    return [before.starts_on.isoformat(), before.ends_on.isoformat()] if before else None


def _words(wordings: Iterable[Wording]) -> Iterable[dict[str, Any]]:
    for one in sorted(wordings, key=lambda each: (each.section, each.procedure, each.number)):
        if one.text or one.answer:
            yield {
                "section": one.section, "procedure": one.procedure, "number": one.number, "text": one.text,
                "signed": one.signed, "about": one.about, "answer": one.answer,
                "target_on": one.target_on.isoformat() if one.target_on else None,
                "officer": one.officer.name, "at": one.at.isoformat(),
            }  # fmt: skip
