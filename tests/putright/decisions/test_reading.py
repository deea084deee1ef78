"""Invented decisions in every layout read as they are; what is not said is not invented."""

# Texts stand on one line each, as they do in a decision.
# ruff: noqa: E501

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from putright.decisions import NotADecision, read_text, to_data
from tests.putright.decisions.labelled import compare, seeds
from tests.putright.decisions.mutations import CHANGES, mutated
from tests.putright.decisions.rendered import rendered

SEEDS = seeds()
REPORT = """
Brindle Homes (202301457)

REPORT

COMPLAINT 202301457

Brindle Homes

12 February 2024

Our approach

What is fair in all the circumstances.

The complaint

  1. The complaint is about the landlord’s handling of a leak.

Determination

  1. In accordance with paragraph 52 of the Scheme, there was maladministration in the landlord’s handling of a leak.

Orders

"""
STATEMENT = """
Larkhurst Borough Council (23 004 118)

Category : Housing > Allocations

Decision : Upheld

Decision date : 14 Nov 2023

The Ombudsman's final decision:

Summary: We found fault.

The complaint

  1. Mrs T complained the Council lost her application.

Agreed action

{actions}

Final decision

  1. I found fault causing injustice.
"""


def report(*orders):
    return REPORT + "\n".join(f"  {number}. {order}" for number, order in enumerate(orders, 1)) + "\n"


def statement(*actions):
    return STATEMENT.format(
        actions="\n".join(f"  {number}. {action}" for number, action in enumerate(actions, 1))
    )


@pytest.mark.parametrize("seed", SEEDS, ids=[f"{seed.layout}: {seed.name}" for seed in SEEDS])
def test_an_invented_decision_reads_as_its_truth(seed):
    assert compare(seed.text, seed.truth, {}) == []
    decision = read_text(seed.text)
    for words in seed.truth.get("doubts", []):
        assert any(words in doubt for doubt in decision.doubts)
    for order, truth in zip(decision.orders, seed.truth["orders"], strict=True):
        assert order.text.startswith(truth.get("starts", ""))


def test_there_are_seeds_of_every_layout():
    assert len(SEEDS) >= 30
    assert {seed.layout for seed in SEEDS} >= {"hos_newer", "hos_reports", "lgsco_others", "lgsco_statements"}


@settings(max_examples=150, deadline=None)
@given(
    seed=st.sampled_from(SEEDS),
    names=st.sets(st.sampled_from(sorted(CHANGES)), max_size=4),
    chance=st.randoms(use_true_random=False),
)
def test_copying_changes_nothing_in_what_a_decision_says(seed, names, chance):
    text, truth = mutated(seed, [*sorted(names), "other sums"], chance)
    assert compare(text, truth, {}) == []


@settings(max_examples=150, deadline=None)
@given(chance=st.randoms(use_true_random=False))
def test_a_made_up_decision_is_read_in_what_matters_most(chance):
    text, truth = rendered(chance)
    data = to_data(read_text(text))
    for name in ("body", "reference", "authority", "decided_on", "completeness"):
        assert data[name] == truth[name]
    # A table in pieces may hide the kind of an act, but no sum and no date.
    assert [one["amount_pence"] for one in data["orders"] if one["amount_pence"]] == [
        one["amount_pence"] for one in truth["orders"] if "amount_pence" in one
    ]
    assert {one["due_on"] for one in data["orders"]} == {one.get("due_on") for one in truth["orders"]}
    assert data["payment_total_pence"] == truth["payment_total_pence"]


@settings(max_examples=100, deadline=None)
@given(seed=st.sampled_from(SEEDS), share=st.floats(0, 1))
def test_a_text_cut_anywhere_is_read_or_refused_and_never_said_to_be_whole_without_its_end(seed, share):
    cut = seed.text[: int(len(seed.text) * share)]
    try:
        decision = read_text(cut)
    except NotADecision:
        return
    for order in decision.orders:
        start, end = order.span
        assert 0 <= start < end <= len(cut)
    if not any(
        heading in cut
        for heading in ("Final decision", "Decision\n", "Determination", "determination)", "Conclusion")
    ):
        assert decision.completeness == "partial"


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=400))
def test_any_text_is_read_or_refused(text):
    with pytest.raises(NotADecision):
        read_text(text)


