"""Contacts: anything that reached us, whatever it turns out to be."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from casework.complaints.models import Complaint, Person
from casework.people.models import Organisation, Service


class Contact(models.Model):
    """One contact and what was decided about it. Its words are personal and stay in this table.

    arrived_at          the moment it reached us; logged_at: the moment it was entered.
    first_expressed_on  when it was first said to anybody, if earlier.
    step                how far the entry has got, so that it can be left and taken up again.
    decision            a code of RecordType, empty while nobody decided.
    decided_before      decisions that were changed since, the earliest first: decision, reason, at, by.
    complained_at       when somebody who had asked for a service said that they are dissatisfied with how it was
                        answered; None = a complaint from the start, if it is one.
    themes, ward        codes of the organisation's own; services: numbers of further services it touches.
    safeguarding        `yes` or `no`, empty while the question is unanswered.
    answers             what was answered to the questions that find its way, by question: {"about": ["landlord"], …}.
                        What the other steps tell (who speaks, whose matter it is) is not kept twice.
    departures          where somebody went another way than the answers lead: what (decision, procedure or stage),
                        found, chosen, reason, at, by; the earliest first.
    facts_changed       as of a complaint: how often what figures count changed since it was last stored.
    """

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT)
    channel = models.CharField(max_length=24)
    arrived_at = models.DateTimeField()
    logged_at = models.DateTimeField()
    first_expressed_on = models.DateField(null=True)
    taken_by = models.CharField(max_length=120)
    logged_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True)
    speaks_for = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    relationship = models.CharField(max_length=24, default="complainant")
    authority = models.TextField(blank=True)
    authority_until = models.DateField(null=True)
    title = models.CharField(max_length=200, blank=True)
    happened = models.TextField(blank=True)
    wanted = models.TextField(blank=True)
    points = models.JSONField(default=list)
    service = models.ForeignKey(Service, on_delete=models.PROTECT, null=True)
    themes = models.JSONField(default=list)
    services = models.JSONField(default=list)
    ward = models.CharField(max_length=40, blank=True)
    conduct_of_staff = models.BooleanField(default=False)
    safeguarding = models.CharField(max_length=3, blank=True)
    choice_offered = models.CharField(max_length=3, blank=True)
    answers = models.JSONField(default=dict)
    departures = models.JSONField(default=list)
    step = models.PositiveSmallIntegerField(default=1)
    decision = models.CharField(max_length=30, blank=True)
    decision_reason = models.TextField(blank=True)
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    decided_before = models.JSONField(default=list)
    complained_at = models.DateTimeField(null=True)
    complaint = models.ForeignKey(Complaint, on_delete=models.PROTECT, null=True, related_name="contacts")
    facts_changed = models.PositiveIntegerField(default=1)

    class Meta:
        indexes = [
            models.Index(
                fields=["organisation", "id"], name="contact_facts_to_store", condition=Q(facts_changed__gt=0)
            ),
            models.Index(fields=["organisation", "decision", "-arrived_at"], name="contacts_to_decide"),
        ]

    def __str__(self) -> str:
        return f"contact {self.pk}"


class ContactLetter(models.Model):
    """The letter that tells who deals with a contact that is no complaint of ours. It leaves once.

    route      key of the route it tells of; words: what its author wrote, by block: {"reason": "…", "details": "…"}.
    state      `draft`, `waiting`, `claimed`, `sent`, `uncertain` or `failed`. way: `email` or `print`.
    blocks, layout  what it said as it was sent, and what stood around it; empty while it is a draft.
    gone_past  ids of the checks gone past, with the reason in `going_on`, by who sent it.
    message_id ours, the same on every try; next_try_at: when it is tried.
    """

    contact = models.ForeignKey(Contact, on_delete=models.PROTECT, related_name="letters")
    route = models.CharField(max_length=40)
    language = models.CharField(max_length=2, default="en")
    words = models.JSONField(default=dict)
    state = models.CharField(max_length=10, default="draft")
    way = models.CharField(max_length=10, blank=True)
    to = models.CharField(max_length=254, blank=True)
    blocks = models.JSONField(default=list)
    layout = models.JSONField(default=dict)
    gone_past = models.JSONField(default=list)
    going_on = models.TextField(blank=True)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    sent_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    sent_at = models.DateTimeField(null=True)
    message_id = models.CharField(max_length=120, blank=True)
    next_try_at = models.DateTimeField(null=True)
    tries = models.PositiveSmallIntegerField(default=0)
    problem = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["contact", "route"], name="one_contact_letter_a_route", condition=Q(state="draft")
            )
        ]
        indexes = [
            models.Index(
                fields=["next_try_at", "id"],
                name="contact_letters_waiting",
                condition=Q(state__in=["waiting", "claimed"]),
            )
        ]

    def __str__(self) -> str:
        return f"letter {self.pk} of contact {self.contact_id}"
