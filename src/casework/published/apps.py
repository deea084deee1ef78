"""The published app."""

from django.apps import AppConfig


class PublishedConfig(AppConfig):
    """Tells Django of casework.published."""

    name = "casework.published"
    label = "published"
    default_auto_field = "django.db.models.BigAutoField"
