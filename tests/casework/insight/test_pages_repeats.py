"""What is behind a figure of repeats names no earlier complaint that its reader may not see."""

from __future__ import annotations

import pytest
from django.test import Client

from casework.complaints.models import Complaint
from tests.casework.made import Officers, answered, told

ADDRESS = "/figures/cases?figure=AR-19&which=numerator&from=2024-01-01&to=2024-12-31"


@pytest.mark.django_db
def test_an_earlier_complaint_is_named_to_those_who_may_see_it_alone(
    client: Client, officers: Officers
) -> None:
    earlier = told(officers.bela, named=()).reference
    repeat = answered(officers.asha).reference
    Complaint.objects.filter(reference=repeat).update(repeat_of=earlier, accepted=True)
    for officer, named in ((officers.asha, False), (officers.bela, True)):
        client.force_login(officer)
        page = client.get(ADDRESS).content.decode()
        assert repeat in page
        assert (earlier in page) is named
        assert ("an earlier complaint" in page) is not named
