"""The tables of an Ombudsman's cases. What happened is events of the complaint; these are the papers beside them."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from casework.complaints.models import Complaint, Document
from casework.people.models import Organisation


class OmbudsmanCase(models.Model):
    """One case of an Ombudsman, from its first letter on. Its number is the key of its events (`referral`).

    complaint    what it is about; None = the Ombudsman wrote about something we hold no complaint of yet.
    reference    the Ombudsman's own.
    body, what   codes of `OmbudsmanBody` and `ReferralKind`.
    subject      what it is about, in our words: personal, beside the record.
    answer_by    the date in its letter, while it has no complaint whose enquiry would hold it.
    asks         code of `EnquiryKind`: what the letter asks for, likewise.
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
    asks = models.CharField(max_length=20, blank=True)
    not_ours = models.TextField(blank=True)
    not_ours_at = models.DateTimeField(null=True)
    not_ours_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
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


class Draft(models.Model):
    """A draft decision as it reached us. Whose comments are waited for are enquiries of the record (`EnquiryPaper`).

    criticises  whom it criticises, in words; empty = nobody.
    """

    case = models.ForeignKey(OmbudsmanCase, on_delete=models.PROTECT, related_name="drafts")
    received_on = models.DateField()
    document = models.ForeignKey(Document, on_delete=models.PROTECT, null=True, related_name="+")
    criticises = models.TextField(blank=True)
    officer = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT)
    made_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"draft {self.pk}"


class EnquiryPaper(models.Model):
    """What lies beside something an Ombudsman asks: its letter, and the draft it is about.

    enquiry  key of the enquiry in the record.
    party    who comments on the draft, by name, where it is neither us nor the complainant.
    """

    case = models.ForeignKey(OmbudsmanCase, on_delete=models.PROTECT, related_name="papers")
    enquiry = models.CharField(max_length=24)
    document = models.ForeignKey(Document, on_delete=models.PROTECT, null=True, related_name="+")
    draft = models.ForeignKey(Draft, on_delete=models.PROTECT, null=True, related_name="tracks")
    party = models.CharField(max_length=120, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "enquiry"], name="one_paper_an_enquiry")]

    def __str__(self) -> str:
        return f"paper of enquiry {self.enquiry}"


class Question(models.Model):
    """One question of an enquiry, with what we answer.

    enquiry   key of the enquiry in the record. number: its place in the letter.
    evidence  what shows the answer and where it stands, such as the page; documents: the files themselves.
    step      code of `QuestionStep`. For what we do not hold, the answer says what is missing and why.
    due_on    our own date for whoever answers it, before the Ombudsman's.
    version   goes up with every change, so that nobody overwrites what they have not seen.
    """

    case = models.ForeignKey(OmbudsmanCase, on_delete=models.PROTECT, related_name="questions")
    enquiry = models.CharField(max_length=24)
    number = models.PositiveSmallIntegerField()
    words = models.TextField()
    answer = models.TextField(blank=True)
    evidence = models.TextField(blank=True)
    documents = models.ManyToManyField(Document, related_name="+")
    step = models.CharField(max_length=12, default="asked")
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    due_on = models.DateField(null=True)
    version = models.PositiveIntegerField(default=1)
    changed_at = models.DateTimeField()
    changed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case", "enquiry", "number"], name="one_question_a_number")
        ]

    def __str__(self) -> str:
        return f"question {self.pk}"


class DraftComment(models.Model):
    """What we say to one paragraph of a draft. `about`: code of `CommentKind`; left_out: kept, and not sent."""

    draft = models.ForeignKey(Draft, on_delete=models.PROTECT, related_name="comments")
    paragraph = models.CharField(max_length=20, blank=True)
    about = models.CharField(max_length=10)
    words = models.TextField()
    document = models.ForeignKey(Document, on_delete=models.PROTECT, null=True, related_name="+")
    left_out = models.BooleanField(default=False)
    officer = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT)
    made_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"comment {self.pk}"
