"""The letter that tells who deals with a contact that is no complaint of ours: composed, checked, frozen, sent once."""

from __future__ import annotations

import hashlib
import json
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction

from casework.complaints.calendars import organisation_calendar
from casework.complaints.permissions import may_correct
from casework.complaints.record import act, opened, record_on
from casework.intake.commands import ContactRefused
from casework.intake.models import Contact, ContactLetter
from casework.intake.queries import ContactPage, PersonRow
from casework.intake.ways import Way as FoundWay
from casework.journal.log_events import LogEvent
from casework.journal.logs import log
from casework.letters.adapters.registry import Way
from casework.letters.files import printable
from casework.letters.rendering import render_pdf
from casework.people.models import Officer
from putright.calendars import in_london
from putright.cases import replay, verbs
from putright.cases.joined import PartSettled
from putright.cases.moved import moved_to
from putright.letters import CheckResult, ComposedLetter, compose, letter, run_checks
from putright.letters.chain import Chain, Correspondent
from putright.procedures import Procedure, ProcedureError, in_force, ombudsmen
from putright.procedures.routing import OwnRoute, routes
from putright.vocabulary import LetterKind, PartStep

KIND = LetterKind.SIGNPOST
WRITTEN = ("reason", "details")
"""The passages its author writes."""


class LetterHeld(ContactRefused):
    """Checks hold it; it goes past them only with a named officer's reason."""


class DraftChanged(Exception):
    """Somebody else kept other words since the page was opened. Nothing was written. words: theirs; mark: of theirs."""

    def __init__(self, words: Mapping[str, str], mark: str) -> None:
        super().__init__("the letter was kept by somebody else meanwhile")
        self.words, self.mark = words, mark


@dataclass(frozen=True, slots=True)
class Made:
    """What the letter says, and what its checks say of it.

    missing  what it needs in order to leave beside its text, a sentence each.
    """

    route: OwnRoute
    composed: ComposedLetter
    blocks: list[dict[str, Any]]
    layout: dict[str, Any]
    results: tuple[CheckResult, ...]
    missing: tuple[str, ...]

    @property
    def held(self) -> tuple[CheckResult, ...]:
        """The checks that hold it."""
        return tuple(one for one in self.results if one.holds)


@dataclass(frozen=True, slots=True)
class LetterRow:
    """A letter of a contact: a draft, or what became of it."""

    id: int
    route: str
    title: str
    state: str
    way: str
    words: Mapping[str, str]
    language: str
    sent_at: datetime | None
    sent_by: str
    problem: str


def letters_offered(found: FoundWay) -> tuple[OwnRoute, ...]:
    """The routes of the way that this letter can tell of."""
    return tuple(one for one in found.routes if one.letter == KIND.value)


def letters_of(contact_id: int) -> tuple[LetterRow, ...]:
    """The letters of a contact the officer was shown, the earliest first. One statement."""
    found = ContactLetter.objects.filter(contact=contact_id).select_related("sent_by").order_by("pk")
    return tuple(
        LetterRow(
            one.pk, one.route, routes()[one.route].title if one.route in routes() else one.route, one.state, one.way,
            one.words, one.language, one.sent_at, one.sent_by.name if one.sent_by else "", one.problem,
        )
        for one in found
    )  # fmt: skip


def mark_of(words: Mapping[str, str], language: str) -> str:
    """What tells a draft from one with other words, for the page it is written on."""
    told = json.dumps([language, [words.get(key, "") for key in WRITTEN]])
    return hashlib.sha256(told.encode()).hexdigest()[:16]


def first_words(page: ContactPage, found: FoundWay, route: OwnRoute) -> dict[str, str]:
    """What the letter begins with: why it goes there, without its sources."""
    part = next((one.part for one in found.parts if one.part.route == route), None)
    beside = [one.reason for one in (*found.first, *found.beside) if one.route == route]
    reasons = part.reasons[:1] if part else beside
    return {"reason": " ".join(one.says for one in reasons), "details": ""}


def language_of(page: ContactPage) -> str:
    """The language the letter begins in."""
    spoken = page.person.language.casefold() if page.person else ""
    return "cy" if spoken in ("welsh", "cymraeg", "cy") else "en"


