"""The pages of reports: making, writing, approving, taking away; and what the public sees and does not."""

from __future__ import annotations

import io
import json
import re
import zipfile
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date
from pathlib import Path

import docx
import openpyxl
import pytest
from django.test import Client

from casework.complaints.models import Complaint
from casework.ops.cli import main
from casework.published import preparing, publishing, writing
from casework.published.folders import working_folder
from casework.published.keeping import held, report_of
from casework.published.models import Edition, PreparedReport, PublishAct, Wording
from casework.published.words import ReportState
from casework.published.writing import Text
from putright.calendars import Nation
from putright.cli import main as putright
from putright.reports import NOTHING_WRITTEN, reports_in, to_data
from tests.casework import made
from tests.casework.insight.chanced import chanced
from tests.casework.made import Officers
from tests.casework.published import reporting_on as on

pytestmark = pytest.mark.django_db(transaction=True)
Statements = Callable[[int], AbstractContextManager[None]]
CHOSEN = {"report": "annual", "when": "year", "year": "2024-25", "compare": "on"}


@pytest.fixture
def asha(client: Client, officers: Officers) -> Client:
    """The complaints officer, logged in."""
    client.force_login(officers.asha)
    return client


@pytest.fixture
def bela(officers: Officers) -> Client:
    """A head of service, logged in."""
    client = Client()
    client.force_login(on.head(officers.bela))
    return client


def said(client: Client, path: str, status: int = 200) -> str:
    answer = client.get(path)
    assert answer.status_code == status, answer.content.decode()[-2000:]
    return answer.content.decode()


def taken(client: Client, path: str, status: int = 200) -> bytes:
    answer = client.get(path)
    assert answer.status_code == status, path
    return b"".join(answer.streaming_content) if answer.streaming else answer.content  # type: ignore[attr-defined]


def begun(client: Client, **chosen: str) -> PreparedReport:
    answer = client.post("/reports/new", {**CHOSEN, **chosen})
    assert answer.status_code == 302, re.findall(r"error-summary.*?</ul>", answer.content.decode(), re.DOTALL)
    return PreparedReport.objects.latest("pk")


def test_a_report_is_made_on_the_page_and_says_how_far_it_is(asha: Client, officers: Officers) -> None:
    chanced(officers.asha, 12, seed=21)
    prepared = begun(asha)
    page = said(asha, f"/reports/{prepared.pk}")
    assert "Being counted" in page
    assert "<progress" in page
    on.worked()
    page = said(asha, f"/reports/{prepared.pk}")
    assert "Being written" in page
    assert f"/reports/{prepared.pk}/sections/timeliness" in page
    assert "What does not hold" not in page
    assert "To be written" in page


@pytest.mark.parametrize(
    ("chosen", "first", "last"),
    [
        ({"when": "quarter", "year": "2024-25", "quarter": "4"}, "2025-01-01", "2025-03-31"),
        ({"when": "quarter", "year": "2024-25", "quarter": "3"}, "2024-10-01", "2024-12-31"),
        (
            {
                "when": "days", "starts_on-day": "1", "starts_on-month": "5", "starts_on-year": "2024",
                "ends_on-day": "31", "ends_on-month": "5", "ends_on-year": "2024",
            },
            "2024-05-01", "2024-05-31",
        ),
    ],
)  # fmt: skip
def test_the_quarter_a_committee_sees_and_any_days_can_be_chosen(
    asha: Client, chosen: dict[str, str], first: str, last: str
) -> None:
    prepared = begun(asha, report="committee-quarter", **chosen)
    assert (str(prepared.starts_on), str(prepared.ends_on)) == (first, last)


@pytest.mark.parametrize(
    ("chosen", "says"),
    [
        ({"report": ""}, "Report: choose an answer."),
        ({"year": ""}, "Year: choose one."),
        ({"when": "quarter"}, "Quarter of that year: choose one."),
        ({"when": "days"}, "First day: enter it, such as 1 4 2024."),
        (
            {
                "when": "days", "starts_on-day": "2", "starts_on-month": "5", "starts_on-year": "2024",
                "ends_on-day": "1", "ends_on-month": "5", "ends_on-year": "2024",
            },
            "Last day: it is before the first day.",
        ),
    ],
)  # fmt: skip
def test_a_slip_says_what_to_do_and_nothing_is_begun(asha: Client, chosen: dict[str, str], says: str) -> None:
    answer = asha.post("/reports/new", {**CHOSEN, **chosen})
    assert answer.status_code == 422
    assert says in answer.content.decode()
    assert not PreparedReport.objects.exists()


def test_two_who_begin_the_same_report_get_one(asha: Client, bela: Client) -> None:
    assert begun(asha) == begun(bela)


