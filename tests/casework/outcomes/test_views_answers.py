"""The pages of answering: what is kept on any error, who may, and what two writers see."""

import pytest
from django.test import Client

from casework.complaints.record import act
from casework.outcomes.models import Answer, Question, StandIn
from casework.people.models import Officer
from putright.cases import verbs
from putright.cases.events import PointFinding
from putright.vocabulary import PointOutcome
from tests.casework import made
from tests.casework.made import mon_20_may
from tests.casework.outcomes import making

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def reference(client: Client, asha: Officer) -> str:
    """A complaint being answered, and the complaints officer logged in."""
    client.force_login(asha)
    return making.working(asha)


def sent(**fields: str) -> dict[str, str]:
    blank = {f"{name}-{row}": "" for name in ("document", "called", "page") for row in range(2)}
    return {
        "seen_version": "0", "evidence_rows": "2", "outcome": "upheld", "missing": "", "standard": "", "happened": "",
        "reasons": "", "fault": "", "injustice": "", "asked": "", "asked_answer": "", **blank, **fields,
    }  # fmt: skip


def test_an_answer_is_written_point_by_point(client: Client, reference: str) -> None:
    text = client.get(f"/complaints/{reference}/answers").content.decode()
    assert "No finding yet" in text
    address = f"/complaints/{reference}/answers/stage-1/1"
    given = sent(**{"reasons": "Nobody came", "called-0": "Job sheet", "share-ours": "100", "asked": "Why?"})
    assert client.post(address, given).headers["Location"] == f"/complaints/{reference}/answers"
    text = client.get(f"/complaints/{reference}/answers").content.decode()
    assert "The answer to point 1 is kept as a draft." in text
    assert "Still to come:" in text
    again = client.get(address).content.decode()
    assert "Nobody came" in again
    assert 'name="seen_version" value="1"' in again
    assert "They asked: Why?" in again


def test_more_evidence_keeps_the_writer_on_the_page(client: Client, reference: str) -> None:
    address = f"/complaints/{reference}/answers/stage-1/1"
    given = sent(**{"called-0": "Job sheet", "called-1": "A photograph", "more": "evidence"})
    assert client.post(address, given).headers["Location"] == address
    assert 'id="evidence-3"' in client.get(address).content.decode()


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({"outcome": "no_finding_possible"}, "Which record is missing?: name it"),
        ({"share-ours": "50", "share-contractor": "40"}, "add up to 90 per cent"),
        ({"share-ours": "half"}, "enter whole per cent"),
        ({"on-0-day": "30", "on-0-month": "2", "on-0-year": "2024", "called-0": "Sheet"}, "is not a date"),
        ({"page-0": "4"}, "Evidence 1 has a date or page"),
        ({"asked_answer": "Because"}, "enter the question its answer belongs to"),
        ({"outcome": "sort_of"}, "choose one of the answers shown"),
    ],
)
def test_what_was_typed_is_kept_on_every_error(
    client: Client, reference: str, fields: dict[str, str], says: str
) -> None:
    address = f"/complaints/{reference}/answers/stage-1/1"
    answer = client.post(address, sent(reasons="Nobody came for six weeks", **fields))
    assert answer.status_code == 422
    text = answer.content.decode()
    assert says in text
    assert "Nobody came for six weeks" in text
    assert not Answer.objects.exists()


def test_the_second_writer_sees_what_the_first_kept_and_loses_nothing(
    client: Client, reference: str, officers: made.Officers
) -> None:
    making.write(reference, officers.bela, reasons="Bela’s reasons")
    answer = client.post(f"/complaints/{reference}/answers/stage-1/1", sent(reasons="Asha’s reasons"))
    assert answer.status_code == 409
    text = answer.content.decode()
    assert "Bela Example saved this answer after you opened it" in text
    assert "Bela’s reasons" in text
    assert "Asha’s reasons" in text
    assert 'name="seen_version" value="1"' in text
    assert Answer.objects.get().reasons == "Bela’s reasons"


def test_who_acted_at_stage_1_gives_a_reason_to_write_at_stage_2(
    client: Client, reference: str, asha: Officer, officers: made.Officers
) -> None:
    second = making.escalated(asha, to=officers.bela)
    address = f"/complaints/{second}/answers/stage-2/1"
    text = client.get(address).content.decode()
    assert "Somebody else should answer at this stage" in text
    answer = client.post(address, sent(reasons="I looked again", changed=""))
    assert answer.status_code == 422
    assert "You acted at stage 1" in answer.content.decode()
    assert "I looked again" in answer.content.decode()
    going_on = client.post(address, sent(reasons="I looked again", changed="", going_on="Bela is ill"))
    assert going_on.status_code == 302
    assert StandIn.objects.get().words == "Bela is ill"


