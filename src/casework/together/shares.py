"""Asking for a share of the answer, and what becomes of it. Each command is one transaction.

What they share with the commands on complaints: `by`, `now`, `at`, `seen_version` and what they raise.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from casework.agreements.working import Working, working
from casework.complaints.record import Recorded, act
from casework.complaints.writing import When
from casework.journal.log_events import LogEvent
from casework.journal.logs import log
from casework.people.models import Officer, Service
from casework.people.permissions import is_read_only
from casework.people.queries import officer_here
from casework.together.due import answer_due, check_due
from casework.together.mailing import lay_mail
from casework.together.models import Share
from putright.cases import CaseError, verbs
from putright.cases.joined import ContributionAsked, ContributionMoved
from putright.cases.taking_part import ContributionState
from putright.vocabulary import ContributionStep


@dataclass(frozen=True, slots=True)
class Asking:
    """Of whom a share is asked, and about what.

    service, officer  numbers of one of our services and of the officer who gives it; None for a body outside.
    outside, email    the body outside, and where it is chased; no e-mail goes without an address.
    consent           the resident agrees to the body outside being told, or the law lets us tell it.
    """

    points: tuple[str, ...]
    due: date
    service: int | None = None
    officer: int | None = None
    outside: str = ""
    email: str = ""
    consent: bool = False


def ask(
    reference: str, asking: Asking, words: str, *, at: When, by: Officer, now: datetime, seen_version: int
) -> Recorded:
    """Ask a service, or a body outside, for its share. Raises CaseError where nobody could give it in time."""
    with working(reference, at=at, by=by, now=now, seen_version=seen_version) as one:
        if not words.strip():
            raise CaseError("say what is asked of them: enter the words")
        _check_points(one, asking.points)
        check_due(asking.due, answer_due(one.complaint, one.case, today=one.today), today=one.today)
        service, officer = _of_ours(one, asking) if asking.service is not None else (None, None)
        if service is None:
            _check_outside(asking)
        key = one.keep(words, "contribution")
        share = Share.objects.create(
            complaint=one.complaint, key=key, service=service, outside="" if service else asking.outside.strip(),
            email="" if service else asking.email.strip(), officer=officer, asked_by=by, asked_on=one.today,
        )  # fmt: skip
        body = ContributionAsked(
            key, asking.due, asking.points, str(service.pk) if service else None,
            str(officer.pk) if officer else None,
        )  # fmt: skip
        recorded = one.record(act(verbs.involve, body=body, at=at))
        lay_mail("asked", share, due_on=asking.due, now=now)
    log(LogEvent.SHARE_ASKED, complaint=recorded.complaint_id, share=share.pk)
    return recorded


def record_given(
    reference: str, key: str, words: str, *, at: When, by: Officer, now: datetime, seen_version: int
) -> Recorded:
    """Record a share that came another way than by its own page: from outside, by telephone, on paper.

    What an officer of the service had begun to write on that page is kept as a note of its own.
    """
    with working(reference, at=at, by=by, now=now, seen_version=seen_version) as one:
        share = share_of(one, key)
        one.keep_if(share.text, "contribution")
        return given(one, share, words)


def send_back(
    reference: str,
    key: str,
    words: str,
    *,
    due: date,
    at: When,
    by: Officer,
    now: datetime,
    seen_version: int,
) -> Recorded:
    """Send a share back with what it lacks, to be given again by a new day. What was given is its draft again."""
    with working(reference, at=at, by=by, now=now, seen_version=seen_version) as one:
        if not words.strip():
            raise CaseError("say what is missing from it: enter the words")
        check_due(due, answer_due(one.complaint, one.case, today=one.today), today=one.today)
        share = share_of(one, key)
        state = state_of(one, share)
        if state.step is not ContributionStep.GIVEN:
            raise CaseError("only a share that was given can be sent back: it is not given yet")
        share.text, share.version = words_given(one, state), share.version + 1
        share.save(update_fields=["text", "version"])
        recorded = _moved(one, share, ContributionStep.RETURNED, words, due=due)
        lay_mail("returned", share, due_on=due, now=now)
        return recorded


def chase(
    reference: str, key: str, words: str, *, due: date | None, at: When, by: Officer, now: datetime,
    seen_version: int,
) -> Recorded:  # fmt: skip
    """Chase a share, and perhaps give it another day."""
    with working(reference, at=at, by=by, now=now, seen_version=seen_version) as one:
        share = share_of(one, key)
        if due is not None:
            check_due(due, answer_due(one.complaint, one.case, today=one.today), today=one.today)
        recorded = _moved(one, share, ContributionStep.CHASED, words, due=due)
        lay_mail("chased", share, due_on=due or state_of(one, share).due, now=now)
        return recorded


def not_needed(
    reference: str, key: str, words: str, *, at: When, by: Officer, now: datetime, seen_version: int
) -> Recorded:
    """Record that a share is not needed after all, and why."""
    with working(reference, at=at, by=by, now=now, seen_version=seen_version) as one:
        if not words.strip():
            raise CaseError("say why it is not needed: enter the words")
        return _moved(one, share_of(one, key), ContributionStep.NOT_NEEDED, words)


def given(one: Working, share: Share, words: str) -> Recorded:
    """Record the share itself. Its text in the making is emptied: a note holds the words from now on."""
    if not words.strip():
        raise CaseError("the share has no words: enter what the service has to say")
    recorded = _moved(one, share, ContributionStep.GIVEN, words)
    share.text, share.version = "", share.version + 1
    share.save(update_fields=["text", "version"])
    log(LogEvent.SHARE_GIVEN, complaint=share.complaint_id, share=share.pk)
    return recorded


def share_of(one: Working, key: str) -> Share:
    """A share of this complaint, locked: whoever saves its text meanwhile waits. Raises CaseError for any other key."""
    found = Share.objects.select_for_update(of=("self",)).filter(complaint=one.complaint, key=key).first()
    if found is None:
        raise CaseError("there is no such share of this complaint: choose one of the list")
    return found


def state_of(one: Working, share: Share) -> ContributionState:
    """What became of it so far."""
    return next(each for each in one.case.contributions if each.key == share.key)


def words_given(one: Working, state: ContributionState) -> str:
    """The words of the share as it was last given; empty where it was not."""
    moved = [each.body for each in state.moves if isinstance(each.body, ContributionMoved)]
    notes = [each.note for each in moved if each.to is ContributionStep.GIVEN and each.note]
    found = one.complaint.notes.filter(pk=int(notes[-1])).values_list("words", flat=True) if notes else ()
    return next(iter(found), "")


def _moved(
    one: Working, share: Share, to: ContributionStep, words: str, *, due: date | None = None
) -> Recorded:
    body = ContributionMoved(share.key, to, due, one.keep_if(words, "contribution"))
    return one.record(act(verbs.settle, body=body, at=one.at))


def _check_points(one: Working, points: Sequence[str]) -> None:
    pursued = {each.key for each in one.case.points if each.withdrawn_at is None}
    if not points or not set(points) <= pursued:
        raise CaseError("choose which points the share is about")


def _of_ours(one: Working, asking: Asking) -> tuple[Service, Officer]:
    organisation = one.complaint.organisation_id
    service = Service.objects.filter(pk=asking.service or 0, department__organisation=organisation).first()
    if service is None or not _stands(service, one.today):
        raise CaseError("there is no such service today: choose one of the list")
    officer = officer_here(organisation, asking.officer)
    if officer is None or is_read_only(officer):
        raise CaseError("say who gives the share: choose an officer of the list")
    if one.complaint.restricted and str(officer.pk) not in (one.case.restricted_to or ()):
        raise CaseError(
            f"{officer.name} is not named on this restricted complaint and would see nothing of it: name them first, "
            "or choose somebody who is"
        )
    return service, officer


def _stands(service: Service, today: date) -> bool:
    return service.valid_from <= today and (service.valid_to is None or service.valid_to >= today)


def _check_outside(asking: Asking) -> None:
    if not asking.outside.strip():
        raise CaseError("choose a service, or enter the name of the body outside")
    if not asking.consent:
        raise CaseError(
            "a body outside is told of it only where the resident agrees or the law lets us: ask them first, and tick "
            "it then"
        )
