"""The tables of imports: what was taken in from where, so that nothing is taken in twice."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from casework.complaints.models import Complaint
from casework.intake.models import Contact
from casework.people.models import Organisation


class Import(models.Model):
    """One file of another system's complaints.

    state         code of `ImportState`. stored_as: where an uploaded file is kept until it is taken in; mapping: the
                  mapping file uploaded with it, as text.
    procedure     for rows that name none; empty = that of their service.
    answer        what the trial said (`trying.Trial`), and the run.
    rows … bad    how many rows there are, what became of them, and how many cannot be read. done: how many were seen.
    """

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="imports")
    officer = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT)
    file_name = models.CharField(max_length=200)
    state = models.CharField(max_length=10)
    procedure = models.CharField(max_length=60, blank=True)
    skip_bad = models.BooleanField(default=False)
    make_services = models.BooleanField(default=False)
    rows = models.PositiveIntegerField(default=0)
    done = models.PositiveIntegerField(default=0)
    complaints = models.PositiveIntegerField(default=0)
    contacts = models.PositiveIntegerField(default=0)
    known = models.PositiveIntegerField(default=0)
    changed = models.PositiveIntegerField(default=0)
    bad = models.PositiveIntegerField(default=0)
    answer = models.JSONField(default=dict)
    says = models.TextField(blank=True)
    stored_as = models.CharField(max_length=40, blank=True)
    mapping = models.TextField(blank=True)
    asked_at = models.DateTimeField()
    claimed_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)
    tries = models.PositiveSmallIntegerField(default=0)

    class Meta:
        indexes = [
            models.Index(
                fields=["id"], name="imports_waiting", condition=Q(state__in=["to_try", "trying", "to_run", "running"])
            )
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"import {self.pk} {self.state}"


class ImportedRow(models.Model):
    """One row that was taken in, under the other system's reference: a complaint or another contact.

    content  a hash of everything the row said, so that a row changed since is seen. load: the import that brought it.
    """

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, db_index=False)
    reference = models.CharField(max_length=120)
    load = models.ForeignKey(Import, on_delete=models.PROTECT, related_name="taken")
    complaint = models.OneToOneField(Complaint, on_delete=models.PROTECT, null=True, related_name="imported")
    contact = models.OneToOneField(Contact, on_delete=models.PROTECT, null=True, related_name="imported")
    content = models.CharField(max_length=64)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation", "reference"], name="imported_once"),
            models.CheckConstraint(
                condition=Q(complaint__isnull=False, contact=None) | Q(complaint=None, contact__isnull=False),
                name="imported_as_one_thing",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.load_id} {self.reference}"


class ListedRow(models.Model):
    """One row of a file that was not taken in, with why; `what` is a code of `RowTrouble`."""

    load = models.ForeignKey(Import, on_delete=models.PROTECT, related_name="listed")
    line = models.PositiveIntegerField()
    what = models.CharField(max_length=8)
    why = models.TextField()

    def __str__(self) -> str:
        return f"{self.load_id} line {self.line}"
