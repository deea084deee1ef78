"""The alerts app."""

from django.apps import AppConfig


class AlertsConfig(AppConfig):
    """Tells Django of casework.alerts."""

    name = "casework.alerts"
    label = "alerts"
    default_auto_field = "django.db.models.BigAutoField"
