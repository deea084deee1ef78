"""The one absence an officer could have becomes a row, with nobody to cover."""

from typing import Any

from django.db import migrations
from django.db.models import F
from django.utils import timezone


def to_rows(apps: Any, schema_editor: Any) -> None:
    """Each officer with both days, in their turn; days the wrong way round were never an absence."""
    officers = apps.get_model("people", "Officer")
    absences = apps.get_model("people", "Absence")
    away = officers.objects.exclude(away_from=None).filter(away_until__gte=F("away_from"))
    absences.objects.bulk_create(
        absences(officer=one, first_on=one.away_from, last_on=one.away_until, by=one, at=timezone.now())
        for one in away
    )


def to_officers(apps: Any, schema_editor: Any) -> None:
    """The last of an officer's absences stands with the officer again."""
    absences = apps.get_model("people", "Absence")
    for one in absences.objects.filter(withdrawn_at=None).select_related("officer").order_by("last_on"):
        one.officer.away_from, one.officer.away_until = one.first_on, one.last_on
        one.officer.save(update_fields=["away_from", "away_until"])


class Migration(migrations.Migration):
    """Apart from the changes of the tables, which PostgreSQL does not mix with rows just written."""

    dependencies = [("people", "0003_absence")]

    operations = [migrations.RunPython(to_rows, to_officers)]