def test_where_there_is_nothing_to_count_it_is_said_and_the_report_can_be_counted_again(
    asha: Client, officers: Officers
) -> None:
    prepared = begun(asha, report="committee-quarter")
    on.worked()
    page = said(asha, f"/reports/{prepared.pk}")
    assert "Could not be counted" in page
    assert "There is no complaint to count yet." in page
    made.told(officers.asha, received=date(2025, 4, 2))
    asha.post(f"/reports/{prepared.pk}", {"do": "count"})
    on.worked()
    assert "every figure is nought" in said(asha, f"/reports/{prepared.pk}/whole")


def test_a_stopped_report_goes_on_when_it_is_counted_again(asha: Client, officers: Officers) -> None:
    made.told(officers.asha)
    prepared = begun(asha)
    asha.post(f"/reports/{prepared.pk}", {"do": "stop"})
    on.worked()
    assert "Stopped" in said(asha, f"/reports/{prepared.pk}")
    asha.post(f"/reports/{prepared.pk}", {"do": "count"})
    on.worked()
    prepared.refresh_from_db()
    assert prepared.state == ReportState.OPEN


@pytest.mark.parametrize("report", reports_in(Nation.ENGLAND))
def test_the_report_of_the_page_is_the_one_of_the_command_and_of_the_export(
    asha: Client, officers: Officers, tmp_path: Path, report: str
) -> None:
    chanced(officers.asha, 30, seed=22)
    prepared = on.counted(officers.asha, report, compare=True)
    if report in ("committee-quarter", "self-assessment"):
        asha.post(f"/reports/{prepared.pk}", {"do": "files"})
        on.worked()
        mine = json.loads(taken(asha, f"/reports/{prepared.pk}/draft.json"))
    else:  # the same without drawing every chart for files nobody reads
        mine = to_data(report_of(held(prepared), NOTHING_WRITTEN))
    ours, theirs, facts, structure = (tmp_path / one for one in ("o.json", "t.json", "facts.csv", "s.toml"))
    whose = ["--organisation", officers.asha.organisation.name]
    assert main(["report", report, "--year", "2024-25", "--compare", *whose, "--out", str(ours)]) == 0
    assert main(["export", "facts", str(facts), "--tables", *whose]) == 0
    assert main(["export", "organisation", str(structure), *whose]) == 0
    beside = [f"--table={one.stem.removeprefix('facts-')}={one}" for one in tmp_path.glob("facts-*.csv")]
    wanted = ["--year", "2024-25", "--compare", "--organisation", str(structure), "--out", str(theirs)]
    assert putright(["report", report, str(facts), *beside, *wanted]) == 0
    command, exported = json.loads(ours.read_text()), json.loads(theirs.read_text())
    assert mine["measures"] == command["measures"] == exported["measures"]
    assert mine["checks"] == command["checks"] == exported["checks"]
    if report != "self-assessment":  # its tables name complaints, which no form of the page does
        assert mine == command == exported
    else:
        assert "PR-" in json.dumps(command["tables"])
        assert "PR-" not in json.dumps(mine)


def test_every_form_is_taken_away_and_read_by_other_programs(asha: Client, officers: Officers) -> None:
    chanced(officers.asha, 12, seed=23)
    prepared = on.counted(officers.asha, "annual")
    writing.write(prepared.pk, Text("volume", "A quiet year."), seen=0, by=officers.asha, now=on.NOW)
    asha.post(f"/reports/{prepared.pk}", {"do": "files"})
    assert "The files are being made" in said(asha, f"/reports/{prepared.pk}")
    on.worked()
    files = {}
    for suffix in ("json", "html", "docx", "xlsx", "zip"):
        answer = asha.get(f"/reports/{prepared.pk}/draft.{suffix}")
        assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox"
        files[suffix] = b"".join(answer.streaming_content)  # type: ignore[attr-defined]
    assert any("A quiet year." in one.text for one in docx.Document(io.BytesIO(files["docx"])).paragraphs)
    sheets = openpyxl.load_workbook(io.BytesIO(files["xlsx"])).sheetnames
    with zipfile.ZipFile(io.BytesIO(files["zip"])) as archive:
        assert len(archive.namelist()) > 10
    assert len(sheets) > 10
    assert b"A quiet year." in files["html"]
    writing.write(prepared.pk, Text("refused", "More."), seen=0, by=officers.asha, now=on.NOW)
    assert "made before the latest words" in said(asha, f"/reports/{prepared.pk}")


