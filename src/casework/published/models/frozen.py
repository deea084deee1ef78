"""What was frozen. The database itself refuses to change or delete any of these rows (migration 0002)."""

from django.conf import settings
from django.db import models

from casework.people.models import Organisation
from casework.published.models.prepared import PreparedReport


class Edition(models.Model):
    """One frozen report of a period: what it says, from which facts, by whom, approved by whom.

    number    1, 2, …: a restated edition is the next number, and names the one it replaces, with the reason.
    content   the canonical JSON of it all; sha256: over just that text.
    """

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="editions")
    prepared = models.OneToOneField(PreparedReport, on_delete=models.PROTECT, related_name="edition")
    report = models.CharField(max_length=30)
    starts_on = models.DateField()
    ends_on = models.DateField()
    number = models.PositiveSmallIntegerField()
    content = models.TextField()
    sha256 = models.CharField(max_length=64)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    approver = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    frozen_at = models.DateTimeField()
    replaces = models.OneToOneField("self", on_delete=models.PROTECT, null=True, related_name="replaced_by")
    reason = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "report", "starts_on", "ends_on", "number"], name="one_edition_a_number"
            )
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"edition {self.pk}"


class EditionFile(models.Model):
    """A file of a frozen report: a form of it, or facts it was counted from.

    audience  code of `Audience`: our own people, everybody, or the facts. form: which one, such as `docx`.
    """

    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="files")
    audience = models.CharField(max_length=8)
    form = models.CharField(max_length=30)
    stored_as = models.CharField(max_length=40)
    sha256 = models.CharField(max_length=64)
    size = models.BigIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["edition", "audience", "form"], name="one_file_a_form")
        ]

    def __str__(self) -> str:
        return f"{self.audience} {self.form} of {self.edition_id}"


class Difference(models.Model):
    """One figure that is not what the edition before printed: both, and why.

    figure   its id; label: what it is called and of what. earlier: it is of the earlier period beside it.
    hidden   either number is of few people, so the public is not told them.
    why      codes of `WhyDifferent`, joined by `;`.
    """

    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="differences")
    position = models.PositiveIntegerField()
    figure = models.CharField(max_length=20)
    label = models.CharField(max_length=400)
    earlier = models.BooleanField(default=False)
    hidden = models.BooleanField(default=False)
    was = models.CharField(max_length=160)
    now = models.CharField(max_length=160)
    why = models.CharField(max_length=60)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["edition", "position"], name="one_difference_a_place")]

    def __str__(self) -> str:
        return f"{self.figure} of {self.edition_id}"


class PublishAct(models.Model):
    """A frozen report was published, or taken back, by somebody. The newest act of a period says what the public sees.

    step   code of `PublishStep`. words: why it was taken back.
    """

    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="acts")
    step = models.CharField(max_length=10)
    words = models.TextField(blank=True)
    officer = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.step} {self.edition_id}"
