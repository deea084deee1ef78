"""The tables of alerts: what the detection rules saw, and the digests that told of it."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from casework.complaints.models import Complaint
from casework.people.models import Organisation


class Alert(models.Model):
    """One thing a detection rule saw. It ends when the rule no longer sees it; nothing personal is in it.

    key       what it is about within the complaint or organisation, so that one thing is one alert.
    rule      id of the rule, such as `DR-09`. since: the day it began. facts: codes, days and numbers to tell it with.
    """

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, db_index=False)
    complaint = models.ForeignKey(Complaint, on_delete=models.PROTECT, null=True, db_index=False)
    rule = models.CharField(max_length=8)
    key = models.CharField(max_length=60, blank=True)
    severity = models.CharField(max_length=8)
    since = models.DateField(null=True)
    facts = models.JSONField(default=dict)
    first_seen_on = models.DateField()
    last_seen_on = models.DateField()
    ended_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["complaint", "rule", "key"],
                name="one_alert_a_thing",
                condition=Q(ended_on=None, complaint__isnull=False),
            ),
            models.UniqueConstraint(
                fields=["organisation", "rule", "key"],
                name="one_alert_an_organisation",
                condition=Q(ended_on=None, complaint=None),
            ),
        ]
        indexes = [
            models.Index(
                fields=["organisation", "rule", "id"], name="alerts_open", condition=Q(ended_on=None)
            ),
            models.Index(
                fields=["complaint", "rule"], name="alerts_of_complaint", condition=Q(ended_on=None)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.rule} {self.complaint_id} {self.key}"


class Digest(models.Model):
    """The daily e-mail of one officer: one a day, claimed before it is sent, so that nobody gets it twice."""

    officer = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT)
    on = models.DateField()
    state = models.CharField(max_length=12, default="waiting")
    alerts = models.PositiveIntegerField(default=0)
    tries = models.PositiveSmallIntegerField(default=0)
    next_try_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["officer", "on"], name="one_digest_a_day")]

    def __str__(self) -> str:
        return f"digest {self.officer_id} {self.on}"
