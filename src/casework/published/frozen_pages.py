"""Reading frozen reports, as our own people see them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from casework.people.models import Officer
from casework.published.addresses import key_of, slug_of
from casework.published.errors import NoSuchReport
from casework.published.folders import path_of
from casework.published.freezing import PAGE
from casework.published.models import Difference, Edition, EditionFile, PublishAct
from casework.published.permissions import may_publish_reports, may_see_reports
from casework.published.words import Audience, PublishStep, WhyDifferent
from putright.measures import Period
from putright.reports import FORMS, template
from putright.reports.wording import period_in_words, period_label

_FACTS = "parquet"


@dataclass(frozen=True, slots=True)
class EditionRow:
    """A frozen report in the list. shown: the public sees it; replaced: another edition took its place."""

    id: int
    title: str
    period: str
    number: int
    frozen_at: datetime
    shown: bool
    replaced: bool


@dataclass(frozen=True, slots=True)
class DifferenceRow:
    """A figure that is not what the edition before printed."""

    figure: str
    label: str
    earlier: bool
    was: str
    now: str
    why: tuple[WhyDifferent, ...]


@dataclass(frozen=True, slots=True)
class ActRow:
    """It was published or taken back."""

    step: PublishStep
    words: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class FileRow:
    """A file to take away. name: the last part of its address."""

    name: str
    says: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class EditionPage:
    """A frozen report with everything that is known of it. newest: none replaced it."""

    id: int
    title: str
    period: str
    number: int
    sha256: str
    author: str
    approver: str
    frozen_at: datetime
    replaces: tuple[int, int] | None
    newest: bool
    reason: str
    shown: bool
    may_publish: bool
    files: tuple[FileRow, ...]
    facts: tuple[FileRow, ...]
    differences: tuple[DifferenceRow, ...]
    acts: tuple[ActRow, ...]
    slug: str
    key: str
    begins: tuple[str, date, date]


def edition_rows(officer: Officer) -> tuple[EditionRow, ...]:
    """Every frozen report of the organisation, the newest first. Two statements."""
    shown = shown_editions(officer.organisation_id)
    found = Edition.objects.filter(organisation=officer.organisation).defer("content").order_by("-pk")
    newest: dict[tuple[object, ...], int] = {}
    for one in found:
        newest.setdefault(_period_of(one), one.pk)
    return tuple(
        EditionRow(
            one.pk, template(one.report).title, period_label(Period(one.starts_on, one.ends_on)), one.number,
            one.frozen_at, one.pk in shown, newest[_period_of(one)] != one.pk,
        )
        for one in found
    )  # fmt: skip


def shown_editions(organisation_id: int) -> frozenset[int]:
    """The editions the public sees: the newest act of each period decides. One statement."""
    last: dict[tuple[object, ...], tuple[int, str]] = {}
    names = ("edition__report", "edition__starts_on", "edition__ends_on", "edition", "step")
    acts = PublishAct.objects.filter(edition__organisation=organisation_id).order_by("pk")
    for report, starts_on, ends_on, edition, step in acts.values_list(*names):
        last[report, starts_on, ends_on] = (edition, step)
    return frozenset(edition for edition, step in last.values() if step == PublishStep.PUBLISHED)


def edition_page(officer: Officer, number: int) -> EditionPage:
    """One frozen report. Six statements. Raises NoSuchReport."""
    one = _found(officer, number)
    before = (
        Edition.objects.filter(pk=one.replaces_id).values_list("pk", "number").first()
        if one.replaces_id
        else None
    )
    files = list(one.files.order_by("pk"))
    acts = PublishAct.objects.filter(edition=one).select_related("officer").order_by("-pk")
    newest = not Edition.objects.filter(replaces=one.pk).exists()
    period = Period(one.starts_on, one.ends_on)
    return EditionPage(
        one.pk, template(one.report).title, period_in_words(period), one.number, one.sha256, one.author.name,
        one.approver.name, one.frozen_at, before, newest, one.reason,
        one.pk in shown_editions(officer.organisation_id), may_publish_reports(officer),
        tuple(file_rows(files, Audience.OWN)), tuple(_facts_rows(files)), differences_of(one.pk),
        tuple(ActRow(PublishStep(act.step), act.words, act.officer.name, act.at) for act in acts),
        slug_of(officer.organisation), key_of(one.report, period), (one.report, one.starts_on, one.ends_on),
    )  # fmt: skip


def edition_whole(officer: Officer, number: int, audience: Audience) -> tuple[EditionPage, str]:
    """A frozen report to be read: as our own people do, or as everybody would."""
    page = edition_page(officer, number)
    file = EditionFile.objects.get(edition=page.id, audience=audience, form=PAGE)
    return page, read_kept(file)


def edition_file(officer: Officer, number: int, name: str) -> tuple[Path, str]:
    """A file of a frozen report, and what it is called. Facts are for who may publish and no one else.

    Raises NoSuchReport.
    """
    one = _found(officer, number)
    stem, _, suffix = name.rpartition(".")
    called = f"{one.report}-{one.starts_on}-edition-{one.number}"
    if suffix == _FACTS and may_publish_reports(officer):
        file = EditionFile.objects.filter(edition=one, audience=Audience.FACTS, form=stem).first()
        called = f"{called}-{stem}"
    else:
        form = next((form.key for form in FORMS if form.suffix == suffix and stem == "report"), None)
        file = EditionFile.objects.filter(edition=one, audience=Audience.OWN, form=form).first()
    if file is None or not path_of(file.stored_as).is_file():
        raise NoSuchReport(name)
    return path_of(file.stored_as), f"{called}.{suffix}"


def differences_of(edition: int, *, public: bool = False) -> tuple[DifferenceRow, ...]:
    """What an edition restated. public: without the numbers of few people. One statement."""
    found = Difference.objects.filter(edition=edition).order_by("position")
    return tuple(
        DifferenceRow(
            one.figure, one.label, one.earlier, "not shown" if public and one.hidden else one.was,
            "not shown" if public and one.hidden else one.now,
            tuple(WhyDifferent(why) for why in one.why.split(";")),
        )
        for one in found
    )  # fmt: skip


def file_rows(files: Iterable[EditionFile], audience: Audience) -> Iterable[FileRow]:
    """The forms to take away for an audience, in the order of the forms."""
    by_form = {one.form: one for one in files if one.audience == audience}
    for form in FORMS:
        if form.key in by_form:
            one = by_form[form.key]
            yield FileRow(f"report.{form.suffix}", form.says, one.size, one.sha256)


def read_kept(file: EditionFile) -> str:
    """The text of a kept file. Raises NoSuchReport when it is lost; `casework verify` then names it."""
    try:
        return path_of(file.stored_as).read_text(encoding="utf-8")
    except OSError:
        raise NoSuchReport(file.form) from None


def _facts_rows(files: Iterable[EditionFile]) -> Iterable[FileRow]:
    for one in files:
        if one.audience == Audience.FACTS:
            yield FileRow(f"{one.form}.{_FACTS}", "facts as they stood", one.size, one.sha256)


def _found(officer: Officer, number: int) -> Edition:
    found = Edition.objects.filter(pk=number, organisation=officer.organisation).defer("content")
    one = found.select_related("author", "approver").first() if may_see_reports(officer) else None
    if one is None:
        raise NoSuchReport(str(number))
    return one


def _period_of(one: Edition) -> tuple[object, ...]:
    return one.report, one.starts_on, one.ends_on
