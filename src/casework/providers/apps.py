"""The providers app."""

from django.apps import AppConfig


class ProvidersConfig(AppConfig):
    """Tells Django of casework.providers."""

    name = "casework.providers"
    label = "providers"
    default_auto_field = "django.db.models.BigAutoField"
