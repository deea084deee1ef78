"""Letters in the making for the tests: an invented complaint, its answers, and what an author types."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from casework.agreements.models import Contractor
from casework.complaints.models import Complaint, Document
from casework.complaints.opening import PointWords
from casework.complaints.page import complaint_page
from casework.complaints.record import Recorded, act, record
from casework.complaints.storing import read_events
from casework.complaints.words import write_note
from casework.letters.draft import Draft, Promise, draft_of
from casework.letters.gate import promises_to_make
from casework.letters.making import make, take
from casework.letters.models import Letter
from casework.letters.sending import send
from casework.letters.signing import sign
from casework.letters.writing import save, start
from casework.outcomes.models import Answer, Evidence, LedgerLine
from casework.people.models import Officer
from putright.cases import replay, verbs
from putright.cases.remedial import RemedyProposed
from putright.vocabulary import LetterKind, PointOutcome, RemedyType, Responsibility
from tests.casework import made
from tests.casework.made import at, fri_3_may

mon_13_may = date(2024, 5, 13)
tue_14_may = date(2024, 5, 14)
wed_15_may = date(2024, 5, 15)
FOUR_WEEKS = timedelta(weeks=4)

STANDARD = "Our repairs policy says that we make a leak safe within one day and repair it within twenty working days."
HAPPENED = (
    "You told us of the leak on 20 March 2024. Nobody came until 1 May 2024. The job was closed by mistake on "
    "the day it was raised, so that no operative was told of it and no visit was arranged."
)
REASONS = (
    "The job sheet shows that the job was closed on the day it was raised. The policy asks for a repair within "
    "twenty working days, and it took six weeks. We find that the policy was not followed."
)
FAULT = "The job was closed by mistake and nobody looked at it again."
INJUSTICE = "You lived with water coming through the ceiling for six weeks, and had to call us eleven times."
NOT_UPHELD = (
    "The ceiling was inspected on 2 May 2024 and its plaster is dry and sound. The surveyor’s report names the paint "
    "as the only thing that needs work. We find that the ceiling is not spoilt, and that it needs paint only."
)


def begun(kind: LetterKind, reference: str, by: Officer, *, on: date = fri_3_may) -> Letter:
    """A letter of this kind, just begun."""
    page = complaint_page(by, reference, today=on)
    return Letter.objects.get(pk=start(page, kind, by=by, now=at(on)))


def written(letter: Letter, by: Officer, *, on: date = fri_3_may, **changed: Any) -> Letter:
    """The same letter with this typed into it. `details` are changed one by one."""
    draft = draft_of(letter)
    details = replace(draft.details, **changed.pop("details", {}))
    save(
        letter.complaint.reference, letter.pk, replace(draft, details=details, **changed),
        seen_version=letter.version, seen_answers={}, by=by, now=at(on),
    )  # fmt: skip
    letter.refresh_from_db()
    return letter


def content(letter: Letter, by: Officer, *, on: date = fri_3_may, approver: int | None = None) -> str:
    """The hash a page of this letter carries."""
    hand = take(by, letter.complaint.reference, letter.pk, today=on)
    return make(hand, today=on, approver=approver).content


def signed(letter: Letter, by: Officer, *, on: date = mon_13_may, confirmed: Collection[str] = ()) -> Letter:
    """Signed as it reads. confirmed: keys of the payments whose account was confirmed with who is paid."""
    sign(
        letter.complaint.reference,
        letter.pk,
        seen_content=content(letter, by, on=on, approver=by.pk),
        by=by,
        now=at(on),
        confirmed=confirmed,
    )
    letter.refresh_from_db()
    return letter


def payments(letter: Letter) -> tuple[str, ...]:
    """Keys of the payments in the ledger of its complaint."""
    events, _ = read_events(letter.complaint)
    return tuple(one.key for one in replay(events).remedies if one.body.amount_pence is not None)


def sent(letter: Letter, by: Officer, *, on: date = fri_3_may, **more: Any) -> Recorded:
    """Sent as it reads."""
    return send(
        letter.complaint.reference,
        letter.pk,
        seen_content=content(letter, by, on=on),
        by=by,
        now=at(on),
        **more,
    )


def acknowledgement(by: Officer, **rest: Any) -> Letter:
    """An acknowledgement ready to be sent to somebody with an e-mail address."""
    by.organisation.email, by.organisation.telephone = "complaints@merebrook.example", "01632 960001"
    by.organisation.save()
    who = rest.pop("who", None) or made.person(by.organisation, email="gwen@ashdown.example")
    opened = made.told(by, who=who, **rest)
    return begun(LetterKind.ACKNOWLEDGEMENT, opened.reference, by)


def document(reference: str, by: Officer, *, dated_on: date = fri_3_may) -> Document:
    """A job sheet kept with the complaint."""
    complaint = Complaint.objects.get(reference=reference)
    return Document.objects.create(
        complaint=complaint, called="job.pdf", media_type="application/pdf", size=1, sha256="0" * 64,
        stored_as=f"test-{complaint.pk}", what="Job sheet", dated_on=dated_on, added_at=at(dated_on), officer=by,
    )  # fmt: skip


def answered_points(reference: str, by: Officer, *, stage: str = "stage-1", upheld: bool = True) -> None:
    """Answers to both points: the first upheld, the second not, each with its evidence."""
    complaint = Complaint.objects.get(reference=reference)
    sheet = document(reference, by)
    for point, fields in {
        "1": {"outcome": PointOutcome.UPHELD, "reasons": REASONS, "fault": FAULT, "injustice": INJUSTICE,
              "shares": {"ours": 100}},
        "2": {"outcome": PointOutcome.NOT_UPHELD, "reasons": NOT_UPHELD},
    }.items():  # fmt: skip
        row = Answer.objects.create(
            complaint=complaint, stage=stage, point=point, standard=STANDARD, happened=HAPPENED, officer=by,
            saved_at=at(fri_3_may), **fields,
        )  # fmt: skip
        Evidence.objects.create(answer=row, document=sheet, called="Job sheet", on=fri_3_may, page="1")


def remedy(
    reference: str, by: Officer, *, pence: int | None = 15_000, on: date = mon_13_may, **body: Any
) -> str:
    """A remedy in the ledger on the first point; returns its key."""
    complaint = Complaint.objects.get(reference=reference)
    words = (
        "A payment for the distress and the calls" if pence else "A written apology from the head of repairs"
    )
    kind = RemedyType.PAY_DISTRESS if pence else RemedyType.APOLOGY
    note = write_note(
        complaint, words, about="remedy", by=by, happened_at=at(on), written_at=at(on), stage="stage-1"
    )
    LedgerLine.objects.create(
        note=note, complaint=complaint, type=kind, whole_pence=pence, method="bank transfer" if pence else ""
    )
    proposed = RemedyProposed(
        str(note.pk), kind, points=("1",), amount_pence=pence, due=on + FOUR_WEEKS, owner=str(by.pk), **body
    )
    record(reference, act(verbs.propose_remedy, body=proposed, at=on), by=by, now=at(on))
    return str(note.pk)


def typed(letter: Letter) -> Draft:
    """What the letter holds."""
    return draft_of(letter)


def acknowledged(by: Officer, **rest: Any) -> str:
    """The reference of a complaint whose acknowledgement was sent on Friday 3 May 2024."""
    letter = acknowledgement(by, **rest)
    sent(letter, by)
    return letter.complaint.reference


def promised(letter: Letter, by: Officer, *, on: date = fri_3_may) -> Letter:
    """Every promise the checks find in it made a commitment, due on the day it names or in two weeks."""
    hand = take(by, letter.complaint.reference, letter.pk, today=on)
    found = promises_to_make(hand, make(hand, today=on), today=on)
    new = tuple(
        Promise(one.sentence, one.due_on or date(2024, 5, 30), str(by.pk))
        for one, recorded in found
        if recorded is None
    )
    if not new:
        return letter
    return written(letter, by, on=on, details={"promises": new})


def response(by: Officer, *, pence: int | None = 15_000, on: date = mon_13_may, **rest: Any) -> Letter:
    """A response that every check lets through: both points answered, an apology, a payment, a lesson."""
    reference = acknowledged(by, **rest)
    answered_points(reference, by)
    remedy(reference, by, pence=pence, on=on)
    by.organisation.limits.create(grade=2, up_to_pence=50_000)
    letter = begun(LetterKind.RESPONSE, reference, by, on=on)
    return written(
        letter, by, on=on,
        words={
            "apology": "We are sorry that nobody came for six weeks. We accept that this was our fault. The leak went on "
            "because the job was closed by mistake, and you had to live with the water and to call us again and again.",
        },
        details={
            "acts_next": "You tell us whether you accept the payment.", "acts_by": on + FOUR_WEEKS,
        },
    )  # fmt: skip


def refusal(by: Officer) -> Letter:
    """A refusal because the matter is more than twelve months old, with its facts and discretion considered."""
    who = made.person(by.organisation, email="gwen@ashdown.example")
    by.organisation.email, by.organisation.telephone = "complaints@merebrook.example", "01632 960001"
    by.organisation.save()
    letter = begun(LetterKind.DECLINE, made.told(by, who=who).reference, by)
    return written(
        letter, by,
        words={
            "reason": "The matter you complain of came to an end in November 2022, when the roof was repaired. You first "
            "told us of it on 1 May 2024. That is more than twelve months later, and the people who did the work then "
            "have left, so that we can no longer find out what was agreed.",
            "facts": "The roof was repaired on 7 November 2022. Your complaint reached us on 1 May 2024.",
            "discretion": "We considered accepting it although it is late. We looked at your reasons and at what can "
            "still be found out, and found no record that would let us decide it.",
        },
        details={
            "reason": "over_12_months", "issue_on": date(2022, 11, 7), "discretion": True,
            "acts_next": "You may take our decision to the Ombudsman.", "acts_by": date(2024, 5, 30),
        },
    )  # fmt: skip


def closure(
    by: Officer, *, reference: str = "", on: date = date(2024, 5, 21), open_promise: bool = False
) -> Letter:
    """A notice that closes an answered complaint, on a Tuesday; perhaps with a promise that nobody has kept yet."""
    if not reference:
        who = made.person(by.organisation, email="gwen@ashdown.example")
        by.organisation.email, by.organisation.telephone = "complaints@merebrook.example", "01632 960001"
        by.organisation.save()
        reference = made.answered(by, who=who).reference
    if open_promise:
        promise = act(verbs.promise, promise="7", what="call_back", due=on, at=on, owner=str(by.pk))
        record(reference, promise, by=by, now=at(on))
    letter = begun(LetterKind.CLOSURE, reference, by, on=on)
    return written(
        letter, by, on=on,
        words={"closing-reason": "We answered both points of your complaint on 20 May 2024, and you told us that this is "
               "the end of the matter for you."},
        details={
            "closes": True, "reason": "closed_answered", "next_actor": "nobody", "acts_next": "Nobody has to act next.",
            "acts_by": on,
        },
    )  # fmt: skip


def forwarding(by: Officer, firm: Contractor, *, on: date = mon_13_may) -> Letter:
    """A letter that passes a complaint about a contractor's work on to it, with the resident's consent."""
    points = (PointWords("Nobody came in six weeks", "An explanation", Responsibility.CONTRACTOR),)
    letter = begun(LetterKind.FORWARDING, acknowledged(by, points=points), by, on=on)
    return written(
        letter, by, on=on, provider=firm.pk,
        words={
            "permission": "The resident agreed on 3 May 2024 to our passing her complaint on to you.",
            "asked": "Please tell us when the job reached you and why nobody came.",
        },
        details={"reply_due_on": date(2024, 5, 30)},
    )  # fmt: skip
