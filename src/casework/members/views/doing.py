"""What each act on authority and on members' enquiries does with its form: from typed values to a command."""

from __future__ import annotations

from casework.complaints.views.doing import Doing
from casework.members import commands
from casework.members.forms import speaking
from putright.vocabulary import Disclosure


def record_authority(doing: Doing, form: speaking.RecordAuthority) -> None:
    """Record or renew an authority."""
    given = form.cleaned_data
    commands.record_authority(
        doing.page.reference, int(given["party"]), form.terms, at=given["at"], **doing.plain
    )


def add_speaker(doing: Doing, form: speaking.AddSpeaker) -> None:
    """Take somebody who speaks for the complainant into the complaint."""
    commands.add_speaker(
        doing.page.reference, form.speaker, form.terms, at=form.cleaned_data["at"], **doing.plain
    )


def ask_for_authority(doing: Doing, form: speaking.AskAuthority) -> None:
    """Record that the authority was asked for."""
    given = form.cleaned_data
    commands.ask_for_authority(
        doing.page.reference, int(given["party"]), given["words"], at=given["at"], **doing.plain
    )


def end_authority(doing: Doing, form: speaking.EndAuthority) -> None:
    """Record that somebody speaks for the complainant no more."""
    given = form.cleaned_data
    commands.end_authority(
        doing.page.reference, int(given["party"]), given["words"], at=given["at"], **doing.plain
    )


def give(doing: Doing, form: speaking.Give) -> None:
    """Record what was given on an authority."""
    given = form.cleaned_data
    commands.give(
        doing.page.reference, int(given["party"]), Disclosure(given["what"]), given["words"], at=given["at"],
        **doing.gated,
    )  # fmt: skip
