"""The tables of dealing with providers: links to reply, replies in the making, sign-ins, mails, returns, contracts.

What becomes of a complaint stands in its events; these are the papers beside them. Words of a reply stand here only.
"""

from django.conf import settings
from django.db import models

from casework.agreements.models import Contractor, Forwarding
from casework.complaints.models import Complaint, Document


class ReplyLink(models.Model):
    """One way for a contractor to answer one complaint once: what it shows, and until when.

    points     keys of the points passed on; documents: what was sent with them.
    secret     what the signed address carries besides the number: a number alone opens nothing.
    expires_on the last day it opens. withdrawn_at: it was taken back, or another one took its place.
    """

    forwarding = models.ForeignKey(Forwarding, on_delete=models.PROTECT, related_name="links")
    points = models.JSONField(default=list)
    documents = models.ManyToManyField(Document, related_name="+")
    secret = models.CharField(max_length=32)
    made_at = models.DateTimeField()
    officer = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    expires_on = models.DateField()
    withdrawn_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"link {self.pk}"


class Account(models.Model):
    """Somebody at a contractor who signs in here. No officer: nothing of the service but its own pages knows of it."""

    contractor = models.ForeignKey(Contractor, on_delete=models.PROTECT, related_name="accounts")
    name = models.CharField(max_length=120)
    email = models.EmailField(unique=True)
    password = models.CharField(max_length=128, blank=True)
    is_active = models.BooleanField(default=True)
    wrong = models.PositiveSmallIntegerField(default=0)
    waits_until = models.DateTimeField(null=True)
    made_at = models.DateTimeField()
    officer = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return f"account {self.pk}"


class LinkOpening(models.Model):
    """One opening of a link, or what was done with it: `opened`, `saved`, `file`, `sent`, or why it was refused."""

    link = models.ForeignKey(ReplyLink, on_delete=models.CASCADE, related_name="openings")
    what = models.CharField(max_length=20)
    account = models.ForeignKey(Account, on_delete=models.PROTECT, null=True)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.what} {self.link_id}"


class ProviderReply(models.Model):
    """A contractor's reply: in the making until it is sent, then as it was sent, with what we did with it.

    version  grows with every save. step: code of `ReplyStep`; empty = not looked at. missing: codes of blocks.
    """

    link = models.OneToOneField(ReplyLink, on_delete=models.PROTECT, related_name="reply")
    putting_right = models.TextField(blank=True)
    still_to_do = models.TextField(blank=True)
    next_steps = models.TextField(blank=True)
    signed_by = models.CharField(max_length=120, blank=True)
    version = models.PositiveIntegerField(default=0)
    saved_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)
    step = models.CharField(max_length=12, blank=True)
    missing = models.JSONField(default=list)
    reviewed_at = models.DateTimeField(null=True)
    reviewer = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    told = models.TextField(blank=True)

    def __str__(self) -> str:
        return f"reply {self.pk}"


class ReplyPoint(models.Model):
    """What the reply says to one point."""

    reply = models.ForeignKey(ProviderReply, on_delete=models.CASCADE, related_name="points")
    point = models.CharField(max_length=8)
    outcome = models.CharField(max_length=24, blank=True)
    reasons = models.TextField(blank=True)
    remedy = models.CharField(max_length=20, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["reply", "point"], name="one_reply_a_point")]

    def __str__(self) -> str:
        return f"{self.reply_id} point {self.point}"


class ReplyFile(models.Model):
    """A file that came with a reply. It becomes a document of the complaint when an officer has looked at the reply."""

    reply = models.ForeignKey(ProviderReply, on_delete=models.PROTECT, related_name="files")
    called = models.CharField(max_length=200)
    media_type = models.CharField(max_length=100)
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    stored_as = models.CharField(max_length=40, unique=True)
    added_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"file {self.pk}"


class ProviderMail(models.Model):
    """One e-mail to a contractor: laid with what it tells of, claimed before it is handed over, sent once.

    kind  `asked`, `returned`, `reminder`, `due` or `invited`. The address it carries is made when it is sent.
    """

    kind = models.CharField(max_length=12)
    link = models.ForeignKey(ReplyLink, on_delete=models.PROTECT, null=True)
    account = models.ForeignKey(Account, on_delete=models.PROTECT, null=True)
    to = models.EmailField()
    due_on = models.DateField(null=True)
    state = models.CharField(max_length=10, default="waiting")
    tries = models.PositiveSmallIntegerField(default=0)
    next_try_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["kind", "link", "due_on"], name="one_provider_mail_a_day"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"


