"""A letter taken in hand, and what is made of it: its chain, its composed text, its frozen content."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from casework.complaints.queries import ComplaintPage, complaint_page
from casework.letters.around import Around, gather
from casework.letters.chain import Builder
from casework.letters.draft import Draft, draft_of, hashed
from casework.letters.errors import NoSuchLetter
from casework.letters.models import CheckOverride, Letter, LetterVersion, SignOff
from casework.letters.words import LetterState
from casework.people.models import Officer
from putright.letters import ComposedLetter, LetterTemplate, compose, letter
from putright.letters.chain import Chain

IN_THE_LAYOUT = frozenset({"letterhead", "signature"})
"""Blocks whose content the layout prints: sender, recipient, day, reference, and who signs."""
IN_THE_MAKING = (LetterState.DRAFT, LetterState.SIGNED)


@dataclass(frozen=True, slots=True)
class InHand:
    """A letter with everything around it.

    sign_off  the one that holds, or held until the text changed; None where nobody signed.
    fallen    the last one, where an edit made it void.
    """

    letter: Letter
    page: ComplaintPage
    around: Around
    draft: Draft
    overrides: tuple[CheckOverride, ...]
    sign_off: SignOff | None
    fallen: SignOff | None = None


@dataclass(frozen=True, slots=True)
class Made:
    """What a draft makes.

    blocks   the letter block by block, as a version keeps it; layout: what stands around them.
    content  hash of what is read, whatever the day it leaves.
    """

    builder: Builder
    chain: Chain
    template: LetterTemplate
    composed: ComposedLetter
    blocks: list[dict[str, Any]]
    layout: dict[str, Any]
    content: str


@dataclass(frozen=True, slots=True)
class BlockChange:
    """One block that reads otherwise than it did."""

    key: str
    heading: str
    before: str
    after: str


def take(officer: Officer, reference: str, number: int, *, today: date, locked: bool = False) -> InHand:
    """The letter with this number. Some twenty statements. Raises NotToBeSeen and NoSuchLetter.

    locked  lock it against other writers until the transaction ends; lock its complaint first.
    """
    page = complaint_page(officer, reference, today=today)
    rows = Letter.objects.filter(pk=number, complaint=page.complaint_id)
    if locked:
        rows = rows.select_for_update(of=("self",))
    found = rows.select_related("author", "sender", "asked_of", "sent_by").first()
    if found is None:
        raise NoSuchLetter(str(number))
    return in_hand(page, officer, found)


def in_hand(page: ComplaintPage, officer: Officer, found: Letter) -> InHand:
    """The letter, with everything around it."""
    latest = SignOff.objects.filter(letter=found).select_related("officer", "version").order_by("-pk").first()
    return InHand(
        letter=found,
        page=page,
        around=gather(page, officer.organisation, stage=found.stage),
        draft=draft_of(found),
        overrides=tuple(CheckOverride.objects.filter(letter=found).select_related("officer").order_by("pk")),
        sign_off=latest if latest and latest.voided_at is None else None,
        fallen=latest if latest and latest.voided_at and latest.voided_blocks else None,
    )


def make(
    hand: InHand, *, today: date, draft: Draft | None = None, dated_on: date | None = None,
    approver: int | None = None,
) -> Made:  # fmt: skip
    """What the letter says, as stored or as this draft has it.

    dated_on  the day it bears; None = today. approver: who signs, whose limit counts; None = who signed it.
    """
    draft = draft or hand.draft
    if approver is None and hand.sign_off is not None:
        approver = hand.sign_off.officer_id
    template = letter(draft.kind)
    builder = Builder(
        page=hand.page, around=hand.around, draft=draft, today=today, dated_on=dated_on or today,
        author=hand.letter.author_id, approver=approver,
    )  # fmt: skip
    chain = builder.chain()
    composed = compose(chain, template, overrides=editable(draft.edited, template))
    blocks = [
        {"key": one.key, "heading": one.heading, "text": one.text, "locked": one.locked}
        for one in composed.blocks
        if one.text
    ]
    layout = _layout(hand, builder, chain, template)
    return Made(builder, chain, template, composed, blocks, layout, content_of(blocks, layout))


def content_of(blocks: list[dict[str, Any]], layout: Mapping[str, Any]) -> str:
    """A hash of what is read, but for the day it bears: the same whatever day it leaves."""
    return hashed({"blocks": _readable(blocks), "layout": {**layout, "dated_on": ""}})


def editable(edited: Mapping[str, str], template: LetterTemplate) -> dict[str, str]:
    """The texts changed by hand, but for blocks that are locked or that their author writes anyhow."""
    kept = {}
    for key, text in edited.items():
        block = template.block(key)
        if block is None or not (block.locked or block.written):
            kept[key] = text
    return kept


def standing(hand: InHand, *, today: date, draft: Draft | None = None) -> tuple[BlockChange, ...]:
    """What reads otherwise than the version that was signed; empty = the sign-off holds."""
    if hand.sign_off is None:
        return ()
    signed = hand.sign_off.version
    now = make(hand, today=today, draft=draft, dated_on=date.fromisoformat(signed.layout["dated_on"]))
    return changes(signed, now)


def signature(hand: InHand, *, today: date) -> tuple[SignOff | None, tuple[BlockChange, ...]]:
    """The signature to show, and what reads otherwise since; one that fell is shown while its text differs."""
    if hand.sign_off is not None:
        return hand.sign_off, standing(hand, today=today)
    if hand.fallen is None:
        return None, ()
    since = standing(replace(hand, sign_off=hand.fallen), today=today)
    return (hand.fallen, since) if since else (None, ())


def changes(before: LetterVersion, now: Made) -> tuple[BlockChange, ...]:
    """The blocks that differ, in the order of the letter, and the layout where that differs."""
    old = {one["key"]: one for one in _readable(before.blocks)}
    new = {one["key"]: one for one in _readable(now.blocks)}
    found = []
    for key in dict.fromkeys((*old, *new)):
        was, is_now = old.get(key), new.get(key)
        if was == is_now:
            continue
        told = is_now or was or {}
        found.append(
            BlockChange(
                key,
                told.get("heading") or _named(key),
                was["text"] if was else "",
                is_now["text"] if is_now else "",
            )
        )
    around = [key for key in now.layout if key != "dated_on" and now.layout[key] != before.layout.get(key)]
    for key in around:
        found.append(BlockChange(key, _named(key), _told(before.layout.get(key)), _told(now.layout[key])))
    return tuple(found)


def freeze(hand: InHand, made: Made, *, now: Any) -> LetterVersion:
    """Keep exactly this text as a version of the letter. Two statements."""
    last = LetterVersion.objects.filter(letter=hand.letter).order_by("-number").first()
    return LetterVersion.objects.create(
        letter=hand.letter, number=(last.number if last else 0) + 1, title=made.layout["title"], blocks=made.blocks,
        layout=made.layout, codes=list(made.composed.codes),
        content=hashed({"blocks": made.blocks, "layout": made.layout}), made_at=now,
    )  # fmt: skip


def _layout(hand: InHand, builder: Builder, chain: Chain, template: LetterTemplate) -> dict[str, Any]:
    organisation = hand.around.organisation
    return {
        "title": template.title,
        "organisation": organisation.name,
        "address": [line for line in organisation.address.splitlines() if line.strip()],
        "telephone": organisation.telephone,
        "reply_to": organisation.email,
        "colour": organisation.colour,
        "reference": chain.reference,
        "recipient": [chain.recipient.name, *chain.recipient.address],
        "dated_on": builder.dated_on.isoformat(),
        "language": chain.language,
        "sign_off_name": chain.sender.name,
        "sign_off_role": chain.sender.role,
        "large_print": "large-print" in chain.prepared_as,
    }


def _readable(blocks: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Without what the layout tells: the letterhead holds the day."""
    return [one for one in blocks if one["key"] not in IN_THE_LAYOUT]


def _named(key: str) -> str:
    return key.replace("-", " ").replace("_", " ").capitalize()


def _told(value: Any) -> str:
    if isinstance(value, list):
        return "\n".join(str(one) for one in value)
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value or "")
