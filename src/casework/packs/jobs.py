"""Reading and building packs in the worker: a piece at a time, claimed before and put down after.

Nothing slow happens inside a transaction. A claim whose worker was killed is left after a while and taken up by the
next one; the pieces that were whole are there.
"""

from __future__ import annotations

import json
import os
import secrets
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from django.db import transaction
from django.db.models import Q

from casework.complaints.uploads import path_of
from casework.journal.log_events import LogEvent
from casework.journal.logs import log, warn
from casework.packs.building import PDF, Desk, clear
from casework.packs.bundling import sha256_of
from casework.packs.models import Pack, PackItem, PackSheet
from casework.packs.reading import read_item
from casework.packs.redacting import StillThere, TextChanged
from casework.packs.rendering import Made
from casework.packs.sheets.sheet import CannotBeOpened
from casework.packs.words import PackState

MOST_TRIES = 3
CLAIM_LEFT = timedelta(minutes=5)
"""A piece takes seconds; the compiler is given up before this is over three times."""
_WORKED_ON = (PackState.READING.value, PackState.BUILDING.value)
_MADE = "made.json"


def run_next(*, now: datetime) -> bool:
    """Take the pack that waits longest one piece further; False when none waits."""
    pack = _claim(now)
    if pack is None:
        return False
    try:
        fields = _read(pack) if pack.state == PackState.READING else _build(pack, now)
    except (StillThere, TextChanged, CannotBeOpened) as wrong:
        _failed(pack, _sentence(wrong))
    except (OSError, RuntimeError, ValueError, KeyError) as wrong:
        warn(LogEvent.PACK_FAILED, pack=pack.pk, tries=pack.tries + 1, error=type(wrong).__name__)
        _again(pack, type(wrong).__name__)
    else:
        _put_down(pack, fields)
    return True


def _claim(now: datetime) -> Pack | None:
    """Take one for this process alone, committed before anything is done."""
    free = Q(claimed_at=None) | Q(claimed_at__lte=now - CLAIM_LEFT)
    found = Pack.objects.filter(free, state__in=_WORKED_ON).order_by("tries", "id").first()
    if found is None:
        return None
    with transaction.atomic(durable=True):
        mine = Pack.objects.filter(
            pk=found.pk, state=found.state, claimed_at=found.claimed_at, folder=found.folder
        ).update(claimed_at=now)
    return Pack.objects.select_related("complaint", "case").get(pk=found.pk) if mine else None


def _put_down(pack: Pack, fields: dict[str, Any]) -> None:
    """Put down how far it is, unless somebody stopped or changed it meanwhile: then what was done is not used."""
    frozen = fields.get("state") == PackState.FROZEN
    with transaction.atomic(durable=True):
        here = Pack.objects.filter(pk=pack.pk, state=pack.state, folder=pack.folder)
        mine = bool(here.update(claimed_at=None, **fields))
        if frozen and mine:
            # The words that were read go: what was removed is in nothing that stays of the pack.
            PackSheet.objects.filter(item__pack=pack).delete()
    if frozen and mine:
        clear(pack)
        log(LogEvent.PACK_FROZEN, pack=pack.pk, pages=fields["pages"], size=fields["size"])
    elif frozen:
        for name in (fields["pdf"], fields["bundle"]):
            path_of(name).unlink(missing_ok=True)


def _read(pack: Pack) -> dict[str, Any]:
    item = pack.items.filter(shape="").order_by("position").first()
    if item is not None:
        read_item(item)
    return {} if pack.items.filter(shape="").exists() else {"state": PackState.OPEN}


def _build(pack: Pack, now: datetime) -> dict[str, Any]:
    desk = Desk(pack)
    if pack.step == "pages":
        drawn = desk.draw_next()
        if drawn:
            PackItem.objects.bulk_update(desk.items, ["built"])
            return {"done": pack.done + drawn}
        return {"step": "whole"}
    if pack.step == "whole":
        _write_made(desk.folder, desk.set_whole())
        return {"step": "files", "done": pack.done + 1}
    if pack.step == "files":
        waiting = [
            one for one in desk.taken if not (desk.folder / desk.file_name(one).replace("/", "-")).exists()
        ]
        if waiting:
            desk.make_file(waiting[0])
            return {"done": pack.done + 1}
        return {"step": "bundle"}
    return _freeze(pack, desk, now)


def _freeze(pack: Pack, desk: Desk, now: datetime) -> dict[str, Any]:
    """Bundle everything and keep it under its hash."""
    made = _read_made(desk.folder)
    bundled = desk.folder / "bundle.zip"
    told = desk.bundle(made, bundled)
    fields = {
        "pdf_sha256": sha256_of(made.path), "bundle_sha256": sha256_of(bundled), "size": bundled.stat().st_size,
        "pdf": _kept(made.path), "bundle": _kept(bundled),
    }  # fmt: skip
    return {
        **fields, "state": PackState.FROZEN, "pages": made.pages, "told": told, "contents": {}, "frozen_at": now,
        "done": pack.total, "step": "",
    }  # fmt: skip


def _kept(made: Path) -> str:
    """Keep a file under a random name where documents lie."""
    name = secrets.token_hex(16)
    path = path_of(name)
    path.parent.mkdir(parents=True, exist_ok=True)
    os.link(made, path)
    path.chmod(0o600)
    return name


def _write_made(folder: Path, made: Made) -> None:
    (folder / _MADE).write_text(json.dumps({"pages": made.pages, "begins": made.begins}), encoding="utf-8")


def _read_made(folder: Path) -> Made:
    told = json.loads((folder / _MADE).read_text("utf-8"))
    return Made(folder / PDF, told["pages"], told["begins"])


def _failed(pack: Pack, problem: str) -> None:
    warn(LogEvent.PACK_FAILED, pack=pack.pk, tries=pack.tries + 1)
    _put_down(pack, {"state": PackState.FAILED, "problem": problem[:300]})


def _again(pack: Pack, kind: str) -> None:
    """Try it again, and set it aside after the third time."""
    tries = pack.tries + 1
    fields: dict[str, Any] = {"tries": tries}
    if tries >= MOST_TRIES:
        fields |= {"state": PackState.FAILED, "problem": f"It was tried {tries} times ({kind})."}
    _put_down(pack, fields)


def _sentence(wrong: Exception) -> str:
    said = str(wrong)
    return f"{said[:1].upper()}{said[1:]}."
