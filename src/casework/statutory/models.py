"""The register of people from outside: independent people, investigators, advocates. Events hold their number only."""

from django.db import models

from casework.people.models import Organisation


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
