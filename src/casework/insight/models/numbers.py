"""Numbers figures are compared with: homes, residents, and what other authorities published.

Nothing is written over: a correction ends one row and begins another, so that who said what, when, stays readable.
"""

from django.conf import settings
from django.db import models
from django.db.models import Q

from casework.people.models import Organisation


class Entered(models.Model):
    """What somebody entered by hand or from a file, until it was corrected or taken back."""

    officer = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    entered_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True
    )

    class Meta:
        abstract = True


class KnownNumber(Entered):
    """How many homes or residents there were on a day, and where that is written.

    what  as `putright.measures` names the numbers of an organisation, such as `homes` or `residents`.
    """

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="known_numbers")
    what = models.CharField(max_length=30)
    number = models.PositiveIntegerField()
    on = models.DateField()
    source = models.CharField(max_length=300)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "what", "on"],
                name="one_number_holds_a_day",
                condition=Q(ended_at=None),
            )
        ]

    def __str__(self) -> str:
        return f"{self.what} {self.on}"


class OthersFigure(Entered):
    """One figure another authority published, as it stands there.

    figure      id of the definition it is compared with, such as AR-3a.
    numerator … value  as far as they are printed; decimals: how many the value is printed with.
    per         what a rate is per, as `comparing.toml` names it, such as `1000-homes`; `percent` for a share.
    annualised  whether a part of a year was made a whole one; None = it is not said.
    basis       whether it is of complaints received or answered; empty = it is not said.
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
    decimals = models.PositiveSmallIntegerField(default=0)
    per = models.CharField(max_length=40)
    annualised = models.BooleanField(null=True)
    basis = models.CharField(max_length=20, blank=True)
    source = models.CharField(max_length=300)
    note = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "authority", "figure", "starts_on", "ends_on"],
                name="one_figure_holds_an_authority",
                condition=Q(ended_at=None),
            )
        ]

    def __str__(self) -> str:
        return f"{self.authority} {self.figure}"
