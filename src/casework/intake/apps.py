"""The intake app."""

from django.apps import AppConfig


class IntakeConfig(AppConfig):
    """Tells Django of casework.intake."""

    name = "casework.intake"
    label = "intake"
    default_auto_field = "django.db.models.BigAutoField"
