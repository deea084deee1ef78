"""What can be typed into a letter: the fields that follow from its kind and its blocks, each with what it holds."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from casework.complaints.forms.letters import finding_choices
from casework.letters.draft import ANSWER_TEXTS, hashed
from casework.letters.elsewhere import route_choices
from casework.letters.queries import EditorPage, Way, offers_way
from casework.screens.fields import Carried, ChoiceOf, DayField, Line, Passage, SeveralOf, Tick
from putright.vocabulary import ClosingReason, LetterKind, PointOutcome, RejectionReason

Fields = Iterator[tuple[str, Any, Any]]
LABELS = {
    "missing": ("The record that is missing, where no finding is possible", 2),
    "standard": ("What should have happened", 3),
    "happened": ("What happened", 4),
    "reasons": ("Why we find so", 4),
    "fault": ("What went wrong", 2),
    "injustice": ("What it meant for them", 3),
    "changed": ("What changed since the stage before, and why", 3),
}
NEXT_ACTORS = (
    ("nobody", "Nobody"),
    ("us", "We do"),
    ("resident", "The resident"),
    ("contractor", "A contractor"),
)


def fields_of(editor: EditorPage) -> Fields:
    """The fields of this letter, each as its name, the field and what it holds now."""
    yield from _letter(editor)
    yield from _particulars(editor)
    yield from _blocks(editor)
    yield from _points(editor)
    yield from _promises(editor)


def _ways(chosen: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    """The ways that are set up, and those chosen before: a choice is never lost because a setting is missing."""
    for way in Way:
        if offers_way(way):
            yield way.value, way.label
        elif way.value in chosen:
            yield way.value, f"{way.label} (not set up here: it would wait)"


def _letter(editor: EditorPage) -> Fields:
    draft = editor.draft
    if editor.contractors and editor.kind in (LetterKind.FORWARDING, LetterKind.COVERING):
        yield (
            "provider",
            ChoiceOf(
                editor.contractors,
                as_list=True,
                nothing="Choose the contractor",
                required=False,
                label="Contractor",
            ),
            str(draft.provider or ""),
        )
    if len(editor.asking) > 1:
        yield (
            "enquiry",
            ChoiceOf(
                editor.asking,
                as_list=True,
                nothing="The first that waits",
                required=False,
                label="Whose enquiry",
            ),
            draft.details.enquiry,
        )
    if len(editor.recipients) > 1 and editor.kind is not LetterKind.FORWARDING and not editor.asking:
        yield (
            "recipient",
            ChoiceOf(
                editor.recipients,
                as_list=True,
                nothing="The complainant",
                required=False,
                label="Written to",
            ),
            str(draft.recipient or ""),
        )
    yield (
        "ways",
        SeveralOf(
            list(_ways(draft.ways)),
            required=False,
            label="How it goes",
        ),
        list(draft.ways),
    )
    if len(editor.recipients) > 1:
        yield (
            "copies",
            SeveralOf(
                editor.recipients,
                required=False,
                label="Copies to",
                hints=editor.not_told,
                help_text="Only to those whose authority on record allows it.",
            ),
            [str(one) for one in draft.copies],
        )
    yield (
        "sender",
        ChoiceOf(
            editor.senders,
            as_list=True,
            nothing="The author",
            required=False,
            label="Whose name stands below it",
        ),
        str(draft.sender or ""),
    )
    yield (
        "language",
        ChoiceOf([("en", "English"), ("cy", "Welsh")], in_line=True, required=False, label="Language"),
        draft.language,
    )
    yield (
        "formats",
        SeveralOf(
            editor.formats,
            required=False,
            label="Prepared in another format too",
            help_text="Large print changes the PDF. Tick the others once they are made.",
        ),
        list(draft.details.formats),
    )
    yield (
        "enclosures",
        Passage(rows=2, required=False, label="Enclosed, one a line"),
        "\n".join(draft.details.enclosures),
    )


def _particulars(editor: EditorPage) -> Fields:
    kind, details = editor.kind, editor.draft.details
    if kind in (LetterKind.EXTENSION, LetterKind.UPDATE):
        yield (
            "new_date",
            DayField(required=False, label="New date for the answer"),
            details.new_date,
        )
    if kind is LetterKind.MOVED:
        yield (
            "new_date",
            DayField(
                required=False,
                label="New date for the answer",
                help_text="Only where its day under this procedure has gone by: the letter says so, and gives yours.",
            ),
            details.new_date,
        )
    if kind is LetterKind.MEMBER_HOLDING:
        yield ("new_date", DayField(required=False, label="When the member hears from us"), details.new_date)
    if kind is LetterKind.EXTENSION:
        yield (
            "update_every",
            Line(required=False, width="2", max_length=2, label="Working days between updates, as agreed"),
            str(details.update_every or ""),
        )
        yield (
            "good_reason",
            Tick(label="There is a good reason to go beyond the usual limit, agreed by a manager"),
            details.good_reason,
        )
    if editor.answers:
        yield (
            "complete",
            ChoiceOf(
                [
                    ("yes", "Yes, it is the answer of this stage"),
                    ("no", "No, the rest follows in another letter"),
                ],
                required=False,
                label="Is the answer complete?",
            ),
            "yes" if details.complete else "no",
        )
        yield ("more_by", DayField(required=False, label="When the rest follows"), details.more_by)
    if kind in (LetterKind.DECLINE, LetterKind.ESCALATION_REFUSAL):
        yield (
            "reason",
            ChoiceOf(RejectionReason, as_list=True, required=False, label="Why is it not accepted?"),
            details.reason,
        )
    if kind is LetterKind.SIGNPOST:
        yield (
            "reason",
            ChoiceOf(
                route_choices(),
                as_list=True,
                nothing="Choose one",
                required=False,
                label="Who deals with it?",
            ),
            details.reason,
        )
    if kind is LetterKind.DECLINE:
        yield (
            "issue_on",
            DayField(required=False, label="When the matter arose or became known"),
            details.issue_on,
        )
        yield (
            "discretion",
            Tick(label="Accepting it although it is late was considered"),
            details.discretion,
        )
        yield (
            "filed_on",
            DayField(required=False, label="When the claim was filed at court"),
            details.filed_on,
        )
        yield (
            "original",
            Line(required=False, width="20", label="Reference of the complaint it repeats"),
            details.original,
        )
    if kind is LetterKind.ESCALATION_REFUSAL:
        yield (
            "requested_on",
            DayField(required=False, label="When they asked for the next stage"),
            details.requested_on,
        )
    if kind is LetterKind.CLOSURE:
        yield ("closes", Tick(label="Close the complaint when this is sent"), details.closes)
        yield (
            "reason",
            ChoiceOf(ClosingReason, as_list=True, required=False, label="Why is it closed?"),
            details.reason,
        )
        yield (
            "next_actor",
            ChoiceOf(NEXT_ACTORS, as_list=True, required=False, label="Who acts next"),
            details.next_actor,
        )
    if kind is LetterKind.UNDELIVERED_REMEDY:
        yield (
            "remedy",
            ChoiceOf(
                editor.undeliverable,
                as_list=True,
                required=False,
                label="Which remedy cannot be delivered?",
            ),
            details.remedy,
        )
    if kind is LetterKind.FORWARDING:
        yield (
            "reply_due_on",
            DayField(required=False, label="When the contractor’s reply is due"),
            details.reply_due_on,
        )
    if editor.has_block("who-acts-next"):
        yield (
            "acts_next",
            Line(
                required=False,
                max_length=400,
                label="Who acts next, and does what",
            ),
            details.acts_next,
        )
        yield ("acts_by", DayField(required=False, label="By when"), details.acts_by)
    if editor.headings:
        yield (
            "headings",
            SeveralOf(
                [(one, one) for one in editor.headings],
                required=False,
                label="Headings the apology covers in other words",
            ),
            list(details.headings),
        )
    yield (
        "delay_evidence",
        Line(
            required=False,
            max_length=200,
            label="What shows that the resident caused a delay",
            help_text="Only where the letter says so.",
        ),
        details.delay_evidence,
    )


def _blocks(editor: EditorPage) -> Fields:
    for block in editor.blocks:
        if block.asks == "words":
            yield (
                f"words-{block.key}",
                Passage(
                    rows=5,
                    required=False,
                    label=f"Your words: {block.heading or block.name}",
                    max_length=20_000,
                ),
                block.written,
            )
        elif block.asks == "edit":
            yield (
                f"edited-{block.key}",
                Passage(
                    rows=min(max(block.text.count("\n") + 2, 3), 14),
                    required=False,
                    label=f"Text of “{block.heading or block.name}”",
                ),
                block.text,
            )
            yield (f"was-{block.key}", Carried(), hashed(block.composed))
            yield (f"again-{block.key}", Tick(label="Use the text as composed again"), False)
        if block.own_words:
            yield (
                f"words-{block.own_words}",
                Passage(rows=2, required=False, label=block.own_label),
                block.own_text,
            )


def _points(editor: EditorPage) -> Fields:
    for point in editor.points:
        given = point.answer
        yield (
            f"outcome-{point.key}",
            ChoiceOf(
                finding_choices(editor.page.procedure, given.outcome),
                as_list=True,
                nothing="Not decided",
                required=False,
                label="Finding",
            ),
            given.outcome,
        )
        for name in ANSWER_TEXTS:
            if name == "changed" and not point.earlier:
                continue
            if name == "missing" and not (given.missing or given.outcome == PointOutcome.NO_FINDING_POSSIBLE):
                continue
            label, rows = LABELS[name]
            yield (
                f"{name}-{point.key}",
                Passage(rows=rows, required=False, label=label),
                getattr(given, name),
            )
        yield (f"seen-{point.key}", Carried(), str(given.version))


def _promises(editor: EditorPage) -> Fields:
    for number, one in enumerate(editor.draft.details.promises):
        yield (f"keep-{number}", Tick(label=f"Promised: {one.words}"), True)
    for row in editor.found:
        if row.committed:
            continue
        yield (f"promise-{row.key}", Tick(label=f"Make this a commitment: “{row.sentence}”"), False)
        yield (f"by-{row.key}", DayField(required=False, label="By when is it kept?"), row.due_on)
        yield (
            f"owner-{row.key}",
            ChoiceOf(
                editor.senders,
                as_list=True,
                nothing="Who handles the complaint",
                required=False,
                label="Who keeps it?",
            ),
            "",
        )
