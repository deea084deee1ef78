"""Numbers figures are compared with: homes, residents, and what other authorities published."""

from django.conf import settings
from django.db import models

from casework.people.models import Organisation


class KnownNumber(models.Model):
    """How many homes or residents there were on a day, and where that is written.

    what  as `putright.measures` names the numbers of an organisation, such as `homes` or `residents`.
    """

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="known_numbers")
    what = models.CharField(max_length=30)
    number = models.PositiveIntegerField()
    on = models.DateField()
    source = models.CharField(max_length=300)
    officer = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    entered_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation", "what", "on"], name="one_number_a_day")
        ]

    def __str__(self) -> str:
        return f"{self.what} {self.on}"


class OthersFigure(models.Model):
    """One figure another authority published, as it stands there.

    figure      id of the definition it is compared with, such as AR-3a.
    numerator … value  as far as they are printed; per: what a rate is per, `annualised` when it says so.
    """

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="others_figures")
    authority = models.CharField(max_length=200)
    group = models.CharField(max_length=120, blank=True)
    figure = models.CharField(max_length=20)
    starts_on = models.DateField()
    ends_on = models.DateField()
    numerator = models.PositiveIntegerField(null=True)
    denominator = models.PositiveIntegerField(null=True)
    value = models.DecimalField(max_digits=12, decimal_places=3, null=True)
    per = models.CharField(max_length=40, blank=True)
    annualised = models.BooleanField(null=True)
    source = models.CharField(max_length=300)
    note = models.CharField(max_length=300, blank=True)
    officer = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    entered_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "authority", "figure", "starts_on", "ends_on"],
                name="one_figure_an_authority",
            )
        ]

    def __str__(self) -> str:
        return f"{self.authority} {self.figure}"
