"""Whatever happens to a complaint, its row of facts can be counted."""

import csv
import io
from dataclasses import asdict

from hypothesis import given, settings
from hypothesis import strategies as st

from putright.calendars import Division, load_calendar
from putright.cases import case_deadlines, facts_of, verbs
from putright.cases.facts import CaseFacts
from putright.cases.referred import HeadDecided, ReferralDecided, ReferralOpened
from putright.measures import read_facts
from putright.vocabulary import DecisionText, Determination, OmbudsmanBody, PublishedOutcome, ReferralKind
from tests.putright.cases.made import CODE, received
from tests.putright.cases.test_putting_right import moves, proposals
from tests.putright.cases.test_replay import dates, steps, walk, whens

ENGLAND = load_calendar(Division.ENGLAND_AND_WALES)
COLUMNS = ("reference", *CaseFacts.__dataclass_fields__)
referrals = st.one_of(
    st.builds(
        lambda key, body, at: lambda case: verbs.refer(
            case, body=ReferralOpened(key, body, ReferralKind.INVESTIGATION, "evidence"), at=at
        ),
        st.sampled_from("12"), st.sampled_from([OmbudsmanBody.HOS]), whens,
    ),
    st.builds(
        lambda key, published, text, at: lambda case: verbs.follow_up(
            case, body=ReferralDecided(key, published, text), at=at
        ),
        st.sampled_from("12"), st.none() | st.sampled_from(PublishedOutcome), st.none() | st.sampled_from(DecisionText),
        whens,
    ),
    st.builds(
        lambda head, found, at: lambda case: verbs.refer(case, body=HeadDecided(head, "1", found), at=at),
        st.sampled_from("hk"), st.sampled_from(Determination), whens,
    ),
)  # fmt: skip
acts = st.lists(st.one_of(steps, steps, proposals, moves, referrals), max_size=18)


def written(cases) -> bytes:
    """The cases as a file of facts."""
    file = io.StringIO()
    writer = csv.DictWriter(file, COLUMNS)
    writer.writeheader()
    for number, case in enumerate(cases):
        found = asdict(facts_of(case, CODE, case_deadlines(case, CODE, ENGLAND, today=None)))
        writer.writerow(
            {"reference": number, **{name: "" if one is None else one for name, one in found.items()}}
        )
    return file.getvalue().encode()


@settings(max_examples=25, deadline=None)
@given(st.lists(st.tuples(dates, acts), min_size=8, max_size=25))
def test_no_sequence_of_acts_makes_a_row_that_cannot_be_read(stories):
    cases = [walk(received(day), taken) for day, taken in stories]
    with read_facts(io.BytesIO(written(cases))) as facts:
        assert facts.rows == len(cases)
