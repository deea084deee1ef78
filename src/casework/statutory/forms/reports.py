"""Forms of a report as it came, and of what we decide on it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, ClassVar

from casework.agreements.forms.fields import ChosenForm
from casework.complaints.forms.act import words
from casework.complaints.forms.letters import FINDINGS
from casework.people.queries import OfficerRow
from casework.screens.fields import ChoiceOf, DayField, Passage
from casework.statutory.commands import OnPoint, OnRecommendation, Report
from casework.statutory.queries import ReportRow, kinds_due
from putright.vocabulary import PointOutcome, ReportKind

_MOST = 40
"""How many recommendations one report may have."""


class ReceiveReport(ChosenForm):
    """A report came."""

    names: ClassVar[Mapping[str, str]] = {}

    def build(self) -> None:
        """Whose, what it finds on each point, what it recommends."""
        self.fields["what"] = ChoiceOf(
            kinds_due(self.page), label="Whose report is it?",
            initial=self.chosen if self.chosen in set(ReportKind) else None,
        )  # fmt: skip
        self.fields["appointment"] = ChoiceOf(
            [
                (one.key, f"{one.body.role.label}: {self.names.get(one.key, 'somebody')}")
                for one in self.page.case.people
            ],
            as_list=True,
            label="Who wrote it?",
        )
        self.points = [one for one in self.page.points if one.active]
        for point in self.points:
            self.fields[f"outcome-{point.key}"] = ChoiceOf(
                FINDINGS, as_list=True, nothing="It does not speak of it", required=False,
                label=f"Point {point.key}: what it finds", help_text=point.words[:200],
            )  # fmt: skip
        self.fields["recommendations"] = Passage(
            required=False, rows=5, label="What it recommends", help_text="One recommendation on each line."
        )
        self.fields["agrees"] = ChoiceOf(
            [("yes", "Yes"), ("no", "No")], required=False, in_line=True,
            label="Does the independent person agree with the investigation?",
            help_text="For the report of the independent person.",
        )  # fmt: skip
        self.fields["document"] = ChoiceOf(
            [(str(one.id), one.what or one.called) for one in self.page.documents],
            as_list=True, nothing="None", required=False, label="The report as a document",
            help_text="Add it to the complaint first, under Documents.",
        )  # fmt: skip
        self.fields["words"] = words(
            "What it says in short, with the evidence it rests on", required=False, rows=4
        )
        self.fields["at"] = self.at("When did it come?")

    def clean(self) -> dict[str, Any]:
        """The independent person's report says whether they agree."""
        given = super().clean() or self.cleaned_data
        if given.get("what") == ReportKind.INDEPENDENT_PERSON and not given.get("agrees"):
            self.add_error(
                "agrees", "Does the independent person agree with the investigation?: choose an answer."
            )
        if len(self._lines(given)) > _MOST:
            self.add_error("recommendations", f"What it recommends: enter up to {_MOST} lines, one for each.")
        return given

    def _lines(self, given: dict[str, Any]) -> tuple[str, ...]:
        return tuple(line.strip() for line in given.get("recommendations", "").splitlines() if line.strip())

    @property
    def report(self) -> Report:
        """What was entered."""
        given, what = self.cleaned_data, ReportKind(self.cleaned_data["what"])
        independent = what is ReportKind.INDEPENDENT_PERSON
        on = next(
            (
                one.key
                for one in reversed(self.page.case.reports)
                if one.body.what is ReportKind.INVESTIGATION
            ),
            None,
        )
        return Report(
            what, given["appointment"],
            tuple(
                (point.key, PointOutcome(given[f"outcome-{point.key}"]))
                for point in self.points
                if given[f"outcome-{point.key}"]
            ),
            self._lines(given),
            given["agrees"] == "yes" if independent else None,
            on if independent else None,
            given["document"],
        )  # fmt: skip


