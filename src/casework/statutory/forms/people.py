"""Forms of who takes part: eligibility, appointment, declaration, standing down; and of the milestones."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import ClassVar

from casework.agreements.forms.fields import ChosenForm
from casework.complaints.forms.act import ActForm, words
from casework.people.queries import OfficerRow
from casework.screens.dates import plain_day
from casework.screens.fields import ChoiceOf, DayField, SeveralOf, Tick
from casework.statutory.commands import OFFICER
from casework.statutory.queries import PersonRow, days_so_far, needed_at
from putright.vocabulary import Conflict, Ground, PersonRole

_FURTHER = (PersonRole.ADVOCATE,)
"""Parts that may be given at every stage, whoever the procedure needs."""


class Eligibility(ActForm):
    """Who complains, and whether they may."""

    def build(self) -> None:
        """On what ground, what the child wishes, and the decision."""
        known = {one.key.replace("-", "_") for one in self.page.procedure.eligible}
        self.fields["ground"] = ChoiceOf(
            [one for one in Ground if one.value in known or one is Ground.NONE], label="Who complains?"
        )
        self.fields["agrees"] = ChoiceOf(
            [("yes", "Yes"), ("no", "No"), ("not-asked", "Not asked, or not old enough to say")],
            label="Does the child agree, as far as the child understands?",
            initial="not-asked",
        )
        self.fields["eligible"] = ChoiceOf(
            [("yes", "Yes"), ("no", "No")], label="May they complain under this procedure?", in_line=True
        )
        self.fields["words"] = words(
            "Why, and what the child wishes", required=False, rows=3,
            hint="Needed where they have a sufficient interest, or may not complain here.",
        )  # fmt: skip
        self.fields["at"] = self.at("When was it decided?")

    def told(self) -> Iterable[str]:
        """What the procedure says."""
        for one in self.page.procedure.eligible:
            if one.needs:
                yield f"{one.says}: needs on record {', and '.join(one.needs)}."


class Appoint(ActForm):
    """Somebody is appointed to a part."""

    register: tuple[PersonRow, ...] = ()
    officers: tuple[OfficerRow, ...] = ()
    chosen = ""

    def build(self) -> None:
        """Who, to what, and what speaks against them."""
        needed = needed_at(self.page)
        roles = [
            *(one.role for one in needed),
            *(one for one in _FURTHER if one not in {n.role for n in needed}),
        ]
        self.fields["role"] = ChoiceOf(
            roles, label="To which part?",
            initial=self.chosen if self.chosen in {one.value for one in roles} else None,
        )  # fmt: skip
        outside = [
            (str(one.id), one.called if one.is_available(self.today) else f"{one.called} (not available)")
            for one in self.register
        ]
        ours = [(f"{OFFICER}{one.id}", f"{one.name} (our officer)") for one in self.officers]
        self.fields["who"] = ChoiceOf(
            [*outside, *ours],
            as_list=True,
            label="Who?",
            help_text="Somebody new: put them on the register first.",
        )
        self.fields["conflicts"] = SeveralOf(
            Conflict, required=False, label="Does any of this speak against them?"
        )
        self.fields["declared"] = Tick(label="They said in writing whether anything speaks against them")
        self.fields["words"] = words("Anything to keep with it", required=False, rows=2)
        self.fields["at"] = self.at("When were they appointed?")

    def told(self) -> Iterable[str]:
        """Whom the stage needs, and who is ruled out."""
        for one in needed_at(self.page):
            out = "; ".join(word.label[:1].lower() + word.label[1:] for word in one.ruled_out_by)
            number = f"{one.number} × " if one.number > 1 else ""
            yield f"{number}{one.role.label} ({one.provision}). " + (
                f"Not somebody who: {out}." if out else ""
            )


class _OfSomebody(ChosenForm):
    """A form about one appointment."""

    names: ClassVar[Mapping[str, str]] = {}

    def appointment(self) -> ChoiceOf:
        """Which appointment."""
        return self.which(
            [
                (one.key, f"{one.body.role.label}: {self.names.get(one.key, 'somebody')}")
                for one in self.page.case.people
                if not one.ended
            ],
            "Who?",
        )


class Declare(_OfSomebody):
    """Somebody appointed declared their interests in writing."""

    def build(self) -> None:
        """Who, and what they said."""
        self.fields["appointment"] = self.appointment()
        self.fields["conflicts"] = SeveralOf(
            Conflict,
            required=False,
            label="What do they say speaks against them?",
            help_text="Nothing: tick none.",
        )
        self.fields["words"] = words("What they wrote", required=False, rows=3)
        self.fields["at"] = self.at("When did they write it?")


class StandDown(_OfSomebody):
    """Somebody gave their part up."""

    def build(self) -> None:
        """Who, and why."""
        self.fields["appointment"] = self.appointment()
        self.fields["words"] = words("Why", rows=3)
        self.fields["at"] = self.at("When?")

    def told(self) -> Iterable[str]:
        """What is next."""
        yield "Appoint somebody in their place afterwards: what they handed in stays on record."


class Milestone(ActForm):
    """A milestone of the procedure was reached; each kind says its own words."""

    moment = ""
    asks = "What is to be kept of it"
    when = "When?"
    needs_words = False

    def build(self) -> None:
        """What was said or decided, and when."""
        self.fields["words"] = words(self.asks, required=self.needs_words, rows=4)
        self.fields["at"] = self.at(self.when)


class Statement(Milestone):
    """The statement of complaint was agreed."""

    moment, needs_words = "statement_agreed", True
    asks = "The statement as agreed, point by point"
    when = "When did the person agree to it, or comment on it?"

    def told(self) -> Iterable[str]:
        """Both counts."""
        yield from days_so_far(self.page, today=self.today)
        yield "What the person agreed to is the complaint at this stage. Send it with a letter."
        for point in self.page.points:
            if point.active:
                yield f"Point {point.key}: {point.words}"


class CommentsInvited(Milestone):
    """The person was invited to comment."""

    moment, needs_words = "comments_invited", True
    asks = "On what they were invited to comment, and by when"
    when = "When were they invited?"


class CommentsMade(Milestone):
    """The person commented."""

    moment, needs_words = "comments_made", True
    asks = "What they said"
    when = "When did they comment?"


class PanelSet(Milestone):
    """The day of the panel is fixed."""

    moment, needs_words = "panel_set", True
    asks = "Where, who attends, and who comes with the person, such as an advocate"
    when = "When was the day fixed?"

    def build(self) -> None:
        """The day first."""
        self.fields["date_given"] = DayField(label="On which day does the panel meet?")
        super().build()

    def told(self) -> Iterable[str]:
        """The limits."""
        for one in self.page.deadlines:
            if one.timescale == "meet-panel" and one.due_on:
                yield f"The panel is to meet by {plain_day(one.due_on)} ({one.provision})."


class PapersSent(Milestone):
    """The papers went out."""

    moment = "papers_sent"
    asks = "To whom, and what was in them"
    when = "When were they sent?"


class PanelMet(Milestone):
    """The panel met."""

    moment, needs_words = "panel_met", True
    asks = "Who attended, who was invited and did not come, and what the person told the panel"
    when = "When did it meet?"


class MoveAgreed(Milestone):
    """Both sides agreed to go on early."""

    moment, needs_words = "move_agreed", True
    asks = "Who agreed, and why the next stage begins now"
    when = "When was it agreed?"


class LateAccepted(Milestone):
    """A request that came too late is accepted."""

    moment, needs_words = "late_request_accepted", True
    asks = "Why it is accepted although it came too late"
    when = "When was it decided?"

    def told(self) -> Iterable[str]:
        """What else may be done."""
        yield "Record this first and the request for the next stage afterwards."
        yield "To refuse it, use “Refuse the next stage”: with the reasons of this case and the Ombudsman’s details."
