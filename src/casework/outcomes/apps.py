"""The outcomes app."""

from django.apps import AppConfig


class OutcomesConfig(AppConfig):
    """Tells Django of casework.outcomes."""

    name = "casework.outcomes"
    label = "outcomes"
    default_auto_field = "django.db.models.BigAutoField"
