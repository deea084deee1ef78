"""Figures of others: read by hand and from a file, held against their own counts, shown beside ours with every basis."""

import csv
import io
import re
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from casework.insight.agreeing import differences, doubt, worked_out, year_of
from casework.insight.commands.numbers import enter_number
from casework.insight.comparable import ComparableError, comparing, read_comparing
from casework.insight.models import OthersFigure
from casework.insight.others import COLUMNS, Published, Unreadable, read_published
from casework.insight.others_file import BadFile, read_others
from casework.people.models import Officer
from putright.measures import Period
from tests.casework import made
from tests.casework.made import Officers, at, wed_8_may

BACKEND = "django.contrib.auth.backends.ModelBackend"
TODAY = date(2026, 11, 30)
HOMES = {
    "authority": "Stonebeck Council", "group": "Council landlord", "figure": "CH01-1", "from": "2024-04-01",
    "to": "2025-03-31", "numerator": "413", "denominator": "10,000", "value": "41.3", "per": "1000-homes",
    "annualised": "no", "basis": "received", "source": "Annual report, page 12", "note": "",
}  # fmt: skip


def read(**typed: str) -> Published:
    return read_published({**HOMES, **typed}, today=TODAY)


def file_of(*rows: dict[str, str]) -> bytes:
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, COLUMNS)
    writer.writeheader()
    writer.writerows({**HOMES, **row} for row in rows)
    return text.getvalue().encode("utf-8-sig")


class TestReading:
    def test_everything_is_read_as_it_is_printed(self) -> None:
        one = read(value="41.30", annualised="", basis="")
        assert (one.numerator, one.denominator, one.value, one.decimals) == (413, 10_000, Decimal("41.3"), 2)
        assert (one.annualised, one.basis) == (None, "")
        assert read(figure="ar-3a", per="", value="74%", numerator="", denominator="").per == "percent"

    @pytest.mark.parametrize(
        ("typed", "says"),
        [
            ({"authority": " "}, "authority: is missing"),
            ({"source": ""}, "source: is missing"),
            ({"figure": "CH01"}, "figure: CH01 is not compared; did you mean"),
            ({"from": "1/4/2024"}, "from: 1/4/2024 is not a day. Write it like 2024-03-31."),
            ({"to": "2024-02-30"}, "to: 2024-02-30 is not a day"),
            ({"to": "2023-03-31"}, "before Mon 1 April 2024. Turn them round."),
            ({"to": "2027-03-31"}, "is still to come"),
            ({"numerator": "4l3"}, "numerator: 4l3 is not a whole number"),
            ({"denominator": "0"}, "denominator: 0 is not a whole number from 1"),
            ({"numerator": "9" * 30}, "is not a whole number"),
            ({"value": "about 41"}, "value: about 41 is not a number"),
            ({"value": "NaN"}, "value: NaN is not a number"),
            ({"value": "1e5"}, "value: 1e5 is not a number"),
            ({"value": "٤"}, "is not a number"),
            ({"value": "41.3456"}, "3 decimals at most"),
            ({"value": "", "denominator": ""}, "or numerator and denominator, or all three"),
            ({"per": ""}, "per: is missing. Write 1000-homes or 1000-tenants."),
            ({"per": "100000-residents"}, "does not fit CH01-1"),
            ({"annualised": "maybe"}, "annualised: maybe is not known"),
            ({"basis": "asked"}, "basis: asked is not known"),
            ({"figure": "AR-3a", "per": "percent", "value": "101"}, "more than all of them"),
            ({"figure": "AR-3a", "per": "", "numerator": "11,000"}, "11,000 of 10,000 is more than all"),
            ({"note": "x" * 301}, "note: has 301 letters; shorten it to 300"),
        ],
    )
    def test_what_cannot_be_read_is_told_by_its_field(self, typed: dict[str, str], says: str) -> None:
        with pytest.raises(Unreadable, match=re.escape(says)):
            read(**typed)

    def test_all_that_is_wrong_is_told_at_once(self) -> None:
        with pytest.raises(Unreadable) as wrong:
            read(authority="", numerator="x", annualised="maybe")
        assert set(wrong.value.problems) == {"authority", "numerator", "annualised"}


