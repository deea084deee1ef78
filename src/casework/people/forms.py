"""What is typed to log in, and to put an absence on record."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django.contrib.auth.forms import AuthenticationForm

from casework.screens.fields import ChoiceOf, DayField, Form, Line
from putright.calendars import short_day

if TYPE_CHECKING:
    from casework.people.absences import AbsenceRow
    from casework.people.models import Absence, Officer


class LoginForm(AuthenticationForm):
    """An e-mail address and a password."""

    error_messages = {  # noqa: RUF012 - the form it comes from has it so
        "invalid_login": "The e-mail address and the password do not belong together. Check both and try again.",
        "inactive": "This login is no longer in use. Ask an administrator of the service.",
    }

    def __init__(self, *values: Any, **options: Any) -> None:
        super().__init__(*values, **options)
        self.fields = {
            "username": Line(
                label="E-mail address",
                kind="email",
                autocomplete="username",
                width="20",
                error_messages={"required": "Enter your e-mail address."},
            ),
            "password": Line(
                label="Password",
                kind="password",
                autocomplete="current-password",
                strip=False,
                error_messages={"required": "Enter your password."},
            ),
        }

    def clean_username(self) -> str:
        """The address in small letters: other capitals are no fresh set of attempts."""
        return str(self.cleaned_data["username"]).strip().lower()


class AbsenceForm(Form):
    """The days somebody is away, and who covers."""

    def __init__(
        self, *values: Any, absence: Absence | None, covers: Iterable[Officer], away: Iterable[AbsenceRow],
        **options: Any,
    ) -> None:  # fmt: skip
        super().__init__(*values, **options)
        known = list(away)
        self.fields["first_on"] = DayField(
            label="First day away", initial=absence.first_on if absence else None,
            help_text="Such as 27 3 2024. A day that is past already may be entered.",
        )  # fmt: skip
        self.fields["last_on"] = DayField(
            label="Last day away", initial=absence.last_on if absence else None,
            help_text="What is due up to this day goes to who covers; later work waits.",
        )  # fmt: skip
        self.fields["cover"] = ChoiceOf(
            [(str(one.pk), _with_absences(one, known)) for one in covers],
            as_list=True, nothing="Nobody yet", required=False, label="Who covers?",
            initial=str(absence.cover_id) if absence and absence.cover_id else "",
            help_text="Those with the rights for the work, who may see it.",
        )  # fmt: skip
        self.say_what_is_required()


def _with_absences(officer: Officer, known: Iterable[AbsenceRow]) -> str:
    """A name as the list of covers has it, with the days they are away themselves."""
    days = [
        f"{short_day(one.first_on)} to {short_day(one.last_on)}"
        for one in known
        if one.officer_id == officer.pk
    ]
    return f"{officer.name}, away {' and '.join(days)}" if days else officer.name
