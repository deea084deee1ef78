"""A report is approved by another person, frozen with its facts under hashes, and never changes."""

from __future__ import annotations

import json

import pytest
from django.db import DatabaseError, connection, transaction

from casework.complaints.models import Complaint
from casework.ops.verify import verify
from casework.people.models import Officer
from casework.published import approving, preparing, writing
from casework.published.errors import NotReady, ReportRefused
from casework.published.folders import canonical, hash_of, path_of, sha256_of
from casework.published.jobs import run_next
from casework.published.models import Difference, Edition, EditionFile, PreparedReport, PublishAct
from casework.published.proving import broken_editions
from casework.published.publishing import publish
from casework.published.words import Audience, ReportState
from casework.published.writing import Text
from tests.casework.insight.chanced import chanced
from tests.casework.made import Officers
from tests.casework.published import reporting_on as on

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_frozen_report_keeps_its_words_figures_facts_and_people(officers: Officers) -> None:
    chanced(officers.asha, 20, seed=3)
    edition = on.frozen(officers.asha, officers.bela, "annual", compare=True)
    content = json.loads(edition.content)
    assert edition.sha256 == hash_of(canonical(content))
    assert (content["author"], content["approver"]) == (officers.asha.name, officers.bela.name)
    assert content["words"][0]["text"] == "Nothing of the kind."
    forms = set(edition.files.values_list("audience", "form"))
    assert {("own", one) for one in ("json", "html", "docx", "xlsx", "csv", "page")} <= forms
    assert ("facts", "facts") in forms
    for file in edition.files.all():
        assert sha256_of(path_of(file.stored_as)) == file.sha256
    own = edition.files.get(audience=Audience.OWN, form="json")
    assert json.loads(path_of(own.stored_as).read_text()) == content["document"]
    assert broken_editions() == (1, ())


def test_the_database_refuses_to_change_or_delete_what_was_frozen(officers: Officers) -> None:
    chanced(officers.asha, 6, seed=4)
    edition = on.frozen(officers.asha, officers.bela)
    on.recorded_later(officers.asha)
    second = on.frozen(officers.asha, officers.bela)
    publish(second.pk, by=officers.bela, now=on.NOW)
    assert Difference.objects.filter(edition=second).exists()
    for table, column in (
        (Edition, "reason"), (EditionFile, "sha256"), (Difference, "was"), (PublishAct, "words"),
    ):  # fmt: skip
        row = table._meta.db_table
        for sql in (f"UPDATE {row} SET {column} = 'x'", f"DELETE FROM {row}"):
            with (
                pytest.raises(DatabaseError, match="frozen"),
                transaction.atomic(),
                connection.cursor() as cursor,
            ):
                cursor.execute(sql)
    edition.refresh_from_db()
    assert edition.reason == ""


@pytest.mark.parametrize(("harm", "told"), [("change", "is not as it was frozen"), ("lose", "is lost")])
def test_verify_names_a_file_that_was_changed_or_lost(officers: Officers, harm: str, told: str) -> None:
    chanced(officers.asha, 4, seed=6)
    edition = on.frozen(officers.asha, officers.bela)
    path = path_of(edition.files.get(audience=Audience.FACTS, form="facts").stored_as)
    path.write_bytes(b"other facts") if harm == "change" else path.unlink()
    [problem] = [one for one in verify().problems if "edition" in one]
    assert problem == f"committee-quarter 2024-04-01 to 2025-03-31, edition 1: the file facts facts {told}"


def test_verify_names_a_text_that_was_changed_past_the_database(officers: Officers) -> None:
    chanced(officers.asha, 4, seed=7)
    edition = on.frozen(officers.asha, officers.bela)
    off, again = (
        ("DROP TRIGGER frozen_edition_is_not_changed", None)
        if connection.vendor == "sqlite"
        else (
            "ALTER TABLE published_edition DISABLE TRIGGER USER",
            "ALTER TABLE published_edition ENABLE TRIGGER USER",
        )
    )
    kept = ""
    with connection.cursor() as cursor:
        if again is None:
            cursor.execute("SELECT sql FROM sqlite_master WHERE name = 'frozen_edition_is_not_changed'")
            kept = cursor.fetchone()[0]
        cursor.execute(off)
        cursor.execute(
            "UPDATE published_edition SET content = %s WHERE id = %s",
            [edition.content.replace("Complaints", "Compliments", 1), edition.pk],
        )
        cursor.execute(again or kept)
    assert [one for one in verify().problems if "the hash does not follow" in one]


