"""The batch form of the one door: many complaints told from their beginning, for imports and demonstrations.

The same verbs, the same replay and the same projection as `record`; only the writing is in bulk. What is
worked out needs no database, so several processes can do it while one writes.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import date, datetime, time
from itertools import chain, islice
from multiprocessing import get_context
from typing import Any, TypeVar

import django
from django.db import transaction

from casework.complaints.bulk import Rows, reserve_ids, reserve_references, write_rows
from casework.complaints.calendars import OrganisationCalendar, organisation_calendar
from casework.complaints.projection import project
from casework.complaints.record import Act, apply_acts
from casework.complaints.search import plain_words
from casework.complaints.stories import NoteOf, Story
from casework.complaints.storing import event_rows
from casework.journal.log_events import LogEvent
from casework.journal.logs import log
from casework.people.models import Organisation
from putright.calendars import LONDON, in_london
from putright.cases import FIRST, CaseError, Event
from putright.procedures import procedure

T = TypeVar("T")
Made = TypeVar("Made")
AT_ONCE = 500
AHEAD = 64
"""More chunks than are ever worked out ahead of the writing."""


@dataclass(frozen=True, slots=True)
class Batched:
    """How much was recorded."""

    complaints: int
    events: int


class StoryRefused(ValueError):
    """A story cannot be; the message says which and why. The chunks before it are recorded, its own is not."""


@dataclass(frozen=True, slots=True)
class _Task:
    """A chunk with everything that has to be known before its rows can be worked out."""

    first: int
    stories: tuple[Story, ...]
    references: tuple[str, ...]
    ids: tuple[int, ...]
    note_ids: tuple[int, ...]
    organisation_id: int
    calendar: OrganisationCalendar


def record_batch(
    organisation: Organisation,
    stories: Iterable[Story],
    *,
    processes: int = 1,
    told: Callable[[Batched], None] | None = None,
    within: Callable[[Rows], None] | None = None,
) -> Batched:
    """Record these complaints, a few hundred in each transaction.

    processes  how many work rows out; with 1 it is done here.
    told       called after each chunk with what is recorded so far.
    within     called in the transaction of each chunk with its rows, for what has to be written with them or not at all.
    Raises     StoryRefused at the first story that cannot be.
    """
    calendar = organisation_calendar(organisation)
    complaints = events = 0
    for rows in in_turn(work_out, _tasks(organisation, calendar, stories), processes):
        with transaction.atomic(durable=True):
            write_rows(rows)
            if within is not None:
                within(rows)
        complaints += len(rows.complaints)
        events += len(rows.events)
        if told is not None:
            told(Batched(complaints, events))
    log(LogEvent.BATCH_RECORDED, organisation=organisation.pk, complaints=complaints, events=events)
    return Batched(complaints, events)


def _tasks(
    organisation: Organisation, calendar: OrganisationCalendar, stories: Iterable[Story]
) -> Iterator[_Task]:
    remaining, first = iter(stories), 1
    # Of the chunks being worked out, which are not in the database yet.
    pending: deque[tuple[str, ...]] = deque(maxlen=AHEAD)
    while chunk := tuple(islice(remaining, AT_ONCE)):
        notes = sum(len(step.said) for story in chunk for step in story.steps)
        references = reserve_references(len(chunk), besides=frozenset(chain.from_iterable(pending)))
        pending.append(references)
        yield _Task(
            first,
            chunk,
            references,
            reserve_ids("complaints_complaint", len(chunk)),
            reserve_ids("complaints_note", notes),
            organisation.pk,
            calendar,
        )
        first += len(chunk)


def in_turn(work: Callable[[T], Made], tasks: Iterator[T], processes: int) -> Iterator[Made]:
    """What the work makes of each task, in their order; only a few are ever worked out ahead of who takes them."""
    if processes <= 1:
        yield from map(work, tasks)
        return
    with ExitStack() as stack:
        # Each process loads Django anew: a forked one would share our connection to the database.
        pool = stack.enter_context(
            ProcessPoolExecutor(processes, mp_context=get_context("spawn"), initializer=django.setup)
        )
        ahead: list[Future[Made]] = [pool.submit(work, task) for task in islice(tasks, processes * 2)]
        while ahead:
            done = ahead.pop(0).result()
            ahead += [pool.submit(work, task) for task in islice(tasks, 1)]
            yield done


def work_out(task: _Task) -> Rows:
    """The rows of a chunk. Needs no database. Raises StoryRefused."""
    rows = Rows()
    notes = iter(task.note_ids)
    for number, (story, reference, pk) in enumerate(
        zip(task.stories, task.references, task.ids, strict=True), start=task.first
    ):
        try:
            _story(rows, story, reference, pk, notes, task)
        except (CaseError, ValueError) as error:
            raise StoryRefused(f"story {number} ({story.title[:60]!r}): {error}") from error
    return rows


def _story(rows: Rows, story: Story, reference: str, pk: int, notes: Iterator[int], task: _Task) -> None:
    under = procedure(story.procedure)
    events: tuple[Event, ...] = ()
    case = None
    said = [story.title, story.happened, story.wanted, reference, reference.replace("-", ""), story.found_by]
    first_note: list[int | None] = []
    for step in story.steps:
        fields = {name: _resolved(value, first_note) for name, value in step.act.fields.items()}
        stage = case.stage if case is not None else ""
        first = None
        for words in step.said:
            note = next(notes)
            first = first or note
            if words.into:
                fields[words.into] = str(note)
            said.append(words.words)
            rows.notes.append(
                (
                    note, pk, words.about, words.point, stage, words.channel, words.words,
                    _moment(fields.get("at"), step.now), step.now, step.by, words.with_complainant,
                )
            )  # fmt: skip
        first_note.append(first)
        new, case = apply_acts(
            events, (Act(step.act.verb, fields),), under, by=str(step.by), now=step.now, case=case
        )
        events += new
    if case is None:
        raise ValueError("it has no steps: begin with its receipt")
    projection = project(
        case,
        under,
        task.calendar,
        recorded_on=in_london(story.steps[-1].now).date(),
        own_policy=procedure(story.own_policy) if story.own_policy else None,
    )
    rows.add_projection(pk, reference, task.organisation_id, story, projection)
    rows.events += event_rows(pk, reference, events, FIRST)
    rows.words.append((pk, story.title, story.happened, story.wanted))
    rows.points += [(pk, *point) for point in story.points]
    rows.parties += [
        (pk, part.person_id, part.role.value, part.authority, part.until) for part in story.parts
    ]
    rows.named_officers += [(pk, int(officer)) for officer in sorted(case.restricted_to or ())]
    said += [one for point in story.points for one in point[1:]]
    rows.found_by.append((pk, reference, plain_words("\n".join(said))))


def _resolved(value: Any, first_note: list[int | None]) -> Any:
    return str(first_note[value.step]) if isinstance(value, NoteOf) else value


def _moment(at: date | datetime | None, now: datetime) -> datetime:
    if at is None:
        return now
    return at if isinstance(at, datetime) else datetime.combine(at, time.min, LONDON)
