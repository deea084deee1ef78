"""Files given on the page: kept under a random name until they are taken in, and then not any longer."""

from __future__ import annotations

import os
import secrets
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile

from casework.complaints.uploads import UploadRefused, path_of


def keep_facts(upload: UploadedFile[Any]) -> str:
    """Store a CSV file. Returns the name it is stored under. Raises UploadRefused."""
    name = upload.name or ""
    if not name.lower().endswith(".csv"):
        raise UploadRefused(
            "The file is no CSV. Save it as CSV, with one row for each complaint, and choose that."
        )
    if not upload.size:
        raise UploadRefused("The file is empty. Choose it again, or save it again first.")
    if upload.size > settings.UPLOAD_LIMIT:
        megabytes = settings.UPLOAD_LIMIT // (1024 * 1024)
        raise UploadRefused(
            f"The file is larger than {megabytes} MB. Give it on the command line instead: casework import complaints."
        )
    stored_as = secrets.token_hex(16)
    path = path_of(stored_as)
    path.parent.mkdir(parents=True, exist_ok=True)
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as stored:
        for chunk in upload.chunks():
            stored.write(chunk)
        stored.flush()
        os.fsync(stored.fileno())
    return stored_as


def kept_at(stored_as: str) -> Path:
    """Where a kept file lies."""
    return path_of(stored_as)


def forget(stored_as: str) -> None:
    """Take a kept file away."""
    if stored_as:
        path_of(stored_as).unlink(missing_ok=True)
