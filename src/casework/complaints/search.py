"""Full text behind one function, for both databases: which complaints hold these words."""

import re

from django.db import connection

from casework.complaints.permissions import visible_sql
from casework.people.models import Officer

_WORD = re.compile(r"[^\W_]+", re.UNICODE)
MOST_WORDS = 12


def index(complaint_id: int, reference: str, words: str) -> None:
    """Make a complaint findable by these words, instead of those before. One or two statements."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("DELETE FROM complaint_search WHERE rowid = %s", [complaint_id])
            cursor.execute(
                "INSERT INTO complaint_search (rowid, words, reference) VALUES (%s, %s, %s)",
                [complaint_id, words, reference],
            )
        else:
            cursor.execute(
                "INSERT INTO complaint_search (id, words) VALUES (%s, %s) "
                "ON CONFLICT (id) DO UPDATE SET words = excluded.words",
                [complaint_id, words],
            )


def add(complaint_id: int, words: str) -> None:
    """Make a complaint findable by more words, beside those before. One statement."""
    matched = "rowid" if connection.vendor == "sqlite" else "id"
    with connection.cursor() as cursor:
        cursor.execute(
            f"UPDATE complaint_search SET words = words || %s WHERE {matched} = %s",  # noqa: S608 - our own words
            [f"\n{words}", complaint_id],
        )


def find(officer: Officer, text: str, *, limit: int, offset: int = 0) -> tuple[int, ...]:
    """Ids of complaints the officer may see whose words hold every word of `text`, the newest first.

    The last word may be unfinished. What the officer may not see is left out before anything is counted.
    One statement; one row more than `limit` tells that there are more.
    """
    typed = _WORD.findall(text.lower())[:MOST_WORDS]
    if not typed:
        return ()
    condition, values = visible_sql(officer)
    if connection.vendor == "sqlite":
        query = " ".join(f'"{word}"' for word in typed) + " *"
        matching = "complaint_search s JOIN complaints_complaint c ON c.id = s.rowid WHERE s.complaint_search MATCH %s"
        newest = "s.rowid DESC"
    else:
        query = " & ".join(f"'{word}'" for word in typed) + ":*"
        matching = (
            "complaint_search s JOIN complaints_complaint c ON c.id = s.id "
            "WHERE s.vector @@ to_tsquery('simple', %s)"
        )
        newest = "s.id DESC"
    with connection.cursor() as cursor:
        cursor.execute(
            # No value is put into the text: only our own words and places for values.
            f"SELECT c.id FROM {matching} AND {condition} ORDER BY {newest} LIMIT %s OFFSET %s",  # noqa: S608
            [query, *values, limit + 1, offset],
        )
        return tuple(row[0] for row in cursor.fetchall())
