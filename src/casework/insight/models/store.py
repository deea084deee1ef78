"""Facts by columns: a file beside the database, and which one holds."""

from django.db import models

from casework.people.models import Organisation


class StoredFacts(models.Model):
    """The newest stored facts of an organisation: what changed since is read from the record itself.

    generation  grows with each file; file: its name in the folder of stored facts.
    made_at     when its reading began: no change before it is missing.
    shape       the columns and their types, hashed: facts of another shape are not read.
    """

    organisation = models.OneToOneField(Organisation, on_delete=models.PROTECT, primary_key=True)
    generation = models.PositiveIntegerField(default=0)
    file = models.CharField(max_length=80, blank=True)
    rows = models.PositiveIntegerField(default=0)
    made_at = models.DateTimeField(null=True)
    shape = models.CharField(max_length=64, blank=True)
    asked_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"facts of {self.organisation_id}, generation {self.generation}"
