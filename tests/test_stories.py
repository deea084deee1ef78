"""The published cases, told as stories, show what the Ombudsmen found and the counts they disagree about."""

import json
import re
import tomllib
from datetime import date, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from putright.cases import open_ends
from putright.cases.verbs import active_restrictions
from putright.cli.command import BadInput
from putright.cli.main import main
from putright.cli.seen import see
from putright.cli.stories import read_story, tell
from putright.procedures import duty_meanings, procedure

STORIES = Path(__file__).parents[1] / "stories"
ALL = sorted(STORIES.glob("*.toml"))
LUTON = "luton-202229082"
NORTH_WEST = "north-west-leicestershire-202222635"
ADULTS = "hackney-24-015-097"
CHILDREN = "hackney-23-016-199"


def seen(name):
    story = read_story(STORIES / f"{name}.toml")
    return [see(told, story) for told in story.complaints]


@pytest.fixture
def document(capsys):
    def run(name):
        assert main(["replay", str(STORIES / f"{name}.toml"), "--json"]) == 0
        return json.loads(capsys.readouterr().out)

    return run


def counts(document, stage, complaint=None):
    found = next(
        one for one in document["stages"] if one["stage"] == stage and one["complaint"] in (complaint, None)
    )
    return {
        (one["from"], one["to_on"]): (one["working_days"], one["inclusive"])
        for one in found["elapsed"]["counts"]
    }


def test_there_is_a_story_for_each_published_case():
    assert [path.stem for path in ALL] == sorted((LUTON, NORTH_WEST, ADULTS, CHILDREN))


@pytest.mark.parametrize("path", ALL, ids=lambda path: path.stem)
def test_every_breach_a_document_tells_of_is_shown(path):
    story = read_story(path)
    for told in story.complaints:
        assert told.expected
        assert see(told, story).missing == ()


def test_the_story_in_the_documentation_runs_and_shows_what_it_expects():
    page = (STORIES.parent / "docs" / "how-to" / "replay-a-case.md").read_text(encoding="utf-8")
    story = tell(tomllib.loads(page.partition("```toml\n")[2].partition("```")[0]), "replay-a-case.md")
    assert see(story.complaints[0], story).missing == ()


@pytest.mark.parametrize("path", ALL, ids=lambda path: path.stem)
def test_every_event_cites_its_paragraph_and_its_heading_can_be_told(path):
    story = read_story(path)
    for told in story.complaints:
        silent = [event.kind for event in told.case.events if event.source is None]
        assert set(silent) <= {"acknowledged"}
        for event in told.case.events:
            assert event.source is None or story.heading(event.source)


@pytest.mark.parametrize("path", ALL, ids=lambda path: path.stem)
def test_every_breach_shown_names_a_provision_or_was_found_by_a_person(path, document):
    for breach in document(path.stem)["breaches"]:
        assert breach["provision"] or breach["paragraph"]
        assert breach["says"]


def test_luton_stage_1_took_13_working_days_by_our_convention(document):
    luton = document(LUTON)
    assert counts(luton, "stage-1")["received", "2022-11-01"] == (13, 14)


def test_luton_stage_2_is_26_days_from_the_escalation_and_25_from_the_acknowledgement(document):
    found = counts(document(LUTON), "stage-2")
    assert found["escalated", "2022-12-09"] == (26, 27)
    assert found["acknowledged", "2022-12-09"] == (25, 26)


def test_luton_stage_2_was_complete_after_31_working_days_or_30(document):
    luton = document(LUTON)
    found = counts(luton, "stage-2")
    assert found["escalated", "2022-12-16"] == (31, 32)
    assert found["acknowledged", "2022-12-16"] == (30, 31)
    assert luton["stages"][1]["responded_on"] == "2022-12-16"


def test_luton_stage_2_depends_on_where_it_is_counted_from_and_says_so(document):
    limits = document(LUTON)["stages"][1]["elapsed"]["limits"]
    policy = next(one for one in limits if one["procedure"].startswith("luton"))
    assert (policy["working_days"], policy["convention_sensitive"], policy["start_sensitive"]) == (
        25,
        True,
        True,
    )


