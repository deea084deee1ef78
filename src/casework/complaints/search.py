"""Full text behind one function, for both databases: which complaints hold these words."""

import re
from typing import Any
from unicodedata import combining, normalize

from django.db import connection

from casework.complaints.permissions import visible_sql
from casework.people.models import Officer

_WORD = re.compile(r"[^\W_]+", re.UNICODE)
MOST_WORDS = 12
SHORTEST_BEGINNING = 3
NEWEST = 3000
"""How many of the newest complaints are looked through before the index is asked (PostgreSQL)."""


def plain_words(text: str) -> str:
    """The words of a text as both databases split them alike: no capitals, accents or punctuation."""
    bare = "".join(one for one in normalize("NFKD", text) if not combining(one))
    return " ".join(_WORD.findall(bare.lower()))


def index(complaint_id: int, reference: str, words: str) -> None:
    """Make a complaint findable by these words, instead of those before. One or two statements."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("DELETE FROM complaint_search WHERE rowid = %s", [complaint_id])
            cursor.execute(
                "INSERT INTO complaint_search (rowid, words, reference) VALUES (%s, %s, %s)",
                [complaint_id, plain_words(words), reference],
            )
        else:
            cursor.execute(
                "INSERT INTO complaint_search (id, words) VALUES (%s, %s) "
                "ON CONFLICT (id) DO UPDATE SET words = excluded.words",
                [complaint_id, plain_words(words)],
            )


def add(complaint_id: int, words: str) -> None:
    """Make a complaint findable by more words, beside those before. One statement."""
    matched = "rowid" if connection.vendor == "sqlite" else "id"
    with connection.cursor() as cursor:
        cursor.execute(
            f"UPDATE complaint_search SET words = words || %s WHERE {matched} = %s",  # noqa: S608 - our own words
            [f" {plain_words(words)}", complaint_id],
        )


def find(officer: Officer, text: str, *, limit: int, offset: int = 0) -> tuple[int, ...]:
    """Ids of complaints the officer may see whose words hold every word of `text`, the newest first.

    Where whole words find more than one page, only they count; else the last word may be unfinished. What
    the officer may not see is left out before anything is counted. One row more than `limit` tells that
    there are more. One to four statements: a common word is found without going through all it begins.
    """
    typed = plain_words(text).split()[:MOST_WORDS]
    if not typed:
        return ()
    whole = _matching(officer, _query(typed), limit, 0)
    unfinished = _unfinished(typed)
    if len(whole) > limit or unfinished is None:
        return _matching(officer, _query(typed), limit, offset) if offset else whole
    return _matching(officer, unfinished, limit, offset)


def _query(words: list[str]) -> str:
    if connection.vendor == "sqlite":
        return " ".join(f'"{word}"' for word in words)
    return " & ".join(f"'{word}'" for word in words)


def _unfinished(words: list[str]) -> str | None:
    """The same with the last word as the beginning of one; None where it is too short to be looked up so."""
    if len(words[-1]) < SHORTEST_BEGINNING:
        return None
    return _query(words) + (" *" if connection.vendor == "sqlite" else ":*")


def _matching(officer: Officer, query: str, limit: int, offset: int) -> tuple[int, ...]:
    condition, values = visible_sql(officer)
    if connection.vendor != "sqlite":
        return _matching_postgresql(condition, query, values, limit, offset)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT c.id FROM complaint_search s JOIN complaints_complaint c ON c.id = s.rowid"  # noqa: S608
            f" WHERE s.complaint_search MATCH %s AND {condition} ORDER BY s.rowid DESC LIMIT %s OFFSET %s",
            [query, *values, limit + 1, offset],
        )
        return tuple(row[0] for row in cursor.fetchall())


def _matching_postgresql(
    condition: str, query: str, values: list[Any], limit: int, offset: int
) -> tuple[int, ...]:
    """The newest complaints are looked through first: words that many hold are found there at once. Only words
    that few hold are asked of the index, which has to be read whole before the newest can be told from it.
    """
    paged = f"{condition} ORDER BY c.id DESC LIMIT %s OFFSET %s"
    page = [*values, limit + 1, offset]
    # A later page has to look further back.
    window = NEWEST * (1 + offset // limit)
    with connection.cursor() as cursor:
        cursor.execute(
            "WITH recent AS MATERIALIZED ("  # noqa: S608 - no value is put in
            " SELECT c.id FROM (SELECT id, vector FROM complaint_search ORDER BY id DESC LIMIT %s) s"
            " JOIN complaints_complaint c ON c.id = s.id"
            f" WHERE s.vector @@ to_tsquery('simple', %s) AND {paged}),"
            " few AS MATERIALIZED (SELECT id FROM complaint_search"
            " WHERE (SELECT count(*) FROM recent) <= %s AND vector @@ to_tsquery('simple', %s))"
            " (SELECT id FROM recent WHERE (SELECT count(*) FROM recent) > %s ORDER BY id DESC) UNION ALL"
            f" (SELECT c.id FROM few s JOIN complaints_complaint c ON c.id = s.id WHERE {paged})",
            [window, query, *page, limit, query, limit, *page],
        )
        return tuple(row[0] for row in cursor.fetchall())
