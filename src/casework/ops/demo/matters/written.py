"""Letters in every state: held by its checks, sent back, sent and paid for, to be printed, not delivered, waiting."""

from __future__ import annotations

from casework.complaints.stories import Said, Story
from casework.letters.commands import delivered_on, send_back
from casework.letters.words import ReturnReason
from casework.ops.demo.matters.answered import answer, impact, offer
from casework.ops.demo.matters.begun import File, begin
from casework.ops.demo.matters.correspondence import begin_letter
from casework.ops.demo.years import Teller
from casework.outcomes.commands import Learned, Source, accept, approve, finish, learn, pay
from casework.outcomes.commands import offer as offer_by_telephone
from putright.cases import verbs
from putright.vocabulary import (
    Cause,
    Channel,
    EscalationReason,
    LetterKind,
    PointOutcome,
    RemedyDecision,
    RemedyType,
    RootCause,
)


def tell_failing(teller: Teller) -> Story:
    """A neighbour's noise, acknowledged."""
    one = begin(teller, "failing", service="tenancy", first="callum", received=9, channel=Channel.EMAIL)
    one.acknowledge(7)
    return one.story()


def write_failing(file: File) -> None:
    """A response that its checks hold: a point without an answer, an apology with an “if”, a promise without a day."""
    answer(file, "1", PointOutcome.UPHELD, by="callum", back=2)
    letter = begin_letter(file, LetterKind.RESPONSE, "callum", 2)
    letter.write(1, words=file.text["words"], ways=("email",))


def tell_returned(teller: Teller) -> Story:
    """An assisted collection, acknowledged."""
    one = begin(teller, "returned", service="waste", first="owain", received=10)
    one.acknowledge(8)
    return one.story()


def write_returned(file: File) -> None:
    """Given in to be signed, and sent back with reasons."""
    round_list = file.paper(
        "owain", 4, "Round list.pdf", "List of the round", "Depot", "Assisted: not copied"
    )
    answer(file, "1", PointOutcome.UPHELD, Source("", round_list, page="1"), by="owain", back=3)
    impact(file, 1, "Ten weeks of ringing up.", by="owain", back=3, since=45)
    offer(
        file, RemedyType.SERVICE, "The list of the round put right and read to the crew", by="owain", back=3,
        points=("1",), due=file.day(-5), details={"contractor": "Our own crew"},
    )  # fmt: skip
    letter = begin_letter(file, LetterKind.RESPONSE, "owain", 2)
    letter.write(
        2, words={"apology": file.text["words"]["apology"]}, ways=("email",),
        acts_next="The supervisor rings you after the next round.", acts_by=file.day(-5),
    )  # fmt: skip
    letter.ask(2, "rhian")
    send_back(
        file.reference, letter.number, (ReturnReason.REASONS, ReturnReason.COMMITMENT), file.text["words"]["back"],
        by=file.officer("rhian"), now=file.at(1, 12),
    )  # fmt: skip


def tell_final(teller: Teller) -> Story:
    """Damp, not upheld at stage 1, and taken further."""
    one = begin(teller, "final", service="repairs", first="priya", received=46)
    one.acknowledge(44)
    not_upheld = {"1": PointOutcome.NOT_UPHELD, "2": PointOutcome.NOT_UPHELD}
    one.respond(35, not_upheld, remedy=RemedyDecision.NONE_WITH_REASON)
    words = Said("You have not looked at the gutter.", "contact", with_complainant=True, channel="phone")
    one.course.add(
        one.at(30), verbs.escalate, words, by=one.by("nadia"), disputed=("1", "2"),
        reasons=(EscalationReason.DISAGREE_DECISION,),
    )  # fmt: skip
    one.course.add(one.at(30, 14), verbs.allocate, by=one.by("nadia"), officer=str(one.by("tomasz")))
    one.acknowledge(28, stage="stage-2", by="tomasz")
    return one.story()


