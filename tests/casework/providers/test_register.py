"""The register of providers: contract, log, the end of a contractor, e-mails to it, and what it performed."""

from datetime import timedelta

import pytest

from casework.agreements.models import Contractor, Forwarding
from casework.complaints import commands
from casework.providers import jobs
from casework.providers.accounts import choose_password, invite, signed_in
from casework.providers.models import Account, LogEntry, ProviderMail
from casework.providers.pack import pack
from casework.providers.provider_page import provider_page, providers
from casework.providers.register import (
    ContractWords,
    EntryKind,
    Written,
    add_measure,
    change_status,
    hand_over,
    keep_contract,
    write_entry,
)  # fmt: skip
from putright.calendars import in_london
from putright.cases import CaseError
from putright.vocabulary import ContractorStatus
from tests.casework.agreements.arranging import contractor
from tests.casework.made import Officers
from tests.casework.providers.asked import address, asked, now, typed, version

pytestmark = pytest.mark.django_db(transaction=True)


def today():
    return in_london(now()).date()


def test_the_contract_and_its_log_are_kept(client, officers: Officers) -> None:
    firm = contractor(officers.asha)
    keep_contract(firm, ContractWords(today(), None, "Two steps of ten days", True), by=officers.asha)
    add_measure(firm, name="First visit within five days", target="95 in 100", by=officers.asha)
    key = str(provider_page(officers.asha, firm, today=today()).measures[0][0])
    written = Written(EntryKind.RESULT, today(), "81 in 100", "A warning", key, met=False)
    write_entry(firm, written, by=officers.asha, now=now())
    with pytest.raises(CaseError, match="whether it was met"):
        write_entry(firm, Written(EntryKind.RESULT, today(), "81 in 100"), by=officers.asha, now=now())
    with pytest.raises(CaseError, match="no such contractor"):
        write_entry(firm, written, by=officers.fern, now=now())
    client.force_login(officers.asha)
    text = client.get(f"/providers/{firm}").content.decode()
    assert "First visit within five days" in text
    assert "not met" in text


def test_the_end_of_a_contractor_loses_nothing(client, officers: Officers) -> None:
    firm = contractor(officers.asha, email="replies@harrow.example")
    one, two = asked(officers.asha, firm), asked(officers.asha, firm)
    hidden = two.forwarding.complaint.reference
    commands.restrict(hidden, [officers.bela], by=officers.bela, now=now(), seen_version=version(hidden))
    account = Account.objects.get(
        pk=invite(firm, name="Ines", email="i@harrow.example", by=officers.asha, now=now())
    )
    choose_password(account, "correct horse battery staple")
    with pytest.raises(CaseError, match="say first"):
        hand_over(firm, "Gone", by=officers.asha, now=now())
    change_status(firm, ContractorStatus.IN_LIQUIDATION, "Wound up", on=today(), by=officers.asha, now=now())
    assert client.get(address(one)).status_code == 410
    assert signed_in(account.email, "correct horse battery staple", now=now()) is None
    page = provider_page(officers.asha, firm, today=today())
    assert (page.gone, len(page.parts)) == (True, 1), "what is restricted is not in her number"
    assert hand_over(firm, "Wound up: we answer", by=officers.asha, now=now()) == (1, 0)
    assert hand_over(firm, "Again", by=officers.asha, now=now()) == (0, 0)
    assert LogEntry.objects.get().kind == "status"
    assert {one.promise for one in Forwarding.objects.all()}  # they stay on record
    # Taken over all the same: who may see it finds nothing that waits.
    assert provider_page(officers.bela, firm, today=today()).parts == ()


def test_a_restricted_complaint_is_not_counted_for_others(officers: Officers) -> None:
    link = asked(officers.asha)
    reference = link.forwarding.complaint.reference
    assert providers(officers.asha, today=today())[0].open_parts == 1
    commands.restrict(
        reference, [officers.bela], by=officers.bela, now=now(), seen_version=version(reference)
    )
    assert providers(officers.asha, today=today())[0].open_parts == 0
    firm = Contractor.objects.get()
    days = (today() - timedelta(days=30), today())
    assert pack(officers.asha, firm.pk, *days).rows[0] == ("Complaints passed on", "0")
    assert pack(officers.bela, firm.pk, *days).rows[0] == ("Complaints passed on", "1")
    assert pack(officers.fern, firm.pk, *days) is None


def test_mails_carry_the_link_and_nobodys_name(officers: Officers, settings, capsys) -> None:
    settings.EMAIL_URL = "console"
    asked(officers.asha)
    while jobs.run_next(now=now()):
        pass
    out = capsys.readouterr().out
    assert "/reply/" in out
    assert "Gwendolyn" not in out
    assert ProviderMail.objects.get().state == "sent"


def test_a_reply_is_chased_five_working_days_before_and_on_the_day(officers: Officers) -> None:
    link = asked(officers.asha)
    due = ProviderMail.objects.get(kind="asked").due_on
    for day in range((due - today()).days + 1):
        jobs.chase(today=today() + timedelta(days=day), now=now())
    assert sorted(ProviderMail.objects.values_list("kind", "link", "due_on")) == [
        ("asked", link.pk, due), ("due", link.pk, due), ("reminder", link.pk, due),
    ]  # fmt: skip


def test_what_is_over_is_not_mailed(client, officers: Officers, settings) -> None:
    settings.EMAIL_URL = "console"
    link = asked(officers.asha)
    client.post(address(link), typed())
    while jobs.run_next(now=now()):
        pass
    assert ProviderMail.objects.get().state == "nothing"


def test_pages_cost_what_they_say(client, officers: Officers, statements) -> None:
    firm = contractor(officers.asha)
    for _ in range(3):
        asked(officers.asha, firm)
    with statements(4):
        providers(officers.asha, today=today())
    with statements(16):
        provider_page(officers.asha, firm, today=today())
    client.force_login(officers.ewan)
    assert client.get("/providers").status_code == 200
    assert client.get(f"/providers/{firm}/pack").status_code == 200
    assert client.get(f"/providers/{firm}/pack.csv").headers["Content-Type"].startswith("text/csv")
    assert client.get(f"/providers/{firm}/entry").status_code == 403
    client.force_login(officers.fern)
    assert client.get(f"/providers/{firm}").status_code == 404
    assert client.get(f"/providers/{firm}/pack.csv").status_code == 404
