"""The bundle: the pack, each thing as a file, an index and a list of hashes, in one archive that is always the same."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import os
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

INDEX, MANIFEST = "index.csv", "manifest.json"
_COLUMNS = (
    "number", "kind", "title", "dated_on", "part", "page", "pages", "file", "in", "left_out_because", "removed",
)  # fmt: skip
_CHUNK = 1024 * 1024
_RUNS = ("=", "+", "-", "@", "\t", "\r", "\n")
"""A spreadsheet runs what begins with one of these."""


def bundle_files(
    to: Path, files: Iterable[tuple[str, Path]], written: Iterable[tuple[str, str]], *, about: Mapping[str, Any],
    dated_on: date,
) -> None:  # fmt: skip
    """Write the archive, a megabyte at a time. It gets its name when it is whole and on the disk."""
    part = to.with_name(f".{to.name}.{os.getpid()}")
    told: list[dict[str, Any]] = []
    try:
        with zipfile.ZipFile(part, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
            for name, path in files:
                told.append(_add(archive, name, path, dated_on))
            for name, words in written:
                told.append(_write(archive, name, words, dated_on))
            _write(archive, MANIFEST, json.dumps({**about, "files": told}, indent=1), dated_on)
        with part.open("rb") as whole:
            os.fsync(whole.fileno())
        part.replace(to)
    finally:
        part.unlink(missing_ok=True)


def sha256_of(path: Path) -> str:
    """The hash of a file, read a megabyte at a time."""
    digest = hashlib.sha256()
    with path.open("rb") as opened:
        while chunk := opened.read(_CHUNK):
            digest.update(chunk)
    return digest.hexdigest()


def index_csv(rows: Sequence[Mapping[str, Any]]) -> str:
    """The index for a spreadsheet."""
    made = io.StringIO()
    writer = csv.writer(made)
    writer.writerow(
        (
            "number",
            "kind",
            "title",
            "dated_on",
            "part",
            "page",
            "pages",
            "file",
            "in",
            "left_out_because",
            "removed",
        )
    )
    for one in rows:
        removed = sum(part["times"] for part in one["removed"])
        because = f"{one['reason']} {one['words']}".strip() if not one["taken"] else ""
        writer.writerow(
            _safe(cell)
            for cell in (
                one["number"], one["kind"], one["title"], one["dated_on"], one["part"], one["page"] or "",
                one["pages"], one["file"], "yes" if one["taken"] else "no", because, removed,
            )
        )  # fmt: skip
    return made.getvalue()


def _safe(cell: object) -> str:
    words = str(cell)
    return f"'{words}" if words.startswith(_RUNS) else words


def _info(name: str, dated_on: date) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name, (max(dated_on.year, 1980), dated_on.month, dated_on.day, 12, 0, 0))
    info.external_attr = 0o644 << 16
    return info


def _add(archive: zipfile.ZipFile, name: str, path: Path, dated_on: date) -> dict[str, Any]:
    digest = hashlib.sha256()
    info = _info(name, dated_on)
    with path.open("rb") as opened, archive.open(info, "w", force_zip64=True) as entry:
        while chunk := opened.read(_CHUNK):
            digest.update(chunk)
            entry.write(chunk)
    return {"name": name, "size": path.stat().st_size, "sha256": digest.hexdigest()}


def _write(archive: zipfile.ZipFile, name: str, words: str, dated_on: date) -> dict[str, Any]:
    data = words.encode("utf-8")
    info = _info(name, dated_on)
    info.compress_type = zipfile.ZIP_DEFLATED
    archive.writestr(info, data)
    return {"name": name, "size": len(data), "sha256": hashlib.sha256(data).hexdigest()}
