"""The matter the tour follows: a leak with three points, an offer superseded, and a letter that waits to be signed."""

from __future__ import annotations

from casework.complaints.stories import Story
from casework.ops.demo.matters.answered import answer, impact, offer
from casework.ops.demo.matters.begun import File, begin
from casework.ops.demo.matters.correspondence import begin_letter
from casework.ops.demo.providers import REPAIRS
from casework.ops.demo.years import Teller
from casework.outcomes.commands import Action, Learned, Source, agree_action, approve, learn
from casework.outcomes.commands import offer as offer_by_telephone
from putright.vocabulary import Cause, LetterKind, PointOutcome, RemedyType, RootCause

BAND = "hos_remedies/maladministration"


def tell(teller: Teller) -> Story:
    """Received by telephone and acknowledged: the answer is due tomorrow."""
    one = begin(teller, "leak", service="repairs", first="priya", received=11)
    one.acknowledge(9)
    return one.story()


def carry_on(file: File) -> None:
    """Investigated, answered point by point, put right in the ledger, and written."""
    sheet = file.paper(
        "priya", 5, "Job sheet 22817.pdf", "Job sheet 22817", REPAIRS, "Raised and closed the same day"
    )
    diary = file.paper(
        "priya", 5, "Diary of visits.pdf", "Diary of visits", REPAIRS, "Three visits given to other jobs"
    )
    photographs = file.paper(
        "priya", 4, "Surveyor, floor.pdf", "Surveyor's photographs", "Leon Marsh", "Boards 1 to 9"
    )
    impact(
        file,
        2,
        "Five weeks of water into the kitchen, three days of work lost, nine calls.",
        by="priya",
        back=4,
        since=35,
    )
    first = _offered_too_soon(file)
    asked = file.text["questions"]
    answer(
        file, "1", PointOutcome.UPHELD, Source("Job sheet 22817", sheet, page="1"), by="priya", back=3,
        asked=((asked["asked"], asked["answer"]),),
    )  # fmt: skip
    answer(file, "2", PointOutcome.UPHELD, Source("Diary of visits", diary, page="2"), by="priya", back=3)
    answer(file, "3", PointOutcome.PARTLY_UPHELD, Source("", photographs, page="3"), by="priya", back=3)
    offer(
        file, RemedyType.PAY_DISTRESS, "For the five weeks, the calls and the days of waiting", by="priya", back=2,
        points=("1", "2"), amount_pence=250_00, band=BAND, method="Bank transfer", supersedes=first,
        differs="The first offer was made before we knew of the three visits.",
    )  # fmt: skip
    offer(
        file, RemedyType.PAY_QUANTIFIABLE, "Half of what the floor cost, from your receipt", by="priya", back=2,
        points=("3",), amount_pence=170_00, method="Bank transfer",
        details={"calculation": "Half of £340, the part beside the pipe", "receipts": "Receipt of the resident"},
    )  # fmt: skip
    offer(
        file, RemedyType.SERVICE, "The pipe mended and the ceiling made good", by="priya", back=2, points=("1",),
        due=file.day(-8), details={"contractor": REPAIRS},
    )  # fmt: skip
    agree_action(
        file.reference,
        Action(
            RemedyType.SERVICE, "Look at the ceiling after the first bath upstairs", file.day(-10),
            str(file.officer("priya").pk), ("1",),
        ),
        **file.by("priya", 2, 13),
    )  # fmt: skip
    learn(
        file.reference,
        Learned(
            "A call about a leak must open a job of its own, and never close another one.", RootCause.SYSTEM,
            Cause.RECORDS, ("1",), changed="Calls about water open a new job.",
        ),
        **file.by("priya", 2, 14),
    )  # fmt: skip
    letter = begin_letter(file, LetterKind.RESPONSE, "priya", 2)
    letter.write(
        1,
        words={"apology": file.text["words"]["apology"]},
        ways=("email",),
        sender="tomasz",
        acts_next="The plumber rings you and agrees a day for the pipe.",
        acts_by=file.day(-3),
    )
    letter.ask(1, "tomasz")


def _offered_too_soon(file: File) -> str:
    """£75 was offered on the telephone before anything was looked into."""
    first = offer(
        file, RemedyType.PAY_DISTRESS, "For the calls", by="priya", back=4, points=("1",), amount_pence=75_00,
        band="hos_remedies/service-failure", method="Bank transfer",
    )  # fmt: skip
    approve(file.reference, first, payee_confirmed=True, **file.by("tomasz", 4, 13))
    offer_by_telephone(
        file.reference, first, "Told of it by telephone, and is thinking about it.", **file.by("priya", 4, 14)
    )
    return first
