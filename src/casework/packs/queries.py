"""Reading packs: one function a screen, frozen rows, and only what the officer may see."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import BinaryIO

from django.db.models import Count

from casework.complaints.queries import ComplaintPage, NotToBeSeen
from casework.complaints.uploads import path_of
from casework.journal.access import looked
from casework.ombudsman.queries import case_of
from casework.packs.codes import Reason, codes
from casework.packs.contents import unanswered
from casework.packs.errors import NoSuchPack
from casework.packs.freezing import questions_of, records_of, to_mend
from casework.packs.inventory import RecordRow
from casework.packs.models import Pack, PackItem, PackSend, PackSheet, Redaction
from casework.packs.permissions import may_see_packs
from casework.packs.policy_list import PolicyRow, policies, policy_file, procedure_bodies
from casework.packs.previewing import drawn, preview
from casework.packs.proposing import Proposal, proposals, still_inside
from casework.packs.redacting import Redactor, TextChanged, shown_for
from casework.packs.sending import file_name
from casework.packs.sheets.sheet import CannotBeOpened
from casework.packs.telling import why_left_out
from casework.packs.words import ItemKind, PackState, RedactionKind, SentHow, Shape
from casework.people.models import Officer

__all__ = [
    "CannotBeOpened",
    "ItemPage",
    "Making",
    "NoSuchPack",
    "PackTab",
    "PolicyRow",
    "Proposal",
    "RedactionRow",
    "TextChanged",
    "VersionRow",
    "WordsPage",
    "asks_of",
    "bundle_file",
    "item_page",
    "pack_tab",
    "page_picture",
    "policies",
    "policy_file",
    "procedure_bodies",
    "reasons_to_leave_out",
    "reasons_to_remove",
    "version",
    "words_page",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class ItemRow:
    """A thing as the list shows it. `why`: the reason it is left out; `minds`: what to look at before freezing."""

    id: int
    position: int
    part: int
    kind: ItemKind
    title: str
    told: str
    taken: bool
    why: str
    shape: Shape | None
    sheets: int
    redactions: int
    minds: str


@dataclass(frozen=True, slots=True)
class RedactionRow:
    """Something that is removed: what, where and why."""

    id: int
    kind: RedactionKind
    words: str
    where: str
    reason: str
    note: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Making:
    """The pack in the making.

    lacking  what keeps it from being frozen; unanswered: how questions stand without an agreed answer.
    inside   words that would stay as a part of longer ones. percent: how far the worker has got.
    """

    number: int
    version: int
    state: PackState
    problem: str
    percent: int
    answers: str
    items: tuple[ItemRow, ...]
    records: tuple[RecordRow, ...]
    lacking: tuple[str, ...]
    unanswered: tuple[str, ...]
    redactions: int
    inside: tuple[tuple[str, tuple[str, ...]], ...]

    @property
    def parts(self) -> tuple[tuple[int, tuple[ItemRow, ...]], ...]:
        """The things by the part they stand in."""
        return tuple((part, tuple(one for one in self.items if one.part == part)) for part in (4, 5, 6))

    @property
    def changes(self) -> bool:
        """Whether it may still be changed."""
        return self.state is not PackState.BUILDING

    @property
    def left_out(self) -> int:
        """How many things are left out."""
        return sum(not one.taken for one in self.items)


@dataclass(frozen=True, slots=True)
class SendRow:
    """A pack that was sent."""

    how: SentHow
    to: str
    sent_at: datetime
    words: str
    going_on: str
    answered: bool
    by: str


@dataclass(frozen=True, slots=True)
class VersionRow:
    """A frozen version. open: what was open when it was frozen, and holds its sending."""

    number: int
    version: int
    frozen_at: datetime
    frozen_by: str
    pages: int
    size: int
    sha256: str
    things: int
    left_out: int
    removed: int
    enquiry: str
    open: tuple[str, ...]
    sends: tuple[SendRow, ...]


@dataclass(frozen=True, slots=True)
class PackTab:
    """The tab of a case: the pack in the making, if one is, and the frozen versions, the latest first."""

    making: Making | None
    versions: tuple[VersionRow, ...]


def pack_tab(officer: Officer, case_key: str, page: ComplaintPage, *, now: datetime) -> PackTab:
    """The packs of a case. Three statements, and about twenty more while one is being made."""
    if not may_see_packs(officer):
        raise NoSuchPack(case_key)
    rows = list(
        Pack.objects.filter(case=int(case_key))
        .exclude(state=PackState.DROPPED)
        .select_related("case")
        .order_by("-number")
    )
    making = next((one for one in rows if one.state != PackState.FROZEN), None)
    frozen = [one for one in rows if one.state == PackState.FROZEN]
    return PackTab(_making(making, page, officer, now) if making else None, _versions(frozen, page))


def asks_of(page: ComplaintPage, case_key: str) -> tuple[tuple[str, str], ...]:
    """What a pack of this case could answer: enquiries that are open, by key. No statement."""
    own = page.own_words
    return tuple(
        (one.key, f"{own.theirs(case_key, one.body.what)}{f', by {one.due:%-d %B %Y}' if one.due else ''}")
        for one in page.case.enquiries
        if one.body.referral == case_key and not one.ended
    )


def item_page(officer: Officer, number: int, item: int, at: int) -> ItemPage:
    """A thing and one of its pages, to be looked through. Six statements. Raises NoSuchPack."""
    pack = _seen(officer, number)
    row = pack.items.filter(pk=item).annotate(marked=Count("redactions")).first()
    if row is None:
        raise NoSuchPack(f"{number}/{item}")
    sheet = PackSheet.objects.filter(item=row, number=at).first()
    redactions = list(pack.redactions.filter(item=row).select_related("officer").order_by("pk"))
    shown = preview(sheet, row, Redactor.of(pack.redactions.order_by("pk"))) if sheet else None
    lines = {(one.page, one.line): one for one in redactions if one.kind == RedactionKind.LINE}
    return ItemPage(
        pack=pack.pk, state=PackState(pack.state), item=_item(row), number=at, drawn=bool(sheet and sheet.drawn),
        pictures=bool(sheet and sheet.pictures), media=row.media_type,
        lines=tuple(
            LineRow(n, words, (at, n) in lines) for n, words in enumerate(sheet.text.split("\n"), start=1)
        ) if sheet and sheet.text.strip() else (),
        shown=shown, redactions=tuple(_redaction(one) for one in redactions), cleared=row.cleared,
        reason=row.reason, words=row.words,
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class LineRow:
    """A line of a page. `marked`: it is removed whole."""

    number: int
    words: str
    marked: bool


@dataclass(frozen=True, slots=True)
class ItemPage:
    """A thing with one of its pages.

    drawn     the page is shown as a picture; pictures: it holds pictures, in which no words can be found.
    shown     the text as the Ombudsman will read it; None for a page without words, or one that reads otherwise now.
    """

    pack: int
    state: PackState
    item: ItemRow
    number: int
    drawn: bool
    pictures: bool
    media: str
    lines: tuple[LineRow, ...]
    shown: str | None
    redactions: tuple[RedactionRow, ...]
    cleared: bool
    reason: str
    words: str

    @property
    def changes(self) -> bool:
        """Whether anything may still be marked."""
        return self.state in (PackState.OPEN, PackState.STOPPED, PackState.FAILED)


@dataclass(frozen=True, slots=True)
class WordsPage:
    """What is removed everywhere, and what is proposed."""

    pack: int
    version: int
    state: PackState
    redactions: tuple[RedactionRow, ...]
    proposals: tuple[Proposal, ...]
    inside: tuple[tuple[str, tuple[str, ...]], ...]


def words_page(officer: Officer, number: int, page: ComplaintPage) -> WordsPage:
    """What is removed everywhere. Nine statements. Raises NoSuchPack."""
    pack = _seen(officer, number)
    redactions = pack.redactions.filter(item=None).select_related("officer").order_by("words")
    return WordsPage(
        pack.pk, pack.number, PackState(pack.state), tuple(_redaction(one) for one in redactions), proposals(pack, page),
        still_inside(pack),
    )  # fmt: skip


def page_picture(officer: Officer, number: int, item: int, at: int) -> bytes:
    """A page as it will look, with what is removed painted over. Raises NoSuchPack, CannotBeOpened, TextChanged."""
    pack = _seen(officer, number)
    row = pack.items.filter(pk=item, shape__in=[Shape.PAGES, Shape.PICTURE]).first()
    if row is None or not 0 < at <= row.sheets or pack.state == PackState.FROZEN:
        raise NoSuchPack(f"{number}/{item}/{at}")
    looked(officer.pk, pack.complaint_id, f"pack {pack.pk} item {row.pk} page {at}"[:40])
    return drawn(row, at, Redactor.of(pack.redactions.order_by("pk")))


def version(officer: Officer, number: int) -> VersionRow:
    """One frozen version. Raises NoSuchPack."""
    pack = _seen(officer, number)
    if pack.state != PackState.FROZEN:
        raise NoSuchPack(str(number))
    names = dict(Officer.objects.filter(organisation=officer.organisation_id).values_list("pk", "name"))
    return _version(pack, list(pack.sends.order_by("pk")), {str(key): name for key, name in names.items()})


def bundle_file(officer: Officer, number: int, kind: str) -> tuple[BinaryIO, str]:
    """The PDF or the bundle of a frozen pack and its name. Taking it is noted. Raises NoSuchPack."""
    pack = _seen(officer, number)
    if pack.state != PackState.FROZEN:
        raise NoSuchPack(str(number))
    looked(officer.pk, pack.complaint_id, f"pack {pack.pk} {kind} taken")
    try:
        file = path_of(pack.pdf if kind == "pdf" else pack.bundle).open("rb")
    except FileNotFoundError:
        raise NoSuchPack(str(number)) from None
    return file, file_name(pack, pack.complaint.reference, kind)


def reasons_to_remove() -> tuple[Reason, ...]:
    """Why words may be removed."""
    return tuple(codes().redaction.values())


def reasons_to_leave_out() -> tuple[Reason, ...]:
    """Why a thing may be left out."""
    return tuple(codes().withheld.values())


def _seen(officer: Officer, number: int) -> Pack:
    """A pack the officer may see; looking into one of a restricted complaint is noted."""
    pack = Pack.objects.select_related("case", "complaint").filter(pk=number).first()
    if pack is None or not may_see_packs(officer) or pack.state == PackState.DROPPED:
        raise NoSuchPack(str(number))
    try:
        case_of(officer, pack.case_id)
    except NotToBeSeen:
        raise NoSuchPack(str(number)) from None
    if pack.complaint.restricted:
        looked(officer.pk, pack.complaint_id, f"pack {pack.pk}")
    return pack


def _making(pack: Pack, page: ComplaintPage, officer: Officer, now: datetime) -> Making:
    rows = list(pack.items.annotate(marked=Count("redactions")).order_by("position"))
    reading = pack.state == PackState.READING
    lacking = () if pack.state == PackState.BUILDING else to_mend(pack, page, officer, now)
    enquiry = next((one for one in page.case.enquiries if one.key == pack.enquiry), None)
    read = sum(bool(one.shape) for one in rows)
    percent = 100 * read // max(len(rows), 1) if reading else 100 * pack.done // max(pack.total, 1)
    return Making(
        number=pack.pk, version=pack.number, state=PackState(pack.state), problem=pack.problem, percent=percent,
        answers=page.own_words.theirs(enquiry.body.referral, enquiry.body.what) if enquiry else "",
        items=tuple(_item(one) for one in rows), records=records_of(pack, page), lacking=lacking,
        unanswered=tuple(f"{one.number}. {one.words}" for one in unanswered(questions_of(pack))),
        redactions=pack.redactions.count(), inside=() if reading else still_inside(pack),
    )  # fmt: skip


def _item(row: PackItem) -> ItemRow:
    shape = Shape(row.shape) if row.shape else None
    return ItemRow(
        row.pk, row.position, row.part, ItemKind(row.kind), row.title, row.told, row.taken,
        "" if row.taken else why_left_out(row), shape, row.sheets, getattr(row, "marked", 0), _minds(row, shape),
    )  # fmt: skip


def _minds(row: PackItem, shape: Shape | None) -> str:
    if shape is Shape.CLOSED:
        return f"Cannot be opened: {row.problem}"
    if shape is Shape.FILE:
        return "Cannot be looked through" + (
            "; somebody says nothing has to go from it" if row.cleared else ""
        )
    if shape is Shape.PICTURE:
        return "A picture: words cannot be found in it"
    return ""


def _redaction(one: Redaction) -> RedactionRow:
    kind = RedactionKind(one.kind)
    where = f"page {one.page}" if one.page else "everywhere" if one.item_id is None else "every page"
    if kind is RedactionKind.BOX:
        where += f", {one.left} to {one.right} per cent across, {one.top} to {one.bottom} down"
    if kind is RedactionKind.LINE:
        where += f", line {one.line}"
    words = one.words + (" (inside longer words too)" if one.inside else "")
    return RedactionRow(one.pk, kind, words, where, shown_for(one.reason), one.note, one.officer.name, one.at)


def _versions(rows: Sequence[Pack], page: ComplaintPage) -> tuple[VersionRow, ...]:
    sends: dict[int, list[PackSend]] = {}
    for one in PackSend.objects.filter(pack__in=rows).order_by("pk") if rows else ():
        sends.setdefault(one.pack_id, []).append(one)
    return tuple(_version(one, sends.get(one.pk, []), page.officers) for one in rows)


def _version(pack: Pack, sends: Sequence[PackSend], names: Mapping[str, str]) -> VersionRow:
    told = pack.told["rows"]
    assert pack.frozen_at is not None
    return VersionRow(
        number=pack.pk, version=pack.number, frozen_at=pack.frozen_at, frozen_by=names.get(str(pack.frozen_by_id), ""),
        pages=pack.pages, size=pack.size, sha256=pack.bundle_sha256, things=sum(one["taken"] for one in told),
        left_out=sum(not one["taken"] for one in told),
        removed=sum(part["times"] for one in told for part in one["removed"]), enquiry=pack.enquiry,
        open=(*pack.told["open"], *pack.told["records"]),
        sends=tuple(
            SendRow(
                SentHow(one.how), one.to, one.sent_at, one.words, one.going_on, bool(one.enquiry),
                names.get(str(one.officer_id), ""),
            )
            for one in sends
        ),
    )  # fmt: skip
