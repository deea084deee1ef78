"""A report while it is prepared: what was chosen, how far the worker is, and every word somebody typed for it."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from casework.people.models import Organisation


class PreparedReport(models.Model):
    """A report of one period in the making. Its figures are counted once, over facts kept beside them.

    report         one of `putright.reports.REPORTS`. procedures: the Codes of a self-assessment; empty = all it knows.
    compare        with the same days a year earlier.
    structure_on   the day whose departments and services are used; None = the last of the period.
    state          code of `ReportState`; step: what the worker is at; done, total: complaints it read, of how many.
    folder         random name of where its facts and figures lie. worker: whose claim it is; empty = nobody's.
    counted_sha256 of the counted figures in that folder.
    version        grows with every word that is saved, so that an approval is of a text.
    asked_version  the version that was put before an approver; None = it was not.
    files_asked    the forms to take away are wanted; files_version: of which words they are.
    replaces       the frozen edition of the same period that this one restates, with why in `reason`.
    compared_with  the frozen edition of the earlier period: what it printed otherwise is marked.
    """

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="prepared_reports")
    report = models.CharField(max_length=30)
    starts_on = models.DateField()
    ends_on = models.DateField()
    compare = models.BooleanField(default=False)
    procedures = models.JSONField(default=list)
    structure_on = models.DateField(null=True)
    state = models.CharField(max_length=10)
    step = models.CharField(max_length=10, blank=True)
    begun_at = models.DateTimeField()
    begun_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    folder = models.CharField(max_length=40, unique=True)
    worker = models.CharField(max_length=40, blank=True)
    claimed_at = models.DateTimeField(null=True)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    tries = models.PositiveSmallIntegerField(default=0)
    problem = models.CharField(max_length=400, blank=True)
    counted_at = models.DateTimeField(null=True)
    counted_sha256 = models.CharField(max_length=64, blank=True)
    version = models.PositiveIntegerField(default=0)
    asked_version = models.PositiveIntegerField(null=True)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    approver = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    files_asked = models.BooleanField(default=False)
    files_version = models.PositiveIntegerField(null=True)
    replaces = models.ForeignKey(
        "published.Edition", on_delete=models.PROTECT, null=True, related_name="restated_by"
    )
    reason = models.TextField(blank=True)
    compared_with = models.ForeignKey(
        "published.Edition", on_delete=models.PROTECT, null=True, related_name="+"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "report", "starts_on", "ends_on"], name="one_report_in_the_making",
                condition=~Q(state__in=["frozen", "dropped"]),
            )
        ]  # fmt: skip
        indexes = [
            models.Index(
                fields=["tries", "id"], name="reports_waiting",
                condition=Q(state__in=["counting", "freezing"]) | Q(files_asked=True),
            )
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"report {self.pk}"


class Wording(models.Model):
    """What somebody typed for a section, or answered for a provision. Appended only: the newest of a place counts.

    section            key of the section; empty for a provision, which has `procedure` and `number`.
    text, signed       the words, and who the report says they are by. Empty words = none any more.
    about              the figures a text is about; empty = all of its section.
    answer, target_on  for a provision.
    """

    report = models.ForeignKey(PreparedReport, on_delete=models.PROTECT, related_name="wordings")
    section = models.CharField(max_length=60, blank=True)
    procedure = models.CharField(max_length=60, blank=True)
    number = models.CharField(max_length=12, blank=True)
    text = models.TextField(blank=True)
    signed = models.CharField(max_length=120, blank=True)
    about = models.JSONField(default=list)
    answer = models.CharField(max_length=8, blank=True)
    target_on = models.DateField(null=True)
    officer = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"words {self.pk}"


class Step(models.Model):
    """What was done with a report in the making, by whom, when. Appended only. what: code of `Done`."""

    report = models.ForeignKey(PreparedReport, on_delete=models.PROTECT, related_name="steps")
    what = models.CharField(max_length=12)
    words = models.TextField(blank=True)
    officer = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.what} {self.report_id}"
