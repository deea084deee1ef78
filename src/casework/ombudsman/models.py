"""The tables of an Ombudsman's cases. What happened is events of the complaint; these are the papers beside them."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from casework.complaints.models import Complaint
from casework.people.models import Organisation


class OmbudsmanCase(models.Model):
    """One case of an Ombudsman, from its first letter on. Its number is the key of its events (`referral`).

    complaint    what it is about; None = the Ombudsman wrote about something we hold no complaint of yet.
    reference    the Ombudsman's own.
    body, what   codes of `OmbudsmanBody` and `ReferralKind`.
    subject      what it is about, in our words: personal, beside the record.
    answer_by    the date in its letter, while it has no complaint whose enquiry would hold it.
    not_ours     why it is no complaint of ours, where that was found and said; it is done then.
    """

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="ombudsman_cases")
    complaint = models.ForeignKey(
        Complaint, on_delete=models.PROTECT, null=True, related_name="ombudsman_cases"
    )
    body = models.CharField(max_length=8)
    what = models.CharField(max_length=20)
    reference = models.CharField(max_length=40, blank=True)
    subject = models.TextField(blank=True)
    received_on = models.DateField()
    answer_by = models.DateField(null=True)
    not_ours = models.TextField(blank=True)
    officer = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT)
    made_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "body", "reference"], name="one_case_a_reference",
                condition=~Q(reference=""),
            )
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"ombudsman case {self.pk}"
