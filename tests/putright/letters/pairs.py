"""For each check a letter in which it finds something, and one, almost the same, in which it does not."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from putright.letters import ComposedLetter
from putright.letters.chain import Commitment, EvidenceReference, FaultShare, MemberAsked, RemedyLine
from putright.procedures import ombudsmen, procedure
from putright.vocabulary import (
    LetterKind as K,
)
from putright.vocabulary import (
    PartyAtFault,
    Period,
    PointOutcome,
    RemedyDecision,
    RemedyType,
    Responsibility,
    SetOff,
)
from tests.putright.letters.changed import Letter, action, chain, dates, of, point, remedy, sender, words

UPHELD, NOT_UPHELD = PointOutcome.UPHELD, PointOutcome.NOT_UPHELD
ANSWER, FINAL, APOLOGY = K.RESPONSE, K.FINAL_RESPONSE, K.APOLOGY
ADULTS = procedure("adult-social-care/2009-04-01")
fri_3_may = date(2024, 5, 3)
fri_24_may, mon_3_june = date(2024, 5, 24), date(2024, 6, 3)
tue_14_may, mon_20_may, tue_4_june = date(2024, 5, 14), date(2024, 5, 20), date(2024, 6, 4)
NONE = {"remedy": RemedyDecision.NONE_WITH_REASON}
CALL = Commitment("call", "We will call you about the window", fri_24_may, "Priya Lambourne")
GIFT = RemedyLine("gift", RemedyType.GOODWILL, "A basket of fruit", due_on=fri_24_may, approved=True)
LONG = (
    "We looked at the record of the visit and at the log, "
    + "and then we asked everybody who knew of it " * 3
    + "."
)
WELSH = "Mae’n ddrwg gennym fod ein gweithiwr wedi dod cyn yr amser ac mai ein bai ni oedd hyn."
ENGLISH = "We are sorry that our operative came before the agreed time and that it was our fault."
LATE_REPLY = "You did not reply to our letter of March, so we could not start."


def naming_one_ombudsman(made: ComposedLetter) -> ComposedLetter:
    """The letter as a folder of an organisation's own makes it that prints the procedure's own Ombudsman alone."""
    blocks = (
        replace(one, text=one.text.partition("\n\nPart of your complaint")[0])
        if one.key == "ombudsman"
        else one
        for one in made.blocks
    )
    return replace(made, blocks=tuple(blocks))


PAIRS: tuple[tuple[str, Letter, Letter], ...] = (
    # The right letter, with its parts
    ("kind-fits-stage", of(FINAL, chain(stage="stage-1")), of(FINAL)),
    ("kind-fits-stage", of(K.DECLINE, chain(stage="stage-2")), of(K.ESCALATION_REFUSAL)),
    ("parts-given", of(K.EXTENSION, words(reason="")), of(K.EXTENSION, words(reason="The surveyor is ill."))),
    (
        "parts-given",
        of(K.EXTENSION, new_date="We will answer when we can."),
        of(K.EXTENSION, new_date="You hear from us by Monday 3 June 2024."),
    ),
    ("points-set-out", of(ANSWER, point(words=" ")), of(ANSWER, point(words="Came early"))),
    ("points-set-out", of(K.ACKNOWLEDGEMENT, chain(points=())), of(K.ACKNOWLEDGEMENT)),
    ("next-step-given", of(ANSWER, chain(next_stage_title="")), of(ANSWER, chain(next_stage_title="Review"))),
    ("next-step-given", of(K.COVERING, chain(organisation="")), of(K.COVERING)),
    (
        "ombudsman-given",
        of(K.DECLINE, chain(ombudsman=replace(ombudsmen()["lgsco"], telephone=""))),
        of(K.DECLINE),
    ),
    ("right-ombudsman", of(FINAL, chain(ombudsman=ombudsmen()["lgsco"])), of(FINAL)),
    (
        "right-ombudsman",
        of(K.UPDATE, words(progress="You may go to the Local Government and Social Care Ombudsman.")),
        of(K.UPDATE, words(progress="You may go to the Housing Ombudsman.")),
    ),
    (
        "linked-ombudsmen-given",
        Letter(FINAL, (chain(also=(ombudsmen()["lgsco"],)),), altered=naming_one_ombudsman),
        of(FINAL, chain(also=(ombudsmen()["lgsco"],))),
    ),
    ("no-text-lost", of(K.UPDATE, gone="This was written for another letter."), of(K.UPDATE, gone="  ")),
    (
        "signed-as-required",
        of(FINAL, chain(procedure=ADULTS, stage="plan", signatories=("Judith Amankwah",))),
        of(FINAL, chain(procedure=ADULTS, stage="plan", signed_as="authorised")),
    ),
    ("signed-as-required", of(FINAL, chain(procedure=ADULTS, stage="plan")), of(FINAL)),
    (
        "late-answer-explained",
        of(FINAL, chain(procedure=ADULTS, stage="plan"), dates(latest_on=fri_3_may)),
        of(
            FINAL,
            chain(procedure=ADULTS, stage="plan"),
            dates(latest_on=fri_3_may),
            words(late="She was ill."),
        ),
    ),
    (
        "late-answer-explained",
        of(FINAL, chain(procedure=ADULTS, stage="plan"), dates(latest_on=fri_3_may)),
        of(FINAL, chain(procedure=ADULTS, stage="plan"), dates(latest_on=date(2024, 12, 2))),
    ),
    (
        "plan-sets-a-day",
        of(K.COMPLAINT_PLAN, dates(planned_on=None)),
        of(K.COMPLAINT_PLAN),
    ),
    (
        "parts-given",
        of(K.MOVED, chain(procedure=ADULTS, stage="plan")),
        of(
            K.MOVED,
            chain(procedure=ADULTS, stage="plan"),
            words(discussion="We would like to talk with you."),
        ),
    ),
    ("move-told", of(K.MOVED, words(reason="")), of(K.MOVED, words(reason="It is about the waiting list."))),
    ("move-told", of(K.MOVED, words(apology="")), of(K.MOVED, words(apology=""), dates(missed_on=None))),
    ("move-told", of(K.MOVED, words(apology="You had to wait.")), of(K.MOVED)),
    (
        "move-told",
        of(K.MOVED, dates(due_on=None)),
        of(K.MOVED, dates(was_due_on=None, due_on=date(2024, 6, 7))),
    ),
    ("move-told", of(K.MOVED, dates(due_on=fri_3_may)), of(K.MOVED, dates(due_on=fri_24_may))),
    # Every point
    (
        "every-point-has-a-finding",
        of(ANSWER, point(outcome=None)),
        of(ANSWER, point(outcome=PointOutcome.WITHDRAWN)),
    ),
    (
        "every-point-has-a-finding",
        of(ANSWER, point(2, outcome=None)),
        of(ANSWER, point(2, outcome=None, responsibility=Responsibility.OTHER_BODY)),
    ),
    (
        "every-finding-has-reasons",
        of(ANSWER, point(reasons=" ")),
        of(ANSWER, point(reasons="", outcome=PointOutcome.WITHDRAWN)),
    ),
    (
        "says-what-happened",
        of(ANSWER, point(happened="")),
        of(ANSWER, point(happened="", outcome=PointOutcome.OUT_OF_SCOPE)),
    ),
    ("names-the-standard", of(ANSWER, point(standard="")), of(ANSWER, point(standard="The law."))),
    (
        "upheld-says-what-went-wrong",
        of(ANSWER, point(fault="")),
        of(ANSWER, point(fault="", outcome=NOT_UPHELD)),
    ),
    ("upheld-says-the-injustice", of(ANSWER, point(injustice="")), of(ANSWER, point(3, injustice=""))),
    (
        "shares-of-fault-add-up",
        of(ANSWER, point(shares=(FaultShare(PartyAtFault.OURS, 60),))),
        of(ANSWER, point(shares=(FaultShare(PartyAtFault.OURS, 100),))),
    ),
    (
        "shares-of-fault-add-up",
        of(
            ANSWER,
            point(shares=(FaultShare(PartyAtFault.OURS, 120), FaultShare(PartyAtFault.CONTRACTOR, -20))),
        ),
        of(ANSWER, point(shares=())),
    ),
    (
        "findings-have-evidence",
        of(ANSWER, point(evidence=(EvidenceReference(" "),))),
        of(ANSWER, point(evidence=(EvidenceReference("Job sheet"),))),
    ),
    (
        "not-upheld-shows-evidence",
        of(ANSWER, point(3, evidence=())),
        of(ANSWER, point(3, evidence=(EvidenceReference("Recording"),))),
    ),
    (
        "evidence-can-be-found",
        of(ANSWER, point(evidence=(EvidenceReference("Job sheet"),))),
        of(ANSWER, point(evidence=(EvidenceReference("Job sheet", mon_20_may),))),
    ),
    (
        "missing-record-named",
        of(ANSWER, point(outcome=PointOutcome.NO_FINDING_POSSIBLE, reasons="Nobody can say who is right.")),
        of(
            ANSWER,
            point(
                outcome=PointOutcome.NO_FINDING_POSSIBLE,
                reasons="No note of the visit was kept, so nobody can say.",
            ),
        ),
    ),
    (
        "substance-answered",
        of(ANSWER, point(3, standard="", happened="We looked.", reasons="It was fine.")),
        of(ANSWER, point(3, standard="")),
    ),
    (
        "every-question-answered",
        of(
            ANSWER,
            lambda one: replace(
                one,
                points=(
                    replace(one.points[0], questions=(replace(one.points[0].questions[0], answer=" "),)),
                    *one.points[1:],
                ),
            ),
        ),
        of(ANSWER),
    ),
    ("changed-finding-explained", of(FINAL, point(changed="")), of(FINAL, point(changed="", earlier=UPHELD))),
    (
        "reconsidered-at-later-stage",
        of(FINAL, words(reconsidered="", opening="We have nothing to add.")),
        of(FINAL, words(opening="We have nothing to add.")),
    ),
    (
        "part-answer-has-a-date",
        of(ANSWER, point(outcome=None), chain(complete=False)),
        of(ANSWER, point(outcome=None), chain(complete=False), dates(more_by=fri_24_may)),
    ),
    (
        "part-answer-has-a-date",
        of(ANSWER, words(opening="You get a further letter.")),
        of(ANSWER, words(opening="You get no other.")),
    ),
    (
        "part-answer-has-a-date",
        of(ANSWER, point(outcome=None), chain(complete=False), dates(more_by=tue_14_may)),
        of(ANSWER, point(outcome=None), chain(complete=False), dates(more_by=fri_24_may)),
    ),
    (
        "no-contradiction",
        of(ANSWER, point(3, reasons="We failed to listen to you, as the recording shows.")),
        of(ANSWER, point(3, reasons="We found nothing that shows that we failed to listen to you.")),
    ),
    (
        "no-contradiction",
        of(ANSWER, point(reasons="We did nothing wrong, and the sheet shows it.")),
        of(ANSWER, point(reasons="Nobody can say that we did nothing wrong.")),
    ),
    (
        "no-contradiction",
        of(K.SUPPLEMENTARY_RESPONSE, words(apology="We apologise for our failure.")),
        of(K.SUPPLEMENTARY_RESPONSE, words(apology="We are sorry that it took so long.")),
    ),
    (
        "no-contradiction",
        of(ANSWER, point(2, reasons="There was no fault at all.")),
        of(ANSWER, point(2, reasons="We do not uphold what you say of the storm.")),
    ),
    # Putting it right
    (
        "remedy-decided",
        of(ANSWER, point(remedy=RemedyDecision.NOT_DECIDED)),
        of(ANSWER, point(no_remedy_because="It was put right.", **NONE)),
    ),
    ("remedy-decided", of(ANSWER, remedy(points=("window",))), of(ANSWER, remedy(points=()))),
    (
        "none-has-a-reason",
        of(ANSWER, point(**NONE)),
        of(ANSWER, point(no_remedy_because="You were paid in March.", **NONE)),
    ),
    (
        "not-for-want-of-asking",
        of(ANSWER, point(no_remedy_because="You did not ask for compensation.", **NONE)),
        of(ANSWER, point(no_remedy_because="You were paid in March.", **NONE)),
    ),
    ("not-left-to-goodwill", of(ANSWER, chain(remedies=(GIFT,))), of(ANSWER)),
    (
        "not-left-to-goodwill",
        of(ANSWER, point(remedy=RemedyDecision.LEFT_TO_OTHERS)),
        of(ANSWER, chain(remedies=(GIFT, RemedyLine("s", RemedyType.SERVICE, "A visit")))),
    ),
    (
        "not-set-off",
        of(ANSWER, remedy(set_off=True)),
        of(ANSWER, remedy(set_off=True, set_off_because=SetOff.AGREED)),
    ),
    (
        "not-set-off",
        of(ANSWER, words(opening="The sum goes towards your arrears.")),
        of(ANSWER, words(opening="You asked about your arrears.")),
    ),
    (
        "payee-and-method-known",
        of(ANSWER, remedy(payee="")),
        of(ANSWER, remedy(type=RemedyType.WRITE_OFF, payee="", method="")),
    ),
    ("payee-and-method-known", of(ANSWER, remedy(method="")), of(ANSWER, remedy(method="cheque"))),
    (
        "sum-known",
        of(ANSWER, remedy(amount_pence=None, shares=())),
        of(ANSWER, remedy(type=RemedyType.SERVICE, amount_pence=None, shares=())),
    ),
    (
        "sum-known",
        of(ANSWER, remedy(amount_pence=0, shares=())),
        of(ANSWER, remedy(amount_pence=1, shares=())),
    ),
    ("split-adds-up", of(ANSWER, remedy(amount_pence=25001)), of(ANSWER, remedy(amount_pence=25000))),
    (
        "reckoning-adds-up",
        of(ANSWER, remedy(unit_pence=5000, per=Period.WEEK, periods=4)),
        of(ANSWER, remedy(unit_pence=5000, per=Period.WEEK, periods=5)),
    ),
    ("remedy-approved", of(ANSWER, remedy(approved=False)), of(ANSWER, remedy(approved=True))),
    ("remedy-has-a-day", of(ANSWER, remedy(due_on=None)), of(APOLOGY, remedy(due_on=None))),
    ("remedy-has-a-day", of(ANSWER, remedy(due_on=tue_14_may)), of(ANSWER, remedy(due_on=date(2024, 5, 17)))),
    (
        "recurring-has-an-end",
        of(ANSWER, remedy(type=RemedyType.RECURRING_PAYMENT, per=Period.MONTH)),
        of(ANSWER, remedy(type=RemedyType.RECURRING_PAYMENT, per=Period.MONTH, until="you are rehoused")),
    ),
    (
        "outside-band-explained",
        of(ANSWER, remedy(band=(30000, None))),
        of(ANSWER, remedy(band=(30000, None), outside_band_because="You were away for half of it.")),
    ),
    (
        "outside-band-explained",
        of(ANSWER, remedy(band=(None, 20000))),
        of(ANSWER, remedy(band=(25000, 25000))),
    ),
    (
        "sums-are-of-the-ledger",
        of(ANSWER, words(opening="We offer £300 for the trouble.")),
        of(
            ANSWER,
            words(opening="We offer £250 for the trouble. The invoice of £300 was for something else."),
        ),
    ),
    # What is still to be done
    ("actions-have-date-and-owner", of(ANSWER, action(owner="")), of(ANSWER, action(owner="the planner"))),
    ("actions-have-date-and-owner", of(ANSWER, action(due_on=None)), of(ANSWER, chain(actions=()))),
    (
        "actions-have-date-and-owner",
        of(ANSWER, action(due_on=tue_14_may)),
        of(ANSWER, action(due_on=fri_24_may)),
    ),
    (
        "commitments-have-date-and-owner",
        of(ANSWER, chain(commitments=(replace(CALL, due_on=None),))),
        of(ANSWER, chain(commitments=(CALL,))),
    ),
    (
        "commitments-have-date-and-owner",
        of(ANSWER, chain(commitments=(replace(CALL, owner=""),))),
        of(ANSWER, chain(commitments=(Commitment("no", "He will not come to your home again"),))),
    ),
    (
        "commitments-have-date-and-owner",
        of(ANSWER, chain(commitments=(replace(CALL, due_on=tue_14_may),))),
        of(ANSWER, chain(commitments=(CALL,))),
    ),
    (
        "promises-are-on-record",
        of(ANSWER, words(opening="We will call you about the window by Friday 24 May.")),
        of(
            ANSWER,
            words(opening="We will call you about the window by Friday 24 May."),
            chain(commitments=(CALL,)),
        ),
    ),
    (
        "promises-are-on-record",
        of(ANSWER, words(opening="We will call you about the window by 31 May."), chain(commitments=(CALL,))),
        of(
            ANSWER,
            words(opening="We will call you about the window within a week."),
            chain(commitments=(CALL,)),
        ),
    ),
    (
        "promises-are-on-record",
        of(ANSWER, point(reasons="It is broken. He will not come to your home again.")),
        of(
            ANSWER,
            point(reasons="It is broken. He will not come to your home again."),
            chain(restrictions=("He will not come to your home",)),
        ),
    ),
    (
        "promises-are-dated",
        of(ANSWER, words(opening="We will mend the roof soon.")),
        of(ANSWER, words(opening="We mended the roof soon.")),
    ),
    (
        "promises-are-dated",
        of(ANSWER, words(opening="We will call you about the window.")),
        of(ANSWER, words(opening="We will call you about the window."), chain(commitments=(CALL,))),
    ),
    ("who-acts-next", of(K.CLOSURE, chain(acts_by=None)), of(K.CLOSURE)),
    ("who-acts-next", of(K.UPDATE, chain(acts_by=tue_14_may)), of(K.UPDATE)),
    ("learning-told", of(ANSWER, chain(learning=())), of(K.SUPPLEMENTARY_RESPONSE, chain(learning=()))),
    ("fair-right-learned", of(ANSWER, chain(learning=())), of(ANSWER)),
    ("ombudsman-could-add-nothing", of(FINAL, words(self_check="")), of(FINAL)),
    # The apology
    (
        "no-banned-phrase",
        of(ANSWER, words(apology="We are sorry if you felt ignored. That was our fault.")),
        of(ANSWER),
    ),
    (
        "no-banned-phrase",
        of(K.UPDATE, words(apology="We apologise for any inconvenience.")),
        of(K.UPDATE, words(apology="We are sorry for the wait.")),
    ),
    ("apology-made", of(ANSWER, words(apology="")), of(K.SUPPLEMENTARY_RESPONSE)),
    (
        "apology-accepts-responsibility",
        of(APOLOGY, words(acceptance="We are sorry.")),
        of(APOLOGY, words(acceptance="We are sorry. It was our fault.")),
    ),
    (
        "apology-names-the-impact",
        of(APOLOGY, words(impact="It was bad.")),
        of(APOLOGY, words(impact="You were frightened.")),
    ),
    (
        "apology-says-what-we-will-do",
        of(APOLOGY, words(change="It is over.")),
        of(APOLOGY, words(change="We now read every letter.")),
    ),
    (
        "apology-says-why",
        of(APOLOGY, words(why_it_happened="It is known.")),
        of(APOLOGY, words(why_it_happened="It came about when a planner left.")),
    ),
    (
        "apology-covers-every-heading",
        of(APOLOGY, remedy(headings=("the key that was not returned",))),
        of(
            APOLOGY,
            remedy(headings=("the key that was not returned",)),
            chain(headings_covered=("the key that was not returned",)),
        ),
    ),
    (
        "apology-covers-every-heading",
        of(
            APOLOGY,
            words(
                why_it_happened="Nobody looked.",
                went_wrong="Our operative sent you personal messages.",
                impact="You were frightened.",
            ),
        ),
        of(APOLOGY),
    ),
    (
        "apology-covers-every-upheld-point",
        of(APOLOGY, lambda one: replace(one, points=(replace(of(ANSWER).chain.points[0]),))),
        of(
            APOLOGY,
            lambda one: replace(
                one, points=(replace(of(ANSWER).chain.points[0], fault="Our operative sent messages"),)
            ),
        ),
    ),
    ("sender-senior-enough", of(APOLOGY, sender(grade=3)), of(APOLOGY, sender(grade=3), chain(severity=3))),
    (
        "not-written-by-a-subject",
        of(APOLOGY, chain(subjects=("marguerite oyelaran",))),
        of(APOLOGY, chain(subjects=("Marguerite Oyelarin",))),
    ),
    ("not-written-by-a-subject", of(ANSWER, chain(subjects=("Marguerite Oyelaran",))), of(ANSWER)),
    # Names, copies, language
    (
        "no-third-parties",
        of(
            ANSWER,
            chain(third_parties=("Bryony Quill",)),
            words(opening="Your neighbour Ms QUILL wrote to us."),
        ),
        of(
            ANSWER,
            chain(third_parties=("Bryony Quill",)),
            words(opening="Your neighbour sent a quilled letter."),
        ),
    ),
    (
        "officers-not-named",
        of(ANSWER, chain(subjects=("Casper Dunmore",)), point(happened="casper   dunmore rang your bell.")),
        of(ANSWER, chain(subjects=("Casper Dunmore",)), point(happened="Officer A rang your bell.")),
    ),
    (
        "officers-not-named",
        of(ANSWER, chain(subjects=("Casper May",)), point(happened="Casper rang your bell.")),
        of(ANSWER, chain(subjects=("Casper May",)), point(happened="Officer A came on 3 May 2024.")),
    ),
    (
        "no-account-numbers",
        of(ANSWER, words(opening="Your account is 12-34-56 12345678.")),
        of(ANSWER, words(opening="Your reference is 1234567, of 12-34.")),
    ),
    (
        "copies-allowed",
        of(ANSWER, chain(copies_to=("Idris Penhallow",))),
        of(ANSWER, chain(copies_to=("Idris Penhallow",), may_be_copied=("idris penhallow ",))),
    ),
    (
        "copies-allowed",
        of(ANSWER, chain(recipient_refused="their authority ended on 3 May 2024")),
        of(ANSWER, chain(refused={"Idris Penhallow": "no authority on record allows it today"})),
    ),
    (
        "member-may-be-told",
        of(K.MEMBER_ANSWER, chain(member=MemberAsked("14", consent=False, waits=False))),
        of(K.MEMBER_ANSWER),
    ),
    (
        "member-may-be-told",
        of(K.MEMBER_ANSWER, chain(member=None)),
        of(K.MEMBER_ANSWER, words(answer="Done.")),
    ),
    (
        "member-after-the-person",
        of(K.MEMBER_ANSWER, chain(member=MemberAsked("14", consent=True, waits=True))),
        of(K.MEMBER_ANSWER),
    ),
    (
        "health-left-out",
        of(ANSWER, words(opening="Your asthma is worse."), chain(without_health=("Idris Penhallow",))),
        of(ANSWER, words(opening="Your asthma is worse.")),
    ),
    (
        "health-left-out",
        of(K.UPDATE, words(progress="She was diagnosed in May."), chain(without_health=("Idris Penhallow",))),
        of(K.UPDATE, words(progress="She wrote in May."), chain(without_health=("Idris Penhallow",))),
    ),
    (
        "enclosures-listed",
        of(ANSWER, words(opening="We enclose the plan.")),
        of(ANSWER, words(opening="We enclose the plan."), chain(enclosures=("The plan",))),
    ),
    ("language-met", of(ANSWER, chain(language="fr")), of(ANSWER, chain(language="en"))),
    ("language-met", of(K.UPDATE, words(progress=WELSH)), of(K.UPDATE, words(progress=ENGLISH))),
    (
        "language-met",
        of(K.UPDATE, chain(language="cy"), words(progress=ENGLISH)),
        of(K.UPDATE, chain(language="cy"), words(progress=WELSH)),
    ),
    ("language-confirmed", of(K.UPDATE, chain(language="cy")), of(K.UPDATE)),
    (
        "format-met",
        of(ANSWER, chain(needs="Please use Large Print.")),
        of(ANSWER, chain(needs="Please use Large Print.", prepared_as=("large-print",))),
    ),
    (
        "format-met",
        of(ANSWER, chain(needs="She reads Braille and Easy Read", prepared_as=("braille",))),
        of(ANSWER, chain(needs="Telephone after noon")),
    ),
    # Sentences that must not stand
    (
        "outcome-not-withheld",
        of(ANSWER, words(opening="We cannot tell you anything about the officer.")),
        of(
            ANSWER,
            words(opening="We cannot tell you anything about the officer, but appropriate action was taken."),
        ),
    ),
    (
        "restriction-not-asked-again",
        of(
            ANSWER,
            chain(restrictions=("No visits by Officer A",)),
            words(opening="Please put your request in writing."),
        ),
        of(ANSWER, words(opening="Please put your request in writing.")),
    ),
    (
        "delay-not-put-on-resident",
        of(K.EXTENSION, words(reason=LATE_REPLY)),
        of(K.EXTENSION, words(reason=LATE_REPLY), chain(delay_evidence=(EvidenceReference("Our letter"),))),
    ),
    (
        "delay-not-put-on-resident",
        of(ANSWER, point(reasons=LATE_REPLY, evidence=())),
        of(ANSWER, point(reasons=LATE_REPLY)),
    ),
    (
        "escalation-not-limited",
        of(ANSWER, words(opening="If you are not satisfied, you must write to us within 10 working days.")),
        of(ANSWER, words(opening="If you are not satisfied, you can write to us at any time.")),
    ),
    (
        "escalation-not-limited",
        of(ANSWER, words(opening="Please ask for stage 2 by 31 May 2024.")),
        of(
            ANSWER,
            words(opening="You asked for a review of the visit, and nobody came within 10 working days."),
        ),
    ),
    (
        "escalation-not-limited",
        of(
            ANSWER,
            words(opening="You can ask for stage 2 within 10 working days."),
            chain(procedure=procedure("children-act/2006-09-01")),
        ),
        of(
            ANSWER,
            words(opening="You can ask for stage 2 within 20 working days."),
            chain(procedure=procedure("children-act/2006-09-01")),
        ),
    ),
    (
        "escalation-needs-no-reason",
        of(ANSWER, words(opening="To go to the next stage you must explain why you disagree.")),
        of(ANSWER, words(opening="To go to the next stage you do not need to give your reasons.")),
    ),
    (
        "ombudsman-not-foretold",
        of(ANSWER, words(opening="The Ombudsman will not look at this.")),
        of(ANSWER, words(opening="You can ask the Ombudsman.")),
    ),
    (
        "no-gap-left",
        of(ANSWER, words(opening="You spoke to [insert name].")),
        of(ANSWER, words(opening="You spoke to [the planner].")),
    ),
    (
        "no-gap-left",
        of(ANSWER, words(opening="You spoke to {officer}.")),
        of(ANSWER, words(opening="You spoke to him, her and us.")),
    ),
    (
        "weekdays-are-right",
        of(ANSWER, words(opening="You rang on Monday 3 May 2024.")),
        of(ANSWER, words(opening="You rang on Friday 3 May 2024.")),
    ),
    (
        "weekdays-are-right",
        of(ANSWER, words(opening="You rang on Monday 31 June 2024.")),
        of(ANSWER, words(opening="You rang on a Monday, 31 visits ago.")),
    ),
    # Refusals and extensions
    ("reasons-of-this-case", of(K.DECLINE, words(reason="It is out of time.")), of(K.DECLINE)),
    ("discretion-said", of(K.DECLINE, words(discretion="")), of(K.ESCALATION_REFUSAL)),
    (
        "discretion-said",
        of(K.ESCALATION_REFUSAL, words(facts="It happened more than twelve months ago.")),
        of(
            K.ESCALATION_REFUSAL,
            words(
                facts="It happened more than twelve months ago.", discretion="We thought about an exception."
            ),
        ),
    ),
    (
        "new-date-is-later",
        of(K.EXTENSION, dates(new_date=mon_20_may)),
        of(K.EXTENSION, dates(new_date=fri_24_may)),
    ),
    ("new-date-is-later", of(K.UPDATE, dates(new_date=tue_14_may)), of(K.UPDATE, dates(new_date=mon_3_june))),
    # Ten working days after Monday 20 May, over the spring bank holiday on Monday 27 May, is Tuesday 4 June.
    (
        "within-longest-extension",
        of(K.EXTENSION, dates(new_date=date(2024, 6, 5))),
        of(K.EXTENSION, dates(new_date=tue_4_june)),
    ),
    (
        "within-longest-extension",
        of(K.EXTENSION, dates(new_date=date(2024, 6, 5))),
        of(
            K.EXTENSION,
            dates(new_date=date(2024, 6, 5)),
            lambda one: replace(one, words={**one.words, "good_reason": "The surveyor died."}),
        ),
    ),
    (
        "told-in-time",
        replace(of(K.EXTENSION), today=date(2024, 5, 21)),
        replace(of(K.EXTENSION), today=mon_20_may),
    ),
    # Plain English
    (
        "sentence-length",
        of(ANSWER, words(opening=LONG)),
        of(ANSWER, words(opening="We looked at the record of the visit.")),
    ),
    (
        "reading-age",
        of(
            K.UPDATE,
            words(
                progress="Administrative responsibilities necessitated interdepartmental deliberations. " * 6
            ),
        ),
        of(K.UPDATE),
    ),
    (
        "words-to-avoid",
        of(ANSWER, words(opening="We will utilise it.")),
        of(ANSWER, words(opening="We use it.")),
    ),
)
"""Id of the check, a letter in which it finds something, a letter in which it does not."""
