"""The tables of letters: the draft, each version as it was saved, who signed it, how it left, what was kept."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from casework.agreements.models import Contractor
from casework.complaints.models import Complaint, Party


class Letter(models.Model):
    """One letter of one complaint.

    kind      code of `LetterKind`. state: `draft`, `signed`, `sent` or `dropped`.
    words     passages of the author by block, where the chain cannot give them: {"reason": "…"}.
    edited    blocks whose text was changed by hand: {"opening": "…"}.
    version   grows with every save: a writer who saw another one is told.
    details   dates and codes the letter carries: {"new_date": "2024-06-03", "more_by": null, …}.
    provider  the contractor it is written to, or whose reply it covers; recipient: the party it is written to.
    sender    whose name stands below it; None = the author. writers: numbers of everybody who wrote in it.
    asked_at, asked_of  when it was given in to be signed, and to whom; asked_of None = whoever may.
    checked   what the checks said when it was last saved: {"held": ["…"], "gone_past": 1}.
    recorded  numbers of the events its sending recorded, whose date follows the day it really left.
    """

    complaint = models.ForeignKey(Complaint, on_delete=models.PROTECT, related_name="letters")
    kind = models.CharField(max_length=30)
    stage = models.CharField(max_length=24)
    state = models.CharField(max_length=10, default="draft")
    language = models.CharField(max_length=2, default="en")
    words = models.JSONField(default=dict)
    edited = models.JSONField(default=dict)
    details = models.JSONField(default=dict)
    recipient = models.ForeignKey(Party, on_delete=models.PROTECT, null=True, related_name="letters")
    provider = models.ForeignKey(Contractor, on_delete=models.PROTECT, null=True, related_name="letters")
    copies = models.ManyToManyField(Party, related_name="copied_letters", blank=True)
    channels = models.JSONField(default=list)
    version = models.PositiveIntegerField(default=1)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="written")
    writers = models.JSONField(default=list)
    sender = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="stands_below"
    )
    made_at = models.DateTimeField()
    saved_at = models.DateTimeField()
    asked_at = models.DateTimeField(null=True)
    asked_of = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="asked_to_sign"
    )
    checked = models.JSONField(default=dict)
    recorded = models.JSONField(default=list)
    sent_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="sent_letters"
    )
    sent_at = models.DateTimeField(null=True)
    sent_version = models.ForeignKey(
        "LetterVersion", on_delete=models.PROTECT, null=True, related_name="sent_as"
    )

    class Meta:
        constraints = [
            # One letter of a kind is in the making at a stage: two people work on the same one.
            models.UniqueConstraint(
                fields=["complaint", "stage", "kind"],
                name="one_draft_a_kind",
                condition=Q(state__in=["draft", "signed"]),
            )
        ]
        indexes = [
            models.Index(
                fields=["asked_at", "id"],
                name="letters_to_sign",
                condition=Q(state="draft", asked_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"letter {self.pk}"


class LetterVersion(models.Model):
    """The composed text of a letter when it was signed or sent: exactly what the signatory saw.

    blocks   [{"key", "heading", "text", "locked"}]. layout: what stands around them, such as the address and day.
    content  hash of both, which an event carries. codes: what the letter gives.
    pdf, docx  random names of the files as sent; empty until they are made. pdf_sha256, docx_sha256: their hashes.
    """

    letter = models.ForeignKey(Letter, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    title = models.CharField(max_length=200)
    blocks = models.JSONField()
    layout = models.JSONField(default=dict)
    codes = models.JSONField(default=list)
    content = models.CharField(max_length=64)
    made_at = models.DateTimeField()
    pdf = models.CharField(max_length=40, blank=True)
    pdf_sha256 = models.CharField(max_length=64, blank=True)
    docx = models.CharField(max_length=40, blank=True)
    docx_sha256 = models.CharField(max_length=64, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["letter", "number"], name="one_version_a_number")]

    def __str__(self) -> str:
        return f"{self.letter_id} version {self.number}"


class SignOff(models.Model):
    """Somebody else than the author approved a version. It holds until the text changes.

    voided_at  when an edit made it void; voided_blocks: the blocks that changed.
    """

    letter = models.ForeignKey(Letter, on_delete=models.PROTECT, related_name="sign_offs")
    version = models.ForeignKey(LetterVersion, on_delete=models.PROTECT)
    officer = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT)
    signed_at = models.DateTimeField()
    voided_at = models.DateTimeField(null=True)
    voided_blocks = models.JSONField(default=list)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["letter"], name="one_sign_off_holds", condition=Q(voided_at=None))
        ]

    def __str__(self) -> str:
        return f"sign-off {self.pk}"


class Return(models.Model):
    """An approver sent a letter back: coded reasons, so that what is to be learned shows, and words."""

    letter = models.ForeignKey(Letter, on_delete=models.PROTECT, related_name="returns")
    officer = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT)
    returned_at = models.DateTimeField()
    reasons = models.JSONField(default=list)
    words = models.TextField(blank=True)

    def __str__(self) -> str:
        return f"return {self.pk}"


class CheckOverride(models.Model):
    """A named officer went past a check, for this text of the letter and with this reason.

    content  hash of what the check looked at: when that changes, the check is asked again.
    """

    letter = models.ForeignKey(Letter, on_delete=models.PROTECT, related_name="overrides")
    check_id = models.CharField(max_length=60)
    where = models.CharField(max_length=60, blank=True)
    words = models.TextField()
    content = models.CharField(max_length=64)
    officer = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["letter", "check_id", "where", "content"], name="one_override_a_check"
            )
        ]

    def __str__(self) -> str:
        return f"{self.letter_id} {self.check_id}"


class Dispatch(models.Model):
    """One way a letter leaves us, to one person: claimed before it is handed over, so that it never goes twice.

    channel      code of `Way`. to: the e-mail address; called: the name it is for.
    message_id   ours, the same on every try. state: code of `DispatchState`.
    next_try_at  when it is tried, or, once handed over, when its carrier is next asked what became of it.
    instead_of   the one that did not arrive, where it is sent again or another way.
    """

    letter = models.ForeignKey(Letter, on_delete=models.PROTECT, related_name="dispatches")
    version = models.ForeignKey(LetterVersion, on_delete=models.PROTECT)
    party = models.ForeignKey(Party, on_delete=models.PROTECT, null=True)
    is_copy = models.BooleanField(default=False)
    channel = models.CharField(max_length=10)
    to = models.CharField(max_length=254, blank=True)
    called = models.CharField(max_length=200, blank=True)
    message_id = models.CharField(max_length=120, unique=True)
    state = models.CharField(max_length=12, default="waiting")
    tries = models.PositiveSmallIntegerField(default=0)
    next_try_at = models.DateTimeField(null=True)
    claimed_at = models.DateTimeField(null=True)
    handed_over_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    provider_reference = models.CharField(max_length=200, blank=True)
    problem = models.CharField(max_length=200, blank=True)
    instead_of = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="followed_by")

    class Meta:
        constraints = [
            # Two people who both send it again send it once.
            models.UniqueConstraint(fields=["instead_of"], name="sent_again_once")
        ]
        indexes = [
            models.Index(fields=["next_try_at", "id"], name="dispatch_waiting", condition=Q(state="waiting")),
            models.Index(fields=["claimed_at", "id"], name="dispatch_claimed", condition=Q(state="claimed")),
            models.Index(
                fields=["next_try_at", "id"], name="dispatch_asked_about", condition=Q(state="handed_over")
            ),
            models.Index(fields=["id"], name="dispatch_printing", condition=Q(state="printing")),
        ]

    def __str__(self) -> str:
        return f"dispatch {self.pk} {self.state}"