def test_a_service_officer_who_acted_before_cannot_go_on(client: Client, officers: made.Officers) -> None:
    second = making.escalated(officers.carl, to=officers.bela)
    making.recorded(second, act(verbs.allocate, officer=str(officers.carl.pk), at=making.thu_23_may),
                    by=officers.bela, on=making.thu_23_may)  # fmt: skip
    client.force_login(officers.carl)
    answer = client.post(
        f"/complaints/{second}/answers/stage-2/1", sent(going_on="I know it best", changed="")
    )
    assert answer.status_code == 422
    assert not StandIn.objects.exists()


def test_stage_2_shows_stage_1_beside_it_and_not_to_be_changed(
    client: Client, reference: str, asha: Officer, officers: made.Officers
) -> None:
    making.write(reference, asha, reasons="Nobody came, says the sheet")
    answering = act(verbs.respond, at=mon_20_may, author=str(asha.pk),
                    findings=(PointFinding("1", PointOutcome.UPHELD),))  # fmt: skip
    making.recorded(reference, answering, by=asha)
    making.recorded(reference, act(verbs.escalate, at=making.thu_23_may), by=asha, on=making.thu_23_may)
    client.force_login(officers.bela)
    text = client.get(f"/complaints/{reference}/answers/stage-2/1").content.decode()
    assert "Nobody came, says the sheet" in text
    assert "What changed since the stage before, and why" in text
    assert client.get(f"/complaints/{reference}/answers/stage-1/1").status_code == 200
    assert client.post(f"/complaints/{reference}/answers/stage-1/1", sent()).status_code == 403


def test_evidence_is_marked_and_questions_are_kept(client: Client, reference: str, asha: Officer) -> None:
    sheet = making.document(reference, asha)
    base = f"/complaints/{reference}/answers/stage-1"
    assert "Looked at" in client.get(f"/complaints/{reference}/answers").content.decode()
    client.post(f"{base}/reviewed", {"seen": [f"document-{sheet.pk}", "document-x", "nonsense"]})
    assert "Looked at by Asha Example" in client.get(f"/complaints/{reference}/answers").content.decode()
    client.post(f"{base}/questions", {"asked": "Who decides?", "asked_answer": "The manager"})
    assert (Question.objects.get().asked, Question.objects.get().answer) == ("Who decides?", "The manager")
    kept = client.post(f"{base}/questions", {"asked": "", "asked_answer": "An answer to nothing",
                                             f"answer-{Question.objects.get().pk}": ""})  # fmt: skip
    assert kept.status_code == 422
    assert "An answer to nothing" in kept.content.decode()


def test_another_outcome_is_given_with_a_reason(client: Client, reference: str, asha: Officer) -> None:
    making.write(reference, asha)
    address = f"/complaints/{reference}/answers/stage-1/outcome"
    without = client.post(address, {"outcome": "not_upheld", "words": ""})
    assert without.status_code == 422
    same = client.post(address, {"outcome": "upheld", "words": "Because it is so"})
    assert "is what the findings make already" in same.content.decode()
    assert "Because it is so" in same.content.decode()
    client.post(address, {"outcome": "partly_upheld", "words": "Most was in order"})
    text = client.get(f"/complaints/{reference}/answers").content.decode()
    assert "instead of “upheld”" in text
    assert "Most was in order" in text


def test_who_may(client: Client, reference: str, officers: made.Officers) -> None:
    answer, outcome = (f"/complaints/{reference}/answers/stage-1/{one}" for one in ("1", "outcome"))
    client.force_login(officers.ewan)  # an auditor reads
    assert client.get(f"/complaints/{reference}/answers").status_code == 200
    assert client.get(answer).status_code == 200
    assert client.post(answer, sent()).status_code == 403
    assert client.get(outcome).status_code == 403
    client.force_login(officers.carl)  # of another team
    for address in (answer, outcome, f"/complaints/{reference}/answers"):
        assert client.get(address).status_code == 404
    client.force_login(officers.fern)  # of another organisation
    assert client.get(answer).status_code == 404
    making.recorded(reference, act(verbs.restrict, officers=[str(officers.asha.pk)], at=made.mon_20_may),
                    by=officers.asha)  # fmt: skip
    client.force_login(officers.bela)  # not named on it
    assert client.get(answer).status_code == 404
    assert client.post(answer, sent()).status_code == 404
    assert not Answer.objects.exists()


@pytest.mark.parametrize("address", ["stage-9/1", "stage-2/1", "stage-1/9", "stage-9/outcome"])
def test_what_there_is_not_is_not_found(client: Client, reference: str, address: str) -> None:
    assert client.get(f"/complaints/{reference}/answers/{address}").status_code == 404
