"""Cases of an Ombudsman, each in another state: enquiry, investigation, draft, evidence, decided, closed, sent back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from casework.complaints.models import Complaint
from casework.complaints.storing import read_events
from casework.ombudsman import commands
from casework.ombudsman.commands import Answering, Track
from casework.ombudsman.models import Draft, OmbudsmanCase, Question
from casework.ops.demo.borough import COUNCIL, HOUSING
from casework.ops.demo.course import moment
from casework.ops.demo.matters.begun import day_back
from casework.ops.demo.texts import ombudsman_texts
from casework.ops.demo.years import Teller
from casework.people.models import Officer
from putright.cases import Case, replay
from putright.vocabulary import (
    CommentKind,
    DecisionText,
    Determination,
    DraftParty,
    EnquiryKind,
    EnquiryStep,
    OmbudsmanBody,
    PublishedOutcome,
    QuestionStep,
    ReferralKind,
    RemediedBy,
)

ANSWERED_BEFORE = 60
"""Working days before today by which a complaint had come to its end, so that an Ombudsman may have it since."""
_ENDED = 6


@dataclass(slots=True)
class OmbudsmanFile:
    """One case in the hands of the link officer. `name` is the key of its words."""

    teller: Teller
    name: str
    complaint: Complaint | None
    key: str = ""

    @property
    def link_officer(self) -> Officer:
        """Who sees to the borough's cases."""
        return self.teller.borough.officers["hannah"]

    @property
    def text(self) -> Mapping[str, Any]:
        """The words of the case."""
        words: Mapping[str, Any] = ombudsman_texts()[self.name]
        return words

    def day(self, back: int) -> date:
        """The day so many working days before today; for a number below 0, after today."""
        return day_back(self.teller, back)

    def by(self, back: int, hour: int = 10) -> dict[str, Any]:
        """Who acts and when it is written down, as every command takes it."""
        now = moment(self.day(back), hour, 25) if back else self.teller.now
        seen = None
        if self.complaint is not None:
            seen = Complaint.objects.values_list("version", flat=True).get(pk=self.complaint.pk)
        return {"by": self.link_officer, "now": now, "seen_version": seen}

    def on(self, back: int, hour: int = 10) -> dict[str, Any]:
        """The same, with the day it happened."""
        return {"at": self.day(back), **self.by(back, hour)}

    def open(
        self, body: OmbudsmanBody, what: ReferralKind, reference: str, back: int, **more: Any
    ) -> OmbudsmanFile:
        """The Ombudsman's first letter came."""
        key = commands.open_case(
            self.complaint.reference if self.complaint else None, body=body, what=what, their_reference=reference,
            subject=self.text["subject"], received_on=self.day(back),
            owner=self.link_officer if self.complaint else None, **more, **self.by(back, 9),
        )  # fmt: skip
        return replace(self, key=key)


def make_ombudsman_cases(teller: Teller) -> int:
    """Eight cases on complaints that ended a while ago, and one that is linked to none yet. Returns how many."""
    council, homes = _ended(teller, COUNCIL), _ended(teller, HOUSING)
    begun = (
        *zip((_enquiry, _investigation, _draft, _discontinued), council, strict=False),
        *zip((_evidence, _determined), homes, strict=False),
        *((_premature, one) for one in _first_stage(teller)),
        (_unlinked, None),
    )
    for tell, complaint in begun:
        tell(OmbudsmanFile(teller, tell.__name__.removeprefix("_"), complaint))
    return OmbudsmanCase.objects.filter(organisation=teller.borough.organisation).count()


def _enquiry(file: OmbudsmanFile) -> None:
    """Asked five days ago whether our procedure is finished, to be answered in three."""
    file.open(
        OmbudsmanBody.LGSCO, ReferralKind.ENQUIRY, _reference(file, 1), 5, asks=EnquiryKind.INTAKE,
        asked=file.text["asked"], answer_by=file.day(-3),
    )  # fmt: skip


def _investigation(file: OmbudsmanFile) -> None:
    """Four questions, each at another state, and more time asked for."""
    one = file.open(
        OmbudsmanBody.LGSCO, ReferralKind.INVESTIGATION, _reference(file, 2), 14, asks=EnquiryKind.QUESTIONS,
        asked=file.text["asked"], answer_by=file.day(-6),
    )  # fmt: skip
    enquiry = _enquiry_of(one)
    words = "\n\n".join(question["words"] for question in file.text["question"])
    plain = {name: one.by(12)[name] for name in ("by", "now")}
    commands.add_questions(one.key, enquiry, words, due_on=file.day(-3), **plain)
    for number, said in enumerate(file.text["question"], start=1):
        question = Question.objects.get(case=int(one.key), number=number)
        step = QuestionStep(said["step"])
        if step is QuestionStep.ASKED:
            owner = file.complaint.owner if file.complaint and file.complaint.owner else one.link_officer
            commands.give_question(one.key, question.pk, owner, due_on=file.day(-2), seen_version=1, **plain)
            continue
        answering = Answering(said["answer"], said.get("evidence", ""), step=step)
        commands.answer_question(one.key, question.pk, answering, seen_version=1, **plain)
    commands.move_enquiry(
        one.key, enquiry, file.text["longer"], to=EnquiryStep.LONGER_ASKED, due=file.day(-16), **one.on(2)
    )


