"""Addresses of contacts."""

from django.urls import path, register_converter
from django.urls.converters import IntConverter

from casework.intake import views


class StepConverter(IntConverter):
    """One of the four steps."""

    regex = "[1-4]"


register_converter(StepConverter, "step")

urlpatterns = [
    path("contacts", views.contacts, name="contacts"),
    path("contacts/new", views.new_contact, name="contact-new"),
    path("contacts/<int:number>", views.contact, name="contact"),
    path("contacts/<int:number>/refusal", views.refusal, name="contact-refusal"),
    path("contacts/<int:number>/outcome", views.outcome, name="contact-outcome"),
    path("contacts/<int:number>/<step:step>", views.contact, name="contact-step"),
]