def test_words_that_contradict_a_figure_are_kept_and_told_with_the_figure(
    asha: Client, officers: Officers
) -> None:
    chanced(officers.asha, 15, seed=24)
    prepared = on.counted(officers.asha, "annual")
    path = f"/reports/{prepared.pk}/sections/timeliness"
    typed = {"words": "At stage 1, 99% was on time.\n\nIt rose.", "signed": "Head of Complaints", "seen": "0"}
    answer = asha.post(path, typed, follow=True)
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "not hold with it: see below" in page
    assert "What does not hold" in page
    assert "99%" in page
    assert Wording.objects.get().text == typed["words"].replace("\r", "")
    assert "At stage 1, 99% was on time." in said(asha, path)
    answer = asha.post(f"/reports/{prepared.pk}", {"do": "ask"})
    assert answer.status_code == 422
    assert "A check does not hold" in answer.content.decode()


def test_who_saves_over_somebody_else_is_told_and_keeps_the_text(asha: Client, officers: Officers) -> None:
    chanced(officers.asha, 5, seed=25)
    prepared = on.counted(officers.asha)
    writing.write(prepared.pk, Text("volume", "Bela’s words."), seen=0, by=officers.bela, now=on.NOW)
    answer = asha.post(f"/reports/{prepared.pk}/sections/volume", {"words": "Asha’s words.", "seen": "0"})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Somebody else saved words here" in page
    assert "Asha’s words." in page
    assert "Bela’s words." in page
    assert Wording.objects.count() == 1


def test_provisions_are_answered_and_complaints_behind_them_shown_to_who_may_open_them(
    asha: Client, officers: Officers
) -> None:
    chanced(officers.asha, 30, seed=26)
    prepared = on.counted(officers.asha, "self-assessment", procedures=(made.HOUSING,))
    path = f"/reports/{prepared.pk}/codes/housing-ombudsman-2024-04-01"
    shown = set(re.findall(r'href="/complaints/(PR-\w+-\w+)"', said(asha, path)))
    assert shown
    hidden = sorted(shown)[0]
    Complaint.objects.filter(reference=hidden).update(restricted=True)
    page = said(asha, path)
    assert hidden not in page
    assert hidden not in said(asha, f"/reports/{prepared.pk}/whole")
    answer = asha.post(f"{path}/6.3", {"answer": "no", "words": "Late in winter.", "seen": "0"}, follow=True)
    assert "give target_on" in answer.content.decode()
    newest = Wording.objects.get()
    day = {"target_on-day": "31", "target_on-month": "12", "target_on-year": "2025"}
    answer = asha.post(
        f"{path}/6.3",
        {"answer": "no", "words": "Late in winter.", "seen": str(newest.pk), **day},
        follow=True,
    )
    page = answer.content.decode()
    assert "Every check holds" in page
    assert "What was typed before" in page


def test_a_report_is_approved_published_and_taken_back_by_named_people(
    asha: Client, bela: Client, officers: Officers
) -> None:
    chanced(officers.asha, 12, seed=27)
    prepared = on.put_up(on.counted(officers.asha), officers.asha)
    page = said(asha, f"/reports/{prepared.pk}")
    assert "Your role or grade does not include approving" in page
    answer = bela.post(f"/reports/{prepared.pk}", {"do": "approve", "seen": str(prepared.version)})
    assert answer.status_code == 302
    on.worked()
    edition = Edition.objects.get()
    said(bela, f"/reports/{prepared.pk}", 404)
    page = said(asha, f"/reports/editions/{edition.pk}")
    assert edition.sha256 in page
    assert "Publish it" not in page
    assert asha.post(f"/reports/editions/{edition.pk}", {"do": "publish"}).status_code == 422
    public = Client()
    key = "/performance/merebrook/2024-25-committee-quarter"
    said(public, key, 404)
    assert bela.post(f"/reports/editions/{edition.pk}", {"do": "publish"}).status_code == 302
    page = said(public, key)
    assert "Complaints: report to the committee" in page
    assert officers.asha.name not in page
    assert said(bela, key) == page, "the same for everybody: nobody's name or login is kept by a cache"
    answer = public.get(key)
    assert answer["Cache-Control"] == "public, max-age=60"
    assert "Set-Cookie" not in answer
    assert "report to the committee" in said(public, "/performance/merebrook")
    assert bela.post(f"/reports/editions/{edition.pk}", {"do": "take-back", "words": ""}).status_code == 422
    bela.post(f"/reports/editions/{edition.pk}", {"do": "take-back", "words": "A figure is wrong."})
    said(public, key, 404)
    said(public, f"{key}/report.json", 404)
    assert "report to the committee" not in said(public, "/performance/merebrook")
    assert [act.officer for act in PublishAct.objects.order_by("pk")] == [officers.bela] * 2
    assert "A figure is wrong." in said(asha, f"/reports/editions/{edition.pk}")


