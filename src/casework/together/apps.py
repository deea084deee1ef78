"""The together app."""

from django.apps import AppConfig


class TogetherConfig(AppConfig):
    """Tells Django of casework.together."""

    name = "casework.together"
    label = "together"
    default_auto_field = "django.db.models.BigAutoField"
