"""The tables of contacts under agreement. Workers and contractors are named here; events hold their identifiers."""

from django.conf import settings
from django.db import models

from casework.complaints.models import Complaint
from casework.people.models import Organisation


class Terms(models.Model):
    """What a visit must keep to, whoever makes it.

    notice_working_days    how many working days ahead the resident is told; None = none agreed.
    gives_time_slot        the resident is always given a time slot.
    confirm_working_hours  a visit sooner than this many working hours is made only once everybody who must know
                           has confirmed it; None = never asked for.
    """

    notice_working_days = models.PositiveSmallIntegerField(null=True)
    gives_time_slot = models.BooleanField(default=False)
    confirm_working_hours = models.PositiveSmallIntegerField(null=True)

    class Meta:
        abstract = True


class Contractor(Terms):
    """A provider that works for the organisation, and what its contract asks of it.

    reply_working_days   how soon it replies to a complaint passed to it.
    hours_from, hours_to the hours within which it may contact residents.
    status               code of `ContractorStatus`.
    """

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="contractors")
    name = models.CharField(max_length=200)
    email = models.EmailField(blank=True)
    reply_working_days = models.PositiveSmallIntegerField(null=True)
    hours_from = models.TimeField(null=True)
    hours_to = models.TimeField(null=True)
    status = models.CharField(max_length=20, default="active")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["organisation", "name"], name="one_contractor_a_name")]

    def __str__(self) -> str:
        return f"contractor {self.pk}"


class OwnVisits(Terms):
    """What the organisation asks of its own visits. works_from, works_to: its working hours, to count hours by."""

    organisation = models.OneToOneField(
        Organisation, on_delete=models.PROTECT, primary_key=True, related_name="own_visits"
    )
    works_from = models.TimeField(null=True)
    works_to = models.TimeField(null=True)

    def __str__(self) -> str:
        return f"own visits of {self.pk}"


class Worker(models.Model):
    """Somebody who visits or contacts residents: an operative, an officer, a contractor's technician."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="workers")
    name = models.CharField(max_length=120)
    job = models.CharField(max_length=120, blank=True)
    contractor = models.ForeignKey(Contractor, on_delete=models.PROTECT, null=True, related_name="workers")
    officer = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True)
    is_active = models.BooleanField(default=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation", "name", "contractor"], name="one_worker_a_name")
        ]

    def __str__(self) -> str:
        return f"worker {self.pk}"


class Forwarding(models.Model):
    """A complaint passed to a contractor for its reply.

    promise      key of the promise that the contractor replies; its note says what was asked.
    consent      the resident agreed to it being passed on; copy_wanted: they want a copy of the reply.
    replied_on   the day the reply came. missing: codes of what it had to give and did not.
    """

    complaint = models.ForeignKey(Complaint, on_delete=models.PROTECT, related_name="forwardings")
    contractor = models.ForeignKey(Contractor, on_delete=models.PROTECT, related_name="forwardings")
    promise = models.CharField(max_length=24)
    consent = models.BooleanField()
    copy_wanted = models.BooleanField(default=False)
    forwarded_on = models.DateField()
    officer = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT)
    replied_on = models.DateField(null=True)
    missing = models.JSONField(default=list)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["complaint", "promise"], name="one_forwarding_a_promise")
        ]

    def __str__(self) -> str:
        return f"{self.complaint_id} to contractor {self.contractor_id}"