class ContactLook(models.Model):
    """A contractor's account was shown how to reach a resident for an open appointment."""

    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="looks")
    complaint = models.ForeignKey(Complaint, on_delete=models.PROTECT, related_name="+")
    appointment = models.CharField(max_length=24)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"look {self.pk}"


class BuyingGroup(models.Model):
    """Organisations that buy together from one contractor."""

    name = models.CharField(max_length=120)
    code = models.CharField(max_length=24, unique=True)

    def __str__(self) -> str:
        return self.name


class GroupMember(models.Model):
    """One organisation's contract within a buying group. shows_counts: the others see its counts; never a complaint."""

    group = models.ForeignKey(BuyingGroup, on_delete=models.CASCADE, related_name="members")
    contractor = models.OneToOneField(Contractor, on_delete=models.CASCADE, related_name="membership")
    shows_counts = models.BooleanField(default=False)

    def __str__(self) -> str:
        return f"member {self.pk}"


class Contract(models.Model):
    """What the contract says besides the terms of visits and replies."""

    contractor = models.OneToOneField(
        Contractor, on_delete=models.CASCADE, primary_key=True, related_name="contract"
    )
    starts_on = models.DateField(null=True)
    ends_on = models.DateField(null=True)
    complaint_procedure = models.TextField(blank=True)
    returns_monthly = models.BooleanField(default=False)

    def __str__(self) -> str:
        return f"contract {self.pk}"


class Kpi(models.Model):
    """A measure the contract holds the contractor to."""

    contractor = models.ForeignKey(Contractor, on_delete=models.CASCADE, related_name="kpis")
    name = models.CharField(max_length=200)
    target = models.CharField(max_length=120)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["contractor", "name"], name="one_kpi_a_name")]

    def __str__(self) -> str:
        return self.name


class LogEntry(models.Model):
    """A meeting, warning, audit, result of a measure, or change of the contract; with what was decided."""

    contractor = models.ForeignKey(Contractor, on_delete=models.PROTECT, related_name="entries")
    kind = models.CharField(max_length=12)
    on = models.DateField()
    kpi = models.ForeignKey(Kpi, on_delete=models.PROTECT, null=True, related_name="results")
    met = models.BooleanField(null=True)
    words = models.TextField()
    decided = models.TextField(blank=True)
    officer = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"


class MonthlyReturn(models.Model):
    """All complaints a contractor got in a month, also none; the last one sent for a month holds.

    month  its first day. jobs: how many jobs it did in the month; None = it did not say.
    """

    contractor = models.ForeignKey(Contractor, on_delete=models.PROTECT, related_name="returns")
    month = models.DateField()
    jobs = models.PositiveIntegerField(null=True)
    sent_at = models.DateTimeField()
    account = models.ForeignKey(Account, on_delete=models.PROTECT, null=True)
    officer = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    replaced = models.BooleanField(default=False)

    def __str__(self) -> str:
        return f"return {self.pk}"


class ReturnRow(models.Model):
    """One complaint in a return, as the contractor knows it."""

    of = models.ForeignKey(MonthlyReturn, on_delete=models.CASCADE, related_name="rows")
    their_reference = models.CharField(max_length=60)
    received_on = models.DateField()
    about = models.CharField(max_length=400)
    answered_on = models.DateField(null=True)
    our_reference = models.CharField(max_length=30, blank=True)

    def __str__(self) -> str:
        return f"row {self.pk}"


class ReturnSource(models.Model):
    """What an officer entered a contractor's return from: its letter or its table, as it came. said: how it came."""

    of = models.OneToOneField(MonthlyReturn, on_delete=models.PROTECT, related_name="source")
    said = models.CharField(max_length=200)
    called = models.CharField(max_length=200)
    media_type = models.CharField(max_length=100)
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    stored_as = models.CharField(max_length=40, unique=True)

    def __str__(self) -> str:
        return f"source {self.pk}"
