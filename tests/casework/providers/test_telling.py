"""Monthly returns, and how a contractor reaches the residents it is to visit."""

from datetime import date, datetime, time, timedelta

import pytest

from casework.agreements import commands as agreements
from casework.agreements.commands import Agreed, Visit
from casework.agreements.models import Contractor
from casework.complaints import commands
from casework.complaints.models import Person
from casework.providers.accounts import choose_password, invite
from casework.providers.models import Account, ContactLook, MonthlyReturn
from casework.providers.register import ContractWords, keep_contract
from casework.providers.returns import read_rows, return_lines, take_return
from casework.providers.visiting import NoSuchVisit, own_visits, reach
from putright.calendars import LONDON, in_london
from putright.cases import CaseError
from putright.vocabulary import AgreementKind
from tests.casework import made
from tests.casework.agreements.arranging import contractor
from tests.casework.made import Officers
from tests.casework.providers.asked import now, version

pytestmark = pytest.mark.django_db(transaction=True)

JUNE, JULY = date(2026, 6, 1), date(2026, 7, 1)
mon_10_aug = date(2026, 8, 10)
LINES = "reference; received; about; answered; our reference\nA-1; 03/06/2026; Late; 20/06/2026;\nA-2; 04/06/2026; Late"


def given(firm: Contractor, month: date, count: int, *, jobs: int | None = None) -> None:
    rows = read_rows("\n".join(f"A-{one}; {month:%d/%m/%Y}; Late" for one in range(count)), month)
    take_return(firm, month, rows, none=not rows, jobs=jobs, now=now(), today=mon_10_aug)


def account_of(by, firm: int) -> Account:
    account = Account.objects.get(
        pk=invite(firm, name="Ines", email=f"i{firm}@harrow.example", by=by, now=now())
    )
    choose_password(account, "correct horse battery staple")
    return account


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("A-1; 03/07/2026; Late", "not in the month"),
        ("A-1; 3 June; Late", "like 31/01/2026"),
        ("A-1; 03/06/2026;", "what it is about"),
        ("A-1; 03/06/2026; Late; 02/06/2026", "answered before it was received"),
    ],
)
def test_a_line_that_cannot_be_right_is_named(line: str, says: str) -> None:
    with pytest.raises(CaseError, match=f"line 1: .*{says}"):
        read_rows(line, JUNE)


@pytest.mark.parametrize(
    ("line", "says"),
    [
        (f"A-1; 03/06/2026; {'x' * 200_000}", "too long"),
        (f'A-1; 03/06/2026; "{"x" * 200_000}', "quotation mark"),
        ("A-1; 03/06/2026; La\x00te", "no text"),
    ],
)
def test_lines_that_cannot_be_read_or_kept_are_refused_in_words(line: str, says: str) -> None:
    with pytest.raises(CaseError, match=says):
        read_rows(line, JUNE)


def test_a_heading_is_no_complaint() -> None:
    assert [one.reference for one in read_rows(LINES, JUNE)] == ["A-1", "A-2"]


def test_none_is_a_return_and_silence_is_missing(officers: Officers) -> None:
    firm = Contractor.objects.get(pk=contractor(officers.asha))
    keep_contract(firm.pk, ContractWords(JUNE, None, "", True), by=officers.asha)
    given(firm, JUNE, 0)
    lines = {one.month: one for one in return_lines(firm, today=mon_10_aug)}
    assert (lines[JUNE].complaints, lines[JUNE].flag) == (0, "")
    assert (lines[JULY].complaints, lines[JULY].flag) == (None, "Missing")
    early = {one.month: one for one in return_lines(firm, today=date(2026, 8, 3))}
    assert early[JULY].flag == ""
    with pytest.raises(CaseError, match="tick that there was none"):
        take_return(firm, JULY, (), none=False, jobs=None, now=now(), today=mon_10_aug)


def test_a_return_sent_again_replaces_the_first_and_both_stay(officers: Officers) -> None:
    firm = Contractor.objects.get(pk=contractor(officers.asha))
    given(firm, JUNE, 2)
    given(firm, JUNE, 3)
    assert return_lines(firm, today=mon_10_aug)[0].complaints == 3
    assert MonthlyReturn.objects.count() == 2


