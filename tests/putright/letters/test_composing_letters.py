"""A letter is filled from the chain, by locked, written and edited blocks, and says what it really gives."""

from dataclasses import replace
from datetime import date

import pytest

from putright.letters import BlockSource, LetterError, compose, letter, load_letters
from putright.letters.chain import Commitment, Correspondent, PaymentShare, RemedyLine
from putright.letters.examples import example
from putright.letters.filling import fill
from putright.procedures import load_procedures, ombudsmen, required_blocks
from putright.vocabulary import (
    LetterKind,
    PartyAtFault,
    Period,
    PointOutcome,
    RemedyDecision,
    RemedyType,
    SetOff,
)
from tests.putright.letters.changed import action, chain, dates, of, point, remedy, words

ANSWER, FINAL = LetterKind.RESPONSE, LetterKind.FINAL_RESPONSE
fri_14_june = date(2024, 6, 14)


def text_of(kind: LetterKind, block: str, *changes: object, **edited: str) -> str:
    found = of(kind, *changes, **edited).composed().block(block)  # type: ignore[arg-type]
    assert found is not None
    return found.text


@pytest.mark.parametrize("kind", LetterKind, ids=str)
def test_every_letter_can_give_what_every_procedure_asks_of_it(kind: LetterKind) -> None:
    template = letter(kind)
    for procedure in load_procedures().values():
        given = {code for block in template.blocks for code in block.gives}
        assert set(required_blocks(procedure, template.letter)) <= given


@pytest.mark.parametrize("kind", LetterKind, ids=str)
def test_a_letter_made_from_almost_nothing_claims_almost_nothing(kind: LetterKind) -> None:
    bare = replace(
        example(kind), reference="", organisation="", recipient=Correspondent(""), sender=Correspondent(""), dates={},
        points=(), remedies=(), actions=(), commitments=(), learning=(), words={}, needs="", acts_next="",
        acts_by=None, copies_to=(), enclosures=(), provider="", route="",
    )  # fmt: skip
    codes = set(compose(bare, letter(kind)).codes)
    assert codes <= {
        "representative_rights", "ombudsman_details", "right_to_challenge_refusal", "stage", "reply_parts",
        "how_to_escalate",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("block", "code", "change"),
    [
        ("letterhead", "reference", chain(reference="")),
        ("definition", "complaint_definition", chain(points=())),
        ("points", "decision", point(2, outcome=None)),
        ("points", "reasons", point(2, reasons="  ")),
        ("remedies", "remedy", point(2, remedy=RemedyDecision.NOT_DECIDED)),
        ("actions", "outstanding_actions", lambda one: replace(one, actions=(), complete=False)),
        ("next-step", "how_to_escalate", chain(next_stage_title="")),
        ("ombudsman", "ombudsman_details", chain(ombudsman=replace(ombudsmen()["lgsco"], website=""))),
    ],
)
def test_a_block_counts_only_when_what_it_needs_is_there(block: str, code: str, change: object) -> None:
    whole, lacking = of(ANSWER).composed(), of(ANSWER, change).composed()  # type: ignore[arg-type]
    assert code in whole.block(block).codes  # type: ignore[union-attr]
    assert code not in lacking.codes


def test_a_locked_block_cannot_be_edited() -> None:
    with pytest.raises(LetterError, match="response: block next-step is locked"):
        of(ANSWER, next_step="There is no next stage.").composed()


def test_an_edited_block_gives_a_date_only_while_it_still_says_it() -> None:
    kept = of(LetterKind.EXTENSION, new_date="You hear from us by Monday 3 June 2024.").composed()
    changed = of(LetterKind.EXTENSION, new_date="You hear from us by Tuesday 4 June 2024.").composed()
    emptied = of(LetterKind.EXTENSION, new_date="  ").composed()
    assert "new_date" in kept.codes
    assert "new_date" not in changed.codes
    assert "new_date" not in emptied.codes
    assert kept.block("new-date").source is BlockSource.EDITED  # type: ignore[union-attr]


def test_a_block_says_where_its_text_comes_from() -> None:
    made = of(LetterKind.EXTENSION).composed()
    sources = {block.key: block.source for block in made.blocks}
    assert sources["reason"] is BlockSource.WRITTEN
    assert sources["new-date"] is BlockSource.CHAIN
    assert {block.key for block in made.blocks if block.locked} == {"ombudsman"}


def test_text_for_a_block_that_is_gone_is_not_lost() -> None:
    assert of(ANSWER, gone="Something.").composed().left_over == ("gone",)


def test_edited_answers_stay_with_their_points_while_each_keeps_its_heading() -> None:
    edited = of(ANSWER, points="### One\n\nA.\n\n### Two\n\nB.\n\n### Three\n\nC.").composed()
    joined = of(ANSWER, points="### All in one\n\nA.").composed()
    assert [part.point for part in edited.block("points").parts] == ["early", "window", "rude"]  # type: ignore[union-attr]
    assert joined.block("points").parts == ()  # type: ignore[union-attr]


def test_the_last_stage_sends_to_the_ombudsman_and_an_earlier_one_to_the_next_stage() -> None:
    assert "the next stage: Stage 2" in text_of(ANSWER, "next-step")
    assert of(FINAL).composed().block("next-step") is None
    assert "Housing Ombudsman Service" in text_of(FINAL, "ombudsman")
    assert "within 12 months" in text_of(FINAL, "ombudsman")


def test_a_limit_for_the_next_stage_is_told_where_the_procedure_sets_one() -> None:
    children = load_procedures()["children-act/2006-09-01"]
    assert "within 20 working days" in text_of(ANSWER, "next-step", chain(procedure=children))
    assert "within" not in text_of(ANSWER, "next-step")


