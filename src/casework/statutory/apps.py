"""The statutory app."""

from django.apps import AppConfig


class StatutoryConfig(AppConfig):
    """Tells Django of casework.statutory."""

    name = "casework.statutory"
    label = "statutory"
    default_auto_field = "django.db.models.BigAutoField"