class TestFiles:
    def test_a_file_is_read_in_its_order(self) -> None:
        found = read_others(file_of({}, {"authority": "Merebrook Homes"}), today=TODAY)
        assert [one.authority for one in found] == ["Stonebeck Council", "Merebrook Homes"]

    def test_every_wrong_line_is_told_by_its_number_and_nothing_is_taken(self) -> None:
        content = file_of(
            {}, {"authority": "A", "value": "x"}, {"authority": "B"}, {"authority": "C", "from": "x"}
        )
        with pytest.raises(BadFile) as wrong:
            read_others(content, today=TODAY)
        assert [one[:14] for one in wrong.value.problems] == ["Line 3, value:", "Line 5, from: "]

    def test_a_figure_that_stands_there_twice_is_told_with_both_lines(self) -> None:
        with pytest.raises(
            BadFile, match="Line 3: Stonebeck Council has this figure of this period on line 2"
        ):
            read_others(file_of({}, {"value": "42"}), today=TODAY)

    @pytest.mark.parametrize(
        ("content", "says"),
        [
            (b"", "no figure below it"),
            (file_of(), "no figure below it"),
            (b"\xff\xfe\x00", "not text in UTF-8"),
            (b"PK\x03\x04\x00\x00", "not a CSV"),
            (b"authority,figur\nA,CH01-1\n", "there is no column 'figur'; did you mean figure?"),
            (b"authority,figure,from,to\n", "the column 'source' is missing"),
            (b"authority,authority,figure,from,to,source\n", "stands there twice"),
            (b'authority,figure,from,to,source\n"A,b\n', "is not CSV"),
            (
                b"authority,figure,from,to,source\nA,b,c,d,e,f\n",
                "Line 2 has more entries than there are columns",
            ),
            (b"x" * 2_000_001, "larger than 2 MB"),
        ],
    )
    def test_what_is_no_such_file_is_told_in_a_sentence(self, content: bytes, says: str) -> None:
        with pytest.raises(BadFile) as wrong:
            read_others(content, today=TODAY)
        assert any(says in one for one in wrong.value.problems)

    def test_of_many_problems_so_many_are_listed_and_the_others_counted(self) -> None:
        rows = [{"authority": f"A{number}", "value": "x"} for number in range(comparing().most_problems + 7)]
        with pytest.raises(BadFile) as wrong:
            read_others(file_of(*rows), today=TODAY)
        assert (len(wrong.value.problems), wrong.value.more) == (comparing().most_problems, 7)

    def test_more_figures_than_are_taken_at_once_are_refused(self) -> None:
        rows = [{"authority": f"A{number}"} for number in range(comparing().most_rows + 1)]
        with pytest.raises(BadFile, match=r"2,001 figures; 2,000 are taken at once"):
            read_others(file_of(*rows), today=TODAY)


