"""Full text of published decisions behind one function, for both databases: what they are about.

Found by are the reference, the authority, the title, the category, the summary, the points, the findings and what is
ordered; not by the reasoning, where every word of the field occurs.
"""

from __future__ import annotations

from collections.abc import Iterable

from django.db import connection

from casework.complaints.search import MOST_WORDS, SHORTEST_BEGINNING, plain_words

STOP_WORDS = frozenset(
    """
    a about after all also an and any are as at be because been before being but by came can come complaint complaints
    complained could council date day days did do does for four from get given had handled handling has have he her hers
    him his how i if in inconvenience distress into is it its landlord me month months more my no nobody none nor not of
    off on one or order ordered our out over paid pay payment report resident residents she should since six so some than
    that the their them then there these they this those three through time to told too trouble two under until up was
    we week weeks were what when where which while who why will with within would year years you your
    """.split()  # noqa: SIM905
)
"""Words that say nothing of what a case is about: small words, and those in which every decision orders something."""
MOST_ALIKE = 14


def index(rows: Iterable[tuple[int, str]]) -> None:
    """Make decisions findable by these words, instead of those before. One or two statements for each."""
    found = [(number, plain_words(words)) for number, words in rows]
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.executemany("DELETE FROM precedent_search WHERE rowid = %s", [(one,) for one, _ in found])
            cursor.executemany("INSERT INTO precedent_search (rowid, words) VALUES (%s, %s)", found)
        else:
            cursor.executemany(
                "INSERT INTO precedent_search (id, words) VALUES (%s, %s) "
                "ON CONFLICT (id) DO UPDATE SET words = excluded.words",
                found,
            )


def query_of(typed: str) -> str:
    """What the index is asked for words that must all be there, the last one perhaps unfinished; empty = nothing."""
    words = plain_words(typed).split()[:MOST_WORDS]
    if not words:
        return ""
    unfinished = len(words[-1]) >= SHORTEST_BEGINNING
    if connection.vendor == "sqlite":
        return " ".join(f'"{word}"' for word in words) + (" *" if unfinished else "")
    return " & ".join(f"'{word}'" for word in words) + (":*" if unfinished else "")


def telling(words: str) -> tuple[str, ...]:
    """The words that say what something is about, each once: no small words, no numbers."""
    said = [one for one in plain_words(words).split() if len(one) > 2 and one not in STOP_WORDS]
    return tuple(dict.fromkeys(one for one in said if not one.isdecimal()))[:MOST_ALIKE]


def alike_of(words: str) -> str:
    """What the index is asked for decisions about the same things: any of the words that say what it is about."""
    kept = telling(words)
    if connection.vendor == "sqlite":
        return " OR ".join(f'"{word}"' for word in kept)
    return " | ".join(f"'{word}'" for word in kept)


def matching_sql() -> str:
    """The condition, as SQL with one parameter, that a decision's number (`id`) is found for a query."""
    if connection.vendor == "sqlite":
        return "SELECT rowid FROM precedent_search WHERE precedent_search MATCH %s"
    return "SELECT id FROM precedent_search WHERE vector @@ to_tsquery('simple', %s)"


def nearest(query: str, *, most: int) -> tuple[int, ...]:
    """Numbers of the decisions that hold most of what a query asks, the nearest first. One statement.

    Who may see them is asked afterwards: `most` is more than is shown.
    """
    if not query:
        return ()
    if connection.vendor == "sqlite":
        sql = (
            "SELECT rowid FROM precedent_search WHERE precedent_search MATCH %s"
            " ORDER BY bm25(precedent_search), rowid DESC LIMIT %s"
        )
        values: list[str | int] = [query, most]
    else:
        sql = (
            "SELECT id FROM precedent_search, to_tsquery('simple', %s) asked WHERE vector @@ asked"
            " ORDER BY ts_rank(vector, asked, 1) DESC, id DESC LIMIT %s"
        )
        values = [query, most]
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return tuple(row[0] for row in cursor.fetchall())
