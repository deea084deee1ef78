"""Which extensions count, and what the others lack."""

from dataclasses import replace
from datetime import date

import pytest

from putright.clocks import Extension
from tests.putright.clocks.made_up import (
    ACKNOWLEDGE,
    CODE,
    IN_FORM,
    RESPOND,
    TEN_MORE,
    due,
    extended,
    fri_3_may,
    mon_3_june,
    mon_20_may,
    procedure,
    thu_9_may,
    tue_4_june,
    tue_14_may,
    wed_1_may,
    wed_5_june,
)


def test_an_extension_in_form_moves_the_date_and_keeps_the_first_one() -> None:
    respond = extended(IN_FORM)
    assert (respond.due_on, respond.original_due_on) == (mon_3_june, mon_20_may)
    assert respond.extensions[0].counts
    assert "extended to Mon 3 June 2024 (6.4)" in respond.because


@pytest.mark.parametrize(
    ("extension", "defect"),
    [
        (replace(IN_FORM, reason_given=False), "no reason is recorded (6.4)"),
        (replace(IN_FORM, ombudsman_details=False), "not given the Ombudsman's details (6.5)"),
        (replace(IN_FORM, told_on=None), "not recorded that the resident was told (6.4)"),
        (
            replace(IN_FORM, told_on=date(2024, 5, 21)),
            "told on Tue 21 May 2024, after Mon 20 May 2024 had passed",
        ),
        (replace(IN_FORM, decided_on=date(2024, 5, 21)), "decided on Tue 21 May 2024, after Mon 20 May 2024"),
        (
            replace(IN_FORM, to=wed_5_june),
            "beyond the longest extension, 10 working days to Tue 4 June 2024 (6.4)",
        ),
        (replace(IN_FORM, to=mon_20_may), "no later than the date it extends, Mon 20 May 2024"),
    ],
)
def test_a_defective_extension_does_not_count_and_says_why(extension: Extension, defect: str) -> None:
    respond = extended(extension)
    assert respond.due_on == mon_20_may
    assert not respond.extensions[0].counts
    assert defect in respond.extensions[0].defects[0]
    assert "the extension to" in respond.because[-1]


def test_the_last_day_of_the_limit_still_counts() -> None:
    assert extended(replace(IN_FORM, to=tue_4_june)).due_on == tue_4_june


def test_a_trusted_extension_needs_no_form_but_keeps_the_limit() -> None:
    assert extended(Extension(tue_4_june), trust_extensions=True).due_on == tue_4_june
    assert extended(Extension(wed_5_june), trust_extensions=True).due_on == mon_20_may


def test_a_good_reason_goes_beyond_the_limit_only_where_the_procedure_lets_it() -> None:
    lenient = procedure(
        ACKNOWLEDGE, replace(RESPOND, extension=replace(TEN_MORE, beyond_with=("good_reason",)))
    )
    longer = replace(IN_FORM, to=wed_5_june, good_reason=True)
    assert extended(longer).due_on == mon_20_may
    assert extended(longer, code=lenient).due_on == wed_5_june
    assert extended(replace(longer, good_reason=False), code=lenient).due_on == mon_20_may


def test_a_second_extension_counts_from_the_first_but_the_limit_from_the_original_date() -> None:
    first = replace(IN_FORM, to=date(2024, 5, 24))
    second = replace(IN_FORM, to=tue_4_june, told_on=date(2024, 5, 24), decided_on=date(2024, 5, 23))
    third = replace(second, to=wed_5_june)
    happened = {"received": wed_1_may, "acknowledged": fri_3_may}
    assert due(happened, extensions=(first, second)).due_on == tue_4_june
    assert due(happened, extensions=(first, third)).due_on == date(2024, 5, 24)


def test_a_policy_that_counts_no_extension_keeps_its_date() -> None:
    respond = extended(IN_FORM, code=replace(CODE, extensions_count=False))
    assert respond.due_on == mon_20_may
    assert respond.extensions[0].defects == ("Made-up Code counts no extension as on time (6.4)",)


def test_a_timescale_without_an_extension_rule_cannot_be_extended() -> None:
    acknowledge = extended(replace(IN_FORM, timescale="acknowledge"), of="acknowledge")
    assert acknowledge.due_on == thu_9_may
    assert "gives no extension" in acknowledge.extensions[0].defects[0]


def test_an_extension_after_a_late_acknowledgement_reaches_further_than_its_target() -> None:
    happened = {"received": wed_1_may, "acknowledged": tue_14_may}
    respond = due(happened, extensions=(Extension(date(2024, 6, 12)),), trust_extensions=True)
    # Acknowledged in time it would have been due on 23 May, and extended at most to 7 June.
    assert (respond.due_on, respond.target_on) == (date(2024, 6, 12), date(2024, 6, 7))
