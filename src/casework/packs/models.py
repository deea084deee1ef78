"""The tables of packs: what is chosen, what is removed and why, what was frozen, to whom it went; and policies."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from casework.complaints.models import Complaint
from casework.ombudsman.models import OmbudsmanCase
from casework.people.models import Organisation


class PolicyDocument(models.Model):
    """A policy or procedure of ours as it stood between two days, as a file.

    procedure  the body whose procedure it belongs to, such as `housing-ombudsman`; empty = it is for every complaint.
    valid_to   the last day it was in force; None = it still is.
    """

    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="policies", db_index=False
    )
    title = models.CharField(max_length=200)
    procedure = models.CharField(max_length=40, blank=True)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)
    called = models.CharField(max_length=200)
    media_type = models.CharField(max_length=100)
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    stored_as = models.CharField(max_length=40, unique=True)
    added_at = models.DateTimeField()
    officer = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_to=None) | Q(valid_to__gte=models.F("valid_from")), name="policy_ends_after"
            )
        ]
        indexes = [models.Index(fields=["organisation", "valid_from"], name="policies_of_a_day")]

    def __str__(self) -> str:
        return f"policy {self.pk}"


class Pack(models.Model):
    """One version of the pack of a case.

    enquiry     key of the enquiry it answers; empty = the whole case.
    number      1, 2, …: a frozen pack never changes, a change is the next number.
    state       code of `PackState`. step: how far the worker has got; a word of `building`.
    contents    what its own parts say, as they stood when it was to be frozen; emptied once it is frozen.
    told        what a frozen pack holds, without anything removed: its index, what is left out, what was removed.
    folder      random name of where its pages lie while it is built.
    claimed_at  a worker has it since then; a claim is left when its worker is gone.
    pdf, bundle random names of the files. bundle_sha256: the hash it was sent under.
    """

    case = models.ForeignKey(OmbudsmanCase, on_delete=models.PROTECT, related_name="packs")
    complaint = models.ForeignKey(Complaint, on_delete=models.PROTECT, related_name="packs")
    enquiry = models.CharField(max_length=24, blank=True)
    number = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=10)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    contents = models.JSONField(default=dict)
    told = models.JSONField(default=dict)
    folder = models.CharField(max_length=40, unique=True)
    step = models.CharField(max_length=10, blank=True)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    tries = models.PositiveSmallIntegerField(default=0)
    problem = models.CharField(max_length=300, blank=True)
    claimed_at = models.DateTimeField(null=True)
    frozen_at = models.DateTimeField(null=True)
    frozen_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    pdf = models.CharField(max_length=40, blank=True)
    pdf_sha256 = models.CharField(max_length=64, blank=True)
    bundle = models.CharField(max_length=40, blank=True)
    bundle_sha256 = models.CharField(max_length=64, blank=True)
    size = models.BigIntegerField(default=0)
    pages = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case", "number"], name="one_pack_a_number"),
            # Two people work on the same one.
            models.UniqueConstraint(
                fields=["case"], name="one_pack_in_the_making", condition=~Q(state__in=["frozen", "dropped"])
            ),
        ]
        indexes = [
            models.Index(
                fields=["claimed_at", "id"],
                name="packs_waiting",
                condition=Q(state__in=["reading", "building"]),
            )
        ]

    def __str__(self) -> str:
        return f"pack {self.pk}"


class PackItem(models.Model):
    """A thing that could be in a pack: a document, a letter as sent, a note, a policy.

    kind      code of `ItemKind`; source: its number there.
    part      the part it stands in: 4, 5 or 6. position: its place in the pack.
    taken     it is in; else `reason` is a code of what is left out, and `words` say more where they must.
    shape     code of `Shape`: what can be shown of it. sheets: how many pages were read.
    cleared   somebody says that there is nothing to remove from a file that cannot be looked through.
    sha256    of the file it was made from; empty for a note.
    built     pages drawn so far; begins: its first page in the frozen pack.
    """

    pack = models.ForeignKey(Pack, on_delete=models.CASCADE, related_name="items")
    kind = models.CharField(max_length=10)
    source = models.BigIntegerField()
    part = models.PositiveSmallIntegerField()
    position = models.PositiveIntegerField()
    title = models.CharField(max_length=250)
    told = models.CharField(max_length=300, blank=True)
    dated_on = models.DateField(null=True)
    media_type = models.CharField(max_length=100, blank=True)
    called = models.CharField(max_length=200, blank=True)
    stored_as = models.CharField(max_length=40, blank=True)
    sha256 = models.CharField(max_length=64, blank=True)
    taken = models.BooleanField(default=True)
    reason = models.CharField(max_length=24, blank=True)
    words = models.CharField(max_length=300, blank=True)
    shape = models.CharField(max_length=8, blank=True)
    problem = models.CharField(max_length=200, blank=True)
    cleared = models.BooleanField(default=False)
    sheets = models.PositiveIntegerField(default=0)
    built = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["pack", "kind", "source"], name="once_in_a_pack")]

    def __str__(self) -> str:
        return f"{self.pack_id} {self.kind} {self.source}"


class PackSheet(models.Model):
    """The words of one page, while a pack is being made: what the screens of redaction show. Gone when it is frozen.

    drawn  it is shown as a picture; pictures: it holds pictures, in which no words can be found.
    """

    item = models.ForeignKey(PackItem, on_delete=models.CASCADE, related_name="pages")
    number = models.PositiveIntegerField()
    text = models.TextField(blank=True)
    drawn = models.BooleanField()
    pictures = models.BooleanField(default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["item", "number"], name="one_page_a_number")]

    def __str__(self) -> str:
        return f"{self.item_id} page {self.number}"


class Redaction(models.Model):
    """Something that is removed, with its reason: words everywhere or in one thing, a line, a part of a page, a page.

    item    None = everywhere in the pack. page: None = on every page of the item.
    line    a line of that page; `words` are then what it says, so that another text is noticed.
    left …  a part of the page in per cent, for what has no words.
    inside  also where the words are a part of a longer word.
    reason  a code of `codes.toml`; note: more about it, which the list of what was removed gives.
    """

    pack = models.ForeignKey(Pack, on_delete=models.CASCADE, related_name="redactions")
    item = models.ForeignKey(PackItem, on_delete=models.CASCADE, null=True, related_name="redactions")
    kind = models.CharField(max_length=6)
    page = models.PositiveIntegerField(null=True)
    line = models.PositiveIntegerField(null=True)
    words = models.TextField(blank=True)
    inside = models.BooleanField(default=False)
    left = models.PositiveSmallIntegerField(null=True)
    top = models.PositiveSmallIntegerField(null=True)
    right = models.PositiveSmallIntegerField(null=True)
    bottom = models.PositiveSmallIntegerField(null=True)
    reason = models.CharField(max_length=24)
    note = models.CharField(max_length=300, blank=True)
    officer = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"redaction {self.pk}"


class Gap(models.Model):
    """Why a record that is expected is missing, in our words. The inventory of the pack gives it."""

    pack = models.ForeignKey(Pack, on_delete=models.CASCADE, related_name="gaps")
    record = models.CharField(max_length=40)
    words = models.TextField()
    officer = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["pack", "record"], name="one_reason_a_record")]

    def __str__(self) -> str:
        return f"{self.pack_id} {self.record}"


class PackSend(models.Model):
    """A frozen pack was sent. Appended only.

    how         code of `SentHow`. to: to whom, in words. sent_at: when it went.
    going_on    the reason somebody gave to send it although something was open.
    enquiry     the enquiry it answered, where it answered one.
    sha256      of the bundle as it was then.
    """

    pack = models.ForeignKey(Pack, on_delete=models.PROTECT, related_name="sends")
    how = models.CharField(max_length=10)
    to = models.CharField(max_length=200)
    sent_at = models.DateTimeField()
    words = models.TextField(blank=True)
    going_on = models.TextField(blank=True)
    enquiry = models.CharField(max_length=24, blank=True)
    sha256 = models.CharField(max_length=64)
    officer = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"send {self.pk}"
