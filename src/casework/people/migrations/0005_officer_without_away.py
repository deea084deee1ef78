"""Absences stand in their own table now."""

from django.db import migrations


class Migration(migrations.Migration):
    """The two days of one absence leave the officer."""

    dependencies = [("people", "0004_absences_moved")]

    operations = [
        migrations.RemoveField(model_name="officer", name="away_from"),
        migrations.RemoveField(model_name="officer", name="away_until"),
    ]
