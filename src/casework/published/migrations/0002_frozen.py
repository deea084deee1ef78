"""The database itself keeps what was frozen: its rows cannot be changed or deleted."""

from django.db import migrations

TABLES = ("edition", "editionfile", "difference", "publishact")
_SAYS = "what was frozen does not change: freeze another edition"
SQLITE = [
    f"""CREATE TRIGGER frozen_{table}_is_not_{done} BEFORE {verb} ON published_{table}
        BEGIN SELECT RAISE(ABORT, '{_SAYS}'); END"""
    for table in TABLES
    for verb, done in (("UPDATE", "changed"), ("DELETE", "deleted"))
]
POSTGRESQL = [
    f"""CREATE FUNCTION what_was_frozen_is_kept() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN RAISE EXCEPTION '{_SAYS}'; END $$""",
    *(
        f"""CREATE TRIGGER frozen_is_kept BEFORE UPDATE OR DELETE ON published_{table}
            FOR EACH ROW EXECUTE FUNCTION what_was_frozen_is_kept()"""
        for table in TABLES
    ),
    *(
        f"""CREATE TRIGGER frozen_is_not_emptied BEFORE TRUNCATE ON published_{table}
            FOR EACH STATEMENT EXECUTE FUNCTION what_was_frozen_is_kept()"""
        for table in TABLES
    ),
]
UNDO = {
    "sqlite": [
        f"DROP TRIGGER frozen_{table}_is_not_{done}" for table in TABLES for done in ("changed", "deleted")
    ],
    "postgresql": [
        *(f"DROP TRIGGER frozen_is_kept ON published_{table}" for table in TABLES),
        *(f"DROP TRIGGER frozen_is_not_emptied ON published_{table}" for table in TABLES),
        "DROP FUNCTION what_was_frozen_is_kept",
    ],
}


def apply(apps, schema_editor):
    for statement in SQLITE if schema_editor.connection.vendor == "sqlite" else POSTGRESQL:
        schema_editor.execute(statement)


def undo(apps, schema_editor):
    for statement in UNDO[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("published", "0001_initial")]
    operations = [migrations.RunPython(apply, undo)]
