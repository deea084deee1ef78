"""PostgreSQL: emptying the table of events at once is refused like deleting one."""

from django.db import migrations

TRIGGER = """CREATE TRIGGER events_are_not_emptied BEFORE TRUNCATE ON complaints_event
             FOR EACH STATEMENT EXECUTE FUNCTION events_are_kept()"""
UNDO = "DROP TRIGGER events_are_not_emptied ON complaints_event"


def apply(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(TRIGGER)


def undo(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(UNDO)


class Migration(migrations.Migration):
    dependencies = [("complaints", "0005_search_at_once")]
    operations = [migrations.RunPython(apply, undo)]
