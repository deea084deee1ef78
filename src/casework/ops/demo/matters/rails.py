"""Grab rails: passed to a contractor whose reply lacks the next step, an open need with a risk, visits gone wrong."""

from __future__ import annotations

from datetime import time, timedelta
from typing import Any

from casework.agreements.commands import (
    Agreed,
    Visit,
    agree,
    contractor_replied,
    find_need,
    forward,
    make_visit,
    record_visit,
)
from casework.complaints.letters import Answer
from casework.complaints.stories import Said, Story
from casework.ops.demo.matters.answered import BOTH, answer, impact, offer
from casework.ops.demo.matters.begun import File, begin
from casework.ops.demo.matters.correspondence import begin_letter
from casework.ops.demo.providers import RAILS
from casework.ops.demo.years import Teller
from casework.outcomes.commands import Source, approve
from putright.cases import verbs
from putright.outcomes import Share
from putright.vocabulary import (
    AgreementKind,
    AppointmentStep,
    Channel,
    LetterKind,
    PartyAtFault,
    PointOutcome,
    RemedyDecision,
    RemedyType,
    VisitCause,
    VisitConstraint,
)

_REPLY = ("stage", "complaint_definition", "decision", "reasons", "remedy", "on_behalf")


def tell(teller: Teller) -> Story:
    """Received and acknowledged, with more time taken for the contractor's reply."""
    one = begin(teller, "rails", service="repairs", first="callum", received=17, theirs=True)
    one.acknowledge(14)
    one.course.add(
        one.at(6), verbs.extend, Said("The contractor's reply is awaited; without it neither point can be answered.",
        "reason", into="reason_note"), by=one.by("callum"), to=one.at(-5).date(), ombudsman_details=True,
        told_on=one.at(6).date(), update_every_working_days=5,
    )  # fmt: skip
    return one.story(vulnerable=True)


def carry_on(file: File) -> None:
    """Passed on, visited badly, replied to without the next step; half of the payment is the contractor's."""
    contractor = str(file.contractor(RAILS).pk)
    agree(
        file.reference,
        Agreed(
            "Ring the daughter first. The mother is hard of hearing and frightened of strangers.",
            AgreementKind.COMMUNICATION, channel=Channel.PHONE, officer=str(file.officer("callum").pk),
            hours_from=time(10), hours_to=time(16), notice_working_days=2, time_slot=True, review=file.day(1),
        ),
        **file.by("callum", 14),
    )  # fmt: skip
    recorded = find_need(
        file.reference, "Grab rails by the bath and at the front step", risk=True, due=file.day(4),
        owner=file.officer("callum"), **file.by("callum", 13, 11),
    )  # fmt: skip
    need = recorded.case.needs[-1].key
    recorded = forward(
        file.reference, "Who comes, when, and why nobody came. Answer both points.", contractor=contractor, consent=True,
        copy_wanted=True, **file.by("callum", 13, 12),
    )  # fmt: skip
    promise = recorded.case.promises[-1].key
    _visits(file, contractor, need)
    contractor_replied(
        file.reference, promise, "Both points are accepted. The operative has been spoken to. Rails are on order.",
        blocks=_REPLY,
        answers=(
            Answer("1", PointOutcome.UPHELD, "The order did not give the measurements.", RemedyDecision.NOT_DECIDED),
            Answer("2", PointOutcome.UPHELD, "He came early and did not ring.", RemedyDecision.NOT_DECIDED),
        ),
        whole=False, rest_by=file.day(-5), **file.by("callum", 4),
    )  # fmt: skip
    order = file.paper(
        "callum", 4, "Order 5120.pdf", "Order 5120", "Our own record", "Rails, bath and step. Height: -"
    )
    log = file.paper("callum", 4, "Log of visits.pdf", "Log of visits", RAILS, "07:50 at the door")
    impact(
        file,
        2,
        "Washed at the sink for five weeks, frightened, a fall at the step.",
        by="callum",
        back=3,
        since=26,
    )
    answer(file, "1", PointOutcome.UPHELD, Source("", order, page="1"), by="callum", back=3, shares=BOTH)
    answer(file, "2", PointOutcome.UPHELD, Source("", log, page="1"), by="callum", back=3,
           shares=((PartyAtFault.CONTRACTOR, 100),))  # fmt: skip
    halves = (Share(PartyAtFault.OURS, 125_00), Share(PartyAtFault.CONTRACTOR, 125_00))
    paid = offer(
        file, RemedyType.PAY_DISTRESS, "For the five weeks without rails and the fright at the door", by="callum", back=2,
        points=("1", "2"), amount_pence=250_00, band="hos_remedies/maladministration", method="Bank transfer",
        shares=halves,
    )  # fmt: skip
    approve(file.reference, paid, payee_confirmed=True, **file.by("tomasz", 1))
    letter = begin_letter(file, LetterKind.COVERING, "callum", 1)
    letter.write(
        1,
        sender="tomasz",
        provider=int(contractor),
        acts_next="The fitter rings your daughter before he comes.",
        acts_by=file.day(-2),
    )


def _visits(file: File, contractor: str, need: str) -> None:
    ewa, ray = (str(file.worker(name).pk) for name in ("Ewa Lisowska", "Ray Pemberton"))
    asked: dict[str, Any] = {
        "constraints": (VisitConstraint.CALL_AHEAD,), "need": need, "contractor": contractor, "site_told": True,
    }  # fmt: skip

    def arranged(on: int, hour: int, told: int, worker: str, job: str = "", **rest: Any) -> str:
        starts = file.at(on, hour, 0)
        visit = Visit(
            "Fit the rails by the bath and at the step", on=file.day(on), starts=starts, ends=starts + timedelta(hours=2),
            told_on=file.day(told), worker=worker, job=job, **asked,
        )  # fmt: skip
        made = make_visit(file.reference, visit, **file.by("callum", told, 13), **rest)
        return made.case.appointments[-1].key

    def became(visit: str, on: int, to: AppointmentStep, because: VisitCause, words: str) -> None:
        record_visit(
            file.reference, visit, to=to, because=because, words=words, **file.by("callum", on, 17),
        )  # fmt: skip

    first = arranged(10, 10, 13, ray)
    became(
        first,
        10,
        AppointmentStep.TOO_EARLY,
        VisitCause.WORKER_NOT_TOLD,
        "At the door at 7:50, without a call.",
    )
    second = arranged(7, 10, 10, ray, first)
    became(second, 7, AppointmentStep.NO_SHOW, VisitCause.WRONG_PART, "Nobody came and nobody rang.")
    third = arranged(3, 13, 6, ewa, first)
    became(third, 3, AppointmentStep.CANCELLED_BY_US, VisitCause.PART_MISSING, "The rails had not come.")
    arranged(
        -1, 10, 1, ewa, first,
        going_on="The daughter asked for the first day there is, and has told her mother.",
    )  # fmt: skip
