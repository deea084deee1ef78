"""The database itself keeps the chain: events cannot be changed or deleted. And the search index."""

from django.db import migrations

SQLITE = [
    """CREATE TRIGGER events_are_not_changed BEFORE UPDATE ON complaints_event
       BEGIN SELECT RAISE(ABORT, 'events are appended, never changed: record a correction'); END""",
    """CREATE TRIGGER events_are_not_deleted BEFORE DELETE ON complaints_event
       BEGIN SELECT RAISE(ABORT, 'events are appended, never deleted'); END""",
    """CREATE VIRTUAL TABLE complaint_search USING fts5(
         words, reference UNINDEXED, tokenize = "unicode61 remove_diacritics 2", prefix = '3')""",
]
POSTGRESQL = [
    """CREATE FUNCTION events_are_kept() RETURNS trigger LANGUAGE plpgsql AS $$
       BEGIN RAISE EXCEPTION 'events are appended, never changed or deleted: record a correction'; END $$""",
    """CREATE TRIGGER events_are_kept BEFORE UPDATE OR DELETE ON complaints_event
       FOR EACH ROW EXECUTE FUNCTION events_are_kept()""",
    """CREATE TABLE complaint_search (
         id bigint PRIMARY KEY, words text NOT NULL,
         vector tsvector GENERATED ALWAYS AS (to_tsvector('simple', words)) STORED)""",
    "CREATE INDEX complaint_search_vector ON complaint_search USING gin (vector)",
]
UNDO = {
    "sqlite": [
        "DROP TABLE complaint_search",
        "DROP TRIGGER events_are_not_deleted",
        "DROP TRIGGER events_are_not_changed",
    ],
    "postgresql": [
        "DROP TABLE complaint_search",
        "DROP TRIGGER events_are_kept ON complaints_event",
        "DROP FUNCTION events_are_kept",
    ],
}


def apply(apps, schema_editor):
    for statement in SQLITE if schema_editor.connection.vendor == "sqlite" else POSTGRESQL:
        schema_editor.execute(statement)


def undo(apps, schema_editor):
    for statement in UNDO[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("complaints", "0001_initial")]
    operations = [migrations.RunPython(apply, undo)]
