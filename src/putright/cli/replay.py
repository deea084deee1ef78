"""`putright replay`: what a told complaint shows: its dates, its waits, and every provision not met."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from putright.cases import Breach, StageState
from putright.cases.state import day_of
from putright.cli.command import BadInput, Command, add_json, print_json
from putright.cli.due import deadline_document
from putright.cli.seen import Seen, expected_in_words, see
from putright.cli.stories import Story, read_story
from putright.cli.story_page import tell_story


def _document(story: Story, all_seen: tuple[Seen, ...]) -> dict[str, object]:
    main = all_seen[0].told
    return {
        "title": story.title,
        "source": story.source,
        "procedure": main.procedure.key,
        "own_policy": main.own_policy.key if main.own_policy else None,
        "as_at": story.as_at,
        "complaints": [
            {"key": one.told.key, "title": one.told.title, "status": one.told.case.status.value}
            for one in all_seen
        ],
        "points": [
            {"complaint": one.told.key, "key": point.key, "words": point.words, "paragraph": point.paragraph}
            for one in all_seen
            for point in one.told.points
        ],
        "stages": [
            stage for one in all_seen for stage in (_stage(one, state) for state in one.told.case.stages)
        ],
        "breaches": [_breach(breach, one.told.key) for one in all_seen for breach in one.breaches],
        "promises": [
            {
                "complaint": one.told.key,
                "what": promise.what,
                "made_on": day_of(promise.made_at.at),
                "by": promise.by,
                "ended": promise.ended,
                "ended_on": day_of(promise.ended_at.at) if promise.ended_at else None,
                "broken": len(promise.breaks),
            }
            for one in all_seen
            for promise in one.told.case.promises
        ],
        "not_shown": [*story.not_shown, *(line for one in all_seen for line in one.not_shown)],
        "expected": {
            "told": sum(len(one.told.expected) for one in all_seen),
            "missing": [expected_in_words(expected) for one in all_seen for expected in one.missing],
        },
    }


def _stage(seen: Seen, stage: StageState) -> dict[str, object]:
    since = seen.since_first_expression
    outcome, rule = stage.outcome_with_rule
    waits = [(procedure, wait) for procedure, wait in seen.waits if wait.stage == stage.key]
    return {
        "complaint": seen.told.key,
        "stage": stage.key,
        "opened_on": day_of(stage.opened_at.at),
        "deadlines": [
            deadline_document(one)
            | {
                "procedure": one.procedure,
                "elapsed": one.elapsed,
                "elapsed_inclusive": one.elapsed_inclusive,
                "approximate": one.approximate,
                "unconfirmed": one.unconfirmed,
            }
            for one in seen.deadlines
            if one.stage == stage.key
        ],
        "responded_on": stage.complete_responded_on,
        "outcome": outcome.value if outcome else None,
        "outcome_rule": rule,
        "elapsed": {
            "counts": [
                {
                    "from": count.moment,
                    "from_on": count.start,
                    "to_on": count.end,
                    "complete": count.complete,
                    "working_days": count.working_days,
                    "inclusive": count.inclusive,
                }
                for count in waits[0][1].counts
            ],
            "limits": [
                {
                    "procedure": procedure.key,
                    "working_days": wait.limit,
                    "convention_sensitive": wait.convention_sensitive,
                    "start_sensitive": wait.start_sensitive,
                }
                for procedure, wait in waits
                if wait.limit is not None
            ],
            "since_first_expression": {"working_days": since.working_days, "days": since.days}
            if since
            else None,
        },
    }


def _breach(breach: Breach, complaint: str | None) -> dict[str, object]:
    return {
        "complaint": complaint,
        "duty": breach.duty,
        "stage": breach.stage,
        "point": breach.point,
        "procedure": breach.procedure,
        "provision": breach.provision,
        "severity": breach.severity.value,
        "says": breach.says,
        "since": breach.since,
        "days_late": breach.days_late,
        "approximate": breach.approximate,
        "unconfirmed": breach.unconfirmed,
        "requirements": list(breach.requirements),
        "detection": breach.detection,
        "paragraph": breach.source,
    }


def _arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("story", metavar="STORY.toml", help="a complaint told as events")
    add_json(parser)


def _run(arguments: argparse.Namespace) -> int:
    story = read_story(Path(arguments.story))
    try:
        all_seen = tuple(see(told, story) for told in story.complaints)
    except BadInput:
        raise
    except ValueError as error:
        raise BadInput(f"{arguments.story}: {error}") from None
    if arguments.json:
        print_json(_document(story, all_seen))
    else:
        for line in tell_story(story, all_seen):
            print(line)
    missing = [expected_in_words(one) for seen in all_seen for one in seen.missing]
    if missing:
        told = "; ".join(missing)
        print(
            f"putright: {arguments.story}: the record does not show {told}: check the events or the [[expect]]",
            file=sys.stderr,
        )
    return 1 if missing else 0


COMMAND = Command("replay", "Run a told complaint: its dates, and every provision not met.", _arguments, _run)
