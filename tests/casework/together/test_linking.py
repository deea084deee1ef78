"""Complaints that belong together: parts under another procedure, links on both sides, the plan, and attackers."""

import pytest
from django.db import connection
from django.utils import timezone

from casework.complaints.commands import ChangedSince
from casework.complaints.models import Clock, Complaint, Note, Party, Point
from casework.complaints.page import NotToBeSeen, complaint_page
from casework.complaints.search import find
from casework.complaints.words import reindex
from casework.people.models import Organisation
from casework.together import linking
from casework.together.leading import leads_over
from casework.together.linking import NewPart
from casework.together.plan import joint_plan, links_of
from putright.calendars import in_london
from putright.cases import CaseError
from putright.vocabulary import LinkKind
from tests.casework import made
from tests.casework.made import Officers, mon_20_may, thu_9_may, wed_1_may
from tests.casework.together.asked import case_of, common, complaint, version

pytestmark = pytest.mark.django_db(transaction=True)

COUNCIL = NewPart("lgsco", ("2",), "The letting of the flat", leads=True)


@pytest.fixture
def one(officers: Officers) -> str:
    Organisation.objects.filter(pk=officers.asha.organisation_id).update(
        procedures=["housing-ombudsman", "lgsco"]
    )
    officers.asha.organisation.refresh_from_db()
    return complaint(officers.asha)


def split(officers: Officers, reference: str, part: NewPart = COUNCIL) -> str:
    return linking.open_part(
        reference, part, "Letting is not the landlord", **common(reference, officers.asha)
    )


def test_a_part_is_opened_with_its_points_and_people_and_linked_both_ways(
    officers: Officers, one: str
) -> None:
    other = split(officers, one)
    here, there = case_of(one), case_of(other)
    assert [(link.body.other, link.body.what) for link in here.links] == [(other, LinkKind.LEADS)]
    assert [(link.body.other, link.body.what) for link in there.links] == [(one, LinkKind.PART_OF)]
    assert [point.goes_on for point in here.points] == [None, here.links[0].key]
    row = Complaint.objects.get(reference=other)
    assert (row.procedure, row.received_on) == ("lgsco/2024-02-01", wed_1_may)
    assert list(Point.objects.filter(complaint=row).values_list("key", "words")) == [
        ("1", "The kitchen ceiling is spoilt")
    ]
    people = Party.objects.filter(complaint__reference__in=(one, other)).values_list("person", "role")
    assert len(set(people)) == 1
    assert len(people) == 2


def test_each_part_keeps_its_own_clocks(officers: Officers, one: str) -> None:
    other = split(officers, one)
    clocks = Clock.objects.filter(complaint__reference=other)
    assert {clock.procedure for clock in clocks} == {"lgsco/2024-02-01"}
    assert clocks.filter(timescale="acknowledge", due_on=thu_9_may, met_on=None).exists()
    assert Clock.objects.filter(
        complaint__reference=one, timescale="acknowledge", met_on__isnull=False
    ).exists()


@pytest.mark.parametrize(
    ("part", "says"),
    [
        (NewPart("lgsco", (), "", leads=True), "choose which points"),
        (NewPart("lgsco", ("9",), "", leads=True), "choose which points"),
        (NewPart("lgsco", ("1", "2"), "", leads=True), "leave at least one"),
        (NewPart("housing-ombudsman", ("2",), "", leads=True), "choose another procedure"),
        (NewPart("spso", ("2",), "", leads=True), "choose another procedure"),
        (NewPart("nonsense", ("2",), "", leads=True), "choose another procedure"),
        (NewPart("lgsco", ("2",), "", leads=True, handler=999_999), "no such officer"),
        (NewPart("lgsco", ("2",), "", leads=True, service=999_999), "no such service"),
    ],
)
def test_what_cannot_be_opened_is_refused_with_what_to_do_and_nothing_half_written(
    officers: Officers, one: str, part: NewPart, says: str
) -> None:
    before = (Complaint.objects.count(), Note.objects.count(), version(one))
    with pytest.raises(CaseError, match=says):
        split(officers, one, part)
    assert (Complaint.objects.count(), Note.objects.count(), version(one)) == before


def test_officers_of_elsewhere_and_auditors_handle_no_part(officers: Officers, one: str) -> None:
    for officer in (officers.fern, officers.ewan):
        with pytest.raises(CaseError, match="no such officer"):
            split(officers, one, NewPart("lgsco", ("2",), "", leads=True, handler=officer.pk))