def test_luton_should_have_acknowledged_on_tuesday_18_or_by_the_code_on_thursday_20_october(document):
    due = {
        one["procedure"].partition("/")[0]: one["due_on"]
        for one in document(LUTON)["stages"][0]["deadlines"]
        if one["timescale"] == "acknowledge"
    }
    assert due == {"luton": "2022-10-18", "housing-ombudsman": "2022-10-20"}


def test_luton_acknowledged_nothing_and_the_record_says_so_under_both(document):
    found = [one for one in document(LUTON)["breaches"] if one["duty"] == "acknowledge"]
    assert {one["procedure"].partition("/")[0] for one in found} == {"luton", "housing-ombudsman"}
    assert all("R-K8" in one["requirements"] for one in found)


def test_a_dated_second_letter_that_came_is_no_breach_at_luton():
    assert all(one.duty != "one-complete-response" for one in seen(LUTON)[0].breaches)


def test_north_west_stage_1_took_40_working_days_with_two_bank_holidays(document):
    found = counts(document(NORTH_WEST), "stage-1", "conduct")
    assert found["received", "2022-10-21"] == (40, 41)


@pytest.mark.parametrize(
    ("stage", "complaint", "moment", "end", "expected"),
    [
        ("stage-2", "conduct", "escalated", "2022-11-03", 9),
        ("stage-1", "meeting", "received", "2023-01-26", 16),
        ("stage-2", "meeting", "escalated", "2023-02-16", 15),
    ],
)
def test_north_west_took_as_long_as_the_vectors_say(document, stage, complaint, moment, end, expected):
    assert counts(document(NORTH_WEST), stage, complaint)[moment, end][0] == expected


def test_north_west_was_told_in_june_and_took_it_in_august(document):
    found = next(one for one in document(NORTH_WEST)["breaches"] if one["duty"] == "log-when-first-expressed")
    assert "June 2022" in found["says"]
    assert found["approximate"] is True


def test_nothing_is_claimed_about_an_acknowledgement_the_document_does_not_tell_of(document):
    found = [one for one in document(NORTH_WEST)["breaches"] if one["complaint"] == "meeting"]
    assert {"acknowledge", "respond"}.isdisjoint(one["duty"] for one in found)


def test_the_contractors_reply_lacked_every_signpost(document):
    found = {one["duty"]: one for one in document(ADULTS)["breaches"]}
    assert "R-C6" in found["signpost-next-step"]["requirements"]
    assert "¶26, 27, 56" in found["signpost-ombudsman"]["paragraph"]


def test_the_sound_file_shows_the_one_delay_the_council_paid_for(document):
    found = document(CHILDREN)
    [breach] = found["breaches"]
    assert (breach["duty"], breach["stage"], breach["provision"]) == ("respond-in-time", "stage-2", "17")
    assert all(one["due_on"] is None for stage in found["stages"] for one in stage["deadlines"])
    assert any("late 2022" in line for line in found["not_shown"])


def test_the_childrens_story_goes_through_every_stage_and_shows_each_of_its_clocks(document):
    under = procedure("children-act/2006-09-01")
    shown = {
        (stage["stage"], one["timescale"])
        for stage in document(CHILDREN)["stages"]
        for one in stage["deadlines"]
    }
    always = {
        (stage.key, one.key) for stage in under.stages for one in stage.timescales if one.applies_when is None
    }
    assert shown == always
    [case] = [told.told.case for told in seen(CHILDREN)]
    assert [stage.key for stage in case.stages] == [stage.key for stage in under.stages]
    assert all(stage.responses for stage in case.stages)


def test_the_contractors_reply_in_adult_care_is_a_step_and_the_council_answered_after_it():
    reply = procedure("adult-social-care/2009-04-01").contractor_reply
    assert reply.counts_as is None
    [stage] = [told.told.case.current for told in seen(ADULTS)]
    by = [one.body.on_behalf for one in stage.responses]
    assert by[-2:] == ["contractor", None]


def test_the_document_has_the_keys_that_were_promised(document):
    found = document(LUTON)
    assert {"title", "procedure", "as_at", "points", "stages", "breaches", "promises", "not_shown"} <= set(
        found
    )
    assert {"stage", "deadlines", "responded_on", "outcome", "elapsed"} <= set(found["stages"][0])
    breach = found["breaches"][0]
    assert {
        "provision", "says", "stage", "since", "severity", "requirements", "duty", "procedure"
    } <= set(breach)  # fmt: skip
    assert date.fromisoformat(found["as_at"]) == date(2024, 6, 28)


