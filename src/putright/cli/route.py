"""`putright route`: which procedure, stage, clock and Ombudsman a contact comes to, and why."""

import argparse
import sys
from collections.abc import Iterator
from datetime import date, datetime
from typing import TextIO

from putright.calendars import in_london, load_calendar, nation_named, short_day
from putright.cli.command import BadInput, Command, add_json, print_json, typed_when
from putright.clocks import Deadline, deadlines
from putright.procedures import Route, RoutingError, route
from putright.procedures.routing import Part, Question, Reason, questions


def _arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--answer",
        action="append",
        default=[],
        metavar="QUESTION=ANSWER",
        help="such as nation=england or about=landlord; as often as needed; asked one by one when left out",
    )
    parser.add_argument(
        "--received",
        metavar="WHEN",
        help="the day or moment it was received, for its dates; today when left out",
    )
    parser.add_argument("--questions", action="store_true", help="list the questions with their answers")
    add_json(parser)


def _run(arguments: argparse.Namespace) -> int:
    if arguments.questions:
        _list_questions(as_json=arguments.json)
        return 0
    received = typed_when(arguments.received, where="--received") if arguments.received else date.today()
    on = in_london(received).date() if isinstance(received, datetime) else received
    answers = _typed(arguments.answer) if arguments.answer or not _somebody_types() else _ask(sys.stdin)
    try:
        found = route(answers, on=on)
    except RoutingError as error:
        raise BadInput(f"--answer: {error}") from None
    [nation] = answers["nation"]
    calendar = load_calendar(nation_named(nation).division)
    dated = {
        part.key: tuple(
            deadlines(
                part.procedure, part.stage.key, {part.stage.opened_by: received}, calendar=calendar
            ).values()
        )
        for part in found.parts
        if part.procedure is not None and part.stage is not None
    }
    if arguments.json:
        print_json(_document(found, dated))
    else:
        print("\n".join(_told(found, dated)))
    return 0


def _somebody_types() -> bool:
    return sys.stdin is not None and sys.stdin.isatty()


def _typed(typed: list[str]) -> dict[str, list[str]]:
    answers: dict[str, list[str]] = {}
    for text in typed:
        key, equals, answer = text.partition("=")
        if not equals or not answer:
            raise BadInput(f"--answer {text!r}: write QUESTION=ANSWER, for example nation=england")
        answers.setdefault(key, []).append(answer)
    return answers


def _ask(lines: TextIO) -> dict[str, list[str]]:
    """Ask each question on standard error, so that the answer alone goes to standard output."""
    return {key: _ask_one(question, lines) for key, question in questions().items()}


def _ask_one(question: Question, lines: TextIO) -> list[str]:
    keys = tuple(question.answers)
    print(f"\n{question.asks}", file=sys.stderr)
    for number, (key, says) in enumerate(question.answers.items(), start=1):
        usual = "  (usual)" if key == question.usual else ""
        print(f"  {number}  {says}{usual}", file=sys.stderr)
    several = "numbers, with a space between" if question.several else "a number"
    while True:
        print(f"{several}: ", end="", file=sys.stderr, flush=True)
        line = lines.readline()
        if not line:
            raise BadInput(f"{question.key} was not answered; give --answer {question.key}=…")
        typed = line.split()
        if not typed and question.usual is not None:
            return [question.usual]
        if all(one.isascii() and one.isdigit() and 0 < int(one) <= len(keys) for one in typed) and (
            len(typed) == 1 or (typed and question.several)
        ):
            return [keys[int(one) - 1] for one in typed]
        print(f"Type {several} from 1 to {len(keys)}.", file=sys.stderr)


def _list_questions(*, as_json: bool) -> None:
    if as_json:
        print_json(
            [
                {
                    "key": one.key,
                    "asks": one.asks,
                    "several": one.several,
                    "usual": one.usual,
                    "answers": [{"key": key, "says": says} for key, says in one.answers.items()],
                }
                for one in questions().values()
            ]
        )
        return
    for one in questions().values():
        print(f"{one.key}: {one.asks}")
        for key, says in one.answers.items():
            print(f"  {key}{' (usual)' if key == one.usual else ''}: {says}")


