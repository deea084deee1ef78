"""What an organisation sorts complaints by: its themes, and its wards with the postcodes in them. Codes in events."""

from django.db import models
from django.db.models import Q

from casework.people.models import Organisation


class Sorting(models.Model):
    """What themes and wards have in common: a code that stays, and a name that was true between two days."""

    code = models.CharField(max_length=40)
    label = models.CharField(max_length=120)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.label


class Theme(Sorting):
    """What a complaint or a compliment is about, as this organisation sorts it."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, db_index=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["organisation", "code"], name="one_theme_a_code")]


class Ward(Sorting):
    """A ward of a council's area. A review of the wards ends those before it."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, db_index=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["organisation", "code"], name="one_ward_a_code")]


class WardPostcode(models.Model):
    """Which ward a postcode was in, between two days. The postcode is kept without its blank, in capitals."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, db_index=False)
    ward = models.ForeignKey(Ward, on_delete=models.PROTECT, related_name="postcodes")
    postcode = models.CharField(max_length=8)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "postcode"], name="one_ward_a_postcode", condition=Q(valid_to=None)
            )
        ]
        indexes = [models.Index(fields=["organisation", "postcode"], name="ward_of_postcode")]

    def __str__(self) -> str:
        return f"{self.postcode} {self.ward_id}"
