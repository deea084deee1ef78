"""Reading who takes part and what they report: one function a screen, frozen rows."""

from casework.statutory.plan_tab import PlanTab, plan_notes, plan_tab, was_spoken
from casework.statutory.register import PersonRow, person_here, register
from casework.statutory.signatories import (
    AUTHORISED,
    SignatoryRow,
    signatories,
    signatory_here,
    signature_needed,
    who_may_sign,
)
from casework.statutory.tab import (
    AppointmentRow,
    PeopleTab,
    ReportRow,
    StageParts,
    days_so_far,
    kinds_due,
    names_of_appointments,
    needed_at,
    needs_people,
    people_tab,
    report_rows,
)

__all__ = [
    "AUTHORISED",
    "AppointmentRow",
    "PeopleTab",
    "PersonRow",
    "PlanTab",
    "ReportRow",
    "SignatoryRow",
    "StageParts",
    "days_so_far",
    "kinds_due",
    "names_of_appointments",
    "needed_at",
    "needs_people",
    "people_tab",
    "person_here",
    "plan_notes",
    "plan_tab",
    "register",
    "report_rows",
    "signatories",
    "signatory_here",
    "signature_needed",
    "was_spoken",
    "who_may_sign",
]
