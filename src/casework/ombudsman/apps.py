"""The ombudsman app."""

from django.apps import AppConfig


class OmbudsmanConfig(AppConfig):
    """Tells Django of casework.ombudsman."""

    name = "casework.ombudsman"
    label = "ombudsman"
    default_auto_field = "django.db.models.BigAutoField"
