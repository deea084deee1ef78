"""Forms of the complaint's course: going on, not being accepted, coming to its end."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from casework.complaints.forms.act import ActForm, words
from casework.complaints.open_ends import in_a_line, still_to_do
from casework.complaints.telling import ACTING
from casework.screens.fields import ChoiceOf, DayField, Line, SeveralOf, Tick
from putright.calendars import short_day
from putright.cases import EndKind
from putright.cases.verbs import ACTS_NEXT
from putright.procedures import Procedure
from putright.vocabulary import ClosingReason, EscalationReason, RejectionReason, Responsibility

# What each reason needs besides words of its own. Source: domain rules of the Codes, sections 2 and 5.
RULES = {
    "service_request": "Record the request and start on it. If they are unhappy with its answer, it is a complaint.",
    "duplicate": "Give the reference of the complaint that is already open.",
    "anonymous": "The concern can still be looked into as a matter of the service.",
    "over_12_months": "Give the day the matter arose or became known, and consider accepting it all the same.",
    "court_proceedings_issued": "Only once a claim form and particulars have been filed. Give the day.",
    "previously_considered": "Give the reference of the complaint in which it was answered.",
    "unreasonable_behaviour": "A weak reason: what they complain of may still be right.",
    "representative_without_authority": "Ask for authority first, and say by when.",
}


class Escalate(ActForm):
    """The resident asks for the next stage."""

    def build(self) -> None:
        """When, why if they say so, which points, and who reviews it."""
        self.fields["at"] = self.at(
            "When did the resident ask?", "In any way, to anybody here. The time may be left out."
        )
        self.fields["words"] = words("What they said", required=False)
        self.fields["reasons"] = SeveralOf(
            list(EscalationReason),
            label="Reasons they gave",
            required=False,
            help_text="Tick all that apply. None is required of the resident.",
        )
        pursued = [one for one in self.page.points if not one.withdrawn]
        self.fields["disputed"] = SeveralOf(
            [(one.key, f"{one.key}. {one.words}") for one in pursued],
            label="Points still in dispute",
            required=False,
            initial=[one.key for one in pursued],
            help_text="If they have not said, leave all ticked.",
        )
        free = [(str(one.officer_id), one.called) for one in self.people if one.free]
        self.fields["reviewer"] = ChoiceOf(
            free,
            as_list=True,
            nothing="Decide later",
            required=False,
            label="Who will review it?",
            help_text=self._who_is_not_offered(),
        )

    def told(self) -> Iterable[str]:
        """Which stage, and what was found so far."""
        if self.page.next_stage:
            yield f"It goes on to {self.page.next_stage.title.lower()} of {self.page.procedure.short_title}."

    def _who_is_not_offered(self) -> str:
        taken = [f"{one.name} ({one.because})" for one in self.people if not one.free]
        return f"Not offered, because they had a part in it: {', '.join(taken)}." if taken else ""


class Decline(ActForm):
    """The complaint is not accepted."""

    def build(self) -> None:
        """The reason, the reasons of this case, and what that reason needs."""
        self.fields["reason"] = ChoiceOf(
            list(RejectionReason), label="Why is it not accepted?", hints=reason_hints(self.page.procedure)
        )
        self.fields["words"] = words(
            "The reasons of this case, as told to the resident",
            required=False,
            hint="Why this reason fits what they said.",
        )
        self.fields["issue_on"] = DayField(label="When did the matter arise or become known?", required=False)
        self.fields["discretion_considered"] = Tick(
            label="Accepting it although it is late was considered, and the reasons above say why not"
        )
        self.fields["filed_on"] = DayField(label="When was the claim filed at court?", required=False)
        self.fields["original"] = Line(
            label="Reference of the complaint it repeats", required=False, width="10", max_length=20
        )
        self.fields["ombudsman_details"] = Tick(
            label=f"The letter says that this refusal can be taken to the {self.page.ombudsman.name}, and how"
        )
        self.fields["at"] = self.at("When was the resident told?")

    def told(self) -> Iterable[str]:
        """Which reasons the procedure allows."""
        if self.page.procedure.rejections:
            yield f"{self.page.procedure.short_title} allows only the reasons marked so. Each refusal is counted."
        yield f"Whatever the reason, the resident is told of the {self.page.ombudsman.name}."


class RefuseEscalation(ActForm):
    """The next stage was asked for and refused."""

    def build(self) -> None:
        """The reason, and when it was asked for."""
        self.fields["requested_at"] = self.at("When did the resident ask?")
        self.fields["reason"] = ChoiceOf(
            list(RejectionReason), label="Why is it refused?", hints=reason_hints(self.page.procedure)
        )
        self.fields["words"] = words("The reasons of this case, as told to the resident", required=False)
        self.fields["ombudsman_details"] = Tick(
            label=f"The letter says that this refusal can be taken to the {self.page.ombudsman.name}, and how"
        )
        self.fields["at"] = self.at("When was the resident told?")

    def told(self) -> Iterable[str]:
        """A refusal needs a reason the procedure allows."""
        yield "A refusal is for the reasons that allow refusing a complaint, and no other. Each one is counted."


class Withdraw(ActForm):
    """The resident withdraws the complaint."""

    def build(self) -> None:
        """What they said and when."""
        self.fields["words"] = words("What the resident said", required=False)
        self.fields["at"] = self.at("When did they say so?")

    def told(self) -> Iterable[str]:
        """Only the resident can."""
        yield "Only the resident withdraws a complaint. If we end it, close it and give the reason."


class Close(ActForm):
    """The complaint comes to its end with us."""

    def build(self) -> None:
        """How it ended."""
        offered = (
            ClosingReason.ANSWERED,
            ClosingReason.NO_CONTACT,
            ClosingReason.SETTLED,
            ClosingReason.TO_APPEAL,
        )
        self.fields["reason"] = ChoiceOf(offered, label="How did it end?")
        self.fields["acts_next"] = ChoiceOf(
            [(one, ACTING[one]) for one in ACTS_NEXT],
            label="Who acts next?",
            hints={"nobody": "Nothing is left to be done by anybody."},
        )
        self.fields["acts_by"] = DayField(
            label="By when?", required=False, help_text="Needed unless nobody has to act."
        )
        self.fields["words"] = words("Anything to add", required=False, rows=3)
        self.fields["at"] = self.at("When was it closed?")

    def clean(self) -> dict[str, Any]:
        """Who acts next has a day to act by. Source: lessons R-N3."""
        given = super().clean() or self.cleaned_data
        acts_next, acts_by = given.get("acts_next"), given.get("acts_by")
        if acts_next == "nobody" and acts_by:
            self.add_error("acts_by", "By when?: leave it empty, since nobody has to act.")
        elif acts_next and acts_next != "nobody" and not acts_by and "acts_by" not in self.errors:
            self.add_error("acts_by", "By when?: enter the day, since somebody has to act.")
        return given

    def told(self) -> Iterable[str]:
        """What is still open."""
        for one in self.page.promises:
            if one.ended is None:
                by = f", by {short_day(one.by)}" if one.by else ""
                yield f"Still promised to the resident: {one.words}{by}."
        for end in still_to_do(self.page, today=self.today):
            if end.stops_closing and end.kind is not EndKind.PROMISE:
                yield f"{in_a_line(end)}."
        unanswered = [one.key for one in self.page.points if one.active and not one.findings]
        if unanswered:
            yield f"Not answered yet: point {', '.join(unanswered)}."


class Reopen(ActForm):
    """The complaint is opened again."""

    def build(self) -> None:
        """Why, and on whose word."""
        self.fields["words"] = words("Why is it opened again?")
        self.fields["directed"] = ChoiceOf(
            [("no", "We decided to"), ("yes", f"The {self.page.ombudsman.name} told us to take it on")],
            label="On whose word?",
            initial="no",
            hints={"yes": "This starts a fresh clock."},
        )
        self.fields["at"] = self.at("When?")


class AddPoint(ActForm):
    """One more point is agreed."""

    def build(self) -> None:
        """The point in the resident's words and what they want."""
        self.fields["words"] = words("What is complained of, in the resident’s words", rows=3)
        self.fields["sought"] = words("What the resident wants", required=False, rows=2)
        self.fields["responsibility"] = ChoiceOf(
            list(Responsibility), label="Whose matter is it?", initial="ours"
        )
        self.fields["at"] = self.at("When was it agreed?")

    def told(self) -> Iterable[str]:
        """A point that comes later."""
        if self.midway:
            yield (
                "The complaint is acknowledged already. A new point joins it while it is related and not yet answered; "
                "otherwise log it as a complaint of its own and tell the resident."
            )

    @property
    def midway(self) -> bool:
        """Whether the complaint was defined before this point came up."""
        return "acknowledged" in self.page.case.current.happened


class WithdrawPoint(ActForm):
    """The resident no longer pursues a point."""

    def build(self) -> None:
        """Which point."""
        pursued = [one for one in self.page.points if not one.withdrawn]
        self.fields["point"] = ChoiceOf(
            [(one.key, f"{one.key}. {one.words}") for one in pursued], label="Which point?"
        )
        self.fields["at"] = self.at("When did they say so?")


def reason_hints(procedure: Procedure) -> dict[str, str]:
    """What each reason needs, how long the procedure gives to complain, and whether it allows the reason."""
    hints, late = dict(RULES), RejectionReason.OVER_12_MONTHS
    if (limit := procedure.time_limit) is not None:
        hints[late] = f"{limit.within} here; later where {limit.later_when}. {hints[late]}"
    for one in RejectionReason:
        if procedure.rejections:
            mark = "Allowed." if one.value in procedure.rejections else "Not a reason this procedure allows."
            hints[one.value] = f"{mark} {hints.get(one.value, '')}".strip()
    return hints
