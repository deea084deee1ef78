"""Where files of reports lie: beside the database, under random names, each known by its hash."""

from __future__ import annotations

import hashlib
import json
import os
import secrets
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings


@dataclass(frozen=True, slots=True)
class KeptFile:
    """A file that stays."""

    stored_as: str
    sha256: str
    size: int


def reports_folder() -> Path:
    """The folder of the setting, else one among the documents."""
    return Path(settings.REPORTS_FOLDER or Path(settings.DOCUMENTS) / "reports")


def working_folder(name: str) -> Path:
    """Where a report in the making has its facts and figures."""
    return reports_folder() / "making" / name


def path_of(stored_as: str) -> Path:
    """Where a file that stays lies."""
    return reports_folder() / stored_as[:2] / stored_as


def clear(name: str) -> None:
    """Take away what a report in the making had there."""
    shutil.rmtree(working_folder(name), ignore_errors=True)


def keep_bytes(content: bytes) -> KeptFile:
    """Keep these bytes: on the disk before anything tells of them."""
    name = secrets.token_hex(16)
    path = path_of(name)
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as stored:
        stored.write(content)
        stored.flush()
        os.fsync(stored.fileno())
    return KeptFile(name, hashlib.sha256(content).hexdigest(), len(content))


def keep_copy(made: Path) -> KeptFile:
    """Keep a file of a working folder beyond it: another name for the same bytes."""
    name = secrets.token_hex(16)
    path = path_of(name)
    path.parent.mkdir(parents=True, exist_ok=True)
    os.link(made, path)
    path.chmod(0o600)
    return KeptFile(name, sha256_of(path), path.stat().st_size)


def forget(files: list[KeptFile]) -> None:
    """Take files away again, when what they belonged to was not recorded."""
    for one in files:
        path_of(one.stored_as).unlink(missing_ok=True)


def sha256_of(path: Path) -> str:
    """The hash of a file, read in pieces."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def canonical(content: Any) -> str:
    """The one way to write this as JSON: keys in order, nothing between, no escapes that need not be."""
    return json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"), allow_nan=False)


def hash_of(text: str) -> str:
    """The hash of a text."""
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def write_whole(path: Path, content: bytes) -> None:
    """Write a file so that it is whole or not there."""
    part = path.with_name(f".{path.name}.{os.getpid()}")
    part.write_bytes(content)
    part.replace(path)
