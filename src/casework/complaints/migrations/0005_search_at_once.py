"""PostgreSQL: keep what waits to be put in the search index short, since every search goes through it."""

from django.db import migrations

SETTING = "ALTER INDEX complaint_search_vector SET (gin_pending_list_limit = 256)"
UNDO = "ALTER INDEX complaint_search_vector RESET (gin_pending_list_limit)"


def apply(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(SETTING)


def undo(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(UNDO)


class Migration(migrations.Migration):
    dependencies = [("complaints", "0004_queues_in_turn")]
    operations = [migrations.RunPython(apply, undo)]
