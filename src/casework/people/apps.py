"""The people app."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    """Tells Django of casework.people."""

    name = "casework.people"
    label = "people"
    default_auto_field = "django.db.models.BigAutoField"