def write_final(file: File) -> None:
    """The final response: written, signed by somebody else, printed, posted, arrived; accepted and paid with proof."""
    stage = "stage-2"
    report = file.paper(
        "tomasz", 22, "Surveyor's report.pdf", "Surveyor's report", "Leon Marsh", "Gutter cracked"
    )
    sheets = file.paper(
        "tomasz", 20, "Job sheets.pdf", "Job sheets of the two paintings", "Our own record", "Paint"
    )
    impact(
        file,
        2,
        "A damp room for four months, a child's cough, a bed lost.",
        by="tomasz",
        back=20,
        since=90,
        stage=stage,
    )
    evidence = (Source("", report, page="2"), Source("", sheets, page="1"))
    answer(file, "1", PointOutcome.UPHELD, *evidence, by="tomasz", back=16, stage=stage)
    answer(file, "2", PointOutcome.UPHELD, evidence[0], by="tomasz", back=16, stage=stage)
    first = offer(
        file, RemedyType.PAY_DISTRESS, "For the four months in a damp room", by="tomasz", back=19, points=("1",),
        amount_pence=250_00, band="hos_remedies/maladministration", method="Bank transfer",
    )  # fmt: skip
    approve(file.reference, first, payee_confirmed=True, **file.by("grace", 19, 14))
    told = "Told of it by telephone: it leaves out that he was not believed."
    offer_by_telephone(file.reference, first, told, **file.by("tomasz", 17))
    money = offer(
        file, RemedyType.PAY_DISTRESS, "For the four months and for not being believed", by="tomasz", back=15,
        points=("1", "2"), amount_pence=450_00, band="hos_remedies/maladministration", method="Bank transfer",
        supersedes=first, differs="The first offer did not answer the second point.",
    )  # fmt: skip
    # Due yesterday and not done: it shows as overdue.
    offer(
        file, RemedyType.SERVICE, "The gutter replaced and both bedrooms dried and painted", by="tomasz", back=15,
        points=("1",), due=file.day(1), details={"contractor": "Fenland Property Care"},
    )  # fmt: skip
    apology = offer(
        file, RemedyType.APOLOGY, "An apology, in this letter", by="tomasz", back=15, points=("2",), due=file.day(9),
        headings=tuple(file.text["headings"]),
    )  # fmt: skip
    lesson = Learned(
        "A wall is not painted before somebody has looked for the water.", RootCause.PROCESS, Cause.QUALITY, ("1",),
        changed="Damp jobs go to a surveyor first.",
    )  # fmt: skip
    learn(file.reference, lesson, **file.by("tomasz", 14))
    letter = begin_letter(file, LetterKind.FINAL_RESPONSE, "tomasz", 13)
    letter.write(
        13, words=file.text["words"], acts_next="The roofer rings you and agrees the days.", acts_by=file.day(8),
    )  # fmt: skip
    letter.ask(13, "grace")
    letter.sign(12, "grace")
    letter.send(12)
    letter.put_to_print(12)
    row = letter.post(12)
    delivered_on(row, arrived_on=file.day(10), by=file.officer("tomasz"), now=file.at(9, 11))
    accept(file.reference, money, "Accepts, by telephone, and gave the account.", **file.by("tomasz", 9, 12))
    # Nobody knew the account when the letter was signed, so that the signature approved the offer alone.
    approve(file.reference, money, payee_confirmed=True, **file.by("grace", 8, 10))
    finish(file.reference, apology, "It is in the final response.", document=None, **file.by("tomasz", 9, 13))
    proof = file.paper(
        "tomasz", 3, "Remittance 3391.pdf", "Remittance advice 3391", "Finance", "£450.00 by bank transfer"
    )
    pay(
        file.reference, money, 450_00, document=proof, payee_confirmed=False, words="In the run of that day.",
        **file.by("tomasz", 3, 16),
    )  # fmt: skip


def tell_lost(teller: Teller) -> Story:
    """Neighbours of a loft, acknowledged."""
    one = begin(teller, "lost", service="planning", first="mei", received=21, channel=Channel.LETTER)
    one.acknowledge(19)
    return one.story()


def write_lost(file: File) -> None:
    """Answered, signed, posted, and brought back by the post."""
    paper = file.paper(
        "mei", 15, "List of neighbours.pdf", "List of neighbours", "Our own record", "Four houses"
    )
    impact(file, 1, "Could not say what they had to say.", by="mei", back=14, since=50)
    answer(file, "1", PointOutcome.UPHELD, Source("", paper, page="1"), by="mei", back=14)
    offer(
        file, RemedyType.PAY_DISTRESS, "For the time and trouble of finding out", by="mei", back=14, points=("1",),
        amount_pence=100_00, band="lgsco_remedies/time-and-trouble", method="Bank transfer",
    )  # fmt: skip
    letter = begin_letter(file, LetterKind.RESPONSE, "mei", 13)
    letter.write(
        13,
        words=file.text["words"],
        acts_next="We pay the sum into the account you tell us.",
        acts_by=file.day(-15),
    )
    letter.ask(13)
    letter.sign(12, "rhian")
    letter.send(12)
    letter.put_to_print(12)
    row = letter.post(12)
    delivered_on(row, arrived_on=None, by=file.officer("mei"), now=file.at(1, 11))


def tell_printing(teller: Teller) -> Story:
    """A certificate, not acknowledged yet."""
    return begin(teller, "printing", service="registrars", first="hannah", received=3).story()


def write_printing(file: File) -> None:
    """The acknowledgement is in the print queue and waits for somebody to post it."""
    letter = begin_letter(file, LetterKind.ACKNOWLEDGEMENT, "hannah", 1)
    letter.write(1)
    letter.send(1)
    letter.put_to_print(1)


def tell_mailed(teller: Teller) -> Story:
    """Two payments in one month, not acknowledged yet."""
    return begin(teller, "mailed", service="council-tax", first="siobhan", received=2).story()


def write_mailed(file: File) -> None:
    """The acknowledgement is to go by e-mail: the worker hands it over once the service runs."""
    letter = begin_letter(file, LetterKind.ACKNOWLEDGEMENT, "siobhan", 1)
    letter.write(1, ways=("email",))
    letter.send(1)