def test_dates_are_written_with_weekday_and_number_in_both_languages() -> None:
    assert "Friday 3 May 2024" in text_of(LetterKind.ACKNOWLEDGEMENT, "letterhead")
    welsh = text_of(LetterKind.ACKNOWLEDGEMENT, "letterhead", chain(language="cy"))
    assert "dydd Gwener 3 Mai 2024" in welsh


def test_a_letter_falls_back_to_english_where_it_lacks_the_language() -> None:
    assert of(ANSWER, chain(language="pl")).composed().language == "en"


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ({"amount_pence": 525_050, "shares": ()}, "The sum is £5,250.50."),
        (
            {"unit_pence": 5000, "per": Period.WEEK, "periods": 5},
            "That is £50 a week for 5 weeks.",
        ),
        (
            {"unit_pence": 25000, "per": Period.TERM, "periods": 1},
            "That is £250 a school term for 1 school term.",
        ),
        (
            {"per": Period.MONTH, "until": "you are rehoused."},
            "We will pay £250 a month until you are rehoused.",
        ),
        ({}, "Our own service pays £125 and the contractor pays £125."),
        (
            {},
            "It is paid to Rosalind Ashdown by bank transfer. It is paid in full, whatever else you may owe us.",
        ),
        (
            {"set_off": True, "set_off_because": SetOff.ORDERED},
            "It is set against what you owe us, because an Ombudsman ordered or agreed it.",
        ),
        ({"supersedes_pence": 5000}, "It replaces the £50 we offered before."),
        ({}, "This is for points 1 and 2."),
        ({"points": ("window",)}, "This is for point 2."),
        ({}, "We will pay it by Friday 14 June 2024."),
        (
            {"type": RemedyType.STAFF_ACTION, "amount_pence": None, "shares": ()},
            "Appropriate action was taken.",
        ),
    ],
)
def test_a_remedy_is_told_with_its_sum_payee_and_day(line: dict[str, object], says: str) -> None:
    assert says in text_of(ANSWER, "remedies", remedy(**line))


def test_words_on_action_with_staff_stay_out_of_the_letter() -> None:
    line = RemedyLine("s", RemedyType.STAFF_ACTION, "A written warning for the operative", due_on=fri_14_june)
    assert "warning" not in of(ANSWER, chain(remedies=(line,))).composed().text


def test_nothing_upheld_needs_no_remedy_and_the_letter_says_so() -> None:
    made = of(LetterKind.SUPPLEMENTARY_RESPONSE).composed()
    assert "nothing for us to put right" in made.block("remedies").text  # type: ignore[union-attr]
    assert "There is nothing left for us to do." in made.block("actions").text  # type: ignore[union-attr]


def test_an_undecided_remedy_is_not_told_as_none() -> None:
    undecided = [point(n, remedy=RemedyDecision.NOT_DECIDED) for n in (1, 2)]
    assert text_of(ANSWER, "remedies", *undecided, chain(remedies=())) == ""


def test_a_point_tells_the_finding_before_and_what_changed() -> None:
    assert "At the earlier stage this point was not upheld. What has changed: " in text_of(FINAL, "points")
    assert "earlier stage" not in text_of(FINAL, "points", point(earlier=None))


def test_a_first_answer_names_the_points_it_leaves_open() -> None:
    made = of(
        ANSWER,
        point(3, outcome=None, reasons="", happened=""),
        chain(complete=False),
        dates(more_by=fri_14_june),
    )
    text = made.composed().block("still-open").text  # type: ignore[union-attr]
    assert "- Point 3: The officer on the telephone was rude." in text
    assert text.endswith("by Friday 14 June 2024.")
    assert "decision" in made.composed().codes


def test_an_action_is_told_by_whom_and_by_when() -> None:
    assert (
        "- Inspect the window after the repair. Our surveyor will do this by Tuesday 11 June 2024."
        in text_of(ANSWER, "actions")
    )
    assert "- Inspect the window after the repair." in text_of(
        ANSWER, "actions", action(owner="", due_on=None)
    )


def test_what_was_promised_is_told_again() -> None:
    promise = Commitment("call", "Call you about the window", fri_14_june)
    assert "- Call you about the window. We will do this by Friday 14 June 2024." in text_of(
        ANSWER, "promises", chain(commitments=(promise,))
    )


def test_braces_in_somebody_s_words_are_words() -> None:
    assert "{reference}" in text_of(ANSWER, "points", point(reasons="The form says {reference}."))


def test_a_line_without_its_value_leaves_no_trace() -> None:
    filled = fill("You said:\n\n{one}\n{two}", {"one": "", "two": "b"})
    assert (filled.text, filled.printed) == ("You said:\n\nb", {"two"})
    assert fill("You said:\n\n{one}", {}).text == ""
    assert fill("Always.", {}).text == "Always."


def test_shares_of_a_payment_to_the_penny() -> None:
    shares = (PaymentShare(PartyAtFault.OURS, 12501), PaymentShare(PartyAtFault.CONTRACTOR, 12499))
    assert "Our own service pays £125.01 and the contractor pays £124.99." in text_of(
        ANSWER, "remedies", remedy(shares=shares)
    )


def test_a_written_word_cannot_take_the_place_of_the_record() -> None:
    assert "Our reference: EL-24-0117" in text_of(ANSWER, "letterhead", words(reference="made-up"))


def test_the_whole_letter_has_each_heading_once() -> None:
    for kind in load_letters():
        headings = [line for line in of(kind).composed().text.splitlines() if line.startswith("## ")]
        assert len(headings) == len(set(headings))


def test_a_withdrawn_point_needs_no_reasons() -> None:
    made = of(ANSWER, point(3, outcome=PointOutcome.WITHDRAWN, reasons="")).composed()
    assert "reasons" in made.codes
