"""The tables of orders: their papers beside the events, and the Ombudsman's yearly letter held against our register."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from casework.complaints.models import Complaint, Document, Note, Party
from casework.ombudsman.models import OmbudsmanCase
from casework.people.models import Organisation


class OrderPaper(models.Model):
    """What the boards show of an order beside its event, and its particulars in words.

    note       the words of it; its number is the key of the order.
    kind, type codes of `OrderKind` and `RemedyType`.
    as_stated  its date in the decision's own words, such as “within four weeks”. made_on: the day of the decision.
    evidence   what the decision asks to be shown, where that is more than its type asks for.
    headings   what an apology must cover, one line each. shares: who pays what, such as {"ours": 12500}.
    told_for   the date for which it was put to a director; another date is put to one again.
    repeats    an earlier order of this organisation that asked the same; likeness: how alike, in per cent.
    """

    note = models.OneToOneField(Note, on_delete=models.PROTECT, primary_key=True, related_name="order_paper")
    complaint = models.ForeignKey(Complaint, on_delete=models.PROTECT, related_name="order_papers")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, db_index=False, related_name="+")
    case = models.ForeignKey(OmbudsmanCase, on_delete=models.PROTECT, related_name="order_papers")
    kind = models.CharField(max_length=20)
    type = models.CharField(max_length=24)
    made_on = models.DateField()
    as_stated = models.TextField(blank=True)
    evidence = models.TextField(blank=True)
    payee = models.ForeignKey(Party, on_delete=models.PROTECT, null=True, related_name="+")
    headings = models.JSONField(default=list)
    shares = models.JSONField(default=dict)
    date_is_ours = models.BooleanField(default=False)
    told_for = models.DateField(null=True)
    repeats = models.ForeignKey("self", on_delete=models.SET_NULL, null=True, related_name="repeated_by")
    likeness = models.PositiveSmallIntegerField(null=True)

    class Meta:
        indexes = [models.Index(fields=["organisation", "type", "-made_on"], name="orders_alike")]

    def __str__(self) -> str:
        return f"order {self.pk} {self.type}"


class Shown(models.Model):
    """A document that went to the Ombudsman to show that an order is carried out. One that came back stays."""

    order = models.ForeignKey(OrderPaper, on_delete=models.PROTECT, related_name="shown", db_index=False)
    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="+")
    sent_on = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["order", "document", "sent_on"], name="shown_once_a_day")
        ]

    def __str__(self) -> str:
        return f"shown {self.pk}"


class YearlyLetter(models.Model):
    """The lines of an Ombudsman's letter of one year, as they were imported.

    body     code of `OmbudsmanBody`. year: the year the figures begin in, 2023 for 1 April 2023 to 31 March 2024.
    current  the newest of its body and year: one imported again replaces the lines, and keeps those before.
    """

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="yearly_letters")
    body = models.CharField(max_length=8)
    year = models.PositiveSmallIntegerField()
    called = models.CharField(max_length=200)
    officer = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT)
    imported_at = models.DateTimeField()
    current = models.BooleanField(default=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "body", "year"], name="one_letter_a_year", condition=Q(current=True)
            )
        ]

    def __str__(self) -> str:
        return f"letter {self.body} {self.year}"


class LetterLine(models.Model):
    """One case of the letter. outcome: code of `PublishedOutcome`; category, remedy: in the letter's own words."""

    letter = models.ForeignKey(YearlyLetter, on_delete=models.PROTECT, related_name="lines")
    number = models.PositiveIntegerField()
    reference = models.CharField(max_length=40)
    received_on = models.DateField(null=True)
    decided_on = models.DateField(null=True)
    category = models.CharField(max_length=200, blank=True)
    outcome = models.CharField(max_length=32, blank=True)
    remedy = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["letter", "reference"], name="one_line_a_reference")]

    def __str__(self) -> str:
        return f"letter {self.letter_id} line {self.number}"


class Explained(models.Model):
    """Why the letter and our register differ on one thing, as an officer found it. The newest of a thing holds.

    reference  the Ombudsman's. what: which difference it explains, such as `not_ours`, `not_theirs` or `outcome`.
    theirs, ours  what each side said then: another value since is a new difference.
    """

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    body = models.CharField(max_length=8)
    year = models.PositiveSmallIntegerField()
    reference = models.CharField(max_length=40)
    what = models.CharField(max_length=16)
    theirs = models.CharField(max_length=80, blank=True)
    ours = models.CharField(max_length=80, blank=True)
    words = models.TextField()
    officer = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT)
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["organisation", "body", "year"], name="explained_of_year")]

    def __str__(self) -> str:
        return f"explained {self.body} {self.year} {self.what}"