class TestAgreeing:
    @pytest.mark.parametrize(
        ("typed", "says"),
        [
            ({}, ""),
            ({"value": "41"}, ""),
            ({"value": "41.4"}, "Its printed counts give 41.3, not 41.4."),
            ({"numerator": ""}, ""),
            ({"value": ""}, ""),
            ({"figure": "AR-3a", "per": "", "numerator": "1373", "denominator": "1837", "value": "75"}, ""),
            (
                {"figure": "AR-3a", "per": "", "numerator": "1373", "denominator": "1837", "value": "74"},
                "Its printed counts give 75, not 74.",
            ),
        ],
    )
    def test_a_value_its_own_counts_do_not_give_is_marked(self, typed: dict[str, str], says: str) -> None:
        assert doubt(read(**typed)) == says

    def test_a_quarter_made_into_a_year_without_saying_so_is_seen(self) -> None:
        # As the Public Services Ombudsman for Wales printed the first quarter of 2021/22: 5.57 for each 1,000.
        wales = {
            "figure": "AR-15r", "per": "1000-residents", "from": "2021-04-01", "to": "2021-06-30", "value": "5.57",
            "numerator": "4318", "denominator": "3,100,000",
        }  # fmt: skip
        for said, words in (("", " and does not say so"), ("no", ", though it says it is not")):
            assert doubt(read(**wales, annualised=said)) == (
                f"Its counts give 1.39, and 5.57 made into a year: it looks annualised{words}."
            )
        assert doubt(read(**wales, annualised="yes")) == ""

    def test_a_year_is_once_a_quarter_four_times_and_a_fortnight_by_its_days(self) -> None:
        assert year_of(Period(date(2024, 4, 1), date(2025, 3, 31))) == 1
        assert year_of(Period(date(2024, 4, 1), date(2024, 6, 30))) == 4
        assert year_of(Period(date(2024, 4, 2), date(2024, 4, 15))) == Decimal(365) / 14

    def test_what_counts_give_is_rounded_as_ours_are(self) -> None:
        assert str(worked_out(read())) == "41.3"
        assert (
            str(worked_out(read(figure="AR-3a", per="", numerator="13", denominator="17", value="")))
            == "76.5"
        )
        assert worked_out(read(figure="AR-3a", per="", numerator="3", denominator="4", value="75")) is None

    def test_every_difference_of_basis_is_named(self) -> None:
        figure = comparing().figures["CH01-1"]
        ours = figure.definition

        def told(**typed: str) -> list[str]:
            return list(differences(read(**typed), figure, ours))

        assert told() == []
        assert told(per="1000-tenants") == ["per 1,000 tenants, ours per 1,000 homes"]
        assert told(annualised="yes") == ["annualised, ours is not"]
        assert told(annualised="") == []
        quarter = {"from": "2024-04-01", "to": "2024-06-30"}
        assert told(annualised="", **quarter) == ["it is not said whether it is annualised; ours is not"]
        assert told(basis="responded") == ["answered in the period, ours received in the period"]
        assert told(basis="") == ["it is not said what it counts; ours: received in the period"]

    def test_what_is_compared_wrongly_is_told(self) -> None:
        text = '[[per]]\nkey="h"\nwords="per 10 homes"\nnumber=10\nwhat="homes"\n[[group]]\ntitle="t"\nper=["h"]\n'
        with pytest.raises(ComparableError, match="CH01-1 is not per 10 homes"):
            read_comparing(f'most_rows=1\nmost_problems=1\n{text}figures=["CH01-1"]')
        with pytest.raises(ComparableError, match="ZZ-1"):
            read_comparing(f'most_rows=1\nmost_problems=1\n{text}figures=["ZZ-1"]')


def form(**given: str) -> dict[str, str]:
    return {
        **{key: value for key, value in HOMES.items() if key not in ("from", "to")},
        "starts_on-day": "1", "starts_on-month": "4", "starts_on-year": "2024",
        "ends_on-day": "31", "ends_on-month": "3", "ends_on-year": "2025", **given,
    }  # fmt: skip


def send(client: Client, content: bytes) -> Any:
    return client.post("/figures/compare/file", {"upload": SimpleUploadedFile("others.csv", content)})


