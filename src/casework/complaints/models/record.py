"""The tables of the record: events, the projections shaped for the screens, and the words beside them."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from casework.complaints.models.counted import Counted
from casework.people.models import Organisation, Service, Team


class Person(models.Model):
    """Somebody outside: personal data, erased here and nowhere else.

    match_name, match_place  the name, and the postcode with the house number, as they are compared.
    safe_contact             when and how it is safe to reach them, and what to avoid.
    """

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT)
    name = models.CharField(max_length=200, blank=True)
    email = models.EmailField(blank=True)
    telephone = models.CharField(max_length=40, blank=True)
    address = models.TextField(blank=True)
    postcode = models.CharField(max_length=10, blank=True)
    language = models.CharField(max_length=60, blank=True)
    needs = models.TextField(blank=True)
    safe_contact = models.TextField(blank=True)
    vulnerable = models.BooleanField(default=False)
    match_name = models.CharField(max_length=200, blank=True)
    match_place = models.CharField(max_length=60, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["organisation", "match_name"], name="person_by_name"),
            models.Index(fields=["organisation", "match_place"], name="person_by_place"),
        ]

    def __str__(self) -> str:
        return f"person {self.pk}"


IN_TURN = ("urgent_on", "-vulnerable", "received_on", "id")
"""The order of the work queue; its indexes end with it, so that a page costs the same however long the queue."""


class Complaint(Counted):
    """The projection of one complaint for lists and figures. Every column follows from its events, but for whose it is.

    reference    what people quote; opaque, and never the database number.
    version      the sequence of its last event: a writer who saw another one is told what changed.
    in_queue     something is to be done by us; `urgent_on` is then the earliest date of it.
    waiting_for  `resident` while a clarification is asked for, else empty.
    facts_changed  how often what figures count changed since `casework.insight` last stored it; 0 = stored as it is.
    """

    # Without an index of its own: each list has one that begins with the organisation.
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, db_index=False)
    reference = models.CharField(max_length=16, unique=True)
    procedure = models.CharField(max_length=60)
    own_policy = models.CharField(max_length=60, blank=True)
    service = models.ForeignKey(Service, on_delete=models.PROTECT, null=True, db_index=False)
    team = models.ForeignKey(Team, on_delete=models.PROTECT, null=True, db_index=False)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, db_index=False)
    status = models.CharField(max_length=24)
    stage = models.CharField(max_length=24)
    is_open = models.BooleanField()
    in_queue = models.BooleanField()
    urgent_on = models.DateField()
    received_on = models.DateField()
    first_expressed_on = models.DateField(null=True)
    ended_on = models.DateField(null=True)
    next_timescale = models.CharField(max_length=40, blank=True)
    next_due_on = models.DateField(null=True)
    next_target_on = models.DateField(null=True)
    next_provision = models.CharField(max_length=60, blank=True)
    points_total = models.PositiveSmallIntegerField(default=0)
    points_answered = models.PositiveSmallIntegerField(default=0)
    open_promises = models.PositiveSmallIntegerField(default=0)
    next_promise_on = models.DateField(null=True)
    waiting_for = models.CharField(max_length=12, blank=True)
    vulnerable = models.BooleanField(default=False)
    restricted = models.BooleanField(default=False)
    last_contact_on = models.DateField(null=True)
    version = models.PositiveIntegerField()
    facts_changed = models.PositiveIntegerField(default=1)

    class Meta:
        indexes = [
            models.Index(
                fields=["organisation", "id"], name="facts_to_store", condition=Q(facts_changed__gt=0)
            ),
            models.Index(fields=["organisation", *IN_TURN], name="queue_all", condition=Q(in_queue=True)),
            models.Index(
                fields=["organisation", "owner", *IN_TURN],
                name="queue_mine",
                condition=Q(in_queue=True),
            ),
            models.Index(
                fields=["organisation", "team", *IN_TURN],
                name="queue_team",
                condition=Q(in_queue=True),
            ),
            models.Index(
                fields=["organisation", "stage", *IN_TURN],
                name="queue_stage",
                condition=Q(in_queue=True),
            ),
            models.Index(
                fields=["organisation", "team", *IN_TURN],
                name="queue_unallocated",
                condition=Q(in_queue=True, owner=None),
            ),
            models.Index(
                fields=["organisation", "-ended_on", "-id"], name="ended_lately", condition=Q(is_open=False)
            ),
            models.Index(
                fields=["organisation", "-received_on", "-id"],
                name="answered_lately",
                condition=Q(is_open=True, in_queue=False),
            ),
        ]

    def __str__(self) -> str:
        return self.reference


class Event(models.Model):
    """One event as stored: its canonical text, and the hash that ties it to the one before.

    Appended only: the database itself refuses UPDATE and DELETE (see migration `append_only`).
    """

    complaint = models.ForeignKey(Complaint, on_delete=models.PROTECT, db_index=False, related_name="events")
    sequence = models.PositiveIntegerField()
    kind = models.CharField(max_length=30)
    stage = models.CharField(max_length=24, null=True)  # noqa: DJ001 - None is part of what the hash covers
    at = models.CharField(max_length=40, null=True)  # noqa: DJ001
    precision = models.CharField(max_length=10)
    by = models.CharField(max_length=24, null=True)  # noqa: DJ001
    recorded_at = models.CharField(max_length=40)
    data = models.TextField()
    hash = models.CharField(max_length=64)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["complaint", "sequence"], name="one_event_a_number")]

    def __str__(self) -> str:
        return f"{self.complaint_id}/{self.sequence} {self.kind}"


class Words(models.Model):
    """What a complaint is about, in words: personal, beside the record.

    title     one line for lists.
    happened  what happened, in the complainant's own words.
    wanted    what they want.
    """

    complaint = models.OneToOneField(Complaint, on_delete=models.PROTECT, primary_key=True)
    title = models.CharField(max_length=200)
    happened = models.TextField(blank=True)
    wanted = models.TextField(blank=True)

    def __str__(self) -> str:
        return f"words of {self.pk}"


class Point(models.Model):
    """The words of one point: what is complained of and what is sought."""

    complaint = models.ForeignKey(Complaint, on_delete=models.PROTECT, db_index=False, related_name="points")
    key = models.CharField(max_length=8)
    words = models.TextField()
    sought = models.TextField(blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["complaint", "key"], name="one_text_a_point")]

    def __str__(self) -> str:
        return f"{self.complaint_id} point {self.key}"


class Note(models.Model):
    """Words an officer wrote: of a call, a reason, a letter's substance. Events point at it by id.

    about  what it belongs to: `note`, `contact`, `reason`, `finding`, `promise`, `override`.
    """

    complaint = models.ForeignKey(Complaint, on_delete=models.PROTECT, related_name="notes")
    about = models.CharField(max_length=12)
    point = models.CharField(max_length=8, blank=True)
    stage = models.CharField(max_length=24, blank=True)
    channel = models.CharField(max_length=24, blank=True)
    words = models.TextField()
    happened_at = models.DateTimeField()
    written_at = models.DateTimeField()
    officer = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True)
    with_complainant = models.BooleanField(default=False)

    def __str__(self) -> str:
        return f"note {self.pk}"


class Party(models.Model):
    """A person's part in a complaint. The role belongs to the complaint, not to the person.

    authority         for who speaks for another: on what it rests, in words; empty = there is none on record.
    authority_scope   keys of `putright.procedures.authority`, with blanks between; empty = everything.
    authority_points  keys of the points it is for, with blanks between; empty where it is for all.
    authority_given_by, authority_given_on  who gave it, and when; authority_document: what shows it.
    authority_asked_until  the day it is to come by, once we asked for it; None = not asked since it last came.
    """

    complaint = models.ForeignKey(Complaint, on_delete=models.PROTECT, related_name="parties")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="parties")
    role = models.CharField(max_length=24)
    authority = models.TextField(blank=True)
    authority_until = models.DateField(null=True)
    authority_scope = models.CharField(max_length=200, blank=True, default="", db_default="")
    authority_points = models.CharField(max_length=200, blank=True, default="", db_default="")
    authority_given_by = models.CharField(max_length=200, blank=True, default="", db_default="")
    authority_given_on = models.DateField(null=True)
    authority_asked_until = models.DateField(null=True)
    authority_document = models.ForeignKey(
        "complaints.Document", on_delete=models.PROTECT, null=True, related_name="+"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["complaint", "person", "role"], name="one_part_a_role")
        ]

    def __str__(self) -> str:
        return f"{self.complaint_id} {self.role}"


class NamedOfficer(models.Model):
    """An officer who may see a restricted complaint."""

    complaint = models.ForeignKey(Complaint, on_delete=models.PROTECT, related_name="named_officers")
    officer = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["officer", "complaint"], name="named_once")]

    def __str__(self) -> str:
        return f"{self.complaint_id} {self.officer_id}"


class Document(models.Model):
    """A file somebody gave us. `stored_as` is a random name; what they called it is only shown."""

    complaint = models.ForeignKey(Complaint, on_delete=models.PROTECT, related_name="documents")
    called = models.CharField(max_length=200)
    media_type = models.CharField(max_length=100)
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    stored_as = models.CharField(max_length=40, unique=True)
    what = models.CharField(max_length=120, blank=True)
    dated_on = models.DateField(null=True)
    source = models.CharField(max_length=120, blank=True)
    scanned = models.CharField(max_length=20, default="not scanned")
    added_at = models.DateTimeField()
    officer = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT)

    def __str__(self) -> str:
        return f"document {self.pk}"


class DayOff(models.Model):
    """A day an organisation's calendar does not count, besides the published bank holidays.

    kind         `closure` (our own closure day; counts only where a procedure says so) or `holiday` (a
                 one-off bank holiday announced since the shipped table; counts everywhere).
    recorded_on  when we knew of it: a clock met before then keeps its date.
    """

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="days_off")
    on = models.DateField()
    name = models.CharField(max_length=120)
    kind = models.CharField(max_length=10)
    recorded_on = models.DateField()
    officer = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["organisation", "on"], name="one_day_off_a_day")]

    def __str__(self) -> str:
        return f"{self.on} {self.name}"


class Job(models.Model):
    """The outbox: slow work handed over in the transaction that made it necessary.

    done_through  how far it has got, so that it can be stopped and resumed.
    """

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT)
    kind = models.CharField(max_length=30)
    number = models.BigIntegerField(default=0)
    state = models.CharField(max_length=10, default="waiting", db_index=True)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    moved = models.PositiveIntegerField(default=0)
    done_through = models.BigIntegerField(default=0)
    tries = models.PositiveSmallIntegerField(default=0)
    asked_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.kind} {self.number} {self.state}"
