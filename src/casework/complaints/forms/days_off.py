"""The form for a day that is not to be counted."""

from casework.complaints.calendars import CLOSURE, HOLIDAY
from casework.screens.fields import Carried, ChoiceOf, DayField, Form, Line


class DayOff(Form):
    """A closure day of our own, or a bank holiday announced for once."""

    kind = ChoiceOf(
        [(CLOSURE, "Our own closure day"), (HOLIDAY, "A bank holiday announced since")],
        label="What kind of day?",
        hints={
            CLOSURE: "Counts as a day off only where an organisation’s own policy says so. The Codes do not.",
            HOLIDAY: "Counts as a day off everywhere, such as a day of national mourning.",
        },
    )
    on = DayField(label="Which day?")
    name = Line(
        label="Name of the day", max_length=80, help_text="It is shown wherever the day is not counted."
    )
    shown = Carried()
