"""The tables of alerts: what the detection rules saw, how far looking has got, and the digests that told of it."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from casework.complaints.models import Complaint
from casework.people.models import Organisation, Team

IN_TURN = ("rank", "since", "id")
"""The order of lists of alerts; their indexes end with it, so that a page costs the same however many there are."""


class Alert(models.Model):
    """One thing a detection rule saw. It ends when the rule no longer sees it; nothing personal is in it.

    complaint  None where it is about the organisation, such as a contractor that reports nothing.
    rule, key  id of the rule, and what it is about within the complaint, so that one thing is one alert.
    group      code of `Group`: what the work queue counts it as. rank: the gravest first.
    owner      who sees to it: named by what it is about, else who handles the complaint. team: the complaint's.
    since      the first day it was so. due_on: when something is or was due, where anything is.
    says       what the rule saw, in codes and dates.
    """

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, db_index=False)
    complaint = models.ForeignKey(Complaint, on_delete=models.PROTECT, null=True, db_index=False)
    rule = models.CharField(max_length=8)
    key = models.CharField(max_length=60, blank=True)
    group = models.CharField(max_length=12)
    rank = models.PositiveSmallIntegerField()
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, db_index=False)
    team = models.ForeignKey(Team, on_delete=models.PROTECT, null=True, db_index=False)
    since = models.DateField()
    due_on = models.DateField(null=True)
    says = models.CharField(max_length=300)
    provision = models.CharField(max_length=60, blank=True)
    procedure = models.CharField(max_length=60, blank=True)
    first_seen_on = models.DateField()
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
            models.Index(fields=["organisation", *IN_TURN], name="alerts_all", condition=Q(ended_on=None)),
            models.Index(
                fields=["organisation", "rule", *IN_TURN], name="alerts_of_rule", condition=Q(ended_on=None)
            ),
            models.Index(fields=["owner", *IN_TURN], name="alerts_mine", condition=Q(ended_on=None)),
            models.Index(fields=["team", *IN_TURN], name="alerts_team", condition=Q(ended_on=None)),
        ]

    def __str__(self) -> str:
        return f"{self.rule} {self.complaint_id} {self.key}"


class LookedAt(models.Model):
    """The version of a complaint the rules last looked at: another one is looked at again."""

    complaint = models.OneToOneField(Complaint, on_delete=models.PROTECT, primary_key=True)
    version = models.PositiveIntegerField()

    def __str__(self) -> str:
        return f"{self.complaint_id} at {self.version}"


class Tail(models.Model):
    """How far the events were followed: the number of the last one seen. There is one row."""

    through = models.BigIntegerField()

    def __str__(self) -> str:
        return f"events through {self.through}"


class Scan(models.Model):
    """The daily look at every complaint of an organisation that something can still happen to.

    done_through  how far it has got, so that it can be stopped and resumed.
    """

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT)
    on = models.DateField()
    state = models.CharField(max_length=10, default="waiting", db_index=True)
    done = models.PositiveIntegerField(default=0)
    done_through = models.BigIntegerField(default=0)
    tries = models.PositiveSmallIntegerField(default=0)
    finished_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["organisation", "on"], name="one_scan_a_day")]

    def __str__(self) -> str:
        return f"scan {self.organisation_id} {self.on} {self.state}"


class Muted(models.Model):
    """A rule an officer does not want to hear of in their daily e-mail. The alert itself stays where it is."""

    officer = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, db_index=False)
    rule = models.CharField(max_length=8)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["officer", "rule"], name="muted_once")]

    def __str__(self) -> str:
        return f"{self.officer_id} {self.rule}"


class Digest(models.Model):
    """The daily e-mail of one officer: one a day, claimed before it is sent, so that nobody gets it twice.

    state       `waiting`, `claimed`, `sent`, `nothing` (there was nothing to tell), `failed` (refused, or the day
                ended), `uncertain` (the connection broke after the server was given it).
    message_id  the same on every try.
    """

    officer = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT)
    on = models.DateField()
    state = models.CharField(max_length=12, default="waiting")
    alerts = models.PositiveIntegerField(default=0)
    tries = models.PositiveSmallIntegerField(default=0)
    next_try_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)
    problem = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["officer", "on"], name="one_digest_a_day")]
        indexes = [
            models.Index(fields=["next_try_at", "id"], name="digest_waiting", condition=Q(state="waiting"))
        ]

    def __str__(self) -> str:
        return f"digest {self.officer_id} {self.on}"
