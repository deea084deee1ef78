"""Contractors' returns and replies that are to be looked at raise alerts, and end when somebody sees to them."""

from datetime import date, timedelta

import pytest

from casework.agreements.models import Contractor, Forwarding
from casework.alerts.contractors import replies_to_check
from casework.alerts.models import Alert
from casework.alerts.queries import Whose, alert_page
from casework.complaints import commands
from casework.complaints.models import OpenEnd
from casework.complaints.page import complaint_page
from casework.providers.models import MonthlyReturn, ProviderReply, ReturnRow
from casework.providers.queries import part_page
from casework.providers.register import ContractWords, EntryKind, Written, keep_contract, write_entry
from putright.calendars import in_london
from tests.casework.agreements.arranging import contractor
from tests.casework.alerts.test_looking import scan, shown
from tests.casework.made import Officers, at
from tests.casework.providers.asked import asked, now, version

pytestmark = pytest.mark.django_db
thu_2_may = date(2024, 5, 2)
fri_10_may = date(2024, 5, 10)
mon_13_may = date(2024, 5, 13)


def returned(firm: int, month: date, complaints: int) -> None:
    made = MonthlyReturn.objects.create(
        contractor_id=firm, month=month, sent_at=at(month + timedelta(days=35)), jobs=None
    )
    ReturnRow.objects.bulk_create(
        ReturnRow(of=made, their_reference=str(number), received_on=month, about="Nobody came")
        for number in range(complaints)
    )


def test_a_missing_return_is_an_alert_until_it_comes(officers: Officers) -> None:
    firm = contractor(officers.asha)
    keep_contract(firm, ContractWords(date(2024, 3, 1), None, "", True), by=officers.asha)
    returned(firm, date(2024, 3, 1), 5)
    scan(thu_2_may)
    assert shown(rule="DR-42") == []
    scan(fri_10_may)
    [alert] = Alert.objects.filter(rule="DR-42")
    assert (alert.key, alert.says) == (
        f"contractor:{firm}:missing", "A contractor’s return has not come for April 2024",
    )  # fmt: skip
    [row] = alert_page(officers.bela, whose=Whose.ALL, rule="DR-42", today=fri_10_may).rows
    assert row.contractor == firm
    assert alert_page(officers.carl, whose=Whose.ALL, today=fri_10_may).rows == ()
    returned(firm, date(2024, 4, 1), 5)
    scan(mon_13_may)
    assert shown(rule="DR-42") == []


def test_a_low_return_is_an_alert_until_the_contractor_was_spoken_to(officers: Officers) -> None:
    firm = contractor(officers.asha)
    returned(firm, date(2024, 2, 1), 10)
    returned(firm, date(2024, 3, 1), 2)
    scan(fri_10_may)
    assert shown(rule="DR-42") == [("DR-42", f"contractor:{firm}:low")]
    met = Written(EntryKind.MEETING, fri_10_may, "Its desk had been closed", "It reopens")
    write_entry(firm, met, by=officers.asha, now=at(fri_10_may))
    scan(mon_13_may)
    assert shown(rule="DR-42") == []


def test_replies_late_again_are_an_alert_and_restricted_complaints_are_not_counted(
    officers: Officers,
) -> None:
    firm = contractor(officers.asha, email="replies@harrow.example")
    links = [asked(officers.asha, firm) for _ in range(2)]
    today = in_london(now()).date()
    due = max(OpenEnd.objects.filter(kind="promise").values_list("due_on", flat=True))
    scan(today)
    assert shown(rule="DR-42") == []
    scan(due + timedelta(days=1))
    assert shown(rule="DR-42") == [("DR-42", f"contractor:{firm}:late")]
    assert "2 within 180 days" in Alert.objects.get(rule="DR-42", ended_on=None).says
    hidden = links[0].forwarding.complaint.reference
    commands.restrict(hidden, [officers.bela], by=officers.bela, now=now(), seen_version=version(hidden))
    scan(due + timedelta(days=2))
    assert shown(rule="DR-42") == []
    assert Contractor.objects.count() == 1


def test_a_reply_has_a_day_to_be_checked_by_and_an_alert_after_it(officers: Officers, client) -> None:
    link = asked(officers.asha)
    reply = ProviderReply.objects.create(link=link, saved_at=now(), sent_at=at(thu_2_may))
    sent = Forwarding.objects.get()
    page = complaint_page(officers.asha, sent.complaint.reference, today=in_london(now()).date())
    # Five working days after Thursday 2 May, with the bank holiday on Monday 6 May between.
    assert part_page(page, sent.pk, today=fri_10_may).check_by == fri_10_may
    assert list(replies_to_check([sent.complaint], today=fri_10_may)) == []
    [(number, alert)] = replies_to_check([sent.complaint], today=mon_13_may)
    assert (number, alert.key, alert.due) == (sent.complaint_id, f"reply:{reply.pk}", fri_10_may)
    client.force_login(officers.asha, backend="django.contrib.auth.backends.ModelBackend")
    assert (
        "to be checked by Fri 10 May 2024" in client.get(f"/providers/{sent.contractor_id}").content.decode()
    )
    ProviderReply.objects.update(step="adopted")
    assert list(replies_to_check([sent.complaint], today=mon_13_may)) == []
