"""Forms of visits and meetings."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.forms import ValidationError

from casework.agreements.commands import Visit
from casework.agreements.forms.fields import ChosenForm, TimeLine, together
from casework.agreements.queries import contractors_to_choose, who_may_come
from casework.complaints.forms.act import ActForm, words
from casework.complaints.open_ends import to_be_minded
from casework.screens.dates import plain_day
from casework.screens.fields import ChoiceOf, DayField, Line, SeveralOf, Tick, in_london
from putright.cases.followed import FAILED_VISITS
from putright.vocabulary import AppointmentStep, VisitCause, VisitConstraint

OUTCOMES = (
    AppointmentStep.ATTENDED,
    AppointmentStep.NO_SHOW,
    AppointmentStep.NO_ACCESS,
    AppointmentStep.TOO_EARLY,
    AppointmentStep.TOO_LATE,
    AppointmentStep.COULD_NOT_COMPLETE,
    AppointmentStep.CANCELLED_BY_US,
    AppointmentStep.CANCELLED_BY_RESIDENT,
    AppointmentStep.STOOD_DOWN,
    AppointmentStep.STAND_DOWN_ACKNOWLEDGED,
    AppointmentStep.ATTENDED_AFTER_STAND_DOWN,
)
STILL_TO_COME = frozenset(
    {AppointmentStep.MADE, AppointmentStep.STOOD_DOWN, AppointmentStep.STAND_DOWN_ACKNOWLEDGED}
)


class MakeVisit(ChosenForm):
    """A visit is arranged."""

    def build(self) -> None:
        """When, who, and what it must keep to."""
        people = who_may_come(self.page.complaint_id)
        self.fields["words"] = words("What is the visit for?", rows=3)
        jobs = {one.job: one for one in self.page.case.appointments if not one.body.meeting}
        if jobs:
            self.fields["job"] = ChoiceOf(
                [
                    (key, f"{self.words_of(key, 'A visit')}, last {plain_day(one.body.on)}")
                    for key, one in jobs.items()
                ],
                as_list=True, nothing="No, it is a new job", required=False, label="Does it go on with an earlier job?",
                initial=self.chosen if self.chosen in jobs else None,
            )  # fmt: skip
        when(self)
        self.fields["worker"] = ChoiceOf(
            people, as_list=True, nothing="Not known yet", required=False, label="Who comes?"
        )
        self.fields["second"] = ChoiceOf(
            people, as_list=True, nothing="Nobody else", required=False, label="Who comes at the same time?"
        )
        self.fields["third"] = ChoiceOf(
            people, as_list=True, nothing="Nobody else", required=False, label="And who else?"
        )
        self.fields["checklist"] = words(
            "Checklist for a joint visit", required=False, rows=3,
            hint="Who brings what, which part against the order, who leads.",
        )  # fmt: skip
        self.fields["contractor"] = ChoiceOf(
            contractors_to_choose(self.page.complaint_id),
            as_list=True, nothing="Our own visit", required=False, label="Which contractor?",
        )  # fmt: skip
        self.fields["site"] = words(
            "Conditions at the place", required=False, rows=2,
            hint="What the worker must know: walls, access, parking, animals. For a contractor also that there are none.",
        )  # fmt: skip
        self.fields["constraints"] = SeveralOf(
            list(VisitConstraint), label="What must the visit keep to?", required=False
        )
        self.fields["supersedes"] = Tick(
            label="What the visit before had to keep to was given up with the resident where it is not ticked above"
        )
        needs = [(one.key, self.words_of(one.key, "A need")) for one in self.page.case.needs if not one.ended]
        if needs:
            self.fields["need"] = ChoiceOf(
                needs, as_list=True, nothing="None", required=False, label="Which need does it meet?"
            )
        self.fields["confirmed_by"] = confirmed()
        self.fields["at"] = self.at("When was it arranged?")

    def told(self) -> Iterable[str]:
        """What is to be minded, and why an earlier visit failed."""
        yield from minded(self)
        moves = (event.body for one in self.page.case.appointments for event in one.moves)
        causes = {code: None for one in moves if (code := getattr(one, "failed_because", None))}
        if causes:
            named = ", ".join(VisitCause(code).label.lower() for code in causes)
            yield f"Earlier visits failed because of this: {named}. See that the order says what is needed."

    def clean(self) -> dict[str, Any]:
        """A joint visit has a checklist; a slot has two ends."""
        given = slot_checked(self, super().clean() or self.cleaned_data)
        joint = given.get("second") or given.get("third")
        if joint and not (given.get("checklist") or "").strip() and "checklist" not in self.errors:
            self.add_error("checklist", "Checklist for a joint visit: say who brings what, and what for.")
        return given

    @property
    def visit(self) -> Visit:
        """The visit as the command takes it."""
        given = self.cleaned_data
        site, checklist = given["site"], given["checklist"]
        return Visit(
            words=together(("", given["words"]), ("At the place", site), ("Checklist", checklist)),
            worker=given["worker"], others=tuple(one for one in (given["second"], given["third"]) if one),
            job=given.get("job", ""), constraints=tuple(VisitConstraint(one) for one in given["constraints"]),
            need=given.get("need", ""), contractor=given["contractor"], site_told=bool(site.strip()),
            confirmed_by=given["confirmed_by"], supersedes=given["supersedes"], **window(given),
        )  # fmt: skip


class PlanMeeting(ActForm):
    """A meeting with the resident is planned, so that it is safe and theirs too."""

    def build(self) -> None:
        """Why, who, and what makes it a good meeting."""
        people = who_may_come(self.page.complaint_id)
        self.fields["purpose"] = words("What is the meeting for, as the resident was told?", rows=2)
        when(self, slot_needed=True)
        self.fields["chair"] = Line(
            label="Who chairs it?", max_length=120, help_text="Somebody the complaint is not about."
        )
        for number, label in enumerate(("Who attends?", "Who else?", "And who else?")):
            self.fields[f"attends_{number}"] = ChoiceOf(
                people, as_list=True, nothing="Nobody else", required=number == 0, label=label
            )
        self.fields["support"] = ChoiceOf(
            [
                ("comes", "Offered, and somebody comes with them"),
                ("declined", "Offered, and they come alone"),
                ("no", "Not offered"),
            ],
            label="Was a support person offered?",
        )
        self.fields["questions"] = words(
            "The resident’s own questions",
            rows=4,
            hint="Her or his list, in their words. Each is answered at the meeting.",
        )
        self.fields["arrival"] = Line(
            label="How do they arrive without meeting anybody they must not?", max_length=200
        )
        self.fields["stays"] = words(
            "What stays with the resident",
            required=False,
            rows=2,
            hint="Nothing given to them is taken back.",
        )
        self.fields["confirmed_by"] = confirmed()
        self.fields["at"] = self.at("When was it arranged?")

    def told(self) -> Iterable[str]:
        """What is to be minded."""
        yield from minded(self)
        yield "No document is taken back from the resident. Notes of the meeting are recorded with what became of it."

    def clean(self) -> dict[str, Any]:
        """A slot has two ends."""
        return slot_checked(self, super().clean() or self.cleaned_data)

    @property
    def support_offered(self) -> bool:
        """Whether somebody to support them was offered."""
        return bool(self.cleaned_data["support"] != "no")

    @property
    def visit(self) -> Visit:
        """The meeting as the command takes it."""
        given = self.cleaned_data
        support = dict(self.fields["support"].choices)[given["support"]]  # type: ignore[attr-defined]
        return Visit(
            words=together(
                ("", given["purpose"]), ("Chair", given["chair"]), ("Support person", support),
                ("Their questions", given["questions"]), ("Arrival", given["arrival"]),
                ("Stays with them", given["stays"]),
            ),
            others=tuple(one for number in range(3) if (one := given[f"attends_{number}"])), meeting=True,
            confirmed_by=given["confirmed_by"], **window(given),
        )  # fmt: skip


class GiveVisit(ChosenForm):
    """Somebody else comes."""

    def build(self) -> None:
        """Which visit, and who."""
        self.fields["appointment"] = self.which(
            [
                (one.key, f"{plain_day(one.body.on)}: {self.words_of(one.key, 'a visit')}")
                for one in self.page.case.appointments
                if not one.ended
            ],
            "Which visit?",
        )
        self.fields["worker"] = ChoiceOf(
            who_may_come(self.page.complaint_id), as_list=True, label="Who comes instead?"
        )
        self.fields["words"] = words("Why, and what the resident was told", required=False, rows=2)
        self.fields["at"] = self.at("When was it changed?")


class VisitOutcome(ChosenForm):
    """What became of a visit."""

    def build(self) -> None:
        """Which visit, what became of it, and what follows."""
        self.fields["appointment"] = self.which(
            [
                (one.key, f"{plain_day(one.body.on)}: {self.words_of(one.key, 'a visit')}")
                for one in self.page.case.appointments
                if one.step in STILL_TO_COME
            ],
            "Which visit?",
        )
        self.fields["to"] = ChoiceOf(
            OUTCOMES,
            label="What became of it?",
            hints={
                "no_access": "The job is not done: it stays open.",
                "stood_down": "Say below who was told not to come.",
                "stand_down_acknowledged": "Say below who said that they had it.",
                "attended_after_stand_down": "This opens an incident, and an apology is due.",
            },
        )
        self.fields["because"] = ChoiceOf(
            list(VisitCause),
            as_list=True,
            nothing="It went as arranged",
            required=False,
            label="If not, why?",
        )
        self.fields["worker"] = ChoiceOf(
            who_may_come(self.page.complaint_id),
            as_list=True, nothing="As arranged", required=False, label="Who came, if it was somebody else?",
        )  # fmt: skip
        self.fields["words"] = words("What happened, and what the resident was told", required=False)
        self.fields["again_by"] = DayField(
            label="By when is another visit arranged?",
            required=False,
            help_text="A promise to the resident. Needed when the job is not done.",
        )
        self.fields["no_more"] = Tick(label="No other visit is needed: the words above say why")
        self.fields["at"] = self.at("When?")

    def clean(self) -> dict[str, Any]:
        """A failed visit has a cause and a next visit; a stand-down names who was told."""
        given = super().clean() or self.cleaned_data
        to = AppointmentStep(given["to"]) if given.get("to") else None
        text = (given.get("words") or "").strip()
        if to in (AppointmentStep.STOOD_DOWN, AppointmentStep.STAND_DOWN_ACKNOWLEDGED) and not text:
            self.add_error("words", "What happened: say who was told, or who said that they had it.")
        if to in FAILED_VISITS:
            if not given.get("because"):
                self.add_error("because", "If not, why?: choose the cause, so that it can be put right.")
            if given.get("no_more") and not text:
                self.add_error("words", "What happened: say why no other visit is needed.")
            left_open = not given.get("no_more") and not given.get("again_by") and not self._goes_on(given)
            if left_open and "again_by" not in self.errors:
                says = "By when is another visit arranged?: enter the day, since the job is not done."
                self.add_error("again_by", says)
        return given

    def _goes_on(self, given: dict[str, Any]) -> bool:
        """Whether another visit of the same job is arranged already."""
        visits = self.page.case.appointments
        this = next((one for one in visits if one.key == given.get("appointment")), None)
        return this is None or any(
            one.job == this.job and one.key != this.key and not one.ended for one in visits
        )


class CompleteJob(ChosenForm):
    """A job is complete."""

    def build(self) -> None:
        """Which job."""
        visits = self.page.case.appointments
        done = {one.job for one in visits if one.moved(AppointmentStep.JOB_COMPLETED)}
        self.last = {one.job: one.key for one in visits if one.job not in done and not one.body.meeting}
        self.last |= {
            one.job: one.key for one in visits if one.job in self.last and one.moved(AppointmentStep.ATTENDED)
        }
        self.fields["job"] = self.which(
            [(key, self.words_of(key, "A job")) for key in self.last], "Which job?"
        )
        self.fields["words"] = words("What was done, and how do we know?", rows=3)
        self.fields["at"] = self.at("When was it completed?")

    def told(self) -> Iterable[str]:
        """No access is not complete."""
        yield "A job is complete when a visit of it was attended. No access, or nobody came, is not the job done."

    @property
    def appointment(self) -> str:
        """The visit at which it was completed."""
        return self.last[str(self.cleaned_data["job"])]


def when(form: ActForm, *, slot_needed: bool = False) -> None:
    """The day, the time slot, and when the resident was told."""
    form.fields["on"] = DayField(label="On which day?")
    form.fields["begins"] = TimeLine(
        label="From", required=slot_needed, help_text="The time slot told to the resident."
    )
    form.fields["until"] = TimeLine(label="Until", required=slot_needed)
    form.fields["told_on"] = DayField(
        label="When was the resident told?",
        required=False,
        initial=form.today,
        help_text="Leave empty if not yet.",
    )


def slot_checked(form: ActForm, given: dict[str, Any]) -> dict[str, Any]:
    """A time slot has two ends, and a London clock showed both; as moments they are `starts` and `ends`."""
    given |= {"starts": None, "ends": None}
    for name, other, moment in (("begins", "until", "starts"), ("until", "begins", "ends")):
        label, clock = str(form.fields[name].label), given.get(name)
        if clock is None and given.get(other) is not None and name not in form.errors:
            form.add_error(name, f"{label}: enter both ends of the time slot, or neither.")
        if clock is None or not given.get("on"):
            continue
        try:
            given[moment] = in_london(given["on"], clock, label)
        except ValidationError as never_was:
            form.add_error(name, never_was)
    return given


def window(given: dict[str, Any]) -> dict[str, Any]:
    """The day and the slot as a visit has them."""
    return {name: given[name] for name in ("on", "starts", "ends", "told_on")}


def confirmed() -> Line:
    """Who must know of a visit at short notice, and has said so."""
    return Line(
        label="Who was told of it and has confirmed it?",
        max_length=200,
        required=False,
        help_text="Needed at short notice: the worker, the desk out of hours, and when they said so.",
    )


def minded(form: ActForm) -> Iterable[str]:
    """What holds for this resident, above the form."""
    for one in to_be_minded(form.page, today=form.today):
        yield f"{one.heading}: {one.words}"
