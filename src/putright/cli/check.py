"""`putright check`: whether procedures, guidance, rules and letters can be relied on, with examples that hold."""

import argparse
import os
import sys
from pathlib import Path

from putright.cli.command import BadInput, Command, add_json, print_json
from putright.clocks import failing_examples
from putright.letters.examples import failing_letters
from putright.letters.folders import OWN_FOLDER, shipped_letters, survey_letters
from putright.procedures import Procedure, problems_of_tables, survey, survey_guidance
from putright.procedures.routing.soundness import combinations_tried


def _arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "folder",
        metavar="FOLDER",
        nargs="?",
        help="your own procedures, as <body>/<in-force date>/ folders; the shipped ones are always checked",
    )
    parser.add_argument(
        "--letters",
        metavar="FOLDER",
        help="your own letters, as <kind>/ folders; the shipped ones are always checked",
    )
    add_json(parser)


def _run(arguments: argparse.Namespace) -> int:
    folder = _folder("FOLDER", arguments.folder, holds="procedures")
    own_letters = _folder("--letters", arguments.letters, holds="letters")
    procedures, problems = survey(folder)
    guidance, in_guidance = survey_guidance(folder)
    found = [*problems, *in_guidance, *problems_of_tables()]
    for procedure in procedures.values():
        if not _is_told_of(procedure, problems):
            found += failing_examples(procedure)
    letters, wrong = _letters(own_letters)
    found += wrong
    if arguments.json:
        print_json(
            {
                "checked": list(procedures),
                "guidance": list(guidance),
                "letters": list(letters),
                "sound": not found,
                "problems": found,
            }
        )
    else:
        for problem in found:
            print(" ".join(problem.split()))
    if found:
        counted = "1 problem" if len(found) == 1 else f"{len(found)} problems"
        print(f"putright: {counted}; mend and check again", file=sys.stderr)
        return 2
    if not arguments.json:
        examples = sum(len(procedure.examples) for procedure in procedures.values())
        print(f"{len(procedures)} procedure versions are sound and their {examples} worked examples hold.")
        bands = sum(len(one.bands) for one in guidance.values())
        print(f"{len(guidance)} guidances on remedies are sound, with {bands} bands.")
        print(
            f"{combinations_tried()} combinations of answers each lead somewhere, and no two rules contradict."
        )
        print(f"{len(letters)} kinds of letter are sound and their worked examples hold.")
    return 0


def _letters(own: Path | None) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The kinds of letter there are, and what is wrong with the shipped ones and with an organisation's own."""
    if own is None and (named := os.environ.get(OWN_FOLDER)):
        own = Path(named)
    letters, problems = shipped_letters()
    problems = problems or failing_letters(letters)
    if own is not None and not problems:
        mine, problems = survey_letters(own)
        problems = problems or failing_letters(mine, own)
    return tuple(kind.value for kind in letters), problems


def _folder(argument: str, given: str | None, *, holds: str) -> Path | None:
    if given is None:
        return None
    if not given or not _is_folder(Path(given)):
        raise BadInput(f"{argument}: {given!r} is not a folder; give the one that holds your {holds}")
    return Path(given)


def _is_folder(path: Path) -> bool:
    try:
        return path.is_dir()
    except OSError:
        # Such as a name longer than any may be.
        return False


def _is_told_of(procedure: Procedure, problems: tuple[str, ...]) -> bool:
    """Whether something else has to be mended before its examples can say anything."""
    return any(problem.startswith(f"{procedure.key}/") for problem in problems)


COMMAND = Command("check", "Check procedures and letters and run their worked examples.", _arguments, _run)