def test_unusually_low_is_told_against_itself_and_against_others(officers: Officers) -> None:
    firm = Contractor.objects.get(pk=contractor(officers.asha))
    other = Contractor.objects.get(pk=contractor(officers.asha, "Ridge Lifts"))
    given(firm, JUNE, 10)
    given(firm, JULY, 4)
    assert return_lines(firm, today=mon_10_aug)[0].flag == "Unusually low: 10.0 a month before"
    given(other, JULY, 10, jobs=1000)
    given(firm, JULY, 5, jobs=2000)
    assert return_lines(firm, today=mon_10_aug)[0].flag == "Unusually low: 2.5 for 1,000 jobs, others 10.0"


def test_a_return_is_sent_from_the_page(client, officers: Officers) -> None:
    account = account_of(officers.asha, contractor(officers.asha))
    client.post("/contractor/sign-in", {"email": account.email, "password": "correct horse battery staple"})
    page = client.get("/contractor/returns").content.decode()
    month = page.split('<option value="2')[1][:9]
    month = f"2{month}"
    day = date.fromisoformat(month)
    refused = client.post("/contractor/returns", {"month": month, "rows": "A-1; soon; Late", "jobs": ""})
    assert refused.status_code == 422
    assert "A-1; soon; Late" in refused.content.decode()
    sent = client.post(
        "/contractor/returns", {"month": month, "rows": f"A-1; {day:%d/%m/%Y}; Late", "jobs": "900"}
    )
    assert sent.status_code == 302
    assert MonthlyReturn.objects.get().jobs == 900


def visited(by, firm: int) -> str:
    reference = made.told(by, received=in_london(now()).date() - timedelta(days=3)).reference
    Person.objects.update(telephone="020 7946 0000")
    on = in_london(now()).date() + timedelta(days=1)
    agreements.make_visit(
        reference, Visit("To fit the rails", on, contractor=str(firm), site_told=True), going_on="Agreed by telephone",
        at=in_london(now()).date(), by=by, now=now(), seen_version=version(reference),
    )  # fmt: skip
    agreements.agree(
        reference, Agreed("Call in the morning", AgreementKind.COMMUNICATION, hours_from=time(9), hours_to=time(12)),
        at=in_london(now()).date(), by=by, now=now(), seen_version=version(reference),
    )  # fmt: skip
    return reference


def test_a_resident_is_reached_for_an_open_visit_and_in_the_hours_agreed(officers: Officers) -> None:
    firm = contractor(officers.asha)
    account, reference = account_of(officers.asha, firm), visited(officers.asha, firm)
    account = Account.objects.select_related("contractor").get(pk=account.pk)
    key = own_visits(account)[0].key
    tue_21h = datetime(2026, 12, 1, 21, 0, tzinfo=LONDON)
    stopped = reach(account, reference, key, now=tue_21h)
    assert stopped.telephone == ""
    assert stopped.again == datetime(2026, 12, 2, 9, 0, tzinfo=LONDON)
    assert len(stopped.stopped) == 2
    allowed = reach(account, reference, key, now=datetime(2026, 12, 2, 10, 0, tzinfo=LONDON))
    assert (allowed.telephone, allowed.name) == ("020 7946 0000", "Gwendolyn Ashdown")
    assert ContactLook.objects.count() == 2


def test_no_other_contractor_and_no_restricted_complaint(officers: Officers) -> None:
    firm, other = contractor(officers.asha), contractor(officers.asha, "Ridge Lifts")
    reference = visited(officers.asha, firm)
    rows = Account.objects.select_related("contractor")
    account_of(officers.asha, firm), account_of(officers.asha, other)
    mine, theirs = rows.get(contractor=firm), rows.get(contractor=other)
    key = own_visits(mine)[0].key
    assert own_visits(theirs) == ()
    with pytest.raises(NoSuchVisit):
        reach(theirs, reference, key, now=now())
    commands.restrict(
        reference, [officers.asha], by=officers.asha, now=now(), seen_version=version(reference)
    )
    assert own_visits(mine) == ()
    with pytest.raises(NoSuchVisit):
        reach(mine, reference, key, now=now())
    assert not ContactLook.objects.exists()