def test_a_part_of_a_restricted_complaint_is_restricted_to_the_same_people(
    officers: Officers, one: str
) -> None:
    secret = complaint(officers.asha, named=(officers.asha.pk, officers.bela.pk))
    with pytest.raises(CaseError, match="not named"):
        split(officers, secret, NewPart("lgsco", ("2",), "", leads=True, handler=officers.carl.pk))
    other = split(officers, secret, NewPart("lgsco", ("2",), "", leads=False, handler=officers.bela.pk))
    row = Complaint.objects.get(reference=other)
    assert row.restricted
    assert case_of(other).restricted_to == case_of(secret).restricted_to
    for officer in (officers.carl, officers.dana, officers.ewan):
        with pytest.raises(NotToBeSeen):
            complaint_page(officer, other, today=mon_20_may)


def test_an_authority_for_points_that_stay_is_none_in_the_new_part(officers: Officers, one: str) -> None:
    row = Complaint.objects.get(reference=one)
    speaker = made.person(row.organisation, "Idris Vane")
    Party.objects.create(
        complaint=row, person=speaker, role="representative", authority="A letter", authority_points="1"
    )
    both = made.person(row.organisation, "Orla Brack")
    Party.objects.create(
        complaint=row, person=both, role="advocate", authority="A form", authority_points="1 2"
    )
    other = Complaint.objects.get(reference=split(officers, one))
    found = (
        Party.objects.filter(complaint=other)
        .order_by("pk")
        .values_list("person__name", "authority", "authority_points")
    )
    assert list(found)[1:] == [("Idris Vane", "", ""), ("Orla Brack", "A form", "1")]


def test_somebody_who_saw_an_older_state_opens_nothing(officers: Officers, one: str) -> None:
    stale = {**common(one, officers.asha), "seen_version": version(one) - 1}
    with pytest.raises(ChangedSince):
        linking.open_part(one, COUNCIL, "", **stale)
    assert Complaint.objects.count() == 1


@pytest.mark.parametrize(
    ("kind", "back"),
    [
        (LinkKind.LEADS, LinkKind.PART_OF),
        (LinkKind.PART_OF, LinkKind.LEADS),
        (LinkKind.BESIDE, LinkKind.BESIDE),
        (LinkKind.FOLLOWS, None),
    ],
)
def test_a_link_stands_on_both_sides_as_each_sees_it_and_is_taken_away_from_both(
    officers: Officers, one: str, kind: LinkKind, back: LinkKind | None
) -> None:
    other = complaint(officers.asha)
    linking.link(one, other.lower(), kind, "The same flat", **common(one, officers.asha))
    assert [link.body.what for link in case_of(one).links] == [kind]
    assert [link.body.what for link in case_of(other).links] == ([back] if back else [])
    with pytest.raises(CaseError, match="linked already"):
        linking.link(other, one, LinkKind.BESIDE, "", **common(other, officers.asha))
    linking.unlink(one, case_of(one).links[0].key, "A mistake", **common(one, officers.asha))
    assert all(link.ended for reference in (one, other) for link in case_of(reference).links)
    linking.link(other, one, LinkKind.BESIDE, "", **common(other, officers.asha))
    assert linking.holding(case_of(one), other) is not None


def test_a_complaint_the_officer_may_not_see_is_as_one_that_is_not_there(
    officers: Officers, one: str
) -> None:
    hidden = complaint(officers.bela, named=(officers.bela.pk,))
    theirs = complaint(officers.fern)
    told = set()
    for other in (hidden, theirs, "PR-0000-0000"):
        with pytest.raises(CaseError) as refused:
            linking.link(one, other, LinkKind.BESIDE, "", **common(one, officers.asha))
        told.add(str(refused.value).replace(other, "X"))
    assert len(told) == 1
    with pytest.raises(CaseError, match="very complaint"):
        linking.link(one, one, LinkKind.BESIDE, "", **common(one, officers.asha))
    linking.link(one, hidden, LinkKind.LEADS, "", **common(one, officers.bela))
    with pytest.raises(CaseError) as refused:
        linking.unlink(one, case_of(one).links[0].key, "", **common(one, officers.asha))
    assert hidden not in str(refused.value)
    assert not case_of(one).links[0].ended


def test_a_link_is_taken_away_with_both_locked_in_the_order_of_their_references(officers: Officers) -> None:
    opened_in: list[str] = []

    def watch(execute, sql, params, many, context):
        if params and sql.startswith("SELECT") and "people_organisation" in sql and '"reference" = %s' in sql:
            opened_in.append(params[0])
        return execute(sql, params, many, context)

    for first, second in ((0, 1), (1, 0)):
        pair = sorted(complaint(officers.asha) for _ in range(2))
        linking.link(pair[0], pair[1], LinkKind.BESIDE, "", **common(pair[0], officers.asha))
        here, there = pair[first], pair[second]
        key, given = case_of(here).links[0].key, common(here, officers.asha)
        opened_in.clear()
        with connection.execute_wrapper(watch):
            linking.unlink(here, key, "", **given)
        assert opened_in == pair, f"{here} asked, {there} is the other"
        assert case_of(there).links[0].ended


