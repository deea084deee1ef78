"""The tables of investigating: answers in the making, what the resident asked, what it meant for them, and limits.

What was decided or sent is events of the complaint and its notes; these are the working papers beside them, and the
columns the boards read.
"""

from django.conf import settings
from django.db import models

from casework.complaints.models import Complaint, Document, Note
from casework.people.models import Organisation, Service


class Answer(models.Model):
    """The answer to one point at one stage while it is being written, and as it was sent.

    outcome   code of `PointOutcome`; empty = not decided.
    missing   the record that is missing, where no finding is possible.
    standard  what should have happened: the policy or standard relied on.
    shares    how much of the fault is whose, in per cent: {"ours": 50, "contractor": 50}.
    changed   what changed since the stage before, and why.
    version   grows with every save: a writer who saw another one is told.
    """

    complaint = models.ForeignKey(Complaint, on_delete=models.PROTECT, related_name="answers", db_index=False)
    stage = models.CharField(max_length=24)
    point = models.CharField(max_length=8)
    outcome = models.CharField(max_length=24, blank=True)
    missing = models.TextField(blank=True)
    standard = models.TextField(blank=True)
    happened = models.TextField(blank=True)
    reasons = models.TextField(blank=True)
    fault = models.TextField(blank=True)
    injustice = models.TextField(blank=True)
    shares = models.JSONField(default=dict)
    changed = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=1)
    officer = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT)
    saved_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["complaint", "stage", "point"], name="one_answer_a_point")
        ]

    def __str__(self) -> str:
        return f"{self.complaint_id} {self.stage}/{self.point}"


class Evidence(models.Model):
    """Where what an answer says can be read: a document of the complaint or another source, its day and page."""

    answer = models.ForeignKey(Answer, on_delete=models.CASCADE, related_name="evidence")
    document = models.ForeignKey(Document, on_delete=models.PROTECT, null=True)
    called = models.CharField(max_length=200)
    on = models.DateField(null=True)
    page = models.CharField(max_length=40, blank=True)

    def __str__(self) -> str:
        return f"evidence {self.pk}"


class Question(models.Model):
    """Something the resident asked, and the answer we give. `point` empty = about the complaint as a whole."""

    complaint = models.ForeignKey(Complaint, on_delete=models.PROTECT, related_name="questions")
    stage = models.CharField(max_length=24)
    point = models.CharField(max_length=8, blank=True)
    asked = models.TextField()
    answer = models.TextField(blank=True)
    officer = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT)
    asked_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"question {self.pk}"


class OutcomeOverride(models.Model):
    """A named officer gave a stage another outcome than its findings make. The newest of a stage holds.

    outcome  code of `CaseOutcome`; empty = the derived one holds again. derived: what the rule gave then.
    """

    complaint = models.ForeignKey(Complaint, on_delete=models.PROTECT, related_name="outcome_overrides")
    stage = models.CharField(max_length=24)
    outcome = models.CharField(max_length=24, blank=True)
    derived = models.CharField(max_length=24)
    words = models.TextField()
    officer = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.complaint_id} {self.stage} {self.outcome}"


class StandIn(models.Model):
    """Somebody who acted at an earlier stage writes answers at this one, for a reason they gave."""

    complaint = models.ForeignKey(
        Complaint, on_delete=models.PROTECT, related_name="stand_ins", db_index=False
    )
    stage = models.CharField(max_length=24)
    officer = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT)
    words = models.TextField()
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["complaint", "stage", "officer"], name="one_stand_in_a_stage")
        ]

    def __str__(self) -> str:
        return f"{self.complaint_id} {self.stage} officer {self.officer_id}"


class Impact(models.Model):
    """What it meant for the people, asked before any amount: how severe, how long, who, and what weighs.

    severity  1 small … 4 severe; 0 = not judged yet.
    factors   codes of the factors that raise or lower a remedy.
    """

    complaint = models.ForeignKey(Complaint, on_delete=models.PROTECT, related_name="impacts", db_index=False)
    stage = models.CharField(max_length=24)
    severity = models.PositiveSmallIntegerField(default=0)
    began_on = models.DateField(null=True)
    ended_on = models.DateField(null=True)
    who = models.CharField(max_length=200, blank=True)
    factors = models.JSONField(default=list)
    words = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=1)
    officer = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT)
    saved_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["complaint", "stage"], name="one_impact_a_stage")]

    def __str__(self) -> str:
        return f"{self.complaint_id} {self.stage}"


