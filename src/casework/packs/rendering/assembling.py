"""Putting a pack together: set by a compiler as PDF/UA-1, then each page that is a picture put in its place.

    python -m casework.packs.rendering.assembling FOLDER NAME

reads `pack.json` and the pages in the folder and writes NAME there. The worker runs it as a process of its own, so
that its memory comes back and a killed worker leaves nothing half-written: a file gets its name when it is whole.
"""

from __future__ import annotations

import json
import os
import shutil
import struct
import sys
import zlib
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, time
from functools import lru_cache
from pathlib import Path
from typing import Any

import pikepdf
import typst

from casework.letters.rendering import typeface
from casework.packs.rendering.setting import PackSet, data_of
from casework.packs.sheets.pictures import Kept

TEMPLATE = Path(__file__).with_name("pack.typ")
DATA, TEMPLATE_NAME = "pack.json", "pack.typ"


class NotWhole(RuntimeError):
    """What came out is not what went in: a picture has no place, or a place no picture."""


@dataclass(frozen=True, slots=True)
class Made:
    """A finished PDF: where it lies, how many pages it has, and on which page each thing begins."""

    path: Path
    pages: int
    begins: dict[str, int]


def keep_page(folder: Path, name: str, picture: Kept) -> None:
    """Keep the picture of a page in the folder under this name: a few facts, then its bytes. Written whole or not."""
    head = json.dumps({key: value for key, value in asdict(picture).items() if key != "data"}).encode()
    part = folder / f".{name}.{os.getpid()}"
    part.write_bytes(struct.pack(">I", len(head)) + head + picture.data)
    part.replace(folder / name)


def read_page(path: Path) -> Kept:
    """The picture of a page as it was kept."""
    told = path.read_bytes()
    (length,) = struct.unpack(">I", told[:4])
    return Kept(**json.loads(told[4 : 4 + length]), data=told[4 + length :])


def assemble(pack: PackSet, folder: Path, name: str) -> Made:
    """The pack as a PDF in the folder, in this process. Raises TypstError where it would not conform, NotWhole."""
    write_data(pack, folder)
    return assemble_written(folder, name)


def write_data(pack: PackSet, folder: Path) -> None:
    """Write what is to be set into the folder."""
    (folder / DATA).write_text(json.dumps(data_of(pack)), encoding="utf-8")


def assemble_written(folder: Path, name: str) -> Made:
    """The PDF of what was written into the folder."""
    data = json.loads((folder / DATA).read_text(encoding="utf-8"))
    images = [page["image"] for part in data["parts"] for item in part["items"] for page in item["pages"]]
    shutil.copyfile(TEMPLATE, folder / TEMPLATE_NAME)
    for number, image in enumerate(images):
        _dot(folder / image, number)
    part = folder / f".{name}.{os.getpid()}"
    try:
        _compile(data, folder, part)
        pages, begins = _with_pictures(part, folder, images, data)
        part.replace(folder / name)
    finally:
        part.unlink(missing_ok=True)
    return Made(folder / name, pages, begins)


def _compile(data: dict[str, Any], folder: Path, to: Path) -> None:
    """No package and no file but those of the folder and the typeface is read."""
    year, month, day = data["dated_on"]
    made_at = datetime.combine(datetime(year, month, day, tzinfo=UTC).date(), time(12), UTC)
    typst.compile(
        str(folder / TEMPLATE_NAME),
        output=str(to),
        root=str(folder),
        font_paths=_fonts(),
        ignore_system_fonts=True,
        format="pdf",
        pdf_standards="ua-1",
        package_path=str(typeface.FOLDER),
        package_cache_path=str(typeface.FOLDER),
        timestamp=int(made_at.timestamp()),
    )


@lru_cache(maxsize=1)
def _fonts() -> typst.Fonts:
    return typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(typeface.FOLDER)]
    )


def _dot(path: Path, number: int) -> None:
    """A picture of one dot whose colour is its number, so that no two are taken for the same."""
    path.with_suffix(".png").write_bytes(_png(number.to_bytes(3, "big")))


def _png(dot: bytes) -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", 1, 1, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(b"\0" + dot))
        + chunk(b"IEND", b"")
    )


def _with_pictures(
    part: Path, folder: Path, images: list[str], data: dict[str, Any]
) -> tuple[int, dict[str, int]]:
    """Put each page's picture where its dot is, in the order of the pages. Each dot is on one page."""
    with pikepdf.open(part, allow_overwriting_input=True) as pdf:
        places = list(_dots_of(pdf))
        if len(places) != len(images):
            raise NotWhole(f"{len(images)} pages, {len(places)} places for them")
        for place, image in zip(places, images, strict=True):
            _fill(place, read_page((folder / image).with_suffix(".page")))
        begins = _begins(pdf, data)
        pdf.save(part, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
        return len(pdf.pages), begins


def _dots_of(pdf: pikepdf.Pdf) -> Iterator[Any]:
    for page in pdf.pages:
        yield from page.get_images(recursive=False).values()


def _fill(place: Any, picture: Kept) -> None:
    """The dot becomes the picture; nothing but these entries describes it."""
    filtered = "/DCTDecode" if picture.filtered == "jpeg" else "/FlateDecode"
    place.write(picture.data, filter=pikepdf.Name(filtered))
    place.Width, place.Height = picture.width, picture.height
    place.ColorSpace = pikepdf.Name("/DeviceGray" if picture.grey else "/DeviceRGB")
    place.BitsPerComponent = 8 if picture.filtered == "jpeg" else 4
    for name in ("/SMask", "/Decode", "/Intent"):
        if name in place:
            del place[name]


def _begins(pdf: pikepdf.Pdf, data: dict[str, Any]) -> dict[str, int]:
    """On which page each thing begins, by its bookmark: things have theirs in the order in which they stand."""
    numbers: dict[tuple[int, int], int] = {
        page.obj.objgen: number for number, page in enumerate(pdf.pages, start=1)
    }
    at: list[int] = []
    with pdf.open_outline() as outline:
        for one in outline.root:
            children = one.children if data["cover"] else [one]
            at += [_page_of(child, numbers) for child in children]
    keys = [item["key"].removeprefix("item-") for part in data["parts"] for item in part["items"]]
    if len(at) != len(keys):
        raise NotWhole(f"{len(keys)} things, {len(at)} bookmarks")
    return dict(zip(keys, at, strict=True))


def _page_of(bookmark: pikepdf.OutlineItem, numbers: dict[tuple[int, int], int]) -> int:
    told: Any = bookmark.destination
    if told is None and bookmark.action is not None:
        told = bookmark.action.D
    return numbers[told[0].objgen]


if __name__ == "__main__":
    found = assemble_written(Path(sys.argv[1]), sys.argv[2])
    print(json.dumps({"pages": found.pages, "begins": found.begins}))
