"""The papers of shares: of whom each is asked, its text in the making, and the e-mails about it.

What became of a share stands in the events (`ContributionAsked`, `ContributionMoved`); its words are notes.
"""

from django.conf import settings
from django.db import models

from casework.complaints.models import Complaint
from casework.people.models import Service


class Share(models.Model):
    """A share of an answer, asked of one of our services or of a body outside.

    key       its key in the events: the number of the note with what is asked.
    service   one of ours; None for a body outside, which `outside` names with the `email` it is chased at.
    officer   who gives it, for a service; None for a body outside.
    asked_by  who asked: it is theirs to chase.
    text      what the officer of the service has written so far; emptied when it is given, as a note holds it then.
    version   grows with every save, so that nobody writes over somebody else's words.
    """

    complaint = models.ForeignKey(Complaint, on_delete=models.PROTECT, related_name="shares")
    key = models.CharField(max_length=24)
    service = models.ForeignKey(Service, on_delete=models.PROTECT, null=True, related_name="+")
    outside = models.CharField(max_length=120, blank=True)
    email = models.EmailField(blank=True)
    officer = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    asked_on = models.DateField()
    text = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["complaint", "key"], name="one_share_a_key")]

    def __str__(self) -> str:
        return f"share {self.pk}"


class ShareMail(models.Model):
    """One e-mail about a share: laid with what it tells of, claimed before it is handed over, sent once.

    kind  `asked`, `reminder`, `due`, `late`, `chased` or `returned`; once a kind and day it is due.
    """

    kind = models.CharField(max_length=12)
    share = models.ForeignKey(Share, on_delete=models.PROTECT, related_name="mails")
    due_on = models.DateField()
    state = models.CharField(max_length=10, default="waiting")
    tries = models.PositiveSmallIntegerField(default=0)
    next_try_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["kind", "share", "due_on"], name="one_share_mail_a_day")
        ]
        indexes = [
            models.Index(
                fields=["next_try_at", "id"],
                name="share_mails_waiting",
                condition=models.Q(state__in=("waiting", "claimed")),
            )
        ]

    def __str__(self) -> str:
        return f"share mail {self.pk}"
