"""What each act on authority and on members' enquiries does with its form: from typed values to a command."""

from __future__ import annotations

from casework.complaints.views.doing import Doing
from casework.members import commands
from casework.members.forms import enquiring, speaking
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


def log_enquiry(doing: Doing, form: enquiring.LogEnquiry) -> None:
    """Log an enquiry."""
    commands.log_enquiry(doing.page.reference, form.enquiring, at=form.cleaned_data["at"], **doing.plain)


def record_consent(doing: Doing, form: enquiring.Consent) -> None:
    """Record the consent."""
    given = form.cleaned_data
    commands.record_consent(
        doing.page.reference, given["enquiry"], given["words"], at=given["at"], **doing.plain
    )


def hold_answer(doing: Doing, form: enquiring.HoldAnswer) -> None:
    """Record that the member was told that the answer follows."""
    given = form.cleaned_data
    commands.hold_answer(
        doing.page.reference,
        given["enquiry"],
        given["words"],
        due=given["due"],
        at=given["at"],
        **doing.plain,
    )


def answer(doing: Doing, form: enquiring.AnswerMember) -> None:
    """Record the answer."""
    given = form.cleaned_data
    commands.answer(doing.page.reference, given["enquiry"], given["words"], at=given["at"], **doing.gated)


def take_back(doing: Doing, form: enquiring.TakeBack) -> None:
    """Record that no answer is wanted any more."""
    given = form.cleaned_data
    commands.take_back(doing.page.reference, given["enquiry"], given["words"], at=given["at"], **doing.plain)
