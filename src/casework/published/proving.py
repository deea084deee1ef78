"""Proving what was frozen: the text of every edition against its hash, and every file against its own."""

from __future__ import annotations

from collections.abc import Iterator

from casework.published.folders import hash_of, path_of, sha256_of
from casework.published.models import Edition, EditionFile


def broken_editions() -> tuple[int, tuple[str, ...]]:
    """How many frozen reports there are, and what is not as it was frozen, a line each."""
    return Edition.objects.count(), tuple(_problems())


def _problems() -> Iterator[str]:
    found = Edition.objects.select_related("replaces").order_by("pk")
    for edition in found.iterator(chunk_size=20):
        called = f"{edition.report} {edition.starts_on} to {edition.ends_on}, edition {edition.number}"
        if hash_of(edition.content) != edition.sha256:
            yield f"{called}: its text is not what was frozen: the hash does not follow"
        files = EditionFile.objects.filter(edition=edition).order_by("pk")
        known: dict[str, str | None] = {}
        for one in files:
            if one.stored_as not in known:
                path = path_of(one.stored_as)
                known[one.stored_as] = sha256_of(path) if path.is_file() else None
            if known[one.stored_as] is None:
                yield f"{called}: the file {one.audience} {one.form} is lost"
            elif known[one.stored_as] != one.sha256:
                yield f"{called}: the file {one.audience} {one.form} is not as it was frozen"
