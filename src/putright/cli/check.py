"""`putright check`: whether procedures, guidance and rules can be relied on: sound, with examples that hold."""

import argparse
import sys
from pathlib import Path

from putright.cli.command import BadInput, Command, add_json, print_json
from putright.clocks import failing_examples
from putright.procedures import Procedure, problems_of_tables, survey, survey_guidance


def _arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "folder",
        metavar="FOLDER",
        nargs="?",
        help="your own procedures, as <body>/<in-force date>/ folders; the shipped ones are always checked",
    )
    add_json(parser)


def _run(arguments: argparse.Namespace) -> int:
    folder = Path(arguments.folder) if arguments.folder is not None else None
    if folder is not None and not (arguments.folder and _is_folder(folder)):
        raise BadInput(
            f"FOLDER: {arguments.folder!r} is not a folder; give the one that holds your procedures"
        )
    procedures, problems = survey(folder)
    guidance, in_guidance = survey_guidance(folder)
    found = [*problems, *in_guidance, *problems_of_tables()]
    for procedure in procedures.values():
        if not _is_told_of(procedure, problems):
            found += failing_examples(procedure)
    if arguments.json:
        print_json(
            {"checked": list(procedures), "guidance": list(guidance), "sound": not found, "problems": found}
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
    return 0


def _is_folder(path: Path) -> bool:
    try:
        return path.is_dir()
    except OSError:
        # Such as a name longer than any may be.
        return False


def _is_told_of(procedure: Procedure, problems: tuple[str, ...]) -> bool:
    """Whether something else has to be mended before its examples can say anything."""
    return any(problem.startswith(f"{procedure.key}/") for problem in problems)


COMMAND = Command("check", "Check procedures and run their worked examples.", _arguments, _run)
