"""A frozen pack: its parts and pages, its index, its tags, and that what was removed is nowhere in it."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import re
import unicodedata
import zipfile

import pikepdf
import pypdf
import pytest

from casework.complaints.uploads import path_of
from casework.packs import commands
from casework.packs.contents import TITLES
from casework.packs.models import Pack, PackSheet
from tests.casework.made import Officers
from tests.casework.packs import packed
from tests.casework.packs.packed import NEIGHBOUR, NOW

pytestmark = pytest.mark.django_db(transaction=True)


def choose_what_needs_it(pack: Pack, filed: packed.Filed, officers: Officers) -> None:
    advice, photo, scan = (packed.item(pack, filed.documents[one]) for one in ("advice", "photo", "scan"))
    commands.choose(
        pack.pk, {advice.pk: commands.Choice(taken=False, reason="legal_advice")}, by=officers.asha
    )
    commands.remove_box(
        pack.pk, photo.pk, 1, (0, 0, 100, 30), reason="third_party", by=officers.asha, now=NOW
    )
    commands.remove_page(pack.pk, scan.pk, 1, reason="third_party", by=officers.asha, now=NOW)


def redacted(officers: Officers) -> tuple[Pack, packed.Filed]:
    filed = packed.filed(officers.asha)
    pack = packed.begun(filed, officers.asha)
    choose_what_needs_it(pack, filed, officers)
    commands.remove_words(
        pack.pk, [NEIGHBOUR, "Quince", "07700900456"], reason="third_party", note="Person A", by=officers.asha,
        now=NOW,
    )  # fmt: skip
    return packed.frozen(pack, officers.asha), filed


_LOOKED_AT: list[tuple[Pack, packed.Filed]] = []


@pytest.fixture
def looked_at(request: pytest.FixtureRequest) -> tuple[Pack, packed.Filed]:
    """One frozen pack for all tests that only read what came out: made by the first of them, since it takes seconds."""
    if not _LOOKED_AT:
        _LOOKED_AT.append(redacted(request.getfixturevalue("officers")))
    return _LOOKED_AT[0]


def everything_in(data: bytes) -> str:
    """All that can be got out of a PDF: its text, every stream decompressed, every string, its metadata."""
    told = ["\n".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(data)).pages)]
    with pikepdf.open(io.BytesIO(data)) as pdf:
        for one in pdf.objects:
            if isinstance(one, pikepdf.Stream):
                try:
                    told.append(one.read_bytes().decode("latin-1"))
                    told.append(one.read_bytes().decode("utf-16-be", "ignore"))
                except pikepdf.PdfError:
                    told.append(one.read_raw_bytes().decode("latin-1"))
            told.append(repr(one)[:100_000])
        told.append(repr(pdf.Root.get("/Names", "")))
        told.append(str(pdf.docinfo) if "/Info" in pdf.trailer else "")
    told.append("\n".join(packed.text_of(data)))
    return unicodedata.normalize("NFKC", "\n".join(told)).casefold()


def test_removed_words_are_nowhere_in_the_pack_nor_in_any_file_of_the_bundle(
    looked_at: tuple[Pack, packed.Filed],
) -> None:
    pack, _ = looked_at
    files = packed.bundle_of(pack)
    assert "pack.pdf" in files
    for name, data in files.items():
        said = everything_in(data) if name.endswith(".pdf") else data.decode("latin-1").casefold()
        for word in ("marigold", "quince", "900456", "900 456"):
            assert word not in said, f"{word} is still in {name}"
    assert "[removed: third party]" in "".join(packed.text_of(files["pack.pdf"])).replace("\n", " ")


def test_what_stays_can_still_be_read_and_searched(looked_at: tuple[Pack, packed.Filed]) -> None:
    pack, _ = looked_at
    said = " ".join("\n".join(packed.text_of(path_of(pack.pdf).read_bytes())).split())
    assert "Repair log of 12 Tern Close" in said
    assert "let the plumber in." in said
    assert "From the resident." in said
    assert "The job went to the wrong team." in said
    assert "Counsel says settle." not in said


def test_the_dots_below_a_black_box_are_gone(looked_at: tuple[Pack, packed.Filed]) -> None:
    pack, _ = looked_at
    photo = next(row for row in pack.told["rows"] if row["title"] == "Photograph of the ceiling")
    with pikepdf.open(io.BytesIO(packed.bundle_of(pack)[photo["file"]])) as pdf:
        picture = next(iter(pdf.pages[0].get_images().values()))
        drawn = pikepdf.PdfImage(picture).as_pil_image().convert("L")
    dark = drawn.crop((0, 0, drawn.width, drawn.height * 29 // 100)).histogram()
    assert sum(dark[200:]) < drawn.width * 20, "only the reason stands on the box"


def test_the_index_names_the_page_on_which_each_thing_really_begins(
    looked_at: tuple[Pack, packed.Filed],
) -> None:
    pack, _ = looked_at
    pages = packed.text_of(path_of(pack.pdf).read_bytes())
    rows = [row for row in pack.told["rows"] if row["taken"]]
    assert len(rows) == 5
    for row in rows:
        assert f"{row['number']}. {row['title']}" in " ".join(pages[row["page"] - 1].split())
    index = " ".join("\n".join(pages[-3:]).split())
    for row in rows:
        title = re.escape(f"{row['number']} {row['title']}")
        assert re.search(rf"{title}.*?page {row['page']}\b", index), row
    assert pack.pages == len(pages)
    assert all(f"Page {number} of {len(pages)}" in page for number, page in enumerate(pages, start=1))


def test_it_is_tagged_has_a_language_a_title_and_bookmarks_for_every_part(
    looked_at: tuple[Pack, packed.Filed],
) -> None:
    pack, filed = looked_at
    with pikepdf.open(path_of(pack.pdf)) as pdf:
        assert str(pdf.Root.Lang) == "en-GB"
        assert pdf.Root.MarkInfo.Marked
        assert "/StructTreeRoot" in pdf.Root
        with pdf.open_metadata() as told:
            assert told["pdfuaid:part"] == "1"
            assert filed.reference in told["dc:title"]
        with pdf.open_outline() as outline:
            parts = [one.title for one in outline.root]
            children = sum(len(one.children) for one in outline.root)
        figures = [
            one for one in pdf.objects if isinstance(one, pikepdf.Dictionary) and one.get("/S") == "/Figure"
        ]
        assert figures
        assert all(str(one.Alt).strip() for one in figures)
    assert parts == [f"{number}. {title}" for number, title in enumerate(TITLES, start=1)]
    assert children == sum(row["taken"] for row in pack.told["rows"])


def test_what_is_left_out_is_listed_with_its_reason_and_is_in_no_file(
    looked_at: tuple[Pack, packed.Filed],
) -> None:
    pack, _ = looked_at
    files = packed.bundle_of(pack)
    rows = list(csv.DictReader(io.StringIO(files["index.csv"].decode())))
    advice = next(row for row in rows if row["title"] == "Legal advice")
    assert (advice["in"], advice["file"], advice["left_out_because"]) == ("no", "", "legal_advice")
    assert "Left out: Legal advice." in " ".join(packed.text_of(files["pack.pdf"])[-1].split()) or any(
        "Left out: Legal advice." in " ".join(one.split()) for one in packed.text_of(files["pack.pdf"])
    )
    assert not any(b"Counsel" in data for data in files.values())


def test_every_file_of_the_bundle_has_its_hash_and_the_bundle_has_one(
    looked_at: tuple[Pack, packed.Filed],
) -> None:
    pack, _ = looked_at
    files = packed.bundle_of(pack)
    manifest = json.loads(files["manifest.json"])
    assert {one["name"] for one in manifest["files"]} == set(files) - {"manifest.json"}
    for one in manifest["files"]:
        assert hashlib.sha256(files[one["name"]]).hexdigest() == one["sha256"]
    assert hashlib.sha256(path_of(pack.bundle).read_bytes()).hexdigest() == pack.bundle_sha256
    assert hashlib.sha256(files["pack.pdf"]).hexdigest() == pack.pdf_sha256
    assert zipfile.ZipFile(path_of(pack.bundle)).testzip() is None


def test_of_a_frozen_pack_no_text_that_was_read_and_no_folder_stays(officers: Officers) -> None:
    pack, _ = redacted(officers)
    from casework.packs.building import folder_of

    assert not PackSheet.objects.filter(item__pack=pack).exists()
    assert not folder_of(pack).exists()
    assert pack.contents == {}
    assert NEIGHBOUR.split()[1].casefold() not in json.dumps(pack.told).casefold()


def test_a_frozen_pack_never_changes(officers: Officers) -> None:
    pack, _ = redacted(officers)
    for act in (
        lambda: commands.remove_words(
            pack.pk, ["plumber"], reason="other", note="x", by=officers.asha, now=NOW
        ),
        lambda: commands.freeze(pack.pk, by=officers.asha, now=NOW),
        lambda: commands.drop_pack(pack.pk, by=officers.asha),
        lambda: commands.bring_in(pack.pk, by=officers.asha, now=NOW),
    ):
        with pytest.raises(commands.NotOpen):
            act()


def test_without_anything_removed_files_go_exactly_as_they_were_kept(officers: Officers) -> None:
    filed = packed.filed(officers.asha)
    pack = packed.frozen(packed.begun(filed, officers.asha), officers.asha)
    files = packed.bundle_of(pack)
    log = next(row for row in pack.told["rows"] if row["title"] == "Repair log")
    assert log["as_it_is"]
    assert hashlib.sha256(files[log["file"]]).hexdigest() == packed.item(pack, filed.documents["log"]).sha256


def test_the_next_version_takes_over_choices_and_marks(officers: Officers) -> None:
    first, filed = redacted(officers)
    second = packed.begun(filed, officers.asha)
    assert second.number == 2
    assert not packed.item(second, filed.documents["advice"]).taken
    assert second.redactions.count() == first.redactions.count() == 5
    again = packed.frozen(second, officers.asha)
    assert "quince" not in everything_in(path_of(again.pdf).read_bytes())
    assert Pack.objects.get(pk=first.pk).bundle_sha256 == first.bundle_sha256
