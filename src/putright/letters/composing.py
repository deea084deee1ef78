"""Composing a letter: each block filled from the chain, written by its author, or edited."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from putright.letters.chain import Chain
from putright.letters.filling import fill, placeholders, sentence
from putright.letters.passages import NOT_FOR_US, Writer
from putright.letters.types import (
    BlockSource,
    BlockTemplate,
    ComposedBlock,
    ComposedLetter,
    LetterError,
    LetterTemplate,
    PointText,
)
from putright.letters.wordings import (
    day_in_letter,
    length_in,
    listed,
    ombudsman_name,
    ombudsman_website,
    ombudsman_within,
    title_in,
    wordings,
)
from putright.procedures.routing import routes
from putright.vocabulary import PointOutcome, RemedyDecision

_POINTS = "points"
_SHORT = 100


def compose(
    chain: Chain, template: LetterTemplate, *, overrides: Mapping[str, str] | None = None
) -> ComposedLetter:
    """The letter this chain makes, block by block, in the resident's language where the letter has it.

    overrides  texts an author edited, by key of the block; an empty text empties the block.
    Raises     LetterError when one of them is a locked block; those of blocks the letter no longer has are
               returned as `left_over`.
    """
    edited = overrides or {}
    language = chain.language if chain.language in template.texts else "en"
    writer = Writer(chain, template.texts[language], language)
    points = writer.points()
    values = _values(chain, writer, points, language)
    return ComposedLetter(
        kind=template.kind,
        language=language,
        blocks=tuple(
            _block(one, _Parts(template, writer, values, points, language), edited.get(one.key))
            for one in template.blocks
        ),
        left_over=tuple(key for key, text in edited.items() if text.strip() and template.block(key) is None),
        unconfirmed=language in template.unconfirmed,
    )


@dataclass(frozen=True, slots=True)
class _Parts:
    """What every block of one letter is composed from."""

    template: LetterTemplate
    writer: Writer
    values: Mapping[str, str]
    points: tuple[PointText, ...]
    language: str


def _block(block: BlockTemplate, given: _Parts, edited: str | None) -> ComposedBlock:
    heading = block.headings.get(given.language, "")
    pattern = given.template.texts[given.language].blocks.get(block.key, "")
    if edited is not None and block.locked:
        raise LetterError(
            f"{given.template.kind.value}: block {block.key} is locked, because the procedure gives it; "
            "take the change out"
        )
    if edited is None:
        filled = fill(pattern, given.values)
        source = BlockSource.WRITTEN if block.written else BlockSource.CHAIN
        codes = tuple(
            code
            for code, needs in block.gives.items()
            if filled.text and _known(needs, given.values, pattern=pattern, printed=filled.printed)
        )
        parts = given.points if _POINTS in filled.printed else ()
        return ComposedBlock(block.key, heading, filled.text, block.locked, source, codes, parts)
    text = edited.replace("\r\n", "\n").strip()
    source = BlockSource.WRITTEN if block.written else BlockSource.EDITED
    codes = tuple(
        code
        for code, needs in block.gives.items()
        if text and (block.written or _still_says(text, needs, given.values))
    )
    parts = _edited_parts(text, given.points) if _POINTS in placeholders(pattern) else ()
    return ComposedBlock(block.key, heading, text, block.locked, source, codes, parts)


def _known(
    needs: tuple[str, ...], values: Mapping[str, str], *, pattern: str, printed: frozenset[str]
) -> bool:
    """Whether each value has something to say, and is printed where the text asks for it."""
    asked = placeholders(pattern)
    return all(values.get(name) and (name not in asked or name in printed) for name in needs)


def _still_says(text: str, needs: tuple[str, ...], values: Mapping[str, str]) -> bool:
    """Whether an edited text still gives what the chain gave: short values, such as a day, word for word."""
    said = " ".join(text.split()).casefold()
    for name in needs:
        value = values.get(name, "")
        if not value:
            return False
        short = "\n" not in value and len(value) <= _SHORT and name not in _WHOLE
        if short and " ".join(value.split()).casefold() not in said:
            return False
    return True


def _edited_parts(text: str, points: tuple[PointText, ...]) -> tuple[PointText, ...]:
    """The edited answers, point by point, while there are still as many small headings as points."""
    found = [f"### {one.strip()}" for one in f"\n{text}".split("\n### ")[1:]]
    if len(found) != len(points):
        return ()
    return tuple(PointText(point.point, one) for point, one in zip(points, found, strict=True))


def _values(chain: Chain, writer: Writer, points: tuple[PointText, ...], language: str) -> dict[str, str]:
    values = {key: words.strip() for key, words in chain.words.items()}
    values |= {name: day_in_letter(day, language) for name, day in chain.dates.items()}
    values |= _plain(chain, language)
    remedies, no_remedies = writer.remedies(), writer.no_remedies()
    actions, no_actions = writer.actions(), writer.no_actions()
    values |= {
        "definition": writer.definition(),
        "outcomes_sought": writer.outcomes_sought(),
        "responsibilities": writer.responsibilities(),
        "points": "\n\n".join(one.text for one in points),
        "unanswered": writer.unanswered(),
        "remedies": remedies,
        "no_remedies": no_remedies,
        "actions": actions,
        "no_actions": no_actions,
        **_told_of_route(chain, writer),
        "commitments": writer.commitments(),
        "learning": writer.learning(),
        "enclosures": writer.enclosures(),
        "other_ombudsmen": writer.other_ombudsmen(),
    }
    return values | _for_every_point(chain, values)


_WHOLE = ("every_decision", "every_reason", "every_remedy", "every_action", "alternative_given")


def _for_every_point(chain: Chain, values: Mapping[str, str]) -> dict[str, str]:
    """What is known only when it holds for every point this letter answers."""
    ours = [one for one in chain.points if one.responsibility not in NOT_FOR_US or one.outcome is not None]
    if not chain.complete:
        ours = [one for one in ours if one.outcome is not None]
    upheld = [one for one in ours if one.upheld]
    decided = {
        "every_decision": bool(ours) and all(one.outcome is not None for one in ours),
        "every_reason": bool(ours)
        and all(one.reasons.strip() or one.outcome is PointOutcome.WITHDRAWN for one in ours),
        "every_remedy": all(
            one.remedy is RemedyDecision.OFFERED
            or (one.remedy is RemedyDecision.NONE_WITH_REASON and one.no_remedy_because.strip())
            for one in upheld
        )
        and bool(values["remedies"] or values["no_remedies"]),
        "every_action": bool(values["actions"] or values["no_actions"]),
        "alternative_given": bool(values["remedies"] or values.get("alternative")),
    }
    return {name: "yes" if holds else "" for name, holds in decided.items()}


def _told_of_route(chain: Chain, writer: Writer) -> dict[str, str]:
    """Who deals with it, and what stays ours; no Ombudsman where none looks at such a matter."""
    if not chain.route:
        return {}
    told = {"way": writer.passage(f"to-{chain.route}"), "stays": writer.passage(f"stays-{chain.route}")}
    if routes()[chain.route].ombudsman:
        return told
    return told | dict.fromkeys(
        ("ombudsman", "ombudsman_website", "ombudsman_telephone", "ombudsman_address"), ""
    )


def _plain(chain: Chain, language: str) -> dict[str, str]:
    words = wordings(language)
    stage = next((one for one in chain.procedure.stages if one.key == chain.stage), None)
    contact = [
        f"{words[name]} {value}"
        for name, value in (("telephone", chain.sender.telephone), ("email", chain.sender.email))
        if value
    ]
    return {
        "reference": chain.reference,
        "moved_from": chain.moved_from,
        "procedure": chain.procedure.title,
        "organisation": chain.organisation,
        "provider": chain.provider,
        "stage": title_in(chain.stage_title, language),
        "next_stage": title_in(chain.next_stage_title, language),
        "request_within": length_in(stage.request_within if stage else None, language),
        "recipient": chain.recipient.name,
        "recipient_address": "\n".join(line for line in chain.recipient.address if line),
        "salutation": chain.recipient.salutation or chain.recipient.name,
        "sender": chain.sender.name,
        "sender_role": chain.sender.role,
        "sender_contact": f" {words['or']} ".join(contact),
        "handler": chain.words.get("handler") or chain.sender.name,
        "signed_as": words["signed_as"].get(chain.signed_as, ""),
        "ombudsman": ombudsman_name(chain.ombudsman, language),
        "ombudsman_website": ombudsman_website(chain.ombudsman, language),
        "ombudsman_telephone": chain.ombudsman.telephone,
        "ombudsman_address": ", ".join(chain.ombudsman.address),
        "ombudsman_within": ombudsman_within(chain.ombudsman, language),
        "needs": sentence(chain.needs),
        "acts_next": sentence(chain.acts_next),
        "acts_by": day_in_letter(chain.acts_by, language),
        "copies": listed(chain.copies_to, language),
    }