def _document(found: Route, dated: dict[str, tuple[Deadline, ...]]) -> dict[str, object]:
    return {
        "lead": _part_document(found.lead, dated),
        "linked": [_part_document(part, dated) for part in found.linked],
        "beside": [
            {
                "route": one.route.key,
                "title": one.route.title,
                "who": one.route.who,
                "says": one.route.says,
                "letter": one.route.letter,
                "first": one.first,
                "because": _reason_document(one.reason),
            }
            for one in found.beside
        ],
        "contributions": _reason_document(found.contributions),
        "plan": _reason_document(found.plan),
        "signposts": [
            {
                "name": one.name,
                "ombudsman": one.ombudsman.key if one.ombudsman else None,
                "about": list(one.about),
                "unconfirmed": one.ombudsman.unconfirmed if one.ombudsman else False,
            }
            for one in found.signposts
        ],
        "assumed": dict(found.assumed),
    }


def _part_document(part: Part, dated: dict[str, tuple[Deadline, ...]]) -> dict[str, object]:
    own = part.route
    return {
        "about": list(part.about),
        "procedure": part.procedure.key if part.procedure else None,
        "stage": part.stage.key if part.stage else None,
        "may_go_on": part.may_go_on,
        "clocks": [
            {
                "timescale": one.timescale,
                "title": one.title,
                "provision": one.provision,
                "due_on": one.due_on,
                "unconfirmed": one.unconfirmed,
            }
            for one in dated.get(part.key, ())
        ],
        "route": own.key if own else None,
        "who": own.who if own else None,
        "says": own.says if own else None,
        "letter": own.letter if own else None,
        "handling_stays": own.stays_says if own and own.stays else None,
        "because": [_reason_document(one) for one in part.reasons],
    }


def _reason_document(reason: Reason | None) -> dict[str, object] | None:
    if reason is None:
        return None
    return {
        "says": reason.says,
        "source": reason.source,
        "rule": reason.rule,
        "unconfirmed": reason.unconfirmed,
    }


def _told(found: Route, dated: dict[str, tuple[Deadline, ...]]) -> Iterator[str]:
    for one in found.beside:
        yield f"{'First' if one.first else 'Beside it'}: {one.route.title} — {one.route.who}"
        yield _because(one.reason)
    for number, part in enumerate(found.parts):
        yield from _part_told(
            part, dated, "Leads" if number == 0 and found.linked else "Linked" if number else "Goes to"
        )
    for reason in (found.plan, found.contributions):
        if reason is not None:
            yield f"{reason.says} ({reason.source})"
    for post in found.signposts:
        doubt = ", details not confirmed" if post.ombudsman and post.ombudsman.unconfirmed else ""
        yield f"Afterwards: {post.name}, for {', '.join(post.about)}{doubt}"
    if found.assumed:
        yield f"Taken as usual, since nobody said: {', '.join(f'{key} = {answer}' for key, answer in found.assumed)}"


def _part_told(part: Part, dated: dict[str, tuple[Deadline, ...]], how: str) -> Iterator[str]:
    about = ", ".join(part.about)
    if part.procedure is not None:
        at = part.stage.title if part.stage else "finished"
        yield f"{how}: {part.procedure.short_title}, {at} ({about})"
    elif part.route is not None:
        yield f"{how}: {part.route.title} — {part.route.who} ({about})"
        yield f"  say: {part.route.says}"
        if part.route.stays:
            yield f"  stays ours: {part.route.stays_says}"
    for one in dated.get(part.key, ()):
        due = short_day(one.due_on) if one.due_on else "no date yet"
        yield f"  {one.title}: {due} ({one.provision}){', not confirmed' if one.unconfirmed else ''}"
    for reason in part.reasons:
        yield _because(reason)


def _because(reason: Reason) -> str:
    return f"  because: {reason.says} ({reason.source}{', not confirmed' if reason.unconfirmed else ''})"


COMMAND = Command("route", "Find the procedure, stage and Ombudsman of a contact.", _arguments, _run)
