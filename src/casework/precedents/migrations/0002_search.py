"""The index of what published decisions are about."""

from django.db import migrations

SQLITE = [
    """CREATE VIRTUAL TABLE precedent_search USING fts5(
         words, tokenize = "unicode61 remove_diacritics 2", prefix = '3')""",
]
POSTGRESQL = [
    """CREATE TABLE precedent_search (
         id bigint PRIMARY KEY, words text NOT NULL,
         vector tsvector GENERATED ALWAYS AS (to_tsvector('simple', words)) STORED)""",
    "CREATE INDEX precedent_search_vector ON precedent_search USING gin (vector)",
]


def apply(apps, schema_editor):
    for statement in SQLITE if schema_editor.connection.vendor == "sqlite" else POSTGRESQL:
        schema_editor.execute(statement)


def undo(apps, schema_editor):
    schema_editor.execute("DROP TABLE precedent_search")


class Migration(migrations.Migration):
    dependencies = [("precedents", "0001_initial")]
    operations = [migrations.RunPython(apply, undo)]
