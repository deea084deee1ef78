"""The precedents app."""

from django.apps import AppConfig


class PrecedentsConfig(AppConfig):
    """Tells Django of casework.precedents."""

    name = "casework.precedents"
    label = "precedents"
    default_auto_field = "django.db.models.BigAutoField"