class Reviewed(models.Model):
    """A document or note of the complaint that the investigator has looked at, for the evidence board."""

    complaint = models.ForeignKey(
        Complaint, on_delete=models.PROTECT, related_name="reviewed", db_index=False
    )
    stage = models.CharField(max_length=24)
    kind = models.CharField(max_length=10)
    number = models.BigIntegerField()
    officer = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["complaint", "stage", "kind", "number"], name="reviewed_once")
        ]

    def __str__(self) -> str:
        return f"{self.complaint_id} {self.kind} {self.number}"


class LedgerLine(models.Model):
    """What a remedy of the ledger is beside its event: what the boards show, and its particulars in words.

    note       the words of it; its number is the key of the remedy.
    whole_pence  the whole sum, or the sum a period; None where it is no money.
    method     how it is paid. condition: what ends a payment that recurs.
    headings   what an apology must cover, one line each.
    details    what its type needs beside, by key of `remedies.toml`: {"account": "…"}.
    """

    note = models.OneToOneField(Note, on_delete=models.PROTECT, primary_key=True, related_name="ledger_line")
    complaint = models.ForeignKey(Complaint, on_delete=models.PROTECT, related_name="ledger_lines")
    type = models.CharField(max_length=24)
    whole_pence = models.BigIntegerField(null=True)
    recurring = models.BooleanField(default=False)
    per = models.CharField(max_length=8, blank=True)
    method = models.CharField(max_length=120, blank=True)
    condition = models.TextField(blank=True)
    headings = models.JSONField(default=list)
    details = models.JSONField(default=dict)

    def __str__(self) -> str:
        return f"remedy {self.pk} {self.type}"


class ActionParticulars(models.Model):
    """What the board of actions shows of one: its type, and who showed and who verified it."""

    note = models.OneToOneField(
        Note, on_delete=models.PROTECT, primary_key=True, related_name="action_particulars"
    )
    complaint = models.ForeignKey(Complaint, on_delete=models.PROTECT, related_name="action_particulars")
    type = models.CharField(max_length=24)
    evidence = models.ForeignKey(Document, on_delete=models.PROTECT, null=True)
    shown = models.BooleanField(default=False)
    verified_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True)

    def __str__(self) -> str:
        return f"action {self.pk} {self.type}"


class Lesson(models.Model):
    """A lesson, or the decision that there is none, as the log of lessons lists and counts it.

    note       the words of it; its number is the key of the lesson. changed: what was changed because of it.
    repeats    reference of the earlier complaint whose lesson returned; because: `cause` or `words`.
    sequence   number of its event: one that was struck out is in no list any more.
    said, did  “you said, we did”, for everybody to read once `approved_by` somebody else than who wrote it.
    """

    note = models.OneToOneField(Note, on_delete=models.PROTECT, primary_key=True, related_name="lesson")
    complaint = models.ForeignKey(Complaint, on_delete=models.PROTECT, related_name="lessons")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, db_index=False)
    service = models.ForeignKey(Service, on_delete=models.PROTECT, null=True, db_index=False)
    root_cause = models.CharField(max_length=24, blank=True)
    cause = models.CharField(max_length=32, blank=True)
    no_lesson = models.BooleanField(default=False)
    changed = models.TextField(blank=True)
    repeats = models.CharField(max_length=16, blank=True)
    repeats_because = models.CharField(max_length=8, blank=True)
    sequence = models.PositiveIntegerField(default=0)
    learned_on = models.DateField()
    said = models.TextField(blank=True)
    did = models.TextField(blank=True)
    told_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    approved_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        indexes = [
            models.Index(fields=["organisation", "-learned_on", "-note"], name="lessons_lately"),
            models.Index(fields=["organisation", "service", "cause", "-learned_on"], name="lessons_alike"),
        ]

    def __str__(self) -> str:
        return f"lesson {self.pk}"


class DelegatedLimit(models.Model):
    """How much officers of a grade may approve, in pence. A grade without a row may approve nothing.

    up_to_pence  the most, that sum included; None = without a limit.
    """

    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="limits", db_index=False
    )
    grade = models.PositiveSmallIntegerField()
    up_to_pence = models.BigIntegerField(null=True)
    officer = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True)
    set_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["organisation", "grade"], name="one_limit_a_grade")]

    def __str__(self) -> str:
        return f"{self.organisation_id} grade {self.grade}"
