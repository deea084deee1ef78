"""A restricted complaint about an operative: kept away, sent all the same, and an apology that does not apologise."""

from __future__ import annotations

from casework.agreements.commands import Visit, keep_away, make_visit, move_incident
from casework.complaints.stories import Story
from casework.ops.demo.matters.begun import File, begin
from casework.ops.demo.matters.correspondence import begin_letter
from casework.ops.demo.providers import REPAIRS
from casework.ops.demo.years import Teller
from putright.vocabulary import IncidentStep, LetterKind

NAMED = ("grace", "callum", "tomasz", "judith")


def tell(teller: Teller) -> Story:
    """Seen by four named officers only."""
    one = begin(
        teller, "conduct", service="repairs", first="grace", received=12, logger="callum", named=NAMED
    )
    one.acknowledge(9)
    return one.story(vulnerable=True)


def carry_on(file: File) -> None:
    """A no-contact rule, broken by the contractor; apologised for and looked at by somebody senior."""
    dale = str(file.worker("Dale Huxtable").pk)
    keep_away(
        file.reference, "He must not visit, ring or write. The whole of Lockkeeper Court is meant, the stairs included.",
        worker=dale, review=file.day(-40), **file.by("grace", 9, 15),
    )  # fmt: skip
    visit = Visit(
        "Fit the new lock", on=file.day(4), starts=file.at(4, 13, 0), ends=file.at(4, 15, 0), told_on=file.day(7),
        worker=dale, contractor=str(file.contractor(REPAIRS).pk), site_told=True,
    )  # fmt: skip
    made = make_visit(file.reference, visit, **file.by("callum", 3))
    incident = made.case.incidents[-1].key
    move_incident(
        file.reference, incident, "Rang and said sorry. She is staying with her sister.", to=IncidentStep.APOLOGISED,
        **file.by("callum", 2),
    )  # fmt: skip
    move_incident(
        file.reference, incident, "The rule was on our list and not on the contractor's. It now prints on every order.",
        to=IncidentStep.REVIEWED, **file.by("grace", 1),
    )  # fmt: skip
    letter = begin_letter(file, LetterKind.APOLOGY, "callum", 1)
    letter.write(1, words=file.text["words"])
