"""Who looked at what: the access log. No feature reads it; auditors do."""

from django.conf import settings
from django.db import models
from django.db.models.functions import Now


class Access(models.Model):
    """One officer opened one restricted complaint, or a document of it. Reads only; acts are events."""

    officer = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    complaint_id = models.BigIntegerField()
    what = models.CharField(max_length=40)
    at = models.DateTimeField(db_index=True, db_default=Now())

    def __str__(self) -> str:
        return f"{self.what} of {self.complaint_id}"
