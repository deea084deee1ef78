"""The address that says how the service is."""

from django.urls import path

from casework.ops.views import show_health

urlpatterns = [path("health", show_health, name="health")]
