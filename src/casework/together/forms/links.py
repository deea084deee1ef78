"""Forms of complaints that belong together: a part under another procedure, a link, a link taken away."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from casework.agreements.forms.fields import ChosenForm
from casework.complaints.forms.act import ActForm, words
from casework.people.queries import OfficerRow, UnitRow
from casework.screens.fields import ChoiceOf, Line, SeveralOf
from casework.together.leading import Choice, leads_over
from casework.together.linking import NewPart
from casework.together.plan import LinkRow
from putright.procedures.routing import rules
from putright.vocabulary import LinkKind


class OpenPart(ActForm):
    """A part of the complaint comes under another procedure and is opened as a complaint of its own."""

    choices: Sequence[Choice] = ()
    chosen = ""
    services: Sequence[UnitRow] = ()
    officers: Sequence[OfficerRow] = ()

    def build(self) -> None:
        """Which points, under which procedure, with whom, and which one leads."""
        self.fields["points"] = SeveralOf(
            [(one.key, f"{one.key}. {one.words}") for one in self.page.points if not one.withdrawn],
            label="Which points go on there?",
        )
        self.fields["body"] = ChoiceOf(
            [(one.body, one.title) for one in self.choices],
            hints={one.body: one.says for one in self.choices},
            label="Under which procedure?",
            initial=self.chosen if self.chosen in {one.body for one in self.choices} else None,
        )
        self.fields["leads"] = ChoiceOf(
            [("", "The one our order puts first"), ("here", "This complaint leads"), ("there", "The new one leads")],
            label="Which one leads?", required=False, initial="",
            help_text=f"{rules().lead.says} Whoever handles the one that leads keeps in touch with the resident.",
        )  # fmt: skip
        self.fields["title"] = Line(
            label="What is the new complaint about, in one line?", initial=self.page.title, max_length=200
        )
        self.fields["service"] = ChoiceOf(
            [(str(one.id), f"{one.name} ({one.department})") for one in self.services],
            as_list=True, required=False, nothing="No service yet", label="Which service is it about?",
        )  # fmt: skip
        self.fields["handler"] = ChoiceOf(
            [(str(one.id), one.name) for one in self.officers if one.acts],
            as_list=True, required=False, nothing="Nobody yet", label="Who handles it?",
        )  # fmt: skip
        self.fields["words"] = words("Why it is split", required=False, rows=3)
        self.fields["at"] = self.at("When was that decided?")

    def told(self) -> Iterable[str]:
        """What becomes of it."""
        yield "The new complaint counts as received when this one was, and keeps its own dates and its own Ombudsman."
        yield "The points chosen are answered there; the same people take part in both."

    @property
    def part(self) -> NewPart:
        """The part as the command takes it."""
        given = self.cleaned_data
        leads = {"here": True, "there": False}.get(given["leads"])
        return NewPart(
            body=given["body"], points=tuple(given["points"]), title=given["title"],
            leads=leads_over(self.page.procedure.key, given["body"]) if leads is None else leads,
            service=int(given["service"]) if given["service"] else None,
            handler=int(given["handler"]) if given["handler"] else None,
        )  # fmt: skip


class MoveComplaint(ActForm):
    """It runs under the wrong procedure and goes on under the right one."""

    choices: Sequence[Choice] = ()
    officers: Sequence[OfficerRow] = ()

    def build(self) -> None:
        """To which procedure, why, and who handles it there."""
        self.fields["body"] = ChoiceOf(
            [(one.body, one.title) for one in self.choices],
            hints={one.body: one.says for one in self.choices},
            label="To which procedure?",
        )
        self.fields["words"] = words("Why it belongs there, as the person is told", rows=4)
        self.fields["handler"] = ChoiceOf(
            [(str(one.id), one.name) for one in self.officers if one.acts],
            as_list=True, required=False, nothing="Nobody yet", label="Who handles it there?",
        )  # fmt: skip
        self.fields["at"] = self.at("When was that decided?")

    def told(self) -> Iterable[str]:
        """What becomes of it."""
        yield "This one ends as moved. Its dates, and what was missed under them, stay as they are."
        yield "It goes on under a reference of its own, from the day this one was received: that day is not lost."
        yield "Write to the person from there next: with the new dates and the Ombudsman of that procedure."


class LinkComplaint(ActForm):
    """Another complaint belongs to this one."""

    def build(self) -> None:
        """Which, and how."""
        self.fields["other"] = Line(label="Reference of the other complaint", max_length=20, width="20")
        kinds = [one for one in LinkKind if one not in (LinkKind.GOES_ON, LinkKind.MOVED_HERE)]
        self.fields["kind"] = ChoiceOf(kinds, label="How does it belong to this one?")
        self.fields["words"] = words(
            "Anything to keep with it", required=False, rows=2, hint="Do not write the other reference here."
        )
        self.fields["at"] = self.at("When were they put together?")

    def told(self) -> Iterable[str]:
        """Who learns of it."""
        yield "The link stands on both complaints. Who may see only one of them is never told which the other is."


class UnlinkComplaint(ChosenForm):
    """A link is taken away."""

    links: Sequence[LinkRow] = ()

    def build(self) -> None:
        """Which, and why."""
        self.fields["link"] = self.which(
            [(one.key, f"{one.other}: {one.title}") for one in self.links], "Which link?"
        )
        self.fields["words"] = words("Why it is taken away", required=False, rows=2)
        self.fields["at"] = self.at("When?")
