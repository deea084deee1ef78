"""Taking a history in: tried first, a chunk a transaction, never twice, and on from where it was stopped."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path

from django.db import IntegrityError

from casework.complaints.batch import StoryRefused, in_turn, record_batch
from casework.complaints.calendars import organisation_calendar
from casework.imports.checking import Checked, Checker, RowRefused
from casework.imports.locking import AnotherRuns, only_one
from casework.imports.models import Import, ListedRow
from casework.imports.placing import make_places, places_for
from casework.imports.reading import FileRow, organisations_in, places_in, rows_in_order
from casework.imports.taking import Taker, known_rows
from casework.imports.trying import Tally, Trial, batches, most_first, try_batch
from casework.imports.words import ImportState, RowTrouble
from casework.journal.log_events import LogEvent
from casework.journal.logs import log
from casework.people.models import Officer, Organisation
from putright.calendars import in_london
from putright.measures import Facts, FactsError, FileMapping, read_facts

MOST_LISTED = 100_000
"""How many rows that are not taken in are listed one by one; all are counted by reason."""
TRIED_AT_ONCE = 200
_LONGEST_NAME = 200

Progress = Callable[[str, int, int | None], None]


class ImportRefused(ValueError):
    """The file is not taken in; the message is one line that says what to do. trial: what was seen of it."""

    def __init__(self, message: str, trial: Trial | None = None) -> None:
        super().__init__(message)
        self.trial = trial


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be taken in, and how.

    procedure      for rows that name none: a key, or a body whose version in force on the day of receipt is meant.
    skip_bad       leave out the rows that cannot be read. make_services: make what is wanting of the structure.
    processes      how many work rows out.
    """

    organisation: Organisation
    by: Officer
    source: Path
    file_name: str
    mapping: FileMapping | None = None
    procedure: str = ""
    skip_bad: bool = False
    make_services: bool = False
    processes: int = 1


def _nobody_listens(what: str, done: int, of: int | None) -> None:
    pass


def try_out(wanted: Wanted, *, today: date, told: Progress = _nobody_listens) -> Trial:
    """Read everything and say what would come of it. Nothing is written.

    told    called with what is being done, how much of it, of how much.
    Raises  ImportRefused when the file cannot be read at all.
    """
    with _facts(wanted, told) as facts:
        return _tried(wanted, facts, today, told, thoroughly=True)


def take_in(
    wanted: Wanted, *, now: datetime, told: Progress = _nobody_listens, load: Import | None = None
) -> Import:
    """Take in every row that is not in already; what an earlier run took in stays as it is.

    load    the import as it was asked for on the page; None = a new one.
    Raises  ImportRefused, before anything is taken in, while rows cannot be read and `skip_bad` is not asked for;
            and when another import of the organisation is going on.
    """
    try:
        with only_one(wanted.organisation.pk):
            return _taken_in(wanted, now, told, load)
    except AnotherRuns:
        raise ImportRefused(
            "another import of this organisation is going on; wait until it is done, then run this again"
        ) from None


def _taken_in(wanted: Wanted, now: datetime, told: Progress, load: Import | None) -> Import:
    today = in_london(now).date()
    others = Import.objects.filter(organisation=wanted.organisation, state=ImportState.RUNNING.value)
    # We hold the lock, so that whoever began them is gone.
    others.exclude(pk=load.pk if load else 0).update(state=ImportState.STOPPED.value)
    load = _begun(wanted, now, load)
    try:
        with _facts(wanted, told) as facts:
            trial = _tried(wanted, facts, today, told, thoroughly=False)
            list_rows(load, trial)
            if trial.bad and not wanted.skip_bad:
                raise ImportRefused(_refusal(trial), trial)
            _take(wanted, facts, load, trial, now, told)
    except ImportRefused as refused:
        _end(load, ImportState.REFUSED, now, says=str(refused))
        raise
    except (StoryRefused, IntegrityError) as error:
        says = _broken(error)
        _end(load, ImportState.STOPPED, now, says=says)
        raise ImportRefused(says) from error
    _end(load, ImportState.DONE, now)
    log(LogEvent.IMPORT_DONE, load=load.pk, complaints=load.complaints, contacts=load.contacts, bad=load.bad)
    return load


def _begun(wanted: Wanted, now: datetime, load: Import | None) -> Import:
    load = load or Import(organisation=wanted.organisation, officer=wanted.by, asked_at=now)
    load.file_name = wanted.file_name[-_LONGEST_NAME:]
    load.state, load.procedure = ImportState.RUNNING.value, wanted.procedure
    load.skip_bad, load.make_services = wanted.skip_bad, wanted.make_services
    load.says = ""
    load.save()
    return load


def _facts(wanted: Wanted, told: Progress) -> Facts:
    try:
        return read_facts(
            wanted.source, mapping=wanted.mapping, skip_bad=True, most_listed=MOST_LISTED,
            progress=lambda done, of: told("Reading", done, of),
        )  # fmt: skip
    except FactsError as error:
        raise ImportRefused(str(error)) from None


def _checker(wanted: Wanted, facts: Facts, today: date) -> Checker:
    named = organisations_in(facts)
    if len(named) > 1:
        raise ImportRefused(
            f"the file has complaints of {len(named)} organisations ({', '.join(named[:5])}); give one file for each"
        )
    places = places_for(wanted.organisation, places_in(facts))
    return Checker(
        wanted.organisation, places, today, wanted.procedure, wanting_is_bad=not wanted.make_services
    )