@pytest.mark.django_db
class TestPages:
    @pytest.fixture
    def bela(self, client: Client, officers: Officers) -> Officer:
        cache.clear()
        client.force_login(officers.bela, backend=BACKEND)
        return officers.bela

    def test_ours_stands_beside_theirs_with_both_counts_and_the_bases(
        self, client: Client, officers: Officers, bela: Officer
    ) -> None:
        made.answered(officers.asha)
        enter_number(
            bela, what="homes", number=500, on=date(2024, 3, 31), source="stock list", now=at(wed_8_may)
        )
        client.post("/figures/compare/new", form())
        client.post("/figures/compare/new", form(authority="Fernhill Homes", per="1000-tenants", value="50"))
        page = client.get("/figures/compare").content.decode()
        assert "2.0 per 1,000 (1 of 500 homes)" in page
        assert "500 homes on 2024-03-31 (stock list). Not annualised." in page
        assert "413 of 10,000" in page
        assert "Differs: per 1,000 tenants, ours per 1,000 homes" in page
        assert "Its printed counts give 41, not 50." in page
        table = page[page.index("<tbody>") :]
        assert table.index("Ours") < table.index("Fernhill Homes") < table.index("Stonebeck Council")

    def test_the_picture_has_an_address_that_changes_with_what_it_shows(
        self, client: Client, officers: Officers, bela: Officer
    ) -> None:
        client.post("/figures/compare/new", form())
        first = self.picture_of(client)
        answer = client.get(first)
        assert answer["Content-Type"] == "image/svg+xml"
        assert answer["Cache-Control"] == "private, max-age=3600"
        assert b"Stonebeck" in answer.content
        client.post("/figures/compare/new", form(value="41"))
        assert self.picture_of(client) != first
        cache.clear()
        # Asked for again after a restart: drawn anew, and not to be kept, since it is not what the address says.
        assert client.get(first)["Cache-Control"] == "private, no-store"

    def picture_of(self, client: Client) -> str:
        found = re.search(
            r'src="(/figures/compare/\w+\.svg\?[^"]+)"', client.get("/figures/compare").content.decode()
        )
        assert found
        return found[1].replace("&amp;", "&")

    def test_drawing_stands_in_no_request_of_the_page_and_the_picture_counts_nothing_again(
        self, client: Client, bela: Officer, statements: Callable[[int], AbstractContextManager[None]]
    ) -> None:
        client.post("/figures/compare/new", form())
        address = self.picture_of(client)
        assert "<svg" not in client.get("/figures/compare").content.decode()
        with statements(2):  # the session and the officer
            client.get(address)

    def test_one_picture_is_not_shown_to_another_officer_from_the_cache(
        self, client: Client, officers: Officers, bela: Officer
    ) -> None:
        client.post("/figures/compare/new", form())
        address = self.picture_of(client)
        client.force_login(officers.carl, backend=BACKEND)
        assert client.get(address).status_code == 403
        officers.fern.roles = ["manager"]
        officers.fern.save()
        client.force_login(officers.fern, backend=BACKEND)
        assert client.get(address).status_code == 404

    def test_a_correction_takes_the_place_and_the_same_again_changes_nothing(
        self, client: Client, bela: Officer
    ) -> None:
        for _ in range(2):
            assert client.post("/figures/compare/new", form()).status_code == 302
        assert OthersFigure.objects.count() == 1
        client.post("/figures/compare/new", form(value="41"))
        held, ended = (
            OthersFigure.objects.get(ended_at=None),
            OthersFigure.objects.get(ended_at__isnull=False),
        )
        assert (held.value, ended.value) == (Decimal(41), Decimal("41.3"))
        assert ended.ended_by == bela
        page = client.get(f"/figures/compare/new?correct={held.pk}").content.decode()
        assert 'value="41"' in page
        assert client.get(f"/figures/compare/{held.pk}/back").status_code == 200
        client.post(f"/figures/compare/{held.pk}/back")
        assert not OthersFigure.objects.filter(ended_at=None).exists()
        assert client.get(f"/figures/compare/{held.pk}/back").status_code == 404
        assert client.post(f"/figures/compare/{held.pk}/back", follow=True).status_code == 200

    def test_bad_input_by_hand_is_explained_at_its_field_and_the_text_kept(
        self, client: Client, bela: Officer
    ) -> None:
        answer = client.post("/figures/compare/new", form(value="about 41", per="100000-residents"))
        page = answer.content.decode()
        assert answer.status_code == 422
        assert "Value: about 41 is not a number" in page
        assert "The value is: 100000-residents does not fit CH01-1" in page
        assert "Annual report, page 12" in page
        assert not OthersFigure.objects.exists()

    def test_a_file_is_taken_whole_told_what_became_of_it_and_taken_again_changes_nothing(
        self, client: Client, bela: Officer
    ) -> None:
        content = file_of({}, {"authority": "Fernhill Homes"})
        assert send(client, content).status_code == 302
        assert "2 figures entered." in client.get("/figures/compare").content.decode()
        send(client, file_of({}, {"authority": "Fernhill Homes", "value": "42"}, {"authority": "Oakmoor"}))
        assert (
            "1 figure entered, 1 corrected, 1 there already as they are."
            in client.get("/figures/compare").content.decode()
        )
        assert OthersFigure.objects.filter(ended_at=None).count() == 3

    def test_of_a_file_with_one_bad_line_nothing_is_taken(self, client: Client, bela: Officer) -> None:
        answer = send(client, file_of({}, {"authority": "B", "numerator": "many"}))
        assert answer.status_code == 422
        assert "Line 3, numerator: many is not a whole number" in answer.content.decode()
        assert "Nothing was taken" in answer.content.decode()
        assert not OthersFigure.objects.exists()

    def test_the_file_to_fill_in_can_be_taken_in(self, client: Client, bela: Officer) -> None:
        example = client.get("/figures/compare/example.csv")
        assert send(client, example.content).status_code == 302
        assert OthersFigure.objects.count() == 2

    def test_two_thousand_figures_are_taken_in_few_statements(
        self, client: Client, bela: Officer, statements: Callable[[int], AbstractContextManager[None]]
    ) -> None:
        content = file_of(*({"authority": f"Authority {number:04}"} for number in range(2000)))
        with statements(50):  # SQLite takes 50 rows at once
            assert send(client, content).status_code == 302
        assert OthersFigure.objects.count() == 2000
        page = client.get("/figures/compare").content.decode()
        assert "1969 of the table are not in the picture" in page or "1970 of the table are not" in page

    def test_groups_narrow_and_what_is_not_there_narrows_nothing(self, client: Client, bela: Officer) -> None:
        send(client, file_of({}, {"authority": "Fernhill Homes", "group": "Housing association"}))
        page = client.get("/figures/compare?figure=CH01-1&group=Housing+association").content.decode()
        assert "Fernhill Homes" in page
        assert "Stonebeck Council" not in page
        for query in ("group=zebra", "period=zebra", "period=2024-04-01_2023-04-01", "figure=AR-3a"):
            assert client.get(f"/figures/compare?{query}").status_code == 200
        assert client.get("/figures/compare?figure=zebra").status_code == 404

    def test_all_who_see_the_organisation_read_and_only_managers_and_administrators_enter(
        self, client: Client, officers: Officers
    ) -> None:
        for officer, reads, enters in (
            (officers.asha, 200, 403), (officers.carl, 403, 403), (officers.dana, 200, 200), (officers.ewan, 200, 403),
        ):  # fmt: skip
            client.force_login(officer, backend=BACKEND)
            assert client.get("/figures/compare").status_code == reads
            for path in ("new", "file", "example.csv"):
                assert client.get(f"/figures/compare/{path}").status_code == enters
            if enters == 403:
                assert client.post("/figures/compare/new", form()).status_code == 403
                assert send(client, file_of({})).status_code == 403
                assert client.post("/figures/compare/1/back").status_code == 403
        assert not OthersFigure.objects.exists()

    def test_another_organisations_figures_are_neither_shown_nor_changed(
        self, client: Client, officers: Officers, bela: Officer
    ) -> None:
        client.post("/figures/compare/new", form())
        held = OthersFigure.objects.get()
        officers.fern.roles = ["manager"]
        officers.fern.save()
        client.force_login(officers.fern, backend=BACKEND)
        assert "41.3" not in client.get("/figures/compare").content.decode()
        assert client.get(f"/figures/compare/{held.pk}/back").status_code == 404
        client.post(f"/figures/compare/{held.pk}/back")
        assert OthersFigure.objects.filter(ended_at=None).count() == 1

    def test_a_restricted_complaint_is_not_in_ours_for_who_may_not_see_it(
        self, client: Client, officers: Officers, bela: Officer
    ) -> None:
        made.told(officers.asha)
        made.told(officers.asha, named=(officers.asha.pk,))
        enter_number(bela, what="homes", number=500, on=date(2024, 3, 31), source="list", now=at(wed_8_may))
        client.post("/figures/compare/new", form())
        assert "2.0 per 1,000 (1 of 500 homes)" in client.get("/figures/compare").content.decode()
        client.force_login(officers.asha, backend=BACKEND)
        assert "4.0 per 1,000 (2 of 500 homes)" in client.get("/figures/compare").content.decode()

    def test_the_page_costs_few_statements(
        self,
        client: Client,
        officers: Officers,
        bela: Officer,
        statements: Callable[[int], AbstractContextManager[None]],
    ) -> None:
        made.answered(officers.asha)
        send(client, file_of(*({"authority": f"A{number}"} for number in range(40))))
        client.get("/figures/compare")
        with statements(50):  # but for four of them, the facts of the record
            client.get("/figures/compare?figure=CH01-1")