def test_no_page_plan_or_search_names_a_part_the_reader_may_not_see(
    client, officers: Officers, one: str
) -> None:
    seen = split(officers, one)
    hidden = complaint(officers.bela, named=(officers.bela.pk,), title="What an officer did")
    linking.link(one, hidden, LinkKind.LEADS, "Belongs here too", **common(one, officers.bela))
    assert len(joint_plan(officers.bela, one, today=mon_20_may).parts) == 3
    for start in (one, seen):
        plan = joint_plan(officers.asha, start, today=mon_20_may)
        assert {part.reference for part in plan.parts} == {one, seen}
    client.force_login(officers.asha)
    for address in (
        f"/complaints/{one}/together", f"/together/{one}", f"/together/{seen}", f"/complaints/{one}/unlink",
        f"/complaints/{one}/part-open", f"/complaints/{one}/history", f"/complaints/{one}/chronology",
        f"/search?for={one}", "/shares",
    ):  # fmt: skip
        answer = client.get(address, follow=True)
        assert answer.status_code == 200, address
        assert hidden not in answer.content.decode(), address
        assert "What an officer did" not in answer.content.decode(), address
    for address in (f"/together/{hidden}", f"/complaints/{hidden}/together", "/together/PR-0000-0000"):
        assert client.get(address).status_code == 404
    row = Complaint.objects.get(reference=one)
    reindex(row)
    assert find(officers.asha, hidden, limit=10) == ()


def test_the_plan_says_who_leads_by_when_and_each_ombudsman_once(officers: Officers, one: str) -> None:
    other = split(officers, one)
    plan = joint_plan(officers.asha, other, today=thu_9_may)
    assert plan.leader is not None
    assert plan.leader.reference == one
    assert [part.here for part in plan.parts] == [False, True]
    assert plan.answer_by == min(part.answer_due_on for part in plan.parts)
    assert [(body.key, references) for body, references in plan.ombudsmen] == [
        ("housing-ombudsman", (one,)), ("lgsco", (other,)),
    ]  # fmt: skip
    linking.unlink(one, case_of(one).links[0].key, "", **common(one, officers.asha))
    assert len(joint_plan(officers.asha, one, today=thu_9_may).parts) == 1


def test_a_complaint_that_follows_another_is_not_answered_in_step_with_it(
    officers: Officers, one: str
) -> None:
    other = complaint(officers.asha)
    linking.link(one, other, LinkKind.FOLLOWS, "", **common(one, officers.asha))
    assert len(joint_plan(officers.asha, one, today=thu_9_may).parts) == 1
    page = complaint_page(officers.asha, one, today=thu_9_may)
    assert [row.other for row in links_of(officers.asha, page)] == [other]


def test_the_plan_costs_the_same_with_two_parts_and_with_four(
    officers: Officers, one: str, django_assert_max_num_queries
) -> None:
    split(officers, one)
    for _ in range(2):
        linking.link(one, complaint(officers.asha), LinkKind.LEADS, "", **common(one, officers.asha))
    with django_assert_max_num_queries(9):
        assert len(joint_plan(officers.asha, one, today=mon_20_may).parts) == 4


def test_the_order_of_the_rules_says_which_leads() -> None:
    assert leads_over("children-act/2006-09-01", "lgsco")
    assert not leads_over("lgsco/2024-02-01", "children-act")
    assert leads_over("housing-ombudsman/2024-04-01", "lgsco")


def test_an_officer_splits_a_complaint_on_its_page(client, officers: Officers, one: str) -> None:
    client.force_login(officers.asha)
    today = in_london(timezone.now()).date()
    sent = {
        "points": ["2"], "body": "lgsco", "leads": "", "title": "The letting", "service": "", "handler": "",
        "words": "", "at-day": str(today.day), "at-month": str(today.month), "at-year": str(today.year), "at-time": "",
        "seen_version": version(one),
    }  # fmt: skip
    assert "Leads to the Local Government" in client.get(f"/complaints/{one}/part-open").content.decode()
    refused = client.post(f"/complaints/{one}/part-open", {**sent, "points": ["1", "2"]})
    assert (refused.status_code, "leave at least one" in refused.content.decode()) == (422, True)
    answer = client.post(f"/complaints/{one}/part-open", sent, follow=True)
    told = answer.content.decode()
    other = Complaint.objects.exclude(reference=one).get().reference
    assert f"/complaints/{other}" in told
    assert "See the joint plan" in told
    assert "Goes on in a linked complaint" in client.get(f"/complaints/{one}/points").content.decode()
    client.force_login(officers.ewan)
    assert client.post(f"/complaints/{one}/link", {"other": other, "kind": "beside"}).status_code == 403
