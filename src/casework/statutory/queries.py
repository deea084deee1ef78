"""Reading who takes part and what they report: one function a screen, frozen rows."""

from casework.statutory.register import PersonRow, person_here, register
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
    "AppointmentRow",
    "PeopleTab",
    "PersonRow",
    "ReportRow",
    "StageParts",
    "days_so_far",
    "kinds_due",
    "names_of_appointments",
    "needed_at",
    "needs_people",
    "people_tab",
    "person_here",
    "register",
    "report_rows",
]
