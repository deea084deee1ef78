"""The form for one theme of the organisation."""

from casework.screens.fields import DayField, Form, Line


class NewTheme(Form):
    """One more theme."""

    label = Line(label="What people read", max_length=120, help_text="Such as: Damp and mould.")
    code = Line(
        label="Its code", max_length=40, width="20",
        help_text="It stays for good, in figures and exports: small letters, figures, - and _, such as damp-mould.",
    )  # fmt: skip
    valid_from = DayField(label="From which day on can it be chosen?")


class ChangedTheme(Form):
    """What a theme is called, and when it ends."""

    label = Line(label="What people read", max_length=120, help_text="It changes for past complaints too.")
    valid_to = DayField(
        label="Last day it can be chosen", required=False,
        help_text="Leave it empty while it goes on. Complaints sorted by it keep it.",
    )  # fmt: skip