def test_nothing_of_what_is_not_published_leaks(bela: Client, officers: Officers) -> None:
    chanced(officers.asha, 8, seed=28)
    edition, public = on.frozen(officers.asha, officers.bela), Client()
    for path in (
        "/performance/merebrook/2024-25-committee-quarter", "/performance/merebrook/2024-25",
        "/performance/merebrook/1", f"/performance/merebrook/{edition.pk}", "/performance/nowhere",
        "/performance/stonebeck/2024-25-committee-quarter",
        "/performance/merebrook/2024-25-committee-quarter/report.docx",
    ):  # fmt: skip
        assert public.get(path).status_code == 404, path
    for path in (
        "/reports",
        f"/reports/editions/{edition.pk}",
        f"/reports/editions/{edition.pk}/report.json",
    ):
        assert public.get(path).status_code == 302, path
    publishing.publish(edition.pk, by=officers.bela, now=on.NOW)
    assert public.get("/performance/stonebeck/2024-25-committee-quarter").status_code == 404
    assert public.get("/performance/merebrook/2024-25-committee-quarter/facts.parquet").status_code == 404
    fern = Client()
    fern.force_login(officers.fern)
    for path in (f"/reports/editions/{edition.pk}", f"/reports/editions/{edition.pk}/report.json"):
        assert fern.get(path).status_code == 404, path


def test_who_may_not_see_reports_is_told_so(officers: Officers, client: Client) -> None:
    client.force_login(officers.carl)
    for path in ("/reports", "/reports/new"):
        assert client.get(path).status_code == 403
    client.force_login(officers.ewan)
    assert client.get("/reports").status_code == 200
    assert client.get("/reports/new").status_code == 403


def test_an_auditor_reads_and_changes_nothing(officers: Officers, client: Client) -> None:
    made.told(officers.asha)
    prepared = on.counted(officers.asha)
    client.force_login(officers.ewan)
    assert "Save and check" not in said(client, f"/reports/{prepared.pk}/sections/volume")
    for asked in ("count", "drop", "files", "ask"):
        assert client.post(f"/reports/{prepared.pk}", {"do": asked}).status_code == 422
    assert (
        client.post(f"/reports/{prepared.pk}/sections/volume", {"words": "x", "seen": "0"}).status_code == 403
    )


def test_the_facts_behind_an_edition_are_for_who_publishes(
    asha: Client, bela: Client, officers: Officers
) -> None:
    chanced(officers.asha, 8, seed=29)
    edition = on.frozen(officers.asha, officers.bela)
    path = f"/reports/editions/{edition.pk}"
    taken(asha, f"{path}/facts.parquet", 404)
    assert taken(bela, f"{path}/facts.parquet").startswith(b"PAR1")
    assert taken(asha, f"{path}/report.xlsx").startswith(b"PK")
    taken(asha, f"{path}/etc.json", 404)


def test_figures_that_were_lost_are_said_plainly_and_counted_again(asha: Client, officers: Officers) -> None:
    chanced(officers.asha, 5, seed=30)
    prepared = on.counted(officers.asha)
    counted = working_folder(prepared.folder) / "counted.json"
    counted.write_text(counted.read_text().replace("1", "2"))
    page = said(asha, f"/reports/{prepared.pk}")
    assert "Count them again; the words stay." in page
    assert asha.get(f"/reports/{prepared.pk}/sections/volume").status_code == 302
    assert asha.post(f"/reports/{prepared.pk}", {"do": "ask"}).status_code == 422
    asha.post(f"/reports/{prepared.pk}", {"do": "count"})
    on.worked()
    assert "Count them again" not in said(asha, f"/reports/{prepared.pk}")


def test_pages_cost_few_statements(
    asha: Client, bela: Client, officers: Officers, statements: Statements
) -> None:
    chanced(officers.asha, 8, seed=31)
    edition = on.frozen(officers.asha, officers.bela)
    publishing.publish(edition.pk, by=officers.bela, now=on.NOW)
    public = Client()
    with statements(4):
        said(public, "/performance/merebrook")
    with statements(6):
        said(public, "/performance/merebrook/2024-25-committee-quarter")
    with statements(5):
        taken(public, "/performance/merebrook/2024-25-committee-quarter/report.json")
    with statements(5):
        said(asha, "/reports")
    preparing.begin(preparing.Choice("annual", on.YEAR), by=officers.asha, now=on.NOW)
    on.worked()
    with statements(8):
        said(asha, f"/reports/{PreparedReport.objects.latest('pk').pk}")


def test_a_cache_that_has_a_file_is_told_that_it_is_the_same(officers: Officers) -> None:
    chanced(officers.asha, 4, seed=32)
    publishing.publish(on.frozen(officers.asha, officers.bela).pk, by=officers.bela, now=on.NOW)
    public, path = Client(), "/performance/merebrook/2024-25-committee-quarter/report.json"
    first = public.get(path)
    assert b"".join(first.streaming_content)  # type: ignore[attr-defined]
    mark = first["ETag"]
    assert public.get(path, headers={"If-None-Match": mark}).status_code == 304
