"""Addresses of casework.outcomes."""

from django.urls import URLPattern, path

from casework.outcomes.views import answers, remedies

COMPLAINT = "complaints/<slug:reference>"

urlpatterns: list[URLPattern] = [
    path(f"{COMPLAINT}/answers", answers.answers, name="answers"),
    path(f"{COMPLAINT}/answers/<slug:stage>/reviewed", answers.review, name="evidence-reviewed"),
    path(f"{COMPLAINT}/answers/<slug:stage>/questions", answers.question, name="answer-questions"),
    path(f"{COMPLAINT}/answers/<slug:stage>/outcome", answers.outcome, name="outcome-override"),
    path(f"{COMPLAINT}/answers/<slug:stage>/<slug:point>", answers.answer, name="answer"),
    path(f"{COMPLAINT}/remedies", remedies.remedies, name="remedies"),
]
