"""The packs app."""

from django.apps import AppConfig


class PacksConfig(AppConfig):
    """Tells Django of casework.packs."""

    name = "casework.packs"
    label = "packs"
    default_auto_field = "django.db.models.BigAutoField"
