"""A told complaint on a page: what happened, how long it took, what was not done, what is not known."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator
from itertools import groupby

from putright.calendars import short_day
from putright.cases import Breach, StageState
from putright.cases.breaches import Severity
from putright.cases.breaches.breach import day_told
from putright.cases.deadlines import Waited
from putright.cases.state import day_of
from putright.cli.happenings import what_happened_together, when_in_words
from putright.cli.seen import Seen, expected_in_words
from putright.cli.stories import Story
from putright.clocks import Deadline
from putright.procedures import Procedure, load_procedures

_WIDTH = 100
_STRENGTH = {Severity.MANDATORY: "must", Severity.ADVISORY: "should", Severity.REPORT: "note"}


def tell_story(story: Story, all_seen: Iterable[Seen]) -> Iterator[str]:
    """The page, line by line."""
    yield story.title
    yield "=" * min(len(story.title), _WIDTH)
    if story.source:
        yield story.source
    yield f"Seen from {short_day(story.as_at)}."
    all_seen = tuple(all_seen)
    for seen in all_seen:
        yield ""
        if seen.told.title:
            yield from _head(seen.told.title, "-")
        yield from _complaint(story, seen)
    left_open = [*story.not_shown, *(line for seen in all_seen for line in seen.not_shown)]
    if left_open:
        yield ""
        yield from _head("What the document does not show", "-")
        for line in left_open:
            yield from _wrapped(line, first="* ", rest="  ")
    yield from _verdict(all_seen)


def _complaint(story: Story, seen: Seen) -> Iterator[str]:
    names = [one.title for one in seen.procedures]
    yield from _wrapped(
        f"Measured by {names[0]}{', beside it ' + ' and '.join(names[1:]) if names[1:] else ''}."
    )
    yield ""
    yield from _head("Points", "-")
    for point in seen.told.points:
        cited = f" ({point.paragraph})" if point.paragraph else ""
        yield from _wrapped(f"{point.words}{cited}", first=f"{point.key:<14}", rest=" " * 14)
    yield ""
    yield from _head("What happened", "-")
    yield from _timeline(seen)
    for stage in seen.told.case.stages:
        yield ""
        yield from _stage(seen, stage)
    yield ""
    yield from _breaches(story, seen)


def _timeline(seen: Seen) -> Iterator[str]:
    events = seen.told.case.standing
    dated = sorted((one for one in events if one.at is not None), key=lambda one: str(day_of(one.at)))
    told = (*dated, *(one for one in events if one.at is None))
    for (when, source), together in groupby(told, key=lambda one: (when_in_words(one), one.source)):
        words = what_happened_together(tuple(together))
        for what in words:
            cited = f"  [{source}]" if source else "  [if at all: the document does not say]"
            yield from _wrapped(f"{what}{cited}", first=f"  {when:<27}", rest=" " * 29)


def _stage(seen: Seen, stage: StageState) -> Iterator[str]:
    outcome, rule = stage.outcome_with_rule
    title = next(
        (one.title for procedure in seen.procedures for one in procedure.stages if one.key == stage.key),
        stage.key,
    )
    opened = f", begun {day_told(stage.opened_at)}" if stage.opened_at.at else ""
    yield from _head(f"{title}{opened}", "-")
    if stage.responded:
        yield f"  Answered in full {day_told(stage.responded)}."
    if outcome is not None:
        yield from _wrapped(f"Outcome: {outcome.label.lower()} ({rule}).", first="  ", rest="    ")
    for deadline in seen.deadlines:
        if deadline.stage == stage.key:
            yield from _deadline(deadline)
    for procedure, wait in seen.waits:
        if wait.stage == stage.key:
            yield from _wait(procedure, wait, alone=procedure is seen.procedures[0])
    since = seen.since_first_expression
    if since is not None and stage is seen.told.case.stages[-1]:
        yield f"  Since it was first said: {since.working_days} working days, {since.days} days in all."


def _deadline(deadline: Deadline) -> Iterator[str]:
    short = load_procedures()[deadline.procedure].short_title
    due = f"due {short_day(deadline.due_on)}" if deadline.due_on else "no date can be worked out"
    state = ""
    if deadline.met_on:
        late = deadline.due_on is not None and deadline.met_on > deadline.due_on
        about = "about " if deadline.approximate else ""
        state = f", done {about}{short_day(deadline.met_on)}{' (late)' if late else ''}"
    elif deadline.due_on:
        state = ", no day on record for it"
    marks = [
        word
        for word, holds in (
            ("approximate", deadline.approximate),
            ("figure not confirmed", deadline.unconfirmed),
            ("depends on the counting convention", deadline.convention_sensitive),
        )
        if holds
    ]
    mark = f" [{', '.join(marks)}]" if marks else ""
    yield from _wrapped(
        f"{deadline.title}: {due}{state} — {short} {deadline.provision}{mark}", first="  ", rest="    "
    )
    for why in deadline.because:
        yield from _wrapped(why, first="      · ", rest="        ")


def _wait(procedure: Procedure, wait: Waited, *, alone: bool) -> Iterator[str]:
    if alone:
        for count in wait.counts:
            letter = "the answer" if count.complete else "the first letter"
            start = count.moment.replace("_", " ")
            yield from _wrapped(
                f"From {start} ({short_day(count.start)}) to {letter} ({short_day(count.end)}): "
                f"{count.working_days} working days, {count.inclusive} if the first day is day one.",
                first="  ",
                rest="    ",
            )
    if wait.limit is not None and (wait.convention_sensitive or wait.start_sensitive):
        how = " and ".join(
            word
            for word, holds in (
                ("on whether the first day counts", wait.convention_sensitive),
                ("on which day it is counted from", wait.start_sensitive),
            )
            if holds
        )
        yield from _wrapped(
            f"! Whether {procedure.short_title}'s {wait.limit} working days were kept depends {how}.",
            first="  ",
            rest="    ",
        )


def _breaches(story: Story, seen: Seen) -> Iterator[str]:
    count = len(seen.breaches)
    yield from _head(f"Not met: {count} {'breach' if count == 1 else 'breaches'}", "-")
    stage: str | None = "?"
    for breach in seen.breaches:
        if breach.stage != stage:
            stage = breach.stage
            yield f"  {stage or 'the complaint as a whole'}"
        yield from _breach(story, breach)


def _breach(story: Story, breach: Breach) -> Iterator[str]:
    law = "found, without a provision"
    if breach.procedure:
        law = f"{load_procedures()[breach.procedure].short_title} {breach.provision}"
    if breach.unconfirmed:
        law += " (not confirmed)"
    strength = {Severity.MANDATORY: "must", Severity.ADVISORY: "should", Severity.REPORT: "note"}[
        breach.severity
    ]
    said = breach.says.rstrip(".")
    yield from _wrapped(f"{said}.", first=f"    {strength:<7}", rest=" " * 11)
    parts = [law]
    if breach.source:
        heading = story.heading(breach.source)
        parts.append(f"{breach.source}{f' {heading}' if heading else ''}")
    parts += [", ".join((*breach.requirements, *((breach.detection,) if breach.detection else ())))]
    if breach.approximate:
        parts.append("dates not exact")
    yield from _wrapped(" · ".join(part for part in parts if part), first=" " * 11, rest=" " * 11)


def _verdict(all_seen: tuple[Seen, ...]) -> Iterator[str]:
    told = sum(len(seen.told.expected) for seen in all_seen)
    missing = [expected_in_words(one) for seen in all_seen for one in seen.missing]
    if told:
        yield ""
        if missing:
            yield f"Of {told} breaches the document tells of, the record does not show: {'; '.join(missing)}."
        else:
            every = f"all {told} breaches" if told > 1 else "the breach"
            yield f"The record shows {every} the document tells of."


def _head(words: str, line: str) -> Iterator[str]:
    yield words
    yield line * min(len(words), _WIDTH)


def _wrapped(words: str, *, first: str = "", rest: str = "") -> Iterator[str]:
    yield from textwrap.wrap(
        words, _WIDTH, initial_indent=first, subsequent_indent=rest, break_on_hyphens=False
    ) or [first.rstrip()]
