"""Freezing: every form of a report, for our own people and for everybody, and the facts behind it, under their hashes.

The files are whole on the disk before any row tells of them, and all rows come in one transaction. A worker that is
killed leaves at most files nobody names.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from html import escape
from typing import Any

from django.db import transaction

from casework.journal.log_events import LogEvent
from casework.journal.logs import log
from casework.people.models import Officer
from casework.published.comparing import differences
from casework.published.content import content_of
from casework.published.counting import tables_in
from casework.published.folders import (
    KeptFile,
    canonical,
    clear,
    forget,
    hash_of,
    keep_bytes,
    keep_copy,
    working_folder,
    write_whole,
)
from casework.published.hiding import for_the_public
from casework.published.keeping import Held, held, newest, report_of, written
from casework.published.models import Difference, Edition, EditionFile, PreparedReport
from casework.published.words import Audience, ReportState
from putright.reports import FORMS, Report, contents_of, drafted, drawn_charts, rendered, report_body, to_data

PAGE = "page"
"""The form that stands in a page of the service: its tables, charts and words without a head of its own."""
Alive = Callable[[], None]


@dataclass(slots=True)
class _Frozen:
    """What was made on the way, to be taken away again if it is not recorded."""

    files: list[tuple[Audience, str, KeptFile]] = field(default_factory=list)

    def add(self, audience: Audience, form: str, file: KeptFile) -> None:
        self.files.append((audience, form, file))


def freeze(prepared: PreparedReport, *, worker: str, now: datetime, alive: Alive) -> bool:
    """Freeze an approved report; False when somebody stopped it meanwhile, and then nothing of it stays.

    worker  whose claim it is. alive: called between the pieces; it may raise to stop.
    """
    found, wordings = held(prepared), newest(prepared)
    words = written(wordings.values())
    own = report_of(found, words)
    public = drafted(for_the_public(found.counted), words)
    made = _Frozen()
    try:
        _keep_forms(made, own, found.drawn, public, alive)
        for path in tables_in(working_folder(prepared.folder)):
            made.add(Audience.FACTS, path.stem, keep_copy(path))
        content = {
            **content_of(own, found, wordings), **_who(prepared, now),
            "public": to_data(public),
            "files": sorted([audience.value, form, file.sha256] for audience, form, file in made.files),
        }  # fmt: skip
        recorded = _record(prepared, content, made, worker, now)
    except BaseException:
        forget([file for _, _, file in made.files])
        raise
    if not recorded:
        forget([file for _, _, file in made.files])
        return False
    clear(prepared.folder)
    log(LogEvent.REPORT_FROZEN, report=prepared.pk, officer=prepared.approver_id)
    return True


def _keep_forms(made: _Frozen, own: Report, drawn: Mapping[str, str], public: Report, alive: Alive) -> None:
    """Every form for both; one file serves both where nothing had to be hidden."""
    same = own == public
    for form in FORMS:
        alive()
        kept = keep_bytes(rendered(own, form))
        made.add(Audience.OWN, form.key, kept)
        made.add(Audience.PUBLIC, form.key, kept if same else keep_bytes(rendered(public, form)))
    page = keep_bytes(page_of(own, drawn))
    made.add(Audience.OWN, PAGE, page)
    made.add(Audience.PUBLIC, PAGE, page if same else keep_bytes(page_of(public, drawn_charts(public))))


def page_of(made: Report, drawn: Mapping[str, str]) -> bytes:
    """The report as it stands in a page of the service: links to its sections, and everything below its title."""
    links = "".join(
        f'<li><a href="#{escape(key)}">{escape(title)}</a></li>' for key, title in contents_of(made)
    )
    contents = f'<nav aria-label="Contents of the report"><ul>{links}</ul></nav>'
    return f"{contents}\n{report_body(made, drawn)}".encode()


def make_files(prepared: PreparedReport) -> None:
    """The forms to take away of a report in the making, in its folder, each of the words as they stand."""
    found = held(prepared)
    made = report_of(found, written(newest(prepared).values()))
    for form in FORMS:
        write_whole(draft_file(prepared, form.suffix), rendered(made, form))


def draft_file(prepared: PreparedReport, suffix: str) -> Any:
    """Where a form of a report in the making lies."""
    return working_folder(prepared.folder) / f"draft.{suffix}"


def _who(prepared: PreparedReport, now: datetime) -> dict[str, Any]:
    before = prepared.replaces
    author, approver = _people(prepared)
    return {
        "author": author.name,
        "approver": approver.name,
        "frozen_at": now.isoformat(),
        "number": before.number + 1 if before else 1,
        "replaces": before.sha256 if before else None,
        "reason": prepared.reason,
    }


def _people(prepared: PreparedReport) -> tuple[Officer, Officer]:
    """Who put it up and who approved it: only what both did is frozen."""
    assert prepared.asked_by is not None
    assert prepared.approver is not None
    return prepared.asked_by, prepared.approver


def _record(
    prepared: PreparedReport, content: dict[str, Any], made: _Frozen, worker: str, now: datetime
) -> bool:
    text, before = canonical(content), prepared.replaces
    author, approver = _people(prepared)
    with transaction.atomic(durable=True):
        mine = PreparedReport.objects.filter(pk=prepared.pk, state=ReportState.FREEZING, worker=worker)
        if not mine.update(state=ReportState.FROZEN, worker="", claimed_at=None, files_asked=False):
            return False
        edition = Edition.objects.create(
            organisation=prepared.organisation, prepared=prepared, report=prepared.report,
            starts_on=prepared.starts_on, ends_on=prepared.ends_on, number=content["number"], content=text,
            sha256=hash_of(text), author=author, approver=approver, frozen_at=now,
            replaces=before, reason=prepared.reason,
        )  # fmt: skip
        EditionFile.objects.bulk_create(
            EditionFile(
                edition=edition, audience=audience, form=form, stored_as=file.stored_as, sha256=file.sha256,
                size=file.size,
            )
            for audience, form, file in made.files
        )  # fmt: skip
        if before is not None:
            Difference.objects.bulk_create(_differences(edition, json.loads(before.content), content))
    return True


def _differences(edition: Edition, was: Mapping[str, Any], now: Mapping[str, Any]) -> Iterable[Difference]:
    for position, one in enumerate(differences(was, now), start=1):
        yield Difference(
            edition=edition, position=position, figure=one.figure, label=one.label[:400], earlier=one.earlier,
            hidden=one.of_few, was=one.was[:160], now=one.now[:160], why=";".join(one.why),
        )  # fmt: skip


__all__ = ["PAGE", "Held", "draft_file", "freeze", "make_files", "page_of"]
