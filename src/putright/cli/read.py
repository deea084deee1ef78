"""`putright read`: read published decisions of both Ombudsmen into structured form."""

import argparse
import json
import sys
from pathlib import Path
from typing import Any

from putright.calendars import weekday_in_words
from putright.cli.command import BadInput, Command, add_json, print_json
from putright.decisions import (
    LARGEST_FILE,
    Decision,
    NotADecision,
    Order,
    read_text,
    text_of,
    to_data,
)
from putright.vocabulary import RemedyType
from putright.vocabulary.money import pounds

_STANDARD_INPUT = "-"


def _arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "files",
        metavar="FILE",
        nargs="+",
        help="a decision as .txt, .html, .pdf or .docx; - reads its text from standard input",
    )
    parser.add_argument(
        "--text", action="store_true", help="print the text that was read instead: places are counted in it"
    )
    add_json(parser)


def _run(arguments: argparse.Namespace) -> int:
    several = len(arguments.files) > 1
    refused: list[str] = []
    for name in arguments.files:
        try:
            text = _text(name)
            if arguments.text:
                sys.stdout.write(text)
                continue
            decision = read_text(text)
        except NotADecision as error:
            message = str(error) if name in str(error) else f"{name}: {error}"
            if not several:
                raise BadInput(message) from None
            refused.append(message)
            continue
        if not arguments.json:
            _tell(decision)
        elif several:
            print(json.dumps(to_data(decision), ensure_ascii=False, default=str))
        else:
            print_json(to_data(decision))
    if refused:
        left = (
            f" ({len(refused)} of {len(arguments.files)} files could not be read)" if len(refused) > 1 else ""
        )
        raise BadInput("; ".join(refused) + left)
    return 0


def _text(name: str) -> str:
    try:
        if name == _STANDARD_INPUT:
            return text_of(sys.stdin.buffer.read(LARGEST_FILE + 1), name="standard input")
        with Path(name).open("rb") as opened:
            return text_of(opened.read(LARGEST_FILE + 1), name=Path(name).name)
    except OSError as error:
        raise BadInput(
            f"{name} cannot be opened: {error.strerror}; give the name of a file that can"
        ) from None


def _tell(decision: Decision) -> None:
    ombudsman = {"lgsco": "Local Government and Social Care Ombudsman", "hos": "Housing Ombudsman"}[
        decision.body
    ]
    print(f"{decision.title or decision.authority or 'No title'}")
    decided = weekday_in_words(decision.decided_on) if decision.decided_on else "date not stated"
    print(_joined(f"  {ombudsman}", decision.published_outcome, decided, decision.category))
    if decision.completeness == "partial":
        print("  Only part of a decision.")
    for point in decision.points:
        print(f"  Point {point.key}: {point.text}")
    for finding in decision.findings:
        on = f"point {finding.point}" if finding.point else finding.about
        print(f"  Finding on {on}: {finding.determination.replace('_', ' ')}")
    for order in decision.orders:
        print(f"  {_order(order)}")
    print(f"  To be paid in all: {pounds(decision.payment_total_pence)}")
    for doubt in decision.doubts:
        print(f"  In doubt: {doubt}")


def _order(order: Order) -> str:
    kind = order.kind.replace("_", " ").capitalize()
    said = [f"{kind} {order.key}: {RemedyType(order.type).label.lower()}"]
    if order.amount_pence is not None:
        who = f" to {order.payee}" if order.payee else ""
        said.append(f"{pounds(order.amount_pence)}{who}")
    said += [f"{pounds(share.amount_pence)} for {share.to}" for share in order.attribution]
    if order.due_on:
        said.append(f"by {weekday_in_words(order.due_on)}")
    elif order.as_stated:
        said.append(f"“{order.as_stated}”")
    else:
        said.append("no date stated")
    return "; ".join(said)


def _joined(*pieces: Any) -> str:
    return ", ".join(str(piece) for piece in pieces if piece)


COMMAND = Command(
    "read", "Read published decisions of both Ombudsmen into orders and findings.", _arguments, _run
)
