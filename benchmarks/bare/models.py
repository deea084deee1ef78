"""The plain table of the bare page."""

from django.db import models


class Row(models.Model):
    """One row with as many columns as a list shows."""

    reference = models.CharField(max_length=16)
    title = models.CharField(max_length=200)
    stage = models.CharField(max_length=24)
    owner = models.CharField(max_length=120)
    due_on = models.DateField()

    class Meta:
        db_table = "bare_row"
        managed = False

    def __str__(self) -> str:
        return self.reference
