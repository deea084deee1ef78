"""Running the checks of one letter, each paired with what looks for it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from types import MappingProxyType

from putright.calendars import WorkingDayCalendar
from putright.letters.chain import Chain
from putright.letters.checks import (
    apologies,
    contradictions,
    delivery,
    members,
    names,
    parts,
    plain,
    planned,
    points,
    promised,
    refusals,
    remedies,
    wording,
)
from putright.letters.checks.meanings import check_meanings, provision_of
from putright.letters.checks.subject import Subject, subject_of
from putright.letters.checks.types import CheckMeaning, CheckResult, Problem
from putright.letters.types import ComposedLetter

Check = Callable[[Subject], Iterator[Problem]]

CHECKS: Mapping[str, Check] = MappingProxyType(
    {
        "kind-fits-stage": parts.kind_fits_stage,
        "parts-given": parts.parts_given,
        "points-set-out": parts.points_set_out,
        "next-step-given": parts.next_step_given,
        "ombudsman-given": parts.ombudsman_given,
        "right-ombudsman": parts.right_ombudsman,
        "linked-ombudsmen-given": parts.linked_ombudsmen_given,
        "no-text-lost": parts.no_text_lost,
        "signed-as-required": planned.signed_as_required,
        "late-answer-explained": planned.late_answer_explained,
        "plan-sets-a-day": planned.plan_sets_a_day,
        "move-told": planned.move_told,
        "every-point-has-a-finding": points.every_point_has_a_finding,
        "every-finding-has-reasons": points.every_finding_has_reasons,
        "says-what-happened": points.says_what_happened,
        "names-the-standard": points.names_the_standard,
        "upheld-says-what-went-wrong": points.upheld_says_what_went_wrong,
        "upheld-says-the-injustice": points.upheld_says_the_injustice,
        "shares-of-fault-add-up": points.shares_of_fault_add_up,
        "findings-have-evidence": points.findings_have_evidence,
        "not-upheld-shows-evidence": points.not_upheld_shows_evidence,
        "evidence-can-be-found": points.evidence_can_be_found,
        "missing-record-named": points.missing_record_named,
        "substance-answered": points.substance_answered,
        "every-question-answered": points.every_question_answered,
        "changed-finding-explained": points.changed_finding_explained,
        "reconsidered-at-later-stage": points.reconsidered_at_later_stage,
        "part-answer-has-a-date": points.part_answer_has_a_date,
        "no-contradiction": contradictions.no_contradiction,
        "remedy-decided": remedies.remedy_decided,
        "none-has-a-reason": remedies.none_has_a_reason,
        "not-for-want-of-asking": remedies.not_for_want_of_asking,
        "not-left-to-goodwill": remedies.not_left_to_goodwill,
        "not-set-off": remedies.not_set_off,
        "payee-and-method-known": remedies.payee_and_method_known,
        "sum-known": remedies.sum_known,
        "split-adds-up": remedies.split_adds_up,
        "reckoning-adds-up": remedies.reckoning_adds_up,
        "remedy-approved": remedies.remedy_approved,
        "remedy-has-a-day": remedies.remedy_has_a_day,
        "recurring-has-an-end": remedies.recurring_has_an_end,
        "outside-band-explained": remedies.outside_band_explained,
        "sums-are-of-the-ledger": remedies.sums_are_of_the_ledger,
        "actions-have-date-and-owner": promised.actions_have_date_and_owner,
        "commitments-have-date-and-owner": promised.commitments_have_date_and_owner,
        "promises-are-on-record": promised.promises_are_on_record,
        "promises-are-dated": promised.promises_are_dated,
        "who-acts-next": promised.who_acts_next,
        "learning-told": promised.learning_told,
        "fair-right-learned": promised.fair_right_learned,
        "ombudsman-could-add-nothing": promised.ombudsman_could_add_nothing,
        "no-banned-phrase": apologies.no_banned_phrase,
        "apology-made": apologies.apology_made,
        "apology-accepts-responsibility": apologies.accepts_responsibility,
        "apology-names-the-impact": apologies.names_the_impact,
        "apology-says-what-we-will-do": apologies.says_what_we_will_do,
        "apology-says-why": apologies.says_why,
        "apology-covers-every-heading": apologies.covers_every_heading,
        "apology-covers-every-upheld-point": apologies.covers_every_upheld_point,
        "sender-senior-enough": apologies.sender_senior_enough,
        "not-written-by-a-subject": apologies.not_written_by_a_subject,
        "no-third-parties": names.no_third_parties,
        "officers-not-named": names.officers_not_named,
        "no-account-numbers": names.no_account_numbers,
        "copies-allowed": delivery.copies_allowed,
        "member-may-be-told": members.member_may_be_told,
        "member-after-the-person": members.member_after_the_person,
        "health-left-out": delivery.health_left_out,
        "enclosures-listed": delivery.enclosures_listed,
        "language-met": delivery.language_met,
        "language-confirmed": delivery.language_confirmed,
        "format-met": delivery.format_met,
        "outcome-not-withheld": wording.outcome_not_withheld,
        "restriction-not-asked-again": wording.restriction_not_asked_again,
        "delay-not-put-on-resident": wording.delay_not_put_on_resident,
        "escalation-not-limited": wording.escalation_not_limited,
        "escalation-needs-no-reason": wording.escalation_needs_no_reason,
        "ombudsman-not-foretold": wording.ombudsman_not_foretold,
        "no-gap-left": wording.no_gap_left,
        "weekdays-are-right": wording.weekdays_are_right,
        "reasons-of-this-case": refusals.reasons_of_this_case,
        "discretion-said": refusals.discretion_said,
        "new-date-is-later": refusals.new_date_is_later,
        "within-longest-extension": refusals.within_longest_extension,
        "told-in-time": refusals.told_in_time,
        "sentence-length": plain.sentence_length,
        "reading-age": plain.reading_age,
        "words-to-avoid": plain.words_to_avoid,
    }
)
"""What looks for each check of `checks.toml`, by its id."""


def run_checks(
    chain: Chain, composed: ComposedLetter, *, calendar: WorkingDayCalendar | None = None, today: date
) -> tuple[CheckResult, ...]:
    """What every check says of a letter, in the order of `checks.toml`: passed, or each thing that is wrong.

    calendar  counts working days of promises and extensions; None = those are not judged.
    today     the day the letter goes.
    """
    subject = subject_of(chain, composed, calendar=calendar, today=today)
    results: list[CheckResult] = []
    for meaning in check_meanings().values():
        if composed.kind in meaning.kinds:
            results += _results(meaning, subject)
    return tuple(results)


def _results(meaning: CheckMeaning, subject: Subject) -> Iterator[CheckResult]:
    found = list(CHECKS[meaning.id](subject))
    wrong = [one for one in found if not one.passes]
    provision = provision_of(meaning, subject.chain.procedure, subject.chain.stage, subject.kind)
    for one in wrong or found or [Problem("", passes=True)]:
        yield CheckResult(
            id=meaning.id,
            title=meaning.title,
            passes=one.passes,
            says=one.says if one.passes else f"{one.says} {meaning.do}",
            provision=provision,
            severity=meaning.severity,
            overridable=meaning.overridable,
            point=one.point,
            block=one.block,
            where=_where(one, subject),
        )


def _where(problem: Problem, subject: Subject) -> str:
    if problem.point:
        return subject.name(problem.point)
    block = subject.letter.block(problem.block)
    # A block without a heading is told by its key, in words: `who-acts-next` is Who acts next.
    return (block.heading if block else "") or problem.block.replace("-", " ").capitalize()
