"""Forms of the authority of who speaks for another: recorded, asked for, ended, and what was given on it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from casework.agreements.forms.fields import ChosenForm
from casework.complaints.forms.act import words
from casework.members.commands import AuthorityTerms, Speaker
from casework.members.queries import SPEAK_FOR_THEM, who_needs_one
from casework.screens.fields import ChoiceOf, DayField, Line, Passage, SeveralOf
from putright.procedures.authority import EVERYTHING, authority_rules
from putright.vocabulary import Disclosure, Relationship


class _OfParty(ChosenForm):
    """A form about somebody who speaks for another."""

    def party(self) -> ChoiceOf:
        """Whose authority."""
        found = who_needs_one(self.page)
        return self.which(
            [(str(one.number), f"{one.name or 'No name given'}, {one.role.label.lower()}") for one in found],
            "Whose authority?",
        )


class _WithTerms(_OfParty):
    """A form that says how far an authority reaches."""

    def terms_fields(self, *, needed: bool) -> None:
        """On what it rests, how far it reaches, who gave it, until when, and what shows it."""
        self.fields["basis"] = Line(
            label="On what does it rest?", max_length=200, required=needed,
            help_text="Such as: signed form of 3 May, or said on the telephone and noted."
            + ("" if needed else " Leave it empty while it has still to come."),
        )  # fmt: skip
        self.fields["scopes"] = SeveralOf(
            [(one.key, one.title) for one in authority_rules().scopes.values()],
            label="How far does it reach?", initial=[EVERYTHING], required=False,
            help_text="With several, only what all of them allow may be given.",
        )  # fmt: skip
        points = [(one.key, f"{one.key}. {one.words}") for one in self.page.points if not one.withdrawn]
        if points:
            self.fields["points"] = SeveralOf(
                points, label="For which points?", required=False,
                help_text="Only where it is for the points named.",
            )  # fmt: skip
        self.fields["given_by"] = Line(label="Who gave it?", max_length=200, required=False)
        self.fields["given_on"] = DayField(label="When was it given?", required=False)
        self.fields["until"] = DayField(
            label="Until when does it hold?", required=False, help_text="Leave it empty where it has no end."
        )
        papers = [(str(one.id), one.what or one.called) for one in self.page.documents]
        if papers:
            self.fields["document"] = ChoiceOf(
                papers, as_list=True, nothing="None is kept", required=False, label="What shows it?"
            )

    def clean(self) -> dict[str, Any]:
        """What fits together: everything stands alone, named points are named, and the days are in order."""
        given = super().clean() or self.cleaned_data
        scopes, points = given.get("scopes") or [], given.get("points") or []
        if EVERYTHING in scopes and len(scopes) > 1:
            self.add_error("scopes", "How far does it reach?: untick “everything”, or untick the others.")
        on_points = any(authority_rules().scopes[one].points for one in scopes)
        if on_points and not points and "points" in self.fields:
            self.add_error(
                "points", "For which points?: tick at least one, since it is for the points named."
            )
        if points and not on_points:
            self.add_error(
                "points", "For which points?: tick “Only the points named” too, or untick the points."
            )
        first, last = given.get("given_on"), given.get("until")
        if first and last and last < first:
            self.add_error(
                "until", "Until when does it hold?: it is before the day it was given. Check both."
            )
        return given

    @property
    def terms(self) -> AuthorityTerms:
        """What was entered."""
        given = self.cleaned_data
        scopes = tuple(one for one in given["scopes"] if one != EVERYTHING)
        return AuthorityTerms(
            given["basis"], scopes, tuple(given.get("points") or ()), given["given_by"], given["given_on"],
            given["until"], int(given["document"]) if given.get("document") else None,
        )  # fmt: skip


class RecordAuthority(_WithTerms):
    """An authority is recorded, or recorded anew."""

    def build(self) -> None:
        """Whose, and its terms."""
        self.fields["party"] = self.party()
        self.terms_fields(needed=True)
        self.fields["at"] = self.at("When did it reach us?")

    def told(self) -> Iterable[str]:
        """What becomes of the one before."""
        yield "It takes the place of the one on record; what that one was stays in the notes."


class AddSpeaker(_WithTerms):
    """Somebody is to speak for the complainant."""

    def build(self) -> None:
        """Who, how they are reached, and their authority."""
        self.fields["role"] = ChoiceOf(SPEAK_FOR_THEM, label="What are they?", in_line=True)
        self.fields["name"] = Line(label="Their name", max_length=200)
        self.fields["email"] = Line(label="E-mail", max_length=200, required=False)
        self.fields["telephone"] = Line(label="Telephone", max_length=40, required=False)
        self.fields["address"] = Passage(label="Address", rows=3, required=False)
        self.fields["postcode"] = Line(label="Postcode", max_length=10, required=False)
        self.terms_fields(needed=False)
        self.fields["at"] = self.at("When did we hear of them?")

    def clean(self) -> dict[str, Any]:
        """An address is one."""
        given = super().clean()
        if given.get("email") and "@" not in given["email"]:
            self.add_error("email", "E-mail: an address has an @ in it, such as name@example.org.")
        return given

    @property
    def speaker(self) -> Speaker:
        """Who was entered."""
        given = self.cleaned_data
        return Speaker(
            Relationship(given["role"]), given["name"], given["email"], given["telephone"], given["address"],
            given["postcode"],
        )  # fmt: skip


class AskAuthority(_OfParty):
    """The authority is asked for, or asked for again."""

    def build(self) -> None:
        """Whose, and how."""
        self.fields["party"] = self.party()
        self.fields["words"] = words("How it was asked for, and of whom", rows=3)
        self.fields["at"] = self.at("When was it asked for?")

    def told(self) -> Iterable[str]:
        """By when it is to come."""
        yield f"It is to come within {authority_rules().answer_within} working days; an alert tells when it did not."
        yield "Until it comes, nothing goes to them, and letters go to the complainant alone."


class EndAuthority(_OfParty):
    """Somebody speaks for the complainant no more."""

    def build(self) -> None:
        """Whose, and why."""
        self.fields["party"] = self.party()
        self.fields["words"] = words("Who said so, and how", rows=3)
        self.fields["at"] = self.at("From when?")


class Give(_OfParty):
    """Something of the complaint was given to somebody who speaks for another."""

    def build(self) -> None:
        """To whom, what, and how."""
        self.fields["party"] = self.party()
        self.fields["what"] = ChoiceOf(Disclosure, label="What is given to them?")
        self.fields["words"] = words("What exactly, and how it goes to them", rows=3)
        self.fields["at"] = self.at("When?")

    def told(self) -> Iterable[str]:
        """What holds it."""
        yield "It is held where their authority does not reach so far. Copies of our letters are ticked in the letter."
