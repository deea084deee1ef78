"""The imports app."""

from django.apps import AppConfig


class ImportsConfig(AppConfig):
    """Tells Django of casework.imports."""

    name = "casework.imports"
    label = "imports"
    default_auto_field = "django.db.models.BigAutoField"
