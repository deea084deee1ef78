"""What follows from the events of a complaint: rows that `rebuild` can remake."""

from django.db import models
from django.db.models import Q

from casework.complaints.models.record import Complaint


class StageFact(models.Model):
    """One row a complaint and stage: codes and dates only, no names. Screens and figures read it."""

    complaint = models.ForeignKey(
        Complaint, on_delete=models.PROTECT, db_index=False, related_name="stage_facts"
    )
    stage = models.CharField(max_length=24)
    position = models.PositiveSmallIntegerField()
    opened_on = models.DateField(null=True)
    acknowledged_on = models.DateField(null=True)
    responded_on = models.DateField(null=True)
    extended_to = models.DateField(null=True)
    outcome = models.CharField(max_length=24, blank=True)
    handler = models.CharField(max_length=24, blank=True)
    reasons = models.CharField(max_length=400, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["complaint", "stage"], name="one_fact_a_stage")]

    def __str__(self) -> str:
        return f"{self.complaint_id} {self.stage}"


class Clock(models.Model):
    """One deadline of one stage, worked out from the events.

    computed_from     sequence of the last event when it was worked out.
    calendar_version  the calendar it was worked out with.
    """

    complaint = models.ForeignKey(Complaint, on_delete=models.PROTECT, db_index=False, related_name="clocks")
    stage = models.CharField(max_length=24)
    timescale = models.CharField(max_length=40)
    procedure = models.CharField(max_length=60)
    provision = models.CharField(max_length=60)
    started_on = models.DateField(null=True)
    due_on = models.DateField(null=True)
    original_due_on = models.DateField(null=True)
    target_on = models.DateField(null=True)
    met_on = models.DateField(null=True)
    convention_sensitive = models.BooleanField(default=False)
    running = models.BooleanField()
    computed_from = models.PositiveIntegerField()
    calendar_version = models.CharField(max_length=24)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["complaint", "stage", "timescale"], name="one_clock_a_timescale")
        ]
        indexes = [
            models.Index(
                fields=["complaint", "due_on", "started_on"],
                name="running_in_turn",
                condition=Q(running=True),
            )
        ]

    def __str__(self) -> str:
        return f"{self.complaint_id} {self.stage}/{self.timescale}"


class OpenEnd(models.Model):
    """One thing followed to its end on a complaint, worked out from the events: the columns of `ends`."""

    complaint = models.ForeignKey(Complaint, on_delete=models.PROTECT, db_index=False, related_name="ends")
    kind = models.CharField(max_length=12)
    key = models.CharField(max_length=24)
    made_on = models.DateField(null=True)
    due_on = models.DateField(null=True)
    owner = models.CharField(max_length=24, blank=True)
    step = models.CharField(max_length=30)
    is_open = models.BooleanField()
    stops_closing = models.BooleanField()
    ended_on = models.DateField(null=True)
    amount_pence = models.BigIntegerField(null=True)
    worker = models.CharField(max_length=24, blank=True)
    risk = models.BooleanField(default=False)
    learning = models.BooleanField(default=False)
    percent = models.PositiveSmallIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["complaint", "kind", "key"], name="one_end_a_key")]
        indexes = [
            models.Index(fields=["kind", "due_on", "id"], name="open_ends", condition=Q(is_open=True)),
            models.Index(fields=["worker", "kind"], name="ends_of_worker", condition=~Q(worker="")),
        ]

    def __str__(self) -> str:
        return f"{self.complaint_id} {self.kind} {self.key}"


class Referral(models.Model):
    """One case of an Ombudsman about a complaint, worked out from the events.

    determinations  codes of what was found on each head, joined with semicolons.
    published_outcome … remedied_by  the five outcomes that are kept apart; None and empty = not known.
    """

    complaint = models.ForeignKey(
        Complaint, on_delete=models.PROTECT, db_index=False, related_name="referrals"
    )
    key = models.CharField(max_length=24)
    body = models.CharField(max_length=8)
    what = models.CharField(max_length=20)
    step = models.CharField(max_length=30)
    is_open = models.BooleanField()
    opened_on = models.DateField(null=True)
    owner = models.CharField(max_length=24, blank=True)
    decided_on = models.DateField(null=True)
    published_outcome = models.CharField(max_length=32, blank=True)
    decision_text = models.CharField(max_length=32, blank=True)
    fault_found = models.BooleanField(null=True)
    injustice_found = models.BooleanField(null=True)
    remedied_by = models.CharField(max_length=20, blank=True)
    determinations = models.TextField(blank=True)
    closed_on = models.DateField(null=True)
    orders = models.PositiveSmallIntegerField(default=0)
    orders_open = models.PositiveSmallIntegerField(default=0)
    next_due_on = models.DateField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["complaint", "key"], name="one_referral_a_key")]
        indexes = [
            models.Index(fields=["next_due_on", "id"], name="referrals_open", condition=Q(is_open=True)),
            models.Index(fields=["decided_on"], name="referrals_decided"),
        ]

    def __str__(self) -> str:
        return f"{self.complaint_id} {self.key}"


class ClockMove(models.Model):
    """A date that was shown and then moved: the old one is kept, with what moved it.

    because  `event` with the sequence of the event, or `calendar` with the id of the day off.
    """

    complaint = models.ForeignKey(Complaint, on_delete=models.PROTECT, related_name="clock_moves")
    stage = models.CharField(max_length=24)
    timescale = models.CharField(max_length=40)
    was_due_on = models.DateField(null=True)
    now_due_on = models.DateField(null=True)
    because = models.CharField(max_length=12)
    number = models.PositiveIntegerField()
    moved_on = models.DateField()

    def __str__(self) -> str:
        return f"{self.complaint_id} {self.stage}/{self.timescale} {self.was_due_on} → {self.now_due_on}"
