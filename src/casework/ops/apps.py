"""The ops app."""

from django.apps import AppConfig


class OpsConfig(AppConfig):
    """Tells Django of casework.ops."""

    name = "casework.ops"
    label = "ops"
    default_auto_field = "django.db.models.BigAutoField"