class Adjudicate(ChosenForm):
    """We decide on a report, beside it."""

    report_rows: tuple[ReportRow, ...] = ()
    officers: tuple[OfficerRow, ...] = ()

    def build(self) -> None:
        """A decision on every point and on every recommendation."""
        found = [one for one in self.report_rows if one.to_decide]
        self.row = next((one for one in found if one.key == self.chosen), found[0] if found else None)
        people = [(str(one.id), one.name) for one in self.officers]
        for one in self.row.findings if self.row else ():
            name = f"Point {one.point}"
            self.fields[f"agrees-{one.point}"] = ChoiceOf(
                [("yes", "We agree"), ("no", "We differ")], in_line=True,
                label=f"{name}: the report finds “{one.outcome.label.lower()}”", help_text=one.words[:200],
            )  # fmt: skip
            self.fields[f"outcome-{one.point}"] = ChoiceOf(
                FINDINGS,
                as_list=True,
                nothing="As the report",
                required=False,
                label=f"{name}: our finding, if we differ",
            )
            self.fields[f"why-{one.point}"] = words(f"{name}: why we differ", required=False, rows=2)
        for number, each in enumerate(self.row.recommendations if self.row else (), 1):
            name = f"Recommendation {number}"
            self.fields[f"accepted-{each.key}"] = ChoiceOf(
                [("yes", "We accept it"), ("no", "We refuse it")],
                in_line=True,
                label=name,
                help_text=each.words[:300],
            )
            self.fields[f"owner-{each.key}"] = ChoiceOf(
                people,
                as_list=True,
                nothing="Nobody yet",
                required=False,
                label=f"{name}: who sees to it, if accepted",
            )
            self.fields[f"due-{each.key}"] = DayField(required=False, label=f"{name}: by when")
            self.fields[f"refused-{each.key}"] = words(f"{name}: why, if refused", required=False, rows=2)
        self.fields["at"] = self.at("When was it decided?")

    def told(self) -> Iterable[str]:
        """What it is for."""
        yield "Every point and every recommendation gets a decision. Where we differ, the letter says why."
        yield "A recommendation that is accepted becomes an action with somebody who sees to it and a day."

    def clean(self) -> dict[str, Any]:
        """A difference has its reason, what is accepted has somebody and a day."""
        given = super().clean() or self.cleaned_data
        for one in self.row.findings if self.row else ():
            if given.get(f"agrees-{one.point}") == "no":
                if not given.get(f"why-{one.point}", "").strip():
                    self.add_error(
                        f"why-{one.point}", f"Point {one.point}: say why we differ from the report."
                    )
                if given.get(f"outcome-{one.point}") in ("", None, one.outcome.value):
                    self.add_error(f"outcome-{one.point}", f"Point {one.point}: choose our own finding.")
        for number, each in enumerate(self.row.recommendations if self.row else (), 1):
            name, accepted = f"Recommendation {number}", given.get(f"accepted-{each.key}")
            if accepted == "no" and not given.get(f"refused-{each.key}", "").strip():
                self.add_error(f"refused-{each.key}", f"{name}: say why it is refused.")
            if accepted == "yes" and not given.get(f"owner-{each.key}"):
                self.add_error(f"owner-{each.key}", f"{name}: choose who sees to it.")
            if (
                accepted == "yes"
                and not given.get(f"due-{each.key}")
                and f"due-{each.key}" not in self.errors
            ):
                self.add_error(f"due-{each.key}", f"{name}: enter by when it is done.")
        return given

    @property
    def on_points(self) -> tuple[OnPoint, ...]:
        """What is decided on each point."""
        given = self.cleaned_data
        assert self.row is not None
        return tuple(
            OnPoint(
                one.point, agrees := given[f"agrees-{one.point}"] == "yes",
                None if agrees else PointOutcome(given[f"outcome-{one.point}"]),
                "" if agrees else given[f"why-{one.point}"],
            )
            for one in self.row.findings
        )  # fmt: skip

    @property
    def on_recommendations(self) -> tuple[OnRecommendation, ...]:
        """What is decided on each recommendation."""
        given = self.cleaned_data
        assert self.row is not None
        return tuple(
            OnRecommendation(
                each.key, accepted := given[f"accepted-{each.key}"] == "yes",
                "" if accepted else given[f"refused-{each.key}"], given[f"owner-{each.key}"], given[f"due-{each.key}"],
            )
            for each in self.row.recommendations
        )  # fmt: skip
