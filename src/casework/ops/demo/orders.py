"""What the Ombudsmen ordered: open, held without a date, late, sent, sent back, accepted, taken back, asked again."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from casework.complaints.models import Complaint
from casework.ombudsman import commands as ombudsman
from casework.ombudsman.models import OmbudsmanCase
from casework.ops.demo.borough import COUNCIL
from casework.ops.demo.matters.begun import day_back
from casework.ops.demo.ombudsman import ANSWERED_BEFORE, OmbudsmanFile
from casework.ops.demo.texts import orders_texts
from casework.ops.demo.years import Teller
from casework.orders import commands
from casework.orders.commands import OrderLine
from casework.orders.models import OrderPaper
from casework.outcomes import commands as outcomes
from putright.vocabulary import (
    DecisionText,
    OmbudsmanBody,
    OrderKind,
    PublishedOutcome,
    ReferralKind,
    RemediedBy,
    RemedyType,
)

_AGREED, _ORDER = OrderKind.AGREED, OrderKind.ORDER


def make_orders(teller: Teller) -> int:
    """Orders on the determined case of the desk, and on two cases decided before it. Returns how many there are."""
    organisation = teller.borough.organisation
    council = _free(teller)
    if len(council) > 1:
        _earlier(OmbudsmanFile(teller, "earlier", council[1]))
        _before(OmbudsmanFile(teller, "before", council[0]))
    determined = OmbudsmanCase.objects.filter(
        organisation=organisation, body=OmbudsmanBody.HOS.value, complaint__referrals__decided_on__isnull=False
    ).select_related("complaint").first()  # fmt: skip
    if determined is not None:
        _lately(OmbudsmanFile(teller, "lately", determined.complaint, str(determined.pk)))
    return OrderPaper.objects.filter(organisation=organisation).count()


def _lately(file: OmbudsmanFile) -> None:
    """Ordered with the determination: a payment, an apology without a date, a briefing due soon, a recommendation."""
    words, due = orders_texts()["lately"], file.day(-12)
    _order(
        file, 8,
        OrderLine(_ORDER, RemedyType.PAY_DISTRESS, words["payment"], 35000, due=due, as_stated="Within four weeks"),
        OrderLine(_ORDER, RemedyType.APOLOGY, words["apology"], headings=tuple(words["headings"])),
        OrderLine(_ORDER, RemedyType.TRAINING, words["briefing"], due=file.day(-3), as_stated="Within two weeks"),
        OrderLine(
            OrderKind.RECOMMENDATION, RemedyType.PROCEDURE, words["recommendation"], as_stated="As soon as possible"
        ),
    )  # fmt: skip


def _before(file: OmbudsmanFile) -> None:
    """Upheld sixty days ago: a payment accepted, a policy sent back, what cannot be done, a reminder asked before."""
    words = orders_texts()["before"]
    one = _upheld(file, 80, 60, words["subject"])
    paid, _, _, policy, gone = _order(
        one, 60,
        OrderLine(_AGREED, RemedyType.PAY_QUANTIFIABLE, words["payment"], 70000, due=one.day(40)),
        OrderLine(_AGREED, RemedyType.TRAINING, words["records"], due=one.day(4), as_stated="Within three months"),
        OrderLine(_AGREED, RemedyType.DECISION_REVIEW, words["review"], due=one.day(-10)),
        OrderLine(_AGREED, RemedyType.PROCEDURE, words["policy"], due=one.day(-5)),
        OrderLine(_AGREED, RemedyType.TRAINING, words["contractor"], due=one.day(2)),
    )  # fmt: skip
    reference = _reference(one)
    officers = one.teller.borough.officers
    # Finance paid it by hand, so that what stands in the way of each step is gone past with that reason.
    past = {"going_on": words["paid"]}
    outcomes.pay(
        reference, paid, 70000, document=None, payee_confirmed=True, words=words["paid"], **past, **one.on(45)
    )
    commands.send_evidence(reference, paid, words["sent"], documents=(), **past, **one.on(44))
    commands.accept_order(reference, paid, words["accepted"], **one.on(30))
    outcomes.finish_action(reference, policy, words["policy_done"], document=None, **one.on(20))
    commands.send_evidence(reference, policy, words["policy_done"], documents=(), **past, **one.on(19))
    commands.return_order(reference, policy, words["policy_missing"], **one.on(10))
    manager = {**one.on(6), "by": officers["grace"]}
    commands.give_up_order(reference, gone, words["given_up"], agreed=False, **manager)


def _earlier(file: OmbudsmanFile) -> None:
    """Upheld well over a year ago: the reminder that is asked again, a survey long overdue, a part taken back."""
    words = orders_texts()["earlier"]
    one = _upheld(file, 330, 310, words["subject"])
    records, survey, waived = _order(
        one, 310,
        OrderLine(_AGREED, RemedyType.TRAINING, words["records"], due=one.day(290)),
        OrderLine(_AGREED, RemedyType.SERVICE, words["survey"], due=one.day(300)),
        OrderLine(_AGREED, RemedyType.REDUCE_CHARGE, words["waived"], 4500, due=one.day(290)),
    )  # fmt: skip
    reference = _reference(one)
    commands.accept_order(reference, records, words["accepted"], **one.on(285))
    commands.date_order(reference, survey, words["longer"], due=one.day(280), agreed=True, **one.on(302))
    commands.take_back_order(reference, waived, words["taken_back"], **one.on(295))


def _upheld(file: OmbudsmanFile, opened: int, decided: int, subject: str) -> OmbudsmanFile:
    """A case investigated and upheld, so many working days back."""
    assert file.complaint is not None  # `_free` chose it
    common: dict[str, Any] = {"subject": subject, "received_on": file.day(opened), "owner": file.link_officer}
    year = file.day(opened).year % 100
    key = ombudsman.open_case(
        file.complaint.reference, body=OmbudsmanBody.LGSCO, what=ReferralKind.INVESTIGATION,
        their_reference=f"{year} 0{opened % 100:02} {100 + opened}", **common, **file.by(opened, 9),
    )  # fmt: skip
    one = OmbudsmanFile(file.teller, file.name, file.complaint, key)
    ombudsman.decide(
        key, decided_on=one.day(decided), published_outcome=PublishedOutcome.UPHELD,
        text=DecisionText.FAULT_INJUSTICE, fault_found=True, injustice_found=True, remedied_by=RemediedBy.AGREED,
        **one.by(decided),
    )  # fmt: skip
    return one


def _order(file: OmbudsmanFile, back: int, *lines: OrderLine) -> tuple[str, ...]:
    made = commands.make_orders(file.key, lines, decided_on=file.day(back), **file.by(back, 14))
    return made.keys


def _reference(file: OmbudsmanFile) -> str:
    assert file.complaint is not None  # `_free` chose it
    return file.complaint.reference


def _free(teller: Teller) -> list[Complaint]:
    """Two council complaints that ended long ago and that no Ombudsman has a case about: one lately, one before."""
    ended = Complaint.objects.filter(
        organisation=teller.borough.organisation, procedure__startswith=COUNCIL, restricted=False, is_open=False,
        ombudsman_cases=None,
    )  # fmt: skip
    before = day_back(teller, ANSWERED_BEFORE + 30) - timedelta(days=1)
    long_before = day_back(teller, 335)
    lately = ended.filter(ended_on__lt=before, ended_on__gt=long_before, stage="stage-2").order_by(
        "-ended_on", "id"
    )
    old = ended.filter(ended_on__lt=long_before).order_by("-ended_on", "id")
    return [one for one in (lately.first(), old.first()) if one is not None]