@settings(max_examples=60, deadline=None)
@given(noise=st.text(alphabet=st.sampled_from("£1,. \n()abcI•-of within 4 weeks pay"), max_size=300))
def test_noise_among_the_orders_never_stops_the_reading(noise):
    decision = read_text(REPORT + noise)
    assert decision.reference == "202301457"


@pytest.mark.parametrize(
    ("words", "pence"),
    [
        ("The landlord must pay the resident £300 to recognise the distress caused.", [30000]),
        ("The landlord must pay the resident a total of £650, comprising £400 for distress and £250 for its complaint handling.", [65000]),
        ("The landlord must pay the resident £250 made up of £150 for inconvenience and £100 for time and trouble.", [25000]),
        ("The landlord must pay the resident £1,275, less the £275 it has already paid.", [127500]),
        ("The landlord must pay the resident £500. This is instead of the £50 it offered at stage 2.", [50000]),
        ("The landlord must pay the resident £500 in addition to the £200 it offered at stage 2.", [50000]),
        ("The landlord must pay the resident £600 compensation. This includes the £250 previously offered.", [60000]),
        ("The landlord must pay the resident the £380 it offered in its final response.", [38000]),
        ("The landlord must increase its offer of £100 to £400.", [40000]),
        ("The landlord must pay the resident £200 for distress and £150 for time and trouble.", [20000, 15000]),
        ("The landlord must pay the resident £100 per month until the repairs are complete.", [10000]),
        ("The landlord must pay the resident £150 a month for 4 months, a total of £600.", [60000]),
        ("The landlord must pay the resident £150 a month for four months.", [60000]),
        ("The landlord must pay the resident £5,262.50 for the loss of heating.", [526250]),
        ("The landlord must pay the resident £800for distress.", [80000]),
        ("The landlord must review its policy of offering between £50 and £250.", [None]),
        ("The landlord must write to the resident explaining how her rent of £112.40 was worked out.", [None]),
    ],
    ids=lambda value: value[:70] if isinstance(value, str) else "",
)  # fmt: skip
def test_what_is_paid_is_told_from_every_other_sum(words, pence):
    assert [order.amount_pence for order in read_text(report(words)).orders] == pence


@pytest.mark.parametrize(
    ("time", "due_on", "counted_from"),
    [
        ("within 4 weeks of the date of this report", date(2024, 3, 11), "report"),
        ("within four (4) weeks of this report", date(2024, 3, 11), "report"),
        ("within 28 calendar days of the date of this determination", date(2024, 3, 11), "decision"),
        ("within one calendar month of the date of this final report", date(2024, 3, 12), "report"),
        ("within 20 working days of the date of this report", date(2024, 3, 11), "report"),
        ("within 5 working days of this determination", date(2024, 2, 19), "decision"),
        ("no later than six weeks from the date of this letter", date(2024, 3, 25), "decision"),
        ("by 12 August 2024", date(2024, 8, 12), None),
        ("by 5pm on Monday 12th August 2024", date(2024, 8, 12), None),
        ("no later than 31 March", date(2024, 3, 31), None),
        ("within 4 weeks of the works being completed", None, "other"),
        ("within two weeks of receiving her bank details", None, "other"),
        ("within 4 weeks", None, None),
        ("as soon as possible", None, None),
        ("within 2,000 working days of this report", None, None),
    ],
)
def test_a_time_becomes_a_date_only_where_the_text_gives_one(time, due_on, counted_from):
    # Monday 12 February 2024.
    order = read_text(report(f"The landlord must apologise to the resident {time}.")).orders[0]
    assert (order.due_on, order.counted_from) == (due_on, counted_from)


def test_a_time_that_hangs_on_something_else_is_a_doubt():
    decision = read_text(
        report("The landlord must pay the resident £100 within 14 days of the works being finished.")
    )
    assert any("hangs on something" in doubt for doubt in decision.doubts)


