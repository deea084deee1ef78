"""The tables of contacts under agreement. Workers and contractors are named here; events hold their identifiers."""

from django.conf import settings
from django.db import models

from casework.people.models import Organisation


class Contractor(models.Model):
    """A provider that works for the organisation.

    notice_working_days  how many working days' notice of a visit its contract asks for; None = none agreed.
    hours_from, hours_to the hours within which it may contact residents.
    status               `active`, `ending` or `in_liquidation`.
    """

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="contractors")
    name = models.CharField(max_length=200)
    email = models.EmailField(blank=True)
    notice_working_days = models.PositiveSmallIntegerField(null=True)
    reply_working_days = models.PositiveSmallIntegerField(null=True)
    gives_time_slot = models.BooleanField(default=False)
    hours_from = models.TimeField(null=True)
    hours_to = models.TimeField(null=True)
    status = models.CharField(max_length=20, default="active")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["organisation", "name"], name="one_contractor_a_name")]

    def __str__(self) -> str:
        return f"contractor {self.pk}"


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
