"""Building a pack, a piece at a time: pages drawn, the whole set, each thing as a file, all of it bundled.

Every piece leaves a file that gets its name when it is whole, and a pack that says how far it is. So a worker can be
stopped or killed between any two statements, and another one goes on where it was.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Any

import pypdfium2
from django.conf import settings
from PIL import Image

from casework.complaints.uploads import path_of
from casework.packs.bundling import INDEX, bundle_files, index_csv
from casework.packs.contents import TITLES
from casework.packs.keeping import from_stored
from casework.packs.models import Pack, PackItem
from casework.packs.reading import PAGES_AT_ONCE, pages_of, sheets_of
from casework.packs.redacting import CutSheet, Redactor
from casework.packs.rendering import Drawn, ItemSet, PackSet, PartSet
from casework.packs.rendering.assembling import Made, keep_page, write_data
from casework.packs.sheets.pictures import kept, left_out, painted, read_picture
from casework.packs.sheets.sheet import Sheet
from casework.packs.telling import index_parts, item_told, title_in_pack
from casework.packs.words import ItemKind, Shape

PDF = "pack.pdf"
SECONDS_TO_SET = 900
"""After which the compiler is given up: nothing that can be bundled takes so long."""


class Desk:
    """One pack at work: its things in order, what is removed from them, and its folder."""

    def __init__(self, pack: Pack) -> None:
        self.pack = pack
        self.items = list(PackItem.objects.filter(pack=pack).order_by("position"))
        self.redactor = Redactor.of(pack.redactions.order_by("pk"))
        self.folder = folder_of(pack)
        self.folder.mkdir(parents=True, exist_ok=True)

    @property
    def taken(self) -> list[PackItem]:
        """The things that are in."""
        return [one for one in self.items if one.taken]

    def draw_next(self) -> int:
        """Draw the next pages; how many. 0 when all are drawn."""
        item = next((one for one in self.taken if one.built < self.sheets_to_draw(one)), None)
        if item is None:
            return 0
        first = item.built + 1
        last = min(item.built + PAGES_AT_ONCE, item.sheets)
        for number, sheet, picture in self._sheets(item, first, last):
            self._keep(item, number, self.redactor.sheet(item.pk, number, sheet), picture)
        item.built = last
        return last - first + 1

    def sheets_to_draw(self, item: PackItem) -> int:
        """How many pages of a thing are drawn: none of what goes as a file only."""
        return 0 if item.shape in (Shape.FILE, Shape.CLOSED) else item.sheets

    def _sheets(
        self, item: PackItem, first: int, last: int
    ) -> Iterator[tuple[int, Sheet, Image.Image | None]]:
        if item.shape == Shape.PAGES:
            with pages_of(item) as pdf:
                for number in range(first, last + 1):
                    yield number, pdf.sheet(number), pdf.picture(number)
        elif item.shape == Shape.PICTURE:
            yield 1, Sheet("", drawn=True, pictures=True), read_picture(path_of(item.stored_as))
        else:
            for number, sheet in enumerate(sheets_of(item)[first - 1 : last], start=first):
                yield number, sheet, None

    def _keep(self, item: PackItem, number: int, cut: CutSheet, picture: Image.Image | None) -> None:
        told: dict[str, Any] = {"text": cut.text.split("\n"), "removed": [asdict(one) for one in cut.removed]}
        if picture is not None:
            seen = left_out(picture, cut.left_out) if cut.left_out else painted(picture, cut.over)
            keep_page(self.folder, f"{item.pk}-{number}.page", kept(seen))
            told = {
                "removed": told["removed"], "ratio": seen.width / seen.height,
                "lines": [
                    [one.text, one.box.left, one.box.top, one.box.right - one.box.left, one.box.bottom - one.box.top]
                    for one in cut.lines
                ],
            }  # fmt: skip
        _write(self.folder / f"{item.pk}-{number}.json", json.dumps(told))

    def page_told(self, item: PackItem, number: int) -> dict[str, Any]:
        """What was kept of a page."""
        found: dict[str, Any] = json.loads((self.folder / f"{item.pk}-{number}.json").read_text("utf-8"))
        return found

    def item_set(self, item: PackItem) -> ItemSet:
        """A thing as it is set."""
        title = self.redactor.says(title_in_pack(item), item.pk)
        pages, text = [], []
        for number in range(1, self.sheets_to_draw(item) + 1):
            told = self.page_told(item, number)
            if "ratio" not in told:
                text += told["text"]
                continue
            following = "its words follow" if told["lines"] else "no words were found in it"
            alt = f"Page {number} of {item.sheets}: {title}; {following}"
            lines = tuple((row[0], row[1], row[2], row[3], row[4]) for row in told["lines"])
            pages.append(Drawn(f"{item.pk}-{number}.png", told["ratio"], alt, lines))
        return ItemSet(str(item.pk), title, item_told(item, self.redactor), tuple(pages), tuple(text))

    def set_whole(self) -> Made:
        """The whole pack as a PDF, checked once more for what was to be removed everywhere."""
        write_data(self.pack_set(), self.folder)
        made = compiled(self.folder, PDF)
        self.check(made.path)
        return made

    def check(self, path: Path) -> None:
        """Read what came out and look for what was to be removed everywhere. Raises StillThere."""
        if not self.redactor.everywhere:
            return
        document = pypdfium2.PdfDocument(path)
        try:
            for page in document:
                textpage = page.get_textpage()
                self.redactor.check(textpage.get_text_bounded().replace("\r\n", "\n"))
                textpage.close()
                page.close()
            for bookmark in document.get_toc():
                self.redactor.check(bookmark.get_title())
            self.redactor.check(" ".join(str(one) for one in document.get_metadata_dict().values()))
        finally:
            document.close()

    def pack_set(self) -> PackSet:
        """The whole pack as it is set: ten parts, the things in three of them."""
        told = self.pack.contents
        blocks = from_stored(told["parts"], self.redactor.says)
        blocks[len(TITLES)] = index_parts(self)
        parts = tuple(
            PartSet(
                f"{number}. {title}", blocks.get(number, ()),
                tuple(self.item_set(one) for one in self.taken if one.part == number),
            )
            for number, title in enumerate(TITLES, start=1)
        )  # fmt: skip
        return PackSet(
            title=told["title"], organisation=told["organisation"], dated_on=date.fromisoformat(told["dated_on"]),
            footer=told["footer"], cover=tuple((label, self.redactor.says(words)) for label, words in told["cover"]),
            parts=parts, colour=told["colour"],
        )  # fmt: skip

    def file_name(self, item: PackItem) -> str:
        """What the file of a thing is called in the bundle: its number, kind and day; nobody's name."""
        dated = f"-{item.dated_on}" if item.dated_on else ""
        return f"items/{item.position:03d}-{item.kind}{dated}.{self._ending(item)}"

    def as_it_is(self, item: PackItem) -> bool:
        """Whether the file of a thing goes as it was kept: nothing could be removed from it, or there is no other way.

        A letter of ours holds nothing but what it shows, so that one from which nothing was removed goes as it was
        sent. Of a file of somebody else nobody knows what else is in it: it goes as it is only where nothing at all
        is removed from this pack.
        """
        if item.kind == ItemKind.NOTE:
            return False
        if item.shape == Shape.FILE or not self.redactor.touches(item.pk):
            return True
        return item.kind == ItemKind.LETTER and not any(self.removed(item))

    def removed(self, item: PackItem) -> Iterator[tuple[int, dict[str, Any]]]:
        """What was removed from the pages of a thing: the page, and why, how often, what was noted."""
        for number in range(1, self.sheets_to_draw(item) + 1):
            for one in self.page_told(item, number)["removed"]:
                yield number, one

    def make_file(self, item: PackItem) -> None:
        """The file of one thing in the folder, unless it is there."""
        to = self.folder / self.file_name(item).replace("/", "-")
        if to.exists():
            return
        if self.as_it_is(item):
            part = to.with_name(f".{to.name}.{os.getpid()}")
            shutil.copyfile(path_of(item.stored_as), part)
            part.replace(to)
            return
        one = self.item_set(item)
        told = self.pack.contents
        alone = PackSet(
            one.title, told["organisation"], date.fromisoformat(told["dated_on"]), told["footer"], (),
            (PartSet("", (), (one,)),), told["colour"],
        )  # fmt: skip
        write_data(alone, self.folder)
        made = compiled(self.folder, to.name)
        self.check(made.path)

    def bundle(self, made: Made, to: Path) -> dict[str, Any]:
        """Everything in one archive at this path; what it holds, for the screens."""
        rows = [self._row(one, made) for one in self.items]
        files = [("pack.pdf", made.path)]
        files += [(one["file"], self.folder / one["file"].replace("/", "-")) for one in rows if one["file"]]
        told = {"rows": rows, "open": self.pack.contents["open"], "records": self.pack.contents["records"]}
        written = [(INDEX, index_csv(rows))]
        bundle_files(
            to,
            files,
            written,
            about=self._about(made),
            dated_on=date.fromisoformat(self.pack.contents["dated_on"]),
        )
        return told

    def _row(self, item: PackItem, made: Made) -> dict[str, Any]:
        return {
            "number": item.position, "kind": item.kind, "title": self.redactor.says(item.title, item.pk),
            "part": item.part, "dated_on": item.dated_on.isoformat() if item.dated_on else "",
            "taken": item.taken, "reason": item.reason, "words": self.redactor.says(item.words, item.pk),
            "page": made.begins.get(str(item.pk)) if item.taken else None,
            "pages": self.sheets_to_draw(item) if item.taken else 0,
            "file": self.file_name(item) if item.taken else "",
            "as_it_is": item.taken and self.as_it_is(item),
            "removed": [{"page": page, **one} for page, one in self.removed(item)] if item.taken else [],
        }  # fmt: skip

    def _about(self, made: Made) -> dict[str, Any]:
        told = self.pack.contents
        return {
            "what": told["title"], "organisation": told["organisation"], "dated_on": told["dated_on"],
            "version": self.pack.number, "pages": made.pages,
        }  # fmt: skip

    def _ending(self, item: PackItem) -> str:
        if not self.as_it_is(item):
            return "pdf"
        ending = item.called.rsplit(".", 1)[-1].lower() if "." in item.called else "pdf"
        return ending if ending.isalnum() else "bin"


def compiled(folder: Path, name: str) -> Made:
    """What was written into the folder as a PDF, made by a process of its own whose memory comes back with it."""
    done = subprocess.run(  # noqa: S603 - our own module, and a folder and a name of ours
        [sys.executable, "-m", "casework.packs.rendering.assembling", str(folder), name],
        capture_output=True, text=True, timeout=SECONDS_TO_SET, check=False,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
    )  # fmt: skip
    if done.returncode != 0:
        raise RuntimeError(
            f"the compiler stopped: {done.stderr.strip().splitlines()[-1:] or done.returncode}"
        )
    told = json.loads(done.stdout)
    return Made(folder / name, told["pages"], told["begins"])


def folder_of(pack: Pack) -> Path:
    """Where the pages of a pack lie while it is built; taken away when it is frozen."""
    return Path(settings.DOCUMENTS) / "packs" / pack.folder


def clear(pack: Pack) -> None:
    """Take away what lies there of a pack that is frozen or dropped."""
    shutil.rmtree(folder_of(pack), ignore_errors=True)


def _write(path: Path, words: str) -> None:
    part = path.with_name(f".{path.name}.{os.getpid()}")
    part.write_text(words, encoding="utf-8")
    part.replace(path)