def test_a_working_day_beyond_the_known_holidays_is_a_doubt_and_no_guess():
    decision = read_text(
        report("The landlord must apologise within 20 working days of this report.").replace("2024", "2031")
    )
    assert decision.orders[0].due_on is None
    assert any("beyond the bank holidays known" in doubt for doubt in decision.doubts)


def test_two_references_are_a_doubt():
    decision = read_text(
        report("The landlord must apologise.").replace("COMPLAINT 202301457", "COMPLAINT 202301458")
    )
    assert any("two references" in doubt for doubt in decision.doubts)


def test_a_date_before_the_decision_is_a_doubt():
    decision = read_text(report("The landlord must apologise by 1 January 2024."))
    assert any("before the decision" in doubt for doubt in decision.doubts)


def test_a_statement_published_as_not_upheld_that_finds_fault_is_a_doubt():
    decision = read_text(
        statement("The Council will apologise to Mrs T.").replace(
            "Decision : Upheld", "Decision : Not upheld"
        )
    )
    assert any("Not upheld" in doubt for doubt in decision.doubts)


def test_a_report_that_finds_failure_and_orders_nothing_is_a_doubt():
    decision = read_text(REPORT.removesuffix("Orders\n\n"))
    assert decision.orders == ()
    assert any("no order was found" in doubt for doubt in decision.doubts)


def test_evidence_of_what_was_done_is_no_order():
    decision = read_text(
        report(
            "The landlord must apologise to the resident within 4 weeks of the date of this report.",
            "The landlord must provide evidence of compliance with the above order within 4 weeks of the date of this report.",
        )
    )
    assert [order.type for order in decision.orders] == ["apology"]


def test_guidance_on_apologies_is_no_action():
    decision = read_text(
        statement(
            "Within one month of my decision the Council will apologise to Mrs T.",
            "We publish guidance on remedies. The organisation should consider this guidance in making the apology.",
        )
    )
    assert [order.type for order in decision.orders] == ["apology"]


def test_each_person_gets_the_same_sum():
    order = read_text(
        statement("Within one month of my decision the Council will pay Mr T and Mrs T £200 each.")
    ).orders[0]
    assert (order.amount_pence, order.payee) == (40000, "Mr T and Mrs T")
    assert [(share.to, share.amount_pence) for share in order.attribution] == [
        ("Mr T", 20000),
        ("Mrs T", 20000),
    ]


def test_him_is_who_was_named_before():
    orders = read_text(
        statement("The Council has agreed to apologise to Mr T and pay him £50 by 1 December 2023.")
    ).orders
    assert [(order.type, order.payee, order.due_on) for order in orders] == [
        ("apology", None, date(2023, 12, 1)),
        ("pay_distress", "Mr T", date(2023, 12, 1)),
    ]


def test_a_payment_without_an_end_is_not_in_the_total():
    decision = read_text(statement("The Council will pay Mrs T £300 a month until it makes her an offer."))
    assert decision.orders[0].type == "recurring_payment"
    assert decision.payment_total_pence == 0
    assert any("without an end" in doubt for doubt in decision.doubts)


def test_three_acts_in_one_sentence_are_three_actions():
    orders = read_text(
        statement(
            "Within one month of my decision the Council has agreed to apologise to Ms K, pay her £500 for distress and review its decision on her priority."
        )
    ).orders
    assert [(order.type, order.payee, str(order.due_on)) for order in orders] == [
        ("apology", None, "2023-12-14"),
        ("pay_distress", "Ms K", "2023-12-14"),
        ("decision_review", None, "2023-12-14"),
    ]


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("remind officers to decide within four weeks of a review meeting", "training"),
        ("provide training to customer service staff", "training"),
        ("provide evidence that it has shared the learning with its planning team", "training"),
        ("ensure that Ms X’s son receives the provision set out in his plan", "service"),
        ("offer Mr X a review of its decision to end its duty", "decision_review"),
        ("write to all families affected to apologise", "apology"),
        ("review a sample of ten cases to identify whether others were affected", "check_others"),
        ("remove the letter from Mr X’s file", "records"),
        ("explain to Ms X how it worked out the arrears", "explanation"),
        ("develop an action plan with clear timescales", "procedure"),
        ("write off the arrears on the account", "write_off"),
        ("carry out a senior management review of this case", "case_review"),
    ],
)
def test_an_act_is_known_by_its_words(words, code):
    order = read_text(statement(f"Within one month of my decision the Council will {words}.")).orders[0]
    assert (order.type, order.due_on) == (code, date(2023, 12, 14))