def _tried(wanted: Wanted, facts: Facts, today: date, told: Progress, *, thoroughly: bool) -> Trial:
    """What the file holds. thoroughly: also what would become of each row, which takes its time."""
    checker = _checker(wanted, facts, today)
    seen = _Seen(facts, wanted.organisation)
    tally = Tally()
    checked = seen.checked(checker, told)
    if thoroughly:
        calendar = organisation_calendar(wanted.organisation)
        for one in in_turn(try_batch, batches(checked, calendar, today, TRIED_AT_ONCE), wanted.processes):
            tally.add(one)
    else:
        for each in checked:
            tally.complaints += each.procedure is not None
            tally.contacts += each.procedure is None
    read = facts.read
    return Trial(
        rows=read.rows + read.left_out_of, complaints=tally.complaints, contacts=tally.contacts,
        known=seen.known, changed=seen.changed, bad=read.left_out_of + seen.bad,
        open=tally.open, answered=tally.answered, before_known=tally.before_known, unfinished=tally.unfinished,
        reasons=dict((Counter(read.reasons) + seen.reasons).most_common()),
        makes=tuple(sorted(checker.places.wanting.values())) if wanted.make_services else (),
        left_out=most_first(tally.left_out), worked_out=most_first(tally.worked_out),
        breaches=most_first(tally.breaches), due=dict(tally.due), examples=tuple(tally.examples),
        listed=tuple(sorted(seen.listed))[:MOST_LISTED],
    )  # fmt: skip


class _Seen:
    """What was seen of the rows that would not be taken in."""

    def __init__(self, facts: Facts, organisation: Organisation) -> None:
        self._facts, self._organisation = facts, organisation
        self.known = self.changed = self.bad = 0
        self.reasons: Counter[str] = Counter()
        self.listed: list[tuple[int, str, str]] = [
            (row.line, RowTrouble.BAD.value, row.why) for row in facts.read.left_out
        ]

    def checked(self, checker: Checker, told: Progress) -> Iterator[Checked]:
        """The rows that would be taken in, one after the other."""
        done = 0
        for rows in known_rows(self._organisation, rows_in_order(self._facts)):
            for row, before in rows:
                done += 1
                told("Checking", done, self._facts.rows)
                if before is not None:
                    self._before(row, before)
                    continue
                try:
                    yield checker.checked(row)
                except RowRefused as refused:
                    self._refused(row, str(refused))

    def _before(self, row: FileRow, content: str) -> None:
        if row.content == content:
            self.known += 1
            return
        self.changed += 1
        why = f"{row.reference!r} is in already and says something else now; it is not overwritten"
        self._list(row, RowTrouble.CHANGED, why)

    def _refused(self, row: FileRow, why: str) -> None:
        self.bad += 1
        self.reasons[why.partition(";")[0][:200]] += 1
        self._list(row, RowTrouble.BAD, why)

    def _list(self, row: FileRow, what: RowTrouble, why: str) -> None:
        if len(self.listed) < MOST_LISTED:
            self.listed.append((self._facts.line(row.number), what.value, why))


def _take(wanted: Wanted, facts: Facts, load: Import, trial: Trial, now: datetime, told: Progress) -> None:
    today = in_london(now).date()
    if trial.makes:
        named = places_in(facts)
        make_places(wanted.organisation, named, places_for(wanted.organisation, named))
    checker = _checker(replace(wanted, make_services=False), facts, today)
    taker = Taker(load, wanted.by, now)
    stories = taker.stories(checker, rows_in_order(facts))
    wants = trial.complaints + trial.contacts
    record_batch(
        wanted.organisation, stories, processes=wanted.processes, within=taker.within,
        told=lambda done: told("Taking in", done.complaints + taker.contacts, wants),
    )  # fmt: skip


def list_rows(load: Import, trial: Trial) -> None:
    """Keep what the first look said, in place of what an earlier one did."""
    ListedRow.objects.filter(load=load).delete()
    for at in range(0, len(trial.listed), 1000):
        ListedRow.objects.bulk_create(
            ListedRow(load=load, line=line, what=what, why=why)
            for line, what, why in trial.listed[at : at + 1000]
        )
    load.rows, load.bad, load.known, load.changed = trial.rows, trial.bad, trial.known, trial.changed
    load.save(update_fields=["rows", "bad", "known", "changed"])


def _end(load: Import, state: ImportState, now: datetime, *, says: str = "") -> None:
    load.refresh_from_db()
    load.state, load.finished_at, load.says = state.value, now, says
    load.save(update_fields=["state", "finished_at", "says"])


def _refusal(trial: Trial) -> str:
    line, _, why = next(one for one in trial.listed if one[1] == RowTrouble.BAD.value)
    rows = "1 row" if trial.bad == 1 else f"{trial.bad:,} rows"
    more = f", and {trial.bad - 1:,} more" if trial.bad > 1 else ""
    return f"{rows} cannot be taken in: line {line} {why}{more}. Mend the file, or ask to skip bad rows"


def _broken(error: Exception) -> str:
    if isinstance(error, IntegrityError):
        return "rows of this file were taken in by another import meanwhile; run it again to take in the rest"
    return f"{error}; what was taken in before it stays, and running it again goes on from there"