@pytest.mark.parametrize("path", ALL, ids=lambda path: path.stem)
def test_a_story_reads_well_and_fits_the_page(path, capsys):
    assert main(["replay", str(path)]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert max(map(len, lines)) <= 104
    for words in ("What happened", "Not met:", "What the document does not show"):
        assert any(line.startswith(words) for line in lines)


# What each lesson of the four sections becomes: `found` names the story and the duties that show it,
# `kept` what the record shows was as it should be, `later` why these verbs cannot show it yet.
VISITS = "the decision gives no day of the visits, so they stand as promises"
REGISTERS = "contractors and members' enquiries have no part in a complaint's own record"
PEOPLE = "people stand beside the record, which no event tells"
EVIDENCE = "documents and the evidence for a finding are not recorded yet"

LESSONS = {
    ADULTS: {
        "R-A1": "kept: each part is a point, ours or the contractor's",
        "R-A2": f"later: {PEOPLE}",
        "R-C1": "kept: the contractor's service is answered under the council's own procedure",
        "R-O1": "kept: the draft went to three parties, and was shown to whom it criticises",
        "R-N1": "found: close-with-need-open",
        "R-N2": "found: confirm-in-writing, records-kept",
        "R-N3": "found: who-acts-next",
        "R-N4": "found: close-with-need-open",
        "R-N5": "found: need-at-risk",
        "R-C2": "found: keep-promises",
        "R-C3": f"later: {VISITS}",
        "R-P1": "kept: the word “urgent” stands as a promise without a day",
        "R-P2": "found: keep-promises",
        "R-P3": "found: contact-as-agreed",
        "R-C4": f"later: {REGISTERS}",
        "R-C5": "found: contractor-reply",
        "R-Q1": "found: give-reasons",
        "R-C6": "found: signpost-next-step, signpost-ombudsman",
        "R-C7": f"later: {REGISTERS}",
        "R-R1": "found: goodwill-is-no-remedy, remedy-not-left-to-others",
        "R-R2": "found: remedy-not-left-to-others",
        "R-M1": f"later: {REGISTERS}",
        "R-J5": "found: keep-promises",
        "R-A3": "later: failings of one person over time are not counted together yet",
        "R-L1": "found: learn",
        "R-L2": "kept: the talk to managers stands as an action of its lesson",
        "R-L3": "kept: what staff are told stands as an action of its own, with its day",
        "R-C8": f"later: {PEOPLE}",
        "R-O2": "kept: what the contractor's end made impossible is no longer achievable, as agreed",
        "R-R3": "kept: the apology stands in the ledger with its day and what it must cover",
        "R-O3": "kept: twenty working days and two months are days of their own",
        "R-O4": "kept: each agreed action stays open until evidence of it is sent and accepted",
    },
    NORTH_WEST: {
        "R-S2": "found: log-when-first-expressed",
        "R-S3": "found: outcome-told",
        "R-K1": "found: respond, substance-answered, delay-explained",
        "R-K2": "later: officers' absences are no part of a complaint's record",
        "R-S4": "found: subject-does-not-write, apology-fit",
        "R-S5": "found: act-on-pattern",
        "R-S6": "found: meeting-prepared",
        "R-S7": "found: care-for-vulnerability",
        "R-S8": "found: restriction-not-asked-again",
        "R-S9": "found: restriction-observed",
        "R-S11": "found: contact-details-kept-safe",
        "R-K13": "kept: stage 1 decided no remedy, stage 2 offered one, on the same point",
        "R-K6": "kept: her one named contact stands as an agreement",
        "R-S10": "found: care-for-vulnerability",
        "R-S1": "found: safeguarding-asked",
        "R-K3": "kept: an update with its reason is on record",
        "R-K4": "found: reconsider-at-next-stage",
        "R-R4": "found: remedy-without-request, decide-remedy",
        "R-R5": "later: how severe and how long it was are working papers, which no event tells",
        "R-O5": "found: orders-dated",
    },
    LUTON: {
        "R-D1": "later: repeats are recognised when a contact is taken, which no event tells",
        "R-D2": "found: new-points-decided",
        "R-J1": "kept: that they came too early is the outcome of a visit, not a note",
        "R-J2": "found: job-really-done",
        "R-J3": "found: keep-promises",
        "R-J4": "found: restriction-observed",
        "R-K5": "later: what was to hold for her calls is not told",
        "R-K6": "later: there was no agreement to record, as the Ombudsman said",
        "R-Q2": "found: answer-every-point",
        "R-Q3": "found: answer-every-point",
        "R-R6": "found: decide-remedy",
        "R-R7": "later: a response is not yet scored on fair, put right, learn",
        "R-P4": "kept: what the letters promise stands as promises",
        "R-P5": "found: actions-followed-through",
        "R-K7": "kept: the second letter was dated and came; the answer counts from it",
        "R-K8": "found: acknowledge",
        "R-K9": "kept: 13 of 15 working days",
        "R-K10": "kept: stage 1 had every part",
        "R-K11": "kept: both starts are counted and the difference is marked",
        "R-K12": "found: clarify-at-escalation",
        "R-D3": f"later: {EVIDENCE}",
        "R-E1": f"later: {PEOPLE}",
        "R-O6": "kept: the order is a line of its own, to her directly and set against no debt",
        "R-O7": "found: orders-dated",
    },
    CHILDREN: {
        "R-G1": "later: a check before sending belongs to the letters",
        "R-G2": f"later: {EVIDENCE}",
        "R-G3": "kept: every finding has its reasons",
        "R-G4": "kept: the point not upheld has its reasons",
        "R-G5": f"later: {EVIDENCE}",
        "R-G6": "kept: stage 3 has an outcome on every point",
        "R-G7": f"later: {EVIDENCE}",
        "R-G8": "found: respond-in-time",
        "R-G9": "kept: what is to change stands as actions that outlive the complaint",
        "R-G10": "kept: published as not upheld, discontinued in its text, put right before",
    },
}
ROWS = [(name, lesson, becomes) for name, lessons in LESSONS.items() for lesson, becomes in lessons.items()]


@pytest.mark.parametrize(("name", "lesson", "becomes"), ROWS, ids=lambda value: str(value)[:30])
def test_each_lesson_is_found_kept_or_said_to_come_later(name, lesson, becomes):
    what, _, rest = becomes.partition(": ")
    shown = {breach.duty for one in seen(name) for breach in one.breaches}
    assert what in ("found", "kept", "later")
    assert rest
    if what == "found":
        for duty in rest.split(", "):
            assert duty in shown, f"{lesson} is not shown in {name}"


def test_each_appointment_hackney_did_not_keep_is_a_promise_broken():
    broken = [one for one in seen(ADULTS)[0].breaches if one.duty == "keep-promises"]
    assert {one.source for one in broken} == {"¶15, 40", "¶18, 40", "¶22, 41, 49"}


def case_of(name, complaint=0):
    return seen(name)[complaint].told.case


def test_the_250_pounds_are_split_in_halves_between_contractor_and_council():
    [payment] = [one for one in case_of(ADULTS).remedies if one.body.amount_pence]
    assert [(one.payer.value, one.amount_pence) for one in payment.body.shares] == [
        ("contractor", 12_500), ("ours", 12_500),
    ]  # fmt: skip
    dues = {one.key: one.body.due for one in case_of(ADULTS).remedies}
    assert dues["apology"] == dues["payment"] == date(2025, 9, 10)
    assert {one.key: one.due for one in case_of(ADULTS).actions}["brief_therapists"] == date(2025, 10, 12)


def test_what_the_end_of_the_contractor_made_impossible_is_no_open_end():
    still = {one.key for one in open_ends(case_of(ADULTS))}
    assert "partition_walls" not in still
    assert {"apology", "payment", "brief_therapists"} <= still


def test_the_three_headings_of_the_ordered_apology_stand_in_the_ledger_without_a_day():
    apology = next(one for one in case_of(NORTH_WEST).remedies if one.key == "apology")
    assert (apology.body.headings, apology.body.due) == (3, None)
    assert active_restrictions(case_of(NORTH_WEST), "operative") == ("no_contact",)


def test_luton_came_too_early_then_although_stood_down_and_then_did_the_work():
    visits = case_of(LUTON).appointments
    assert [one.step.value for one in visits] == ["job_completed", "attended_after_stand_down", "attended"]
    assert [one.failed for one in visits] == [True, True, False]
    assert {one.job for one in visits} == {"first"}


def test_the_training_lutons_letter_promised_by_december_came_a_year_later():
    [late] = [one for one in seen(LUTON)[0].breaches if one.duty == "actions-followed-through"]
    assert late.since == date(2023, 1, 1)


def test_the_draft_went_to_three_parties_with_comments_of_their_own():
    drafts = case_of(ADULTS).enquiries
    assert [one.body.party.value for one in drafts] == ["us", "complainant", "contractor"]
    assert drafts[0].shown
    # The document gives no day of any: none is made up.
    assert {one.due for one in drafts} == {None}


def test_each_agreed_action_is_open_until_the_ombudsman_accepts_what_shows_it():
    orders = case_of(ADULTS).orders
    assert {one.key: one.due for one in orders} == {
        "apology": date(2025, 9, 10), "payment": date(2025, 9, 10), "brief_therapists": date(2025, 10, 12),
    }  # fmt: skip
    assert not any(one.ended for one in orders)


def test_the_order_and_recommendations_without_a_day_are_asked_about():
    undated = [one for one in seen(NORTH_WEST)[0].breaches if one.duty == "orders-dated"]
    assert {one.source for one in undated} == {"¶34", "¶36", "¶37"}
    assert [one.source for one in seen(LUTON)[0].breaches if one.duty == "orders-dated"] == ["¶56"]


def test_luton_was_found_on_each_of_three_heads():
    assert [one.body.determination.value for one in case_of(LUTON).heads] == [
        "service_failure", "no_maladministration", "no_maladministration",
    ]  # fmt: skip


def test_published_as_not_upheld_is_not_what_the_text_of_the_decision_does():
    [referral] = case_of(CHILDREN).referrals
    said = referral.decided.body
    assert (said.published_outcome.value, said.text.value) == ("not_upheld", "not_upheld_discontinued")
    assert (said.fault_found, said.injustice_found, said.remedied_by.value) == (
        None,
        None,
        "before_ombudsman",
    )


@pytest.mark.parametrize("path", ALL, ids=lambda path: path.stem)
def test_every_requirement_a_story_expects_is_a_lesson_of_its_case(path):
    story = read_story(path)
    for told in story.complaints:
        for expected in told.expected:
            assert LESSONS[path.stem][expected.requirement].startswith("found")
            assert expected.duty in duty_meanings() or expected.duty in (
                "acknowledge",
                "respond",
                "contractor-reply",
            )
            assert re.fullmatch(r"¶\d+(, \d+)*", expected.paragraph)


def test_what_was_kept_shows_no_breach():
    luton = seen(LUTON)[0].breaches
    assert all(one.duty not in ("response-has-blocks", "signpost-next-step") for one in luton)
    assert all((one.duty, one.stage) != ("respond", "stage-1") for one in luton)
    children = seen(CHILDREN)[0]
    assert all(one.duty not in ("give-reasons", "answer-every-point") for one in children.breaches)
    assert len(children.told.case.stage_state("stage-3").findings) == len(children.told.points)


WRONG = [3, -1, 1.5, True, "", "x", [], [1], {}, [{}], date(2022, 1, 1), datetime(2022, 1, 1, 3), "stage-2"]


def places(value, before=()):
    for key, inner in value.items() if isinstance(value, dict) else enumerate(value):
        yield (*before, key)
        if isinstance(inner, dict | list):
            yield from places(inner, (*before, key))


@settings(max_examples=300, deadline=None)
@given(st.sampled_from(ALL), st.randoms(use_true_random=False), st.sampled_from([*WRONG, None]))
def test_a_story_spoilt_anywhere_is_read_or_refused_in_one_line(path, random, wrong):
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    *way, last = random.choice(list(places(data)))
    table = data
    for key in way:
        table = table[key]
    if wrong is None:
        del table[last]
    else:
        table[last] = wrong
    said = "story.toml"
    try:
        tell(data, "story.toml")
    except BadInput as error:
        said = str(error)
    assert "\n" not in said
    assert said.startswith("story.toml")
