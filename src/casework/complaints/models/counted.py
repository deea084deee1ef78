"""What figures count of a complaint: columns of its row, so that no command pays a statement for them."""

from datetime import date

from django.db import models


def _code(length: int = 40) -> "models.CharField[str | None, str | None]":
    # None as elsewhere in facts: not known, or it did not happen. It also lets the columns be added to a table of a
    # million rows without writing it anew.
    return models.CharField(max_length=length, null=True)


def _day() -> "models.DateField[date | str | None, date | None]":
    return models.DateField(null=True)


class Counted(models.Model):
    """The row of facts of one complaint (`putright.cases.CaseFacts`): codes and dates only, worked out from its events.

    Several codes are joined with semicolons. Where it belongs, such as its service, is joined when facts are read.

    contacted_first  whether we spoke with the complainant first; counted_beside: its rows of the tables beside the
                     facts, such as payments, as one text (`putright.cases.CountedBeside`).
    """

    kind = _code()
    channel = _code()
    received_at = _day()
    accepted = models.BooleanField(null=True)
    rejection_reason = _code()
    acknowledged_on = _day()
    acknowledgement_due_on = _day()
    stage_1_due_on = _day()
    stage_1_extended_to = _day()
    stage_1_responded_on = _day()
    stage_1_outcome = _code()
    escalated_on = _day()
    escalation_reasons = _code(400)
    stage_2_acknowledged_on = _day()
    stage_2_acknowledgement_due_on = _day()
    stage_2_statement_agreed_on = _day()
    stage_2_due_on = _day()
    stage_2_extended_to = _day()
    stage_2_responded_on = _day()
    stage_2_outcome = _code()
    stage_3_requested_on = _day()
    stage_3_panel_on = _day()
    stage_3_panel_reported_on = _day()
    stage_3_responded_on = _day()
    stage_3_outcome = _code()
    withdrawn_on = _day()
    closed_on = _day()
    ward = _code()
    themes = models.TextField(null=True)  # noqa: DJ001
    multi_service = models.BooleanField(null=True)
    causes = models.TextField(null=True)  # noqa: DJ001
    learning_actions = models.PositiveSmallIntegerField(null=True)
    learning_completed = models.PositiveSmallIntegerField(null=True)
    remedy_types = models.TextField(null=True)  # noqa: DJ001
    remedy_paid_pence = models.BigIntegerField(null=True)
    ombudsman_body = _code()
    ombudsman_received_on = _day()
    ombudsman_decided_on = _day()
    ombudsman_outcome = _code()
    ombudsman_satisfactory_remedy = models.BooleanField(null=True)
    repeat_of = _code(120)
    contacted_first = models.BooleanField(null=True)
    counted_beside = models.TextField(null=True)  # noqa: DJ001

    class Meta:
        abstract = True
