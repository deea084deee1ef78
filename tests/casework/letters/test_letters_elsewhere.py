"""Letters about what is not taken on: the letter of a refusal that is on record, and who deals with it instead."""

from datetime import date

import pytest

from casework.complaints.models import Complaint
from casework.complaints.page import complaint_page
from casework.complaints.record import act, record
from casework.complaints.words import write_note
from casework.letters.errors import NotReady
from casework.letters.forms.entries import fields_of
from casework.letters.offering import offered
from casework.letters.queries import editor
from casework.people.models import Officer
from putright.cases import Status, verbs
from putright.vocabulary import LetterKind, RejectionReason
from tests.casework import made
from tests.casework.letters import written
from tests.casework.made import at, fri_3_may


@pytest.fixture
def refused(officers: made.Officers) -> str:
    """A complaint refused when it was taken, such as from a contact: nothing was written yet."""
    by = officers.asha
    by.organisation.email, by.organisation.telephone = "complaints@merebrook.example", "01632 960001"
    by.organisation.save()
    who = made.person(by.organisation, email="gwen@ashdown.example")
    reference = made.told(by, who=who).reference
    note = write_note(
        Complaint.objects.get(reference=reference), "The roof was repaired in 2022, and she told us in 2024.",
        about="reason", by=by, happened_at=at(fri_3_may), written_at=at(fri_3_may),
    )  # fmt: skip
    declining = act(
        verbs.decline, reason=RejectionReason.OVER_12_MONTHS, at=fri_3_may, ombudsman_details=True,
        issue_on=date(2022, 11, 7), discretion_considered=True, merits_note=str(note.pk),
    )  # fmt: skip
    record(reference, declining, by=by, now=at(fri_3_may, 13))
    return reference


def kinds(by: Officer, reference: str) -> dict[LetterKind, bool]:
    return {one.kind: one.pressing for one in offered(complaint_page(by, reference, today=fri_3_may))}


def test_a_refusal_on_record_waits_for_its_letter_and_is_not_recorded_twice(
    officers: made.Officers, refused: str
) -> None:
    by = officers.asha
    assert kinds(by, refused) == {LetterKind.DECLINE: True, LetterKind.SIGNPOST: False}
    letter = written.begun(LetterKind.DECLINE, refused, by)
    assert letter.words == {"reason": "The roof was repaired in 2022, and she told us in 2024."}
    assert (letter.details["reason"], letter.details["issue_on"]) == ("over_12_months", "2022-11-07")
    letter = written.written(
        letter, by,
        words={
            "reason": "The matter you complain of came to an end in November 2022, when the roof was repaired. You "
            "first told us of it on 1 May 2024. That is more than twelve months later, and the people who did the "
            "work then have left, so that we can no longer find out what was agreed.",
            "facts": "The roof was repaired on 7 November 2022. Your complaint reached us on 1 May 2024.",
            "discretion": "We considered accepting it although it is late, and found no record that would let us "
            "decide it.",
        },
        details={"acts_next": "You may take our decision to the Ombudsman.", "acts_by": date(2024, 5, 30)},
    )  # fmt: skip
    written.signed(letter, officers.bela, on=fri_3_may)
    done = written.sent(letter, by)
    assert done.case.status is Status.DECLINED
    assert [one.kind for one in done.case.events].count("declined") == 1
    assert kinds(by, refused) == {LetterKind.DECLINE: False, LetterKind.SIGNPOST: False}


def test_who_deals_with_it_is_told_while_the_complaint_goes_on(officers: made.Officers) -> None:
    by = officers.asha
    by.organisation.email, by.organisation.telephone = "complaints@merebrook.example", "01632 960001"
    by.organisation.save()
    who = made.person(by.organisation, email="gwen@ashdown.example")
    reference = made.told(by, who=who).reference
    letter = written.begun(LetterKind.SIGNPOST, reference, by)
    words = {
        "reason": "You told us that your neighbour may be at risk of harm in her own home.",
        "details": "The safeguarding team has what you told us. You do not have to do anything more.",
    }
    letter = written.written(letter, by, words=words)
    with pytest.raises(NotReady) as held:
        written.sent(letter, by)
    assert [one.result.id for one in held.value.lines] == ["parts-given"]
    letter = written.written(letter, by, words=words, details={"reason": "safeguarding"})
    done = written.sent(letter, by)
    assert done.case.status is Status.OPEN
    text = "\n".join(one["text"] for one in letter.versions.get().blocks)
    assert "Their safety comes first." in text
    assert "Your complaint goes on beside it" in text


def test_the_editor_offers_every_route_that_has_this_letter(officers: made.Officers) -> None:
    reference = made.told(officers.asha).reference
    letter = written.begun(LetterKind.SIGNPOST, reference, officers.asha)
    shown, _ = editor(officers.asha, reference, letter.pk, today=fri_3_may)
    [choices] = [field.choices for name, field, _ in fields_of(shown) if name == "reason"]
    assert ("school", "Inside a school") in list(choices)
    assert "appeal" not in dict(choices)
