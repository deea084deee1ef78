"""What is typed to log in."""

from typing import Any

from django.contrib.auth.forms import AuthenticationForm

from casework.screens.fields import Line


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