def make(
    page: ContactPage,
    route: OwnRoute,
    words: Mapping[str, str],
    language: str,
    way: str,
    *,
    by: Officer,
    today: date,
) -> Made:
    """The letter as it would be sent today. No statement, or one for the calendar. Raises ContactRefused."""
    chain = _chain(page, route, words, language, by=by, today=today)
    composed = compose(chain, letter(KIND))
    calendar = organisation_calendar(by.organisation).now()
    blocks = [
        {"key": one.key, "heading": one.heading, "text": one.text, "locked": one.locked}
        for one in composed.blocks
        if one.text
    ]
    return Made(
        route=route,
        composed=composed,
        blocks=blocks,
        layout=_layout(chain, composed, by, today),
        results=run_checks(chain, composed, calendar=calendar, today=today),
        missing=tuple(_missing(page.person, way)),
    )


def pdf_of(made: Made) -> bytes:
    """The PDF of the letter as it would be sent today; kept nowhere."""
    return render_pdf(printable(made.layout["title"], made.blocks, made.layout))


def sent_pdf(officer: Officer, contact_id: int, number: int) -> tuple[bytes, date]:
    """The PDF of a letter as it was sent, the same bytes each time, and its day. Raises ContactRefused."""
    found = ContactLetter.objects.filter(
        pk=number, contact=contact_id, contact__organisation=officer.organisation_id
    ).exclude(state="draft")
    one = found.first()
    if one is None:
        raise ContactRefused("There is no such letter.")
    return pdf_from(one), date.fromisoformat(one.layout["dated_on"])


def pdf_from(one: ContactLetter) -> bytes:
    """The PDF of what was kept."""
    return render_pdf(printable(one.layout["title"], one.blocks, one.layout))


def keep(
    contact_id: int, route: str, words: Mapping[str, str], language: str, *, by: Officer, now: datetime
) -> None:
    """Keep the letter as a draft. Raises ContactRefused for a route that has no such letter, and DraftChanged.

    words  the passages, and as `seen` the mark of the draft on the page they were written on: empty where there was
           none; left out where nobody looked.
    """
    with transaction.atomic(durable=True):
        _draft(_locked(contact_id, by), _route(route).key, words, language, by=by, now=now)


def send(
    page: ContactPage, route: str, words: Mapping[str, str], language: str, way: str, *, by: Officer, now: datetime,
    going_on: str = "",
) -> int:  # fmt: skip
    """Freeze the letter and send it; returns its number. The worker carries an e-mail out of the house.

    going_on  why it goes past the checks that hold it, of an officer who may. words: as for `keep`.
    Raises    LetterHeld, DraftChanged, and ContactRefused for one that was sent already or lacks an address; nothing
              leaves then.
    """
    today = in_london(now).date()
    made = make(page, _route(route), words, language, way, by=by, today=today)
    if made.missing:
        raise ContactRefused(" ".join(made.missing))
    stops = [one for one in made.held if not one.overridable]
    if stops or (made.held and not (going_on.strip() and may_correct(by))):
        raise LetterHeld("The letter is not sent yet: see what the checks say.")
    with transaction.atomic(durable=True):
        row = _draft(_locked(page.id, by), route, words, language, by=by, now=now)
        row.way, row.to = way, page.person.email if page.person and way == Way.EMAIL else ""
        row.blocks, row.layout = made.blocks, made.layout
        row.gone_past, row.going_on = [one.id for one in made.held], going_on.strip() if made.held else ""
        row.sent_by, row.sent_at = by, now
        row.state, row.next_try_at = ("waiting", now) if way == Way.EMAIL else ("sent", None)
        row.message_id = f"contact-{page.id}-{row.pk}-{secrets.token_hex(6)}"
        row.save()
        if page.reference:
            _tell_of_part(page.reference, route, by=by, now=now)
    log(LogEvent.CONTACT_LETTER_SENT, contact=page.id, letter=row.pk, officer=by.pk, way=way)
    return row.pk


def _tell_of_part(reference: str, route: str, *, by: Officer, now: datetime) -> None:
    """The letter settles the part of its complaint that goes this way, also where the complaint was moved."""
    held = opened(reference)
    case = replay(held.events)
    if (goes_on := moved_to(case)) is not None:
        _tell_of_part(goes_on, route, by=by, now=now)
    elif any(one.key == route and not one.ended for one in case.parts):
        record_on(held, act(verbs.settle, body=PartSettled(route, PartStep.TOLD), at=now), by=by, now=now)


def settle(contact_id: int, number: int, *, went: bool, by: Officer, now: datetime) -> None:
    """Say of a letter that failed, or of which nobody knows, that it went after all, or send it once more."""
    with transaction.atomic(durable=True):
        _locked(contact_id, by)
        again = (
            {"state": "sent", "problem": ""}
            if went
            else {"state": "waiting", "next_try_at": now, "problem": ""}
        )
        found = ContactLetter.objects.filter(pk=number, contact=contact_id, state__in=["failed", "uncertain"])
        if not found.update(**again):
            raise ContactRefused("Somebody decided about it meanwhile: look at the letter again.")


