"""Beginning a pack: everything on the file is put before whoever chooses, and read so that it can be looked through."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.db.models import Max

from casework.complaints.queries import ComplaintPage, complaint_page
from casework.journal.log_events import LogEvent
from casework.journal.logs import log
from casework.ombudsman.models import OmbudsmanCase
from casework.ombudsman.queries import case_of
from casework.packs.errors import NoSuchPack, NotOpen
from casework.packs.models import Gap, Pack, PackItem, Redaction
from casework.packs.permissions import may_make_packs
from casework.packs.things import Thing, things_of
from casework.packs.words import PackState
from casework.people.models import Officer
from putright.calendars import in_london
from putright.cases import CaseError

CHANGES = frozenset(
    {PackState.OPEN.value, PackState.READING.value, PackState.STOPPED.value, PackState.FAILED.value}
)
"""States in which what is in a pack may still be changed; a stopped build begins anew when something is."""


def start_pack(case_key: str | int, *, enquiry: str = "", by: Officer, now: datetime) -> Pack:
    """Begin the next version of the pack of a case, with the choices and redactions of the one before it.

    Whoever begins one while another is in the making gets that one. Raises NotToBeSeen, CaseError.
    """
    _check_may(by)
    page, body = _page(case_key, by, now)
    if enquiry and not any(
        one.key == enquiry and one.body.referral == str(case_key) for one in page.case.enquiries
    ):
        raise CaseError("there is no such enquiry in this case: choose one of the list")
    with transaction.atomic(durable=True):
        case = OmbudsmanCase.objects.select_for_update().get(pk=int(case_key))
        there = (
            Pack.objects.filter(case=case).exclude(state__in=[PackState.FROZEN, PackState.DROPPED]).first()
        )
        if there is not None:
            return there
        last = Pack.objects.filter(case=case).aggregate(last=Max("number"))["last"] or 0
        pack = Pack.objects.create(
            case=case, complaint_id=page.complaint_id, enquiry=enquiry, number=last + 1, state=PackState.READING,
            made_at=now, made_by=by, folder=secrets.token_hex(16),
        )  # fmt: skip
        things = things_of(page, body=body, organisation_id=by.organisation_id, today=in_london(now).date())
        _add(pack, things)
        _as_before(pack, by, now)
    log(LogEvent.PACK_BEGUN, pack=pack.pk, case=case.pk, complaint=page.complaint_id, officer=by.pk)
    return pack


def bring_in(number: int, *, by: Officer, now: datetime) -> int:
    """Put before whoever chooses what came to the file since; how many things. They are read by the worker."""
    pack = opened(number, by)
    page, body = _page(pack.case_id, by, now)
    with transaction.atomic(durable=True):
        pack = locked(number)
        things = things_of(page, body=body, organisation_id=by.organisation_id, today=in_london(now).date())
        new = missing_from(pack, things)
        _add(pack, new)
        _in_order(pack, things)
        pack.state = PackState.READING
        _begin_anew(pack)
    return len(new)


def missing_from(pack: Pack, things: Iterable[Thing]) -> list[Thing]:
    """The things of the file that are not in the list of a pack. One statement."""
    there = set(PackItem.objects.filter(pack=pack).values_list("kind", "source"))
    return [one for one in things if (one.kind.value, one.source) not in there]


def drop_pack(number: int, *, by: Officer) -> None:
    """Give a pack up that was never frozen. What it read is taken away."""
    opened(number, by)
    with transaction.atomic(durable=True):
        pack = locked(number)
        pack.items.all().delete()
        pack.redactions.all().delete()
        pack.gaps.all().delete()
        pack.state, pack.contents = PackState.DROPPED, {}
        pack.save(update_fields=["state", "contents"])
    log(LogEvent.PACK_DROPPED, pack=pack.pk, officer=by.pk)


def opened(number: int, by: Officer) -> Pack:
    """A pack this officer may work on. Raises NoSuchPack, CaseError."""
    _check_may(by)
    pack = Pack.objects.filter(pk=number).first()
    if pack is None:
        raise NoSuchPack(str(number))
    try:
        case_of(by, pack.case_id)
    except LookupError:
        raise NoSuchPack(str(number)) from None
    return pack


def locked(number: int) -> Pack:
    """The pack, locked against other writers, while it may still be changed. Raises NotOpen."""
    pack = Pack.objects.select_for_update().get(pk=number)
    if pack.state not in CHANGES:
        raise NotOpen("this pack does not change any more: begin the next version")
    return pack


def changed(pack: Pack) -> None:
    """Something about it is another now: what was built so far of it is not used."""
    if pack.state in (PackState.STOPPED, PackState.FAILED):
        pack.state = PackState.OPEN
    _begin_anew(pack)


def _begin_anew(pack: Pack) -> None:
    pack.step, pack.done, pack.problem, pack.tries = "", 0, "", 0
    pack.folder = secrets.token_hex(16)
    pack.save(update_fields=["state", "step", "done", "problem", "tries", "folder"])
    PackItem.objects.filter(pack=pack).update(built=0)


def _page(case_key: str | int, by: Officer, now: datetime) -> tuple[ComplaintPage, str]:
    row = case_of(by, case_key)
    if row.complaint is None:
        raise CaseError(
            "link the case to a complaint first: a pack is made of what is kept with the complaint"
        )
    return complaint_page(by, row.complaint, today=in_london(now).date()), row.body.value


def _add(pack: Pack, things: Iterable[Thing]) -> None:
    last = PackItem.objects.filter(pack=pack).aggregate(last=Max("position"))["last"] or 0
    PackItem.objects.bulk_create(
        PackItem(
            pack=pack, kind=one.kind, source=one.source, part=one.part, position=position, title=one.title[:250],
            told=one.told[:300], dated_on=one.dated_on, media_type=one.media_type, called=one.called,
            stored_as=one.stored_as, sha256=one.sha256, taken=not one.left_out, reason=one.left_out, words=one.words,
        )
        for position, one in enumerate(things, start=last + 1)
    )  # fmt: skip


def _in_order(pack: Pack, things: Iterable[Thing]) -> None:
    """Number the things anew in the order in which they stand, after some came to it."""
    order = {(one.kind.value, one.source): place for place, one in enumerate(things)}
    rows = sorted(pack.items.all(), key=lambda one: (one.part, order.get((one.kind, one.source), 0)))
    for position, one in enumerate(rows, start=1):
        one.position = position
    PackItem.objects.bulk_update(rows, ["position"])


def _as_before(pack: Pack, by: Officer, now: datetime) -> None:
    """Take over what was chosen and marked in the version before: nobody marks three hundred pages twice."""
    before = Pack.objects.filter(case=pack.case_id, state=PackState.FROZEN).order_by("-number").first()
    if before is None:
        return
    old = {one.pk: one for one in before.items.all()}
    new = {(one.kind, one.source, one.sha256): one for one in pack.items.all()}
    same = {pk: new.get((one.kind, one.source, one.sha256)) for pk, one in old.items()}
    for pk, one in same.items():
        if one is not None:
            was = old[pk]
            one.taken, one.reason, one.words, one.cleared, one.part = (
                was.taken,
                was.reason,
                was.words,
                was.cleared,
                was.part,
            )
    PackItem.objects.bulk_update(
        [one for one in same.values() if one is not None], ["taken", "reason", "words", "cleared", "part"]
    )
    for redaction in before.redactions.order_by("pk"):
        item = same.get(redaction.item_id) if redaction.item_id is not None else None
        if redaction.item_id is None or item is not None:
            redaction.pk, redaction.pack, redaction.item = None, pack, item
            redaction.save(force_insert=True)
    Gap.objects.bulk_create(
        Gap(pack=pack, record=one.record, words=one.words, officer=one.officer, at=one.at)
        for one in before.gaps.all()
    )


def _check_may(by: Officer) -> None:
    if not may_make_packs(by):
        raise CaseError("your role does not include making packs")


__all__ = ["Redaction", "bring_in", "changed", "drop_pack", "locked", "missing_from", "opened", "start_pack"]
