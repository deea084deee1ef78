"""The agreements app."""

from django.apps import AppConfig


class AgreementsConfig(AppConfig):
    """Tells Django of casework.agreements."""

    name = "casework.agreements"
    label = "agreements"
    default_auto_field = "django.db.models.BigAutoField"