def _locked(contact_id: int, by: Officer) -> Contact:
    found = Contact.objects.select_for_update(of=("self",)).filter(
        organisation=by.organisation_id, pk=contact_id
    )
    contact = found.first()
    if contact is None:
        raise ContactRefused("There is no such contact.")
    return contact


def _route(key: str) -> OwnRoute:
    route = routes().get(key)
    if route is None or route.letter != KIND.value:
        raise ContactRefused("There is no such letter: choose one of those offered.")
    return route


def _draft(
    contact: Contact, route: str, words: Mapping[str, str], language: str, *, by: Officer, now: datetime
) -> ContactLetter:
    of_route = ContactLetter.objects.filter(contact=contact, route=route)
    if of_route.exclude(state="draft").exists():
        raise ContactRefused("This letter was sent already: what was sent stays as it is.")
    there = of_route.first()
    new = {key: words.get(key, "").strip() for key in WRITTEN}
    if there is not None and "seen" in words:
        kept = mark_of(there.words, there.language)
        # Who writes the same writes over nobody.
        if kept not in (words["seen"], mark_of(new, language)):
            raise DraftChanged(there.words, kept)
    row = there or ContactLetter(contact=contact, route=route, author=by, made_at=now)
    row.words, row.language = new, language
    row.save()
    return row


def _chain(
    page: ContactPage, route: OwnRoute, words: Mapping[str, str], language: str, *, by: Officer, today: date
) -> Chain:
    organisation, under = by.organisation, _handled_under(page, route, by)
    first = under.first_stage
    to = page.person
    return Chain(
        kind=KIND,
        reference=f"Contact {page.id}",
        organisation=organisation.name,
        procedure=under,
        stage=first.key,
        stage_title=first.title,
        next_stage_title=under.stage(first.next).title if first.next else "",
        ombudsman=ombudsmen()[under.ombudsman],
        recipient=Correspondent(to.name, to.name, _address(to), to.email) if to else Correspondent(""),
        sender=Correspondent(
            by.name, role=by.job_title, email=organisation.email or by.email, telephone=organisation.telephone,
            grade=by.grade,
        ),
        dates={"received_on": in_london(page.arrived_at).date(), "sent_on": today},
        words={key: words.get(key, "") for key in WRITTEN},
        language=language,
        needs=to.needs if to else "",
        route=route.key,
        author=by.name,
    )  # fmt: skip


def _handled_under(page: ContactPage, route: OwnRoute, by: Officer) -> Procedure:
    """The procedure a complaint of how we handled it would come under, whose Ombudsman the letter names.

    The first of the route's the organisation has, then its service's, then the usual one; in force on that day.
    """
    received, have = in_london(page.arrived_at).date(), by.organisation.procedures
    for body in (*route.under, page.service_procedure, *have):
        if body not in have:
            continue
        try:
            return in_force(body, received)
        except ProcedureError:
            continue
    raise ContactRefused(
        "No procedure of this organisation was in force when it reached us: ask an administrator."
    )


def _layout(chain: Chain, composed: ComposedLetter, by: Officer, today: date) -> dict[str, Any]:
    organisation = by.organisation
    return {
        "title": letter(KIND).title,
        "organisation": organisation.name,
        "address": [line for line in organisation.address.splitlines() if line.strip()],
        "telephone": organisation.telephone,
        "reply_to": organisation.email,
        "colour": organisation.colour,
        "reference": chain.reference,
        "recipient": [chain.recipient.name, *chain.recipient.address],
        "dated_on": today.isoformat(),
        "language": composed.language,
        "sign_off_name": chain.sender.name,
        "sign_off_role": chain.sender.role,
        "large_print": "large print" in chain.needs.casefold(),
    }


def _address(person: PersonRow) -> tuple[str, ...]:
    parts = (part.strip() for line in person.address.splitlines() for part in line.split(","))
    return tuple(part for part in (*parts, person.postcode.strip()) if part)


def _missing(person: PersonRow | None, way: str) -> list[str]:
    if person is None or not person.name.strip():
        return ["Nobody is named to write to: add the name in the first step, or tell them by telephone."]
    if way == Way.EMAIL and not person.email:
        return ["It is to go by e-mail, and no e-mail address is on record: add it, or print it."]
    if way == Way.PRINT and not _address(person):
        return ["It is to be posted, and no postal address is on record: add it, or send it by e-mail."]
    return []
