"""The register of people from outside: independent people, investigators, advocates. Events hold their number only."""

from django.db import models

from casework.people.models import Officer, Organisation


class OutsidePerson(models.Model):
    """Somebody from outside who takes parts in complaints.

    roles           codes of `PersonRole` they can take.
    conflicts       codes of `Conflict` that always speak against them here, such as being married to a member.
    interests       what they declared, in their words.
    declared_on     the day they last declared in writing.
    available_from  the first day they can take a part; None = at any time. away: they take none for now.
    """

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="outside_people")
    name = models.CharField(max_length=120)
    works_for = models.CharField(max_length=200, blank=True)
    email = models.EmailField(blank=True)
    telephone = models.CharField(max_length=40, blank=True)
    roles = models.JSONField(default=list)
    conflicts = models.JSONField(default=list)
    interests = models.TextField(blank=True)
    declared_on = models.DateField(null=True)
    available_from = models.DateField(null=True)
    away = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "name", "works_for"], name="one_outside_person_a_name"
            )
        ]

    def __str__(self) -> str:
        return f"outside person {self.pk}"


class Signatory(models.Model):
    """An officer who signs letters as a procedure asks, such as the responsible person of the 2009 Regulations.

    signs_as    code of `PersonRole`. authorised: they sign because that person authorised them.
    authority   how that was decided, in words, such as the minute of a meeting.
    from_on, until_on  the first and last day they sign so; None = it has no end yet.
    """

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="signatories")
    officer = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="signs")
    signs_as = models.CharField(max_length=40)
    authorised = models.BooleanField(default=False)
    authority = models.TextField(blank=True)
    from_on = models.DateField()
    until_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=("officer", "signs_as", "from_on"), name="one_signatory_a_beginning"
            )
        ]

    def __str__(self) -> str:
        return f"signatory {self.pk}"
