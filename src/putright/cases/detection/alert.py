"""What an alert is, and what the rules look at."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from putright.cases.breaches.breach import Breach, Matter
from putright.cases.state import Case
from putright.procedures import AlertSeverity, DetectionRule, detection_rules
from putright.vocabulary import Word


class Group(Word):
    """What an alert is about: how the work queue counts them."""

    ACKNOWLEDGE = "acknowledge", "Acknowledgements due"
    ANSWER = "answer", "Answers due"
    PROMISE = "promise", "Promises not kept"
    REMEDY = "remedy", "Remedies and actions due"
    NEED = "need", "Needs left open"
    RESTRICTION = "restriction", "Restrictions not kept"
    LETTER = "letter", "Letters not delivered"
    OMBUDSMAN = "ombudsman", "Ombudsman’s dates"
    CARE = "care", "To look after"
    MEND = "mend", "To put right"


@dataclass(frozen=True, slots=True)
class Alert:
    """One thing a detection rule saw on one complaint.

    rule        id of the rule; key: what it is about within the complaint, so that one thing is one alert.
    since       the first day it was so; None when not known. due: the day something is due by, where there is one.
    says        what it saw, in codes and dates; why and what_to_do: of the rule.
    owner       identifier of the officer who sees to it; None = who handles the complaint.
    provision   the provision it would not meet, and the procedure that has it; None where none asks for it.
    """

    rule: str
    key: str
    group: Group
    severity: AlertSeverity
    since: date | None
    due: date | None
    says: str
    why: str
    what_to_do: str
    owner: str | None = None
    provision: str | None = None
    procedure: str | None = None


@dataclass(frozen=True, slots=True)
class Watch:
    """One complaint as the detection rules see it: the record, and the provisions it shows were not met."""

    matter: Matter
    shown: tuple[Breach, ...]

    @property
    def case(self) -> Case:
        """The complaint."""
        return self.matter.case

    @property
    def today(self) -> date:
        """The day it is seen from."""
        return self.matter.today

    def of_duty(self, *duties: str) -> Iterator[Breach]:
        """The breaches of these duties."""
        return (one for one in self.shown if one.duty in duties)

    def found(self, duty: str) -> bool:
        """Whether a person put it on record that this duty was not done."""
        return any(getattr(one.body, "duty", None) == duty for one in self.case.found)

    def rule(self, key: str) -> DetectionRule:
        """The rule with this id."""
        return detection_rules()[key]

    def alert(
        self,
        rule: str,
        key: str,
        group: Group,
        says: str,
        *,
        since: date | None = None,
        due: date | None = None,
        owner: str | None = None,
        breach: Breach | None = None,
    ) -> Alert:
        """The alert of a rule; `breach` lends its provision and its first day."""
        by = self.rule(rule)
        return Alert(
            rule, key, group, by.severity, since or (breach.since if breach else None), due, says, by.when, by.do,
            owner, breach.provision if breach else None, breach.procedure if breach else None,
        )  # fmt: skip
