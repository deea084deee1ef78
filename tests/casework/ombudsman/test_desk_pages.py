"""The pages of the desk in one round: open, ask, question, answer; who may, what is held, what is shown."""

import pytest
from django.test import Client
from django.urls import reverse

from casework.ombudsman.views.acts import ACTS
from tests.casework import made
from tests.casework.made import Officers
from tests.casework.ombudsman.referring import asked, opened

pytestmark = pytest.mark.django_db(transaction=True)

NOT_OFFERED = {"case-shown", "case-comment", "case-comment-left-out", "case-review"}


def signed_in(officer) -> Client:
    client = Client()
    client.force_login(officer, backend="django.contrib.auth.backends.ModelBackend")
    return client


def test_every_page_of_a_case_opens(officers: Officers) -> None:
    one = made.answered(officers.asha).reference
    key = opened(one, officers.asha)
    asked(one, key, officers.asha)
    browser = signed_in(officers.asha)
    for address in (
        reverse("ombudsman-desk"),
        reverse("ombudsman-case", args=[int(key)]),
        reverse("ombudsman", args=[one]),
    ):
        answer = browser.get(address)
        assert answer.status_code == 200, address
    for act in ACTS:
        answer = browser.get(reverse(act.name, args=[int(key)]))
        # Those about one question are reached from it.
        assert answer.status_code == (
            404 if "case-question" in act.name and act.name != "case-questions" else 200
        ) or (answer.status_code == 302 and act.name in NOT_OFFERED), act.name
