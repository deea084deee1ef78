"""The letters app."""

from django.apps import AppConfig


class LettersConfig(AppConfig):
    """Tells Django of casework.letters."""

    name = "casework.letters"
    label = "letters"
    default_auto_field = "django.db.models.BigAutoField"
