"""Which answers in step with one that leaves are ready: signed where somebody has to sign, else free of open checks."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from casework.complaints.in_step import Other
from casework.letters.chain import ANSWERS
from casework.letters.independence import signed_by_rule
from casework.letters.models import Letter
from casework.letters.words import LetterState
from putright.vocabulary import LetterKind


def ready_to_go(others: Sequence[Other]) -> Collection[int]:
    """Numbers of the complaints whose answer only waits to be sent. One statement."""
    found = {one.complaint.pk: one for one in others}
    letters = Letter.objects.filter(
        complaint__in=found, kind__in=ANSWERS, state__in=(LetterState.DRAFT, LetterState.SIGNED)
    )
    return {
        one.complaint_id
        for one in letters
        if one.stage == found[one.complaint_id].complaint.stage and _ready(one, found[one.complaint_id])
    }


def _ready(letter: Letter, other: Other) -> bool:
    """A signature falls with the text it was for; a draft that nobody has to sign is ready once no check holds it."""
    if letter.state == LetterState.SIGNED:
        return True
    asked = signed_by_rule(
        LetterKind(letter.kind), restricted=other.complaint.restricted, conduct=other.case.conduct_of_staff
    )
    return not asked and bool(letter.checked.get("passed")) and not letter.checked.get("held")
