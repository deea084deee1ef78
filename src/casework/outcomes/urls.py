"""Addresses of casework.outcomes."""

from django.urls import URLPattern, path

from casework.outcomes.views import answers, boards, remedies

COMPLAINT = "complaints/<slug:reference>"

urlpatterns: list[URLPattern] = [
    path(f"{COMPLAINT}/answers", answers.answers, name="answers"),
    path(f"{COMPLAINT}/answers/<slug:stage>/reviewed", answers.review, name="evidence-reviewed"),
    path(f"{COMPLAINT}/answers/<slug:stage>/questions", answers.question, name="answer-questions"),
    path(f"{COMPLAINT}/answers/<slug:stage>/outcome", answers.outcome, name="outcome-override"),
    path(f"{COMPLAINT}/answers/<slug:stage>/<slug:point>", answers.answer, name="answer"),
    path(f"{COMPLAINT}/remedies", remedies.remedies, name="remedies"),
    path(f"{COMPLAINT}/remedies/impact", remedies.impact, name="remedy-impact"),
    path(f"{COMPLAINT}/remedies/propose", remedies.choose, name="remedy-choose"),
    path(f"{COMPLAINT}/remedies/propose/<slug:type_>", remedies.propose, name="remedy-propose"),
    path(f"{COMPLAINT}/remedies/none", remedies.none, name="remedy-none"),
    path(f"{COMPLAINT}/remedies/<slug:key>/<slug:step>", remedies.remedy_step, name="remedy-step"),
    path(f"{COMPLAINT}/actions/agree", remedies.agree, name="action-agree"),
    path(f"{COMPLAINT}/actions/<slug:key>/<slug:step>", remedies.action_step, name="action-step"),
    path(f"{COMPLAINT}/lessons/learn", remedies.learn, name="lesson-learn"),
    path(f"{COMPLAINT}/lessons/<slug:key>/tell", remedies.tell, name="lesson-tell"),
    path(f"{COMPLAINT}/lessons/<slug:key>/approve", remedies.approve_telling, name="lesson-approve"),
    path("actions", boards.actions, name="actions"),
    path("remedies", boards.money, name="money"),
    path("remedies/payments", boards.payments, name="payments"),
    path("lessons", boards.lessons, name="lessons"),
    path("limits", boards.limits, name="limits"),
]
