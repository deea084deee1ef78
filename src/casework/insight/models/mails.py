"""The daily and weekly e-mails of figures: who wants which, and which went."""

from django.conf import settings
from django.db import models


class FiguresMailChoice(models.Model):
    """An officer's choice for one kind of e-mail, where it differs from what their roles give."""

    officer = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="figures_mail_choices"
    )
    kind = models.CharField(max_length=30)
    wanted = models.BooleanField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["officer", "kind"], name="one_choice_a_kind")]

    def __str__(self) -> str:
        return f"{self.officer_id} {self.kind}"


class FiguresMail(models.Model):
    """One e-mail of one kind to one officer for one day or week: claimed before it is handed over, sent once."""

    officer = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=30)
    on = models.DateField()
    state = models.CharField(max_length=10, default="waiting")
    tries = models.PositiveSmallIntegerField(default=0)
    next_try_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["officer", "kind", "on"], name="one_figures_mail_a_day")
        ]
        indexes = [models.Index(fields=["state", "next_try_at"], name="figures_mails_waiting")]

    def __str__(self) -> str:
        return f"{self.kind} {self.on}"
