"""Freezing a pack: what it says is fixed at once, the worker builds it, and afterwards it never changes."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from django.db import transaction

from casework.complaints.queries import ComplaintPage, complaint_page
from casework.journal.log_events import LogEvent
from casework.journal.logs import log
from casework.ombudsman.models import Question
from casework.outcomes.queries import answers, ledger, lesson_cards
from casework.packs.contents import Gathered, cut, parts, unanswered
from casework.packs.errors import NotReady
from casework.packs.inventory import RecordRow, inventory
from casework.packs.keeping import to_stored
from casework.packs.models import Gap, Pack, PackItem
from casework.packs.opening import changed, locked, missing_from, opened
from casework.packs.redacting import Redactor
from casework.packs.things import things_of
from casework.packs.words import ItemKind, PackState, Shape
from casework.people.models import Officer
from casework.screens.dates import plain_moment
from putright.calendars import in_london
from putright.cases import CaseError
from putright.vocabulary import OmbudsmanBody

FIRST_STEP = "pages"


def freeze(number: int, *, by: Officer, now: datetime) -> None:
    """Have the worker build the pack as it stands now. Raises NotReady with what is to be done first.

    Questions without an answer and records without a reason are put down; they hold the sending, not the freezing.
    """
    pack = opened(number, by)
    page = complaint_page(by, pack.complaint.reference, today=in_london(now).date())
    with transaction.atomic(durable=True):
        pack = locked(number)
        lacking = to_mend(pack, page, by, now)
        if lacking:
            raise NotReady(lacking)
        if pack.state == PackState.OPEN:
            changed(pack)
        pack.contents = _contents(pack, page, by, now)
        pack.state, pack.step, pack.tries, pack.problem = PackState.BUILDING, pack.step or FIRST_STEP, 0, ""
        pack.total = _pieces(pack)
        pack.claimed_at, pack.frozen_by = None, by
        pack.save()
    log(LogEvent.PACK_BUILDING, pack=pack.pk, officer=by.pk, pieces=pack.total)


def stop(number: int, *, by: Officer) -> None:
    """Stop a build. What was built stays, and it can go on."""
    opened(number, by)
    with transaction.atomic(durable=True):
        pack = Pack.objects.select_for_update().get(pk=number)
        if pack.state == PackState.BUILDING:
            pack.state, pack.claimed_at = PackState.STOPPED, None
            pack.save(update_fields=["state", "claimed_at"])


def go_on(number: int, *, by: Officer) -> None:
    """Go on with a build that was stopped, or that could not be built, where it was."""
    opened(number, by)
    with transaction.atomic(durable=True):
        pack = Pack.objects.select_for_update().get(pk=number)
        if pack.state not in (PackState.STOPPED, PackState.FAILED) or not pack.step:
            raise CaseError("there is nothing to go on with: freeze the pack")
        pack.state, pack.tries, pack.problem, pack.claimed_at = PackState.BUILDING, 0, "", None
        pack.save(update_fields=["state", "tries", "problem", "claimed_at"])


def to_mend(pack: Pack, page: ComplaintPage, by: Officer, now: datetime) -> tuple[str, ...]:
    """What keeps a pack from being frozen: what nobody chose about, cannot be opened or cannot be looked through."""
    lacking = []
    if pack.state == PackState.READING:
        lacking.append("Its documents are still being read. Wait a moment and look again.")
    today = in_london(now).date()
    new = missing_from(
        pack, things_of(page, body=pack.case.body, organisation_id=by.organisation_id, today=today)
    )
    if new:
        lacking.append(f"{len(new)} things came to the file since. Bring them in, and choose about each.")
    removes = pack.redactions.exists()
    for one in pack.items.filter(taken=True, shape__in=[Shape.CLOSED, Shape.FILE]).order_by("position"):
        if one.shape == Shape.CLOSED:
            lacking.append(f"“{one.title}” cannot be opened: {one.problem}. Leave it out with a reason.")
        elif removes and not one.cleared:
            lacking.append(
                f"“{one.title}” cannot be looked through. Say that nothing has to be removed from it, or leave it out."
            )
    if not pack.items.filter(taken=True).exists():
        lacking.append("Nothing is in it.")
    return tuple(lacking)


def records_of(pack: Pack, page: ComplaintPage) -> tuple[RecordRow, ...]:
    """The inventory of a pack in the making. Five statements and three a stage."""
    kept = [one for stage in page.case.stages for one in answers(page.complaint_id, stage.key)]
    because = dict(Gap.objects.filter(pack=pack).values_list("record", "words"))
    items = list(pack.items.order_by("position"))
    return inventory(page, items, kept, body=pack.case.body, because=because)


def questions_of(pack: Pack) -> list[Question]:
    """The questions a pack answers, with their documents: those of its enquiry, or all of the case."""
    rows = Question.objects.filter(case=pack.case_id)
    if pack.enquiry:
        rows = rows.filter(enquiry=pack.enquiry)
    return list(rows.order_by("enquiry", "number").prefetch_related("documents"))


def _contents(pack: Pack, page: ComplaintPage, by: Officer, now: datetime) -> dict[str, object]:
    today = in_london(now).date()
    items = list(pack.items.order_by("position"))
    shown = cut(page, _words_of(items, Redactor.of(pack.redactions.order_by("pk"))))
    questions = questions_of(pack)
    kept = [one for stage in page.case.stages for one in answers(page.complaint_id, stage.key)]
    records = records_of(pack, page)
    gathered = Gathered(
        page=shown, case=pack.case, enquiry=pack.enquiry, questions=questions, answers=kept,
        ledger=ledger(shown, today=today), lessons=lesson_cards(shown, by), records=records,
        item_of={one.source: str(one.pk) for one in items if one.taken and one.kind == ItemKind.DOCUMENT},
        today=today,
    )  # fmt: skip
    organisation = by.organisation
    return {
        "parts": to_stored(parts(gathered)),
        "title": f"Case file {page.reference}, version {pack.number}",
        "organisation": organisation.name,
        "colour": organisation.colour,
        "dated_on": today.isoformat(),
        "footer": f"{page.reference}, version {pack.number} of {today.isoformat()}",
        "cover": [
            ["For", OmbudsmanBody(pack.case.body).label],
            ["Their reference", pack.case.reference or "Not given"],
            ["Our reference", page.reference],
            ["Version", f"{pack.number}, as it stood {plain_moment(now)}"],
            ["Made by", f"{by.name}{f', {by.job_title}' if by.job_title else ''}"],
        ],
        "open": [f"Question {one.number} has no agreed answer" for one in unanswered(questions)],
        "records": [f"{one.label}: missing, and no reason is given" for one in records if one.unexplained],
    }


def _words_of(items: list[PackItem], redactor: Redactor) -> Callable[[int, str], str]:
    """What may be shown of the words of a note: those of a thing that is left out stand nowhere else either."""
    notes = {one.source: one for one in items if one.kind == ItemKind.NOTE}

    def words_of(number: int, words: str) -> str:
        item = notes.get(number)
        if item is None:
            return words
        if not item.taken:
            return "[left out: see the index]"
        return redactor.note(item.pk, words)

    return words_of


def _pieces(pack: Pack) -> int:
    """How many pieces there are to build: pages, the whole, a file each, the bundle."""
    taken = list(pack.items.filter(taken=True))
    drawn = sum(one.sheets for one in taken if one.shape not in (Shape.FILE, Shape.CLOSED))
    return drawn + len(taken) + 2
