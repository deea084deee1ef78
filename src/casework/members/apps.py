"""The members app."""

from django.apps import AppConfig


class MembersConfig(AppConfig):
    """Tells Django of casework.members."""

    name = "casework.members"
    label = "members"
    default_auto_field = "django.db.models.BigAutoField"
