"""The complaints app."""

from django.apps import AppConfig


class ComplaintsConfig(AppConfig):
    """Tells Django of casework.complaints."""

    name = "casework.complaints"
    label = "complaints"
    default_auto_field = "django.db.models.BigAutoField"