def _draft(file: OmbudsmanFile) -> None:
    """A draft that criticises the contractor, shown to it, with three parties to comment."""
    one = file.open(OmbudsmanBody.LGSCO, ReferralKind.INVESTIGATION, _reference(file, 3), 40)
    tracks = (
        Track(DraftParty.US, file.day(-5)),
        Track(DraftParty.COMPLAINANT, file.day(-2)),
        Track(DraftParty.CONTRACTOR, file.day(-4), file.text["contractor"]),
    )
    commands.receive_draft(
        one.key, file.text["words"], tracks, criticises=file.text["criticises"], **one.on(6)
    )
    ours = next(each.key for each in _case(one).enquiries if each.body.party is DraftParty.US)
    commands.show_draft(one.key, ours, file.text["shown"], document=None, **one.on(5))
    draft = Draft.objects.get(case=int(one.key))
    for said in file.text["comment"]:
        commands.comment(
            one.key, draft.pk, said["words"], paragraph=said["paragraph"], about=CommentKind(said["about"]),
            by=one.link_officer, now=one.by(3)["now"],
        )  # fmt: skip


def _evidence(file: OmbudsmanFile) -> None:
    """The whole file is asked for, in a letter without a date."""
    file.open(
        OmbudsmanBody.HOS, ReferralKind.INVESTIGATION, _reference(file, 4), 3, asks=EnquiryKind.EVIDENCE,
        asked=file.text["asked"],
    )  # fmt: skip


def _determined(file: OmbudsmanFile) -> None:
    """Determined eight days ago, with a finding on each of two heads."""
    one = file.open(OmbudsmanBody.HOS, ReferralKind.INVESTIGATION, _reference(file, 5), 45)
    heads = [
        (Determination(head["found"]), head["words"], [head["point"]] if "point" in head else [])
        for head in file.text["head"]
    ]
    commands.decide(
        one.key, decided_on=file.day(8), published_outcome=PublishedOutcome.DETERMINED,
        text=DecisionText.DETERMINATION, remedied_by=RemediedBy.ORDERED, heads=heads, **one.by(8),
    )  # fmt: skip


def _discontinued(file: OmbudsmanFile) -> None:
    """Discontinued and published as not upheld, although we had admitted fault: the five things differ."""
    one = file.open(OmbudsmanBody.LGSCO, ReferralKind.INVESTIGATION, _reference(file, 6), 50)
    commands.decide(
        one.key, decided_on=file.day(20), published_outcome=PublishedOutcome.NOT_UPHELD,
        text=DecisionText.DISCONTINUED, fault_found=True, remedied_by=RemediedBy.BEFORE, **one.by(20),
    )  # fmt: skip
    commands.move_case(one.key, file.text["closed"], to="closed", **one.on(15))


def _premature(file: OmbudsmanFile) -> None:
    """Sent back to us, as the complaint is still at our first stage."""
    body = (
        OmbudsmanBody.HOS
        if file.complaint and file.complaint.procedure.startswith(HOUSING)
        else OmbudsmanBody.LGSCO
    )
    file.open(body, ReferralKind.PREMATURE, _reference(file, 7), 1)


def _unlinked(file: OmbudsmanFile) -> None:
    """A letter about nothing we know yet."""
    file.open(
        OmbudsmanBody.LGSCO, ReferralKind.ENQUIRY, _reference(file, 8), 2, asks=EnquiryKind.INTAKE,
        answer_by=file.day(-8),
    )  # fmt: skip


def _reference(file: OmbudsmanFile, number: int) -> str:
    """An invented reference in the form such an Ombudsman uses."""
    return f"{file.day(30).year % 100} 0{40 + number} {100 + 7 * number}"


def _enquiry_of(one: OmbudsmanFile) -> str:
    return _case(one).enquiries[-1].key


def _case(one: OmbudsmanFile) -> Case:
    assert one.complaint is not None  # only a letter about nothing we know has none
    return replay(read_events(one.complaint)[0])


def _ended(teller: Teller, procedure: str) -> list[Complaint]:
    """Complaints that went through our whole procedure a while ago, the latest first."""
    before = day_back(teller, ANSWERED_BEFORE) - timedelta(days=1)
    found = Complaint.objects.filter(
        organisation=teller.borough.organisation, procedure__startswith=procedure, restricted=False, is_open=False,
        stage="stage-2", stage_2_responded_on__lt=before, ended_on__lt=before,
    )  # fmt: skip
    return list(found.select_related("owner").order_by("-ended_on", "id")[:_ENDED])


def _first_stage(teller: Teller) -> list[Complaint]:
    """One complaint that is still at the first stage, received some days before."""
    found = Complaint.objects.filter(
        organisation=teller.borough.organisation, restricted=False, is_open=True, stage="stage-1", status="open",
        received_on__lt=day_back(teller, 2),
    )  # fmt: skip
    return list(found.select_related("owner").order_by("-received_on", "id")[:1])
