"""The tables of published decisions: what was read in each, what a person made of it, and how far it has got."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from casework.complaints.models import Document
from casework.ombudsman.models import OmbudsmanCase
from casework.people.models import Organisation
from casework.precedents.words import BINDING, DecisionState, LineState


class PublishedDecision(models.Model):
    """One published decision: of a case of ours, or of the library.

    organisation   whose library it is in; None = shared by all that use the service.
    case           the Ombudsman's case it decides; None = a decision of the library.
    document       the file as it was given, kept with the complaint.
    text, sha256   the text that was read (places count in it) and its fingerprint; file_sha256 that of the file.
    identity       body, reference and day: what makes two texts the same decision. Empty while it is not read.
    preference     which of the same decision is shown: 0 confirmed, 1 read by the machine alone.
    alone          no other text is known to be the same decision, so that a search need not look for one.
    paid_pence     what is to be paid once by what binds; None = nothing is.
    points         what was complained of, as the decision defines it. doubts: what a person should look at.
    typed          what an officer typed and has not confirmed yet.
    outcome        the five things a decision says of itself, as confirmed.
    amends         the earlier decision this one takes the place of, at a review. Both are kept.
    claimed_at     since when a worker reads it; tries: how often one began.
    recorded       which parts of what was confirmed are in the record of the complaint: `decided`, `ordered`.
    """

    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, related_name="published_decisions"
    )
    case = models.ForeignKey(
        OmbudsmanCase, on_delete=models.PROTECT, null=True, related_name="published_decisions"
    )
    document = models.ForeignKey(Document, on_delete=models.PROTECT, null=True, related_name="+")
    source = models.CharField(max_length=200, blank=True)
    state = models.CharField(max_length=10, default=DecisionState.WAITING)
    refused = models.TextField(blank=True)
    claimed_at = models.DateTimeField(null=True)
    tries = models.PositiveSmallIntegerField(default=0)
    body = models.CharField(max_length=8, blank=True)
    reference = models.CharField(max_length=40, blank=True)
    authority = models.CharField(max_length=200, blank=True)
    title = models.CharField(max_length=300, blank=True)
    category = models.CharField(max_length=200, blank=True)
    published_outcome = models.CharField(max_length=80, blank=True)
    decided_on = models.DateField(null=True)
    completeness = models.CharField(max_length=10, blank=True)
    sha256 = models.CharField(max_length=64, blank=True)
    file_sha256 = models.CharField(max_length=64, blank=True, db_index=True)
    identity = models.CharField(max_length=80, blank=True)
    preference = models.PositiveSmallIntegerField(default=1)
    alone = models.BooleanField(default=True)
    paid_pence = models.PositiveBigIntegerField(null=True)
    at_review = models.BooleanField(default=False)
    amends = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="amended_by")
    given_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    given_at = models.DateTimeField()
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    confirmed_at = models.DateTimeField(null=True)
    # What is long stands last: a search goes through thousands of rows and reads none of it.
    recorded = models.JSONField(default=list)
    outcome = models.JSONField(default=dict)
    summary = models.TextField(blank=True)
    doubts = models.JSONField(default=list)
    points = models.JSONField(default=list)
    typed = models.JSONField(null=True)
    text = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "sha256"], name="one_text_a_library",
                condition=Q(case=None, organisation__isnull=False) & ~Q(sha256=""),
            ),
            models.UniqueConstraint(
                fields=["sha256"], name="one_text_shared", condition=Q(case=None, organisation=None) & ~Q(sha256=""),
            ),
            models.UniqueConstraint(
                fields=["case", "sha256"], name="one_text_a_case", condition=Q(case__isnull=False) & ~Q(sha256=""),
            ),
        ]  # fmt: skip
        indexes = [
            models.Index(fields=["identity"], name="decision_identity"),
            models.Index(fields=["-decided_on", "-id"], name="decision_newest"),
            models.Index(
                fields=["state", "claimed_at"], name="decision_waiting", condition=Q(state="waiting")
            ),
        ]

    def __str__(self) -> str:
        return f"published decision {self.pk}"


class DecisionFinding(models.Model):
    """What was decided on one head, as it counts now.

    head           its key in the decision; determination: a code of `Determination` or of the decision's text.
    points         keys of our points it hangs on, once confirmed. key: that of the head in the record.
    read           what the reader found, as it was; None = added by hand.
    """

    decision = models.ForeignKey(
        PublishedDecision, on_delete=models.CASCADE, db_index=False, related_name="findings"
    )
    place = models.PositiveSmallIntegerField()
    head = models.CharField(max_length=12, blank=True)
    about = models.TextField(blank=True)
    determination = models.CharField(max_length=40)
    words = models.TextField(blank=True)
    points = models.JSONField(default=list)
    key = models.CharField(max_length=24, blank=True)
    state = models.CharField(max_length=10, default=LineState.READ)
    read = models.JSONField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["decision", "place"], name="one_finding_a_place")]
        indexes = [models.Index(fields=["determination", "decision"], name="finding_by_word")]

    def __str__(self) -> str:
        return f"{self.decision_id} finding {self.place}"


class DecisionLine(models.Model):
    """One order, agreed action or recommendation, as it counts now.

    kind, type     codes of `OrderKind` and `RemedyType`.
    within         length and unit as stated; as_stated: the words that set the time.
    date_is_ours   the decision gives no date and we set this one.
    span           where it stands in the text: begins, ends; None = added by hand.
    read           what the reader found, as it was; None = added by hand.
    owner          who sees to it, once confirmed. order: its key in the record of the complaint.
    particulars    what else was said when it was confirmed, so that recording it can be gone on with.
    """

    decision = models.ForeignKey(
        PublishedDecision, on_delete=models.CASCADE, db_index=False, related_name="lines"
    )
    place = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=20)
    type = models.CharField(max_length=24)
    words = models.TextField()
    payer = models.CharField(max_length=200, blank=True)
    payee = models.CharField(max_length=200, blank=True)
    amount_pence = models.PositiveBigIntegerField(null=True)
    attribution = models.JSONField(default=list)
    within_length = models.PositiveSmallIntegerField(null=True)
    within_unit = models.CharField(max_length=16, blank=True)
    counted_from = models.CharField(max_length=12, blank=True)
    due_on = models.DateField(null=True)
    date_is_ours = models.BooleanField(default=False)
    as_stated = models.TextField(blank=True)
    begins = models.PositiveIntegerField(null=True)
    ends = models.PositiveIntegerField(null=True)
    state = models.CharField(max_length=10, default=LineState.READ)
    read = models.JSONField(null=True)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    order = models.CharField(max_length=24, blank=True)
    particulars = models.JSONField(default=dict)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["decision", "place"], name="one_line_a_place")]
        indexes = [
            models.Index(
                fields=["type", "decision", "amount_pence"],
                name="line_by_type",
                condition=Q(kind__in=BINDING),
            )
        ]

    def __str__(self) -> str:
        return f"{self.decision_id} line {self.place}"
