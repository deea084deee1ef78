"""Letters about what is not taken on: who deals with it instead, and the letter of a refusal that is on record."""

from __future__ import annotations

from casework.complaints.queries import ComplaintPage
from casework.letters.draft import Details
from putright.cases import Status
from putright.cases.events import Declined
from putright.procedures.routing import routes
from putright.vocabulary import LetterKind


def route_choices() -> list[tuple[str, str]]:
    """The routes a letter can say who deals with it of, each with its title."""
    return [(key, one.title) for key, one in routes().items() if one.letter == LetterKind.SIGNPOST.value]


def refused(page: ComplaintPage) -> Declined | None:
    """The refusal on record of a complaint that was not accepted; None for one that was."""
    event = page.case.stages[0].declined
    if page.case.status is not Status.DECLINED or event is None or not isinstance(event.body, Declined):
        return None
    return event.body


def sent(page: ComplaintPage, kind: LetterKind) -> bool:
    """Whether a letter of this kind was sent."""
    return any(one.body.what is kind for one in page.case.letters)


def details_of(body: Declined) -> Details:
    """What the letter of a refusal on record carries."""
    return Details(
        reason=body.reason.value if body.reason else "", issue_on=body.issue_on, filed_on=body.filed_on,
        discretion=body.discretion_considered, original=body.original or "",
    )  # fmt: skip


def words_of(page: ComplaintPage, body: Declined) -> dict[str, str]:
    """The reasons of this case as they were kept with the refusal, to begin its letter with."""
    kept = next((one.words for one in page.notes if str(one.id) == body.merits_note), "")
    return {"reason": kept} if kept else {}
