"""The insight app."""

from django.apps import AppConfig


class InsightConfig(AppConfig):
    """Tells Django of casework.insight."""

    name = "casework.insight"
    label = "insight"
    default_auto_field = "django.db.models.BigAutoField"
