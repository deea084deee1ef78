"""Organisations, how they are made up on a date, and their officers."""

from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models.functions import Lower

from casework.people.roles import Role


class Organisation(models.Model):
    """A council or landlord. Everything belongs to one.

    own_policies  which own policy runs beside which procedure: {"housing-ombudsman": "luton/2022-04-01"}.
    procedures    keys of the bodies whose procedures it runs, such as ["housing-ombudsman", "lgsco"].
    calendar_stamp  grows with every day off added, so that a calendar made before is not used after.
    """

    name = models.CharField(max_length=200, unique=True)
    short_name = models.CharField(max_length=60)
    division = models.CharField(max_length=30, default="england-and-wales")
    colour = models.CharField(max_length=7, default="#1f5f5b")
    telephone = models.CharField(max_length=40, blank=True)
    email = models.EmailField(blank=True)
    address = models.TextField(blank=True)
    procedures = models.JSONField(default=list)
    own_policies = models.JSONField(default=dict)
    calendar_stamp = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return self.name


class Unit(models.Model):
    """What departments, services and teams have in common: a name that was true between two days.

    A reorganisation ends one and names its successor, so that last year's figures stay where they were.
    """

    name = models.CharField(max_length=120)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.name


class Department(Unit):
    """A directorate."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="departments")
    successor = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True)


class Service(Unit):
    """What residents deal with, such as repairs.

    procedure  the body whose procedure its complaints come under, such as `housing-ombudsman`; empty = the
               organisation's first.
    """

    department = models.ForeignKey(Department, on_delete=models.PROTECT, related_name="services")
    procedure = models.CharField(max_length=40, blank=True)
    successor = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True)


class Team(Unit):
    """Who works together on complaints."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="teams")
    department = models.ForeignKey(
        Department, on_delete=models.PROTECT, null=True, blank=True, related_name="teams"
    )
    successor = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True)


class OfficerManager(BaseUserManager["Officer"]):
    """Makes officers and finds them by e-mail address, whatever its capitals."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "Officer":
        """A new officer with this password; None = none, for those who come by single sign-on."""
        officer = self.model(email=self.normalize_email(email).lower(), **fields)
        officer.set_password(password)
        officer.save(using=self._db)
        return officer

    def get_queryset(self) -> models.QuerySet["Officer"]:
        """Officers with their organisation and team: every page needs both."""
        return super().get_queryset().select_related("organisation", "team")

    def get_by_natural_key(self, email: str | None) -> "Officer":
        """The officer who logs in with this address."""
        return self.get(email=(email or "").lower())


class Officer(AbstractBaseUser):
    """Someone who handles complaints, and who can log in.

    roles              codes of `Role`; rights follow from them (`permissions`).
    external_identity  what a single sign-on service knows them by; empty = they log in with a password.
    covers_until       the last day they cover for somebody, kept by the absences: lists look for what they cover
                       until then and no longer. None = nobody.
    grade              how senior they are: 1 officer, 2 manager, 3 head of service, 4 director. Limits go by it.
    wants_digest       they get the daily e-mail of what is theirs to see to.
    """

    email = models.EmailField(unique=True)
    name = models.CharField(max_length=120)
    job_title = models.CharField(max_length=120, blank=True)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="officers")
    team = models.ForeignKey(Team, on_delete=models.PROTECT, null=True, blank=True, related_name="officers")
    roles = models.JSONField(default=list)
    external_identity = models.CharField(max_length=255, blank=True)
    covers_until = models.DateField(null=True, blank=True)
    grade = models.PositiveSmallIntegerField(default=1)
    wants_digest = models.BooleanField(default=True)
    is_active = models.BooleanField(default=True)

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS = ["name"]
    objects = OfficerManager()

    class Meta:
        constraints = [models.UniqueConstraint(Lower("email"), name="one_officer_an_address")]

    def __str__(self) -> str:
        return self.name

    def has_role(self, *roles: Role) -> bool:
        """Whether the officer has any of these roles."""
        return any(role.value in self.roles for role in roles)


class Absence(models.Model):
    """A time an officer is away, both days included, and who sees to what is due meanwhile. Why is nobody's business.

    cover         None = nobody yet.
    withdrawn_at  when it was taken back; it counts for nothing since, and stays.
    by, at        who last put it so, and when.
    """

    officer = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="absences", db_index=False)
    first_on = models.DateField()
    last_on = models.DateField()
    cover = models.ForeignKey(Officer, on_delete=models.PROTECT, null=True, related_name="covering")
    by = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(last_on__gte=models.F("first_on")), name="absence_ends_after_it_begins"
            )
        ]
        indexes = [models.Index(fields=["officer", "last_on"], name="absences_of_officer")]

    def __str__(self) -> str:
        return f"absence {self.pk}"