def test_a_statement_as_a_file_has_its_reference_and_council_on_lines_of_their_own():
    text = statement("The Council will apologise to Mrs T.").replace(
        "Larkhurst Borough Council (23 004 118)",
        "Complaint reference:\n23 004 118\n\nComplaint against:\nLarkhurst Borough Council",
    )
    decision = read_text(text)
    assert (decision.reference, decision.authority) == ("23 004 118", "Larkhurst Borough Council")


def test_a_report_changed_at_review_keeps_its_date_with_a_doubt():
    decision = read_text(
        report("The landlord must apologise.").replace(
            "12 February 2024", "12 February 2024 (amended 9 April 2024 following review)"
        )
    )
    assert decision.decided_on == date(2024, 2, 12)
    assert any("changed after its date" in doubt for doubt in decision.doubts)


@pytest.mark.parametrize(
    ("words", "found"),
    [
        (
            "there was maladministration by the landlord in its handling of a leak.",
            [("a", "maladministration")],
        ),
        (
            "there was reasonable redress by the landlord in respect of its handling of a leak.",
            [("a", "reasonable_redress")],
        ),
        (
            "the landlord has offered redress which resolves the complaint about a leak satisfactorily.",
            [("a", "reasonable_redress")],
        ),
        (
            "the complaint about a leak is outside the Ombudsman’s jurisdiction.",
            [("a", "outside_jurisdiction")],
        ),
        ("the complaint was resolved with intervention from the Ombudsman.", [("a", "mediation")]),
        (
            "there was no service failure in the landlord’s handling of a leak.",
            [("a", "no_maladministration")],
        ),
        (
            "there was service failure in the landlord’s handling of a leak and no maladministration in its complaint handling.",
            [("a", "service_failure"), (None, "no_maladministration")],
        ),
    ],
)
def test_each_determination_is_told_from_the_others(words, found):
    text = REPORT.replace("there was maladministration in the landlord’s handling of a leak.", words)
    decision = read_text(text + "  1. The landlord must apologise.\n")
    assert [(one.point, one.determination) for one in decision.findings] == found


@pytest.mark.parametrize(
    ("outcome", "words", "code"),
    [
        (
            "Upheld",
            "There was fault by the Council. Its action is a satisfactory remedy for the injustice.",
            "upheld_fault_injustice",
        ),
        ("Upheld", "There was fault but this did not cause Mrs T injustice.", "upheld_fault_no_injustice"),
        (
            "Upheld",
            "The Council was at fault and has already taken suitable action to remedy the injustice.",
            "upheld_already_remedied",
        ),
        ("Not upheld", "There is no evidence of fault by the Council.", "not_upheld_no_fault"),
        (
            "Not upheld",
            "I have ended my investigation as Mrs T has gone to court.",
            "not_upheld_discontinued",
        ),
        (
            "Closed after initial enquiries",
            "We will not investigate as there is too little injustice.",
            "closed_no_worthwhile_outcome",
        ),
        (
            "Closed after initial enquiries",
            "We cannot investigate as Mrs T has appealed.",
            "closed_out_of_jurisdiction",
        ),
    ],
)
def test_a_statement_has_one_finding_in_the_words_of_its_decision(outcome, words, code):
    text = statement("The Council says it is sorry.").replace("Decision : Upheld", f"Decision : {outcome}")
    decision = read_text(text.replace("I found fault causing injustice.", words))
    assert [one.determination for one in decision.findings] == [code]
    assert not any("published" in doubt for doubt in decision.doubts)
