"""The journal app."""

from django.apps import AppConfig


class JournalConfig(AppConfig):
    """Tells Django of casework.journal."""

    name = "casework.journal"
    label = "journal"
    default_auto_field = "django.db.models.BigAutoField"