def test_who_made_or_wrote_it_cannot_approve_it(officers: Officers) -> None:
    chanced(officers.asha, 4, seed=8)
    prepared = on.counted(officers.asha)
    bela = on.head(officers.bela)
    asha = on.head(officers.asha)
    on.put_up(prepared, asha)
    with pytest.raises(ReportRefused, match="You made it"):
        approving.approve(prepared.pk, seen_version=prepared.version, by=asha, now=on.NOW)
    writing.write(prepared.pk, Text("volume", "A quiet quarter."), seen=0, by=bela, now=on.NOW)
    with pytest.raises(ReportRefused, match="Nobody put it up"):
        approving.approve(prepared.pk, seen_version=prepared.version + 1, by=bela, now=on.NOW)
    on.put_up(prepared, asha)
    with pytest.raises(ReportRefused, match="You wrote in it"):
        approving.approve(prepared.pk, seen_version=prepared.version, by=bela, now=on.NOW)
    with pytest.raises(ReportRefused, match="head of service"):
        approving.approve(prepared.pk, seen_version=prepared.version, by=officers.carl, now=on.NOW)


def test_what_changed_since_it_was_read_is_not_approved(officers: Officers) -> None:
    chanced(officers.asha, 4, seed=9)
    prepared = on.put_up(on.counted(officers.asha), officers.asha)
    with pytest.raises(ReportRefused, match="changed since you read it"):
        approving.approve(
            prepared.pk, seen_version=prepared.version - 1, by=on.head(officers.bela), now=on.NOW
        )


def test_a_report_that_contradicts_itself_or_lacks_words_is_not_put_up(officers: Officers) -> None:
    chanced(officers.asha, 10, seed=10)
    prepared = on.counted(officers.asha, "annual")
    failed = writing.write(
        prepared.pk, Text("timeliness", "At stage 1, 99% was on time."), seen=0, by=officers.asha, now=on.NOW
    )
    assert [one for one in failed if "99%" in one.says]
    with pytest.raises(NotReady) as told:
        writing.ask_for_approval(prepared.pk, by=officers.asha, now=on.NOW)
    assert [one for one in told.value.lacking if "99%" in one]
    assert [one for one in told.value.lacking if "is to be written" in one]


def test_words_that_name_a_complaint_are_kept_and_hold_the_report(officers: Officers) -> None:
    chanced(officers.asha, 4, seed=11)
    prepared, named = on.counted(officers.asha), Complaint.objects.first()
    assert named is not None
    text = Text("volume", f"Among them was {named.reference}.")
    writing.write(prepared.pk, text, seen=0, by=officers.asha, now=on.NOW)
    with pytest.raises(NotReady, match="not ready") as told:
        writing.ask_for_approval(prepared.pk, by=officers.asha, now=on.NOW)
    assert [one for one in told.value.lacking if named.reference in one]


def test_a_report_sent_back_is_open_with_the_reason(officers: Officers) -> None:
    chanced(officers.asha, 4, seed=12)
    prepared = on.put_up(on.counted(officers.asha), officers.asha)
    approving.send_back(prepared.pk, "Say more of repairs.", by=on.head(officers.bela), now=on.NOW)
    prepared.refresh_from_db()
    assert prepared.asked_version is None
    assert prepared.steps.latest("pk").words == "Say more of repairs."


def test_freezing_that_is_stopped_leaves_the_report_open_and_nothing_behind(officers: Officers) -> None:
    chanced(officers.asha, 4, seed=13)
    prepared = on.put_up(on.counted(officers.asha), officers.asha)
    approving.approve(prepared.pk, seen_version=prepared.version, by=on.head(officers.bela), now=on.NOW)
    preparing.stop(prepared.pk, by=officers.asha, now=on.NOW)
    assert not run_next(now=on.NOW)
    prepared.refresh_from_db()
    assert prepared.state == ReportState.OPEN
    assert not Edition.objects.exists()


def test_nobody_of_another_organisation_comes_near_it(officers: Officers) -> None:
    chanced(officers.asha, 4, seed=14)
    prepared = on.counted(officers.asha)
    with pytest.raises(LookupError):
        preparing.drop(prepared.pk, by=officers.fern, now=on.NOW)
    assert PreparedReport.objects.get().state == ReportState.OPEN


def test_an_officer_without_the_right_makes_none(officers: Officers) -> None:
    carl: Officer = officers.carl
    with pytest.raises(ReportRefused, match="does not include"):
        on.counted(carl)
