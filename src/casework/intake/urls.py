"""Addresses of contacts."""

from django.urls import path

from casework.intake.views import letters, steps

urlpatterns = [
    path("contacts", steps.contacts, name="contacts"),
    path("contacts/new", steps.new_contact, name="contact-new"),
    path("contacts/<int:number>", steps.contact, name="contact"),
    path("contacts/<int:number>/refusal", steps.refusal, name="contact-refusal"),
    path("contacts/<int:number>/outcome", steps.outcome, name="contact-outcome"),
    path("contacts/<int:number>/letters/<slug:route>", letters.letter, name="contact-letter"),
    path(
        "contacts/<int:number>/letters/<int:letter_number>/file",
        letters.letter_file,
        name="contact-letter-file",
    ),
    path(
        "contacts/<int:number>/letters/<int:letter_number>/settled",
        letters.letter_settled,
        name="contact-letter-settled",
    ),
    path("contacts/<int:number>/<int:step>", steps.contact, name="contact-step"),
]
