"""Addresses of contacts."""

from django.urls import path

from casework.intake import views

urlpatterns = [
    path("contacts", views.contacts, name="contacts"),
    path("contacts/new", views.new_contact, name="contact-new"),
    path("contacts/<int:number>", views.contact, name="contact"),
    path("contacts/<int:number>/refusal", views.refusal, name="contact-refusal"),
    path("contacts/<int:number>/outcome", views.outcome, name="contact-outcome"),
    path("contacts/<int:number>/<int:step>", views.contact, name="contact-step"),
]
