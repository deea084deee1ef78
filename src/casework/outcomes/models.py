"""The tables of investigating: answers in the making, what the resident asked, what it meant for them, and limits.

What was decided or sent is events of the complaint and its notes; these are the working papers beside them.
"""

from django.conf import settings
from django.db import models

from casework.complaints.models import Complaint, Document
from casework.people.models import Organisation


class Answer(models.Model):
    """The answer to one point at one stage while it is being written, and as it was sent.

    outcome           code of `PointOutcome`; empty = not decided.
    standard          what should have happened: the policy or standard relied on.
    remedy            code of `RemedyDecision`; none_because: the reason of a decision for none.
    shares            how much of the fault is whose, in per cent: {"ours": 50, "contractor": 50}.
    changed           what changed since the stage before, and why.
    version           grows with every save: a writer who saw another one is told.
    """

    complaint = models.ForeignKey(Complaint, on_delete=models.PROTECT, related_name="answers")
    stage = models.CharField(max_length=24)
    point = models.CharField(max_length=8)
    outcome = models.CharField(max_length=24, blank=True)
    standard = models.TextField(blank=True)
    happened = models.TextField(blank=True)
    reasons = models.TextField(blank=True)
    fault = models.TextField(blank=True)
    injustice = models.TextField(blank=True)
    shares = models.JSONField(default=dict)
    changed = models.TextField(blank=True)
    remedy = models.CharField(max_length=24, blank=True)
    none_because = models.TextField(blank=True)
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


class Impact(models.Model):
    """What it meant for the people, asked before any amount: how severe, how long, who, and what weighs.

    severity  1 small … 4 severe; 0 = not judged yet.
    factors   codes of the factors that raise or lower a remedy.
    """

    complaint = models.ForeignKey(Complaint, on_delete=models.PROTECT, related_name="impacts")
    stage = models.CharField(max_length=24)
    severity = models.PositiveSmallIntegerField(default=0)
    began_on = models.DateField(null=True)
    ended_on = models.DateField(null=True)
    who = models.CharField(max_length=200, blank=True)
    factors = models.JSONField(default=list)
    words = models.TextField(blank=True)
    officer = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT)
    saved_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["complaint", "stage"], name="one_impact_a_stage")]

    def __str__(self) -> str:
        return f"{self.complaint_id} {self.stage}"


class Reviewed(models.Model):
    """A document or note of the complaint that the investigator has looked at, for the evidence board."""

    complaint = models.ForeignKey(Complaint, on_delete=models.PROTECT, related_name="reviewed")
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


class DelegatedLimit(models.Model):
    """How much officers of a grade may approve, in pence. A grade without a row may approve nothing."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="limits")
    grade = models.PositiveSmallIntegerField()
    up_to_pence = models.BigIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["organisation", "grade"], name="one_limit_a_grade")]

    def __str__(self) -> str:
        return f"{self.organisation_id} grade {self.grade}"
