"""Choosing what is in, and marking what is removed from it. Each is one small act on a pack that is still open."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from casework.packs.codes import codes
from casework.packs.errors import NoSuchPack
from casework.packs.marking import says_anything
from casework.packs.models import Gap, Pack, PackItem, PackSheet, Redaction
from casework.packs.opening import changed, locked, opened
from casework.packs.words import RedactionKind
from casework.people.models import Officer
from putright.cases import CaseError

MOST_REDACTIONS = 2000


@dataclass(frozen=True, slots=True)
class Choice:
    """Whether a thing is in. Left out, it needs a reason; `cleared`: somebody says that nothing has to go from a file."""

    taken: bool
    reason: str = ""
    words: str = ""
    cleared: bool = False
    part: int | None = None


def choose(number: int, choices: Mapping[int, Choice], *, by: Officer) -> None:
    """Put things in or leave them out, each with its reason. Nothing is changed where one of them has none."""
    opened(number, by)
    for one in choices.values():
        _check_choice(one)
    with transaction.atomic(durable=True):
        pack = locked(number)
        rows = {one.pk: one for one in pack.items.filter(pk__in=choices)}
        if len(rows) != len(choices):
            raise NoSuchPack(str(number))
        for pk, one in choices.items():
            row = rows[pk]
            row.taken, row.cleared = one.taken, one.cleared
            row.reason, row.words = ("", "") if one.taken else (one.reason, one.words.strip()[:300])
            row.part = one.part or row.part
        PackItem.objects.bulk_update(rows.values(), ["taken", "cleared", "reason", "words", "part"])
        changed(pack)


def _check_choice(one: Choice) -> None:
    if one.taken:
        return
    reason = codes().withheld.get(one.reason)
    if reason is None:
        raise CaseError("choose why it is left out: the index lists it with its reason")
    if reason.note_needed and not one.words.strip():
        raise CaseError(f"say more about why it is left out: “{reason.label}” alone says nothing")


def remove_words(
    number: int, words: Iterable[str], *, reason: str, note: str = "", item: int | None = None,
    inside: bool = False, by: Officer, now: datetime,
) -> int:  # fmt: skip
    """Remove these words everywhere, or from one thing; how many redactions that makes. The same words count once."""
    wanted = list(dict.fromkeys(one.strip() for one in words if one.strip()))
    if not wanted:
        raise CaseError("write the words to be removed, a name or passage on each line")
    for one in wanted:
        if not says_anything(one):
            raise CaseError(f"“{one}” has no letter or figure in it: write the words as they stand")
    made = [
        Redaction(kind=RedactionKind.WORDS, words=one, inside=inside, reason=reason, note=_note(reason, note))
        for one in wanted
    ]
    return _redact(number, made, item=item, by=by, now=now)


def remove_lines(
    number: int,
    item: int,
    page: int,
    lines: Sequence[int],
    *,
    reason: str,
    note: str = "",
    by: Officer,
    now: datetime,
) -> int:
    """Remove whole lines of a page. What they say is kept with the redactions, so that another text is noticed."""
    opened(number, by)
    sheet = PackSheet.objects.filter(item=item, item__pack=number, number=page).first()
    if sheet is None:
        raise NoSuchPack(str(number))
    told = sheet.text.split("\n")
    if not lines or any(not 0 < one <= len(told) for one in lines):
        raise CaseError("tick the lines to be removed")
    made = [
        Redaction(
            kind=RedactionKind.LINE,
            page=page,
            line=one,
            words=told[one - 1],
            reason=reason,
            note=_note(reason, note),
        )
        for one in lines
    ]
    return _redact(number, made, item=item, by=by, now=now)


def remove_box(
    number: int, item: int, page: int, box: tuple[int, int, int, int], *, reason: str, note: str = "", by: Officer,
    now: datetime,
) -> int:  # fmt: skip
    """Paint over a part of a page: left, top, right, bottom in per cent of it."""
    left, top, right, bottom = box
    if not (0 <= left < right <= 100 and 0 <= top < bottom <= 100):
        raise CaseError("give the part in per cent: left before right, top before bottom, each from 0 to 100")
    made = Redaction(
        kind=RedactionKind.BOX, page=page, left=left, top=top, right=right, bottom=bottom, reason=reason,
        note=_note(reason, note),
    )  # fmt: skip
    return _redact(number, [made], item=item, by=by, now=now)


def remove_page(
    number: int, item: int, page: int, *, reason: str, note: str = "", by: Officer, now: datetime
) -> int:
    """Leave a whole page out."""
    made = Redaction(kind=RedactionKind.PAGE, page=page, reason=reason, note=_note(reason, note))
    return _redact(number, [made], item=item, by=by, now=now)


def put_back(number: int, redactions: Iterable[int], *, by: Officer) -> int:
    """Take redactions back; how many there were."""
    opened(number, by)
    with transaction.atomic(durable=True):
        pack = locked(number)
        gone, _ = pack.redactions.filter(pk__in=list(redactions)).delete()
        changed(pack)
    return gone


def say_why_missing(number: int, record: str, words: str, *, by: Officer, now: datetime) -> None:
    """Say why a record that is expected is missing. Empty words take the reason back."""
    pack = opened(number, by)
    if not any(one.key == record for one in codes().expected(pack.case.body)):
        raise CaseError("choose one of the records that are listed")
    with transaction.atomic(durable=True):
        pack = locked(number)
        if words.strip():
            Gap.objects.update_or_create(
                pack=pack, record=record, defaults={"words": words.strip(), "officer": by, "at": now}
            )
        else:
            Gap.objects.filter(pack=pack, record=record).delete()
        changed(pack)


def _note(reason: str, note: str) -> str:
    found = codes().redaction.get(reason)
    if found is None:
        raise CaseError("choose why it is removed")
    if found.note_needed and not note.strip():
        raise CaseError(f"say more about why it is removed: “{found.label}” alone says nothing")
    return note.strip()[:300]


def _redact(number: int, made: Sequence[Redaction], *, item: int | None, by: Officer, now: datetime) -> int:
    opened(number, by)
    with transaction.atomic(durable=True):
        pack = locked(number)
        if item is not None and not pack.items.filter(pk=item).exists():
            raise NoSuchPack(str(number))
        there = {_same(one) for one in pack.redactions.all()}
        if len(there) + len(made) > MOST_REDACTIONS:
            raise CaseError(
                f"a pack holds up to {MOST_REDACTIONS} redactions: leave whole pages or documents out instead"
            )
        for one in made:
            one.pack, one.item_id, one.officer, one.at = pack, item, by, now
        new = [one for one in made if _same(one) not in there]
        Redaction.objects.bulk_create(new)
        changed(pack)
    return len(new)


def _same(one: Redaction) -> tuple[object, ...]:
    """What two redactions of the same thing have in common."""
    return (
        one.item_id,
        one.kind,
        one.page,
        one.line,
        one.words.casefold(),
        one.inside,
        one.left,
        one.top,
        one.right,
        one.bottom,
    )


__all__ = [
    "Choice",
    "Pack",
    "choose",
    "put_back",
    "remove_box",
    "remove_lines",
    "remove_page",
    "remove_words",
    "say_why_missing",
]  # fmt: skip
