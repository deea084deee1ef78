"""The orders app."""

from django.apps import AppConfig


class OrdersConfig(AppConfig):
    """Tells Django of casework.orders."""

    name = "casework.orders"
    label = "orders"
    default_auto_field = "django.db.models.BigAutoField"
