"""What a procedure version says, once read from its folder: stages, timescales, duties, provisions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING

from putright.calendars import Nation
from putright.vocabulary import OmbudsmanBody, RecordType

if TYPE_CHECKING:
    from putright.procedures.access import ContractorReply, Eligible, NotHere, TimeLimit, WayOn
    from putright.procedures.people_needed import PersonNeeded
    from putright.procedures.signatures import SignatureNeeded


class ProcedureError(ValueError):
    """A procedure's data is wrong; the message names the file, the place and what to change."""


class ProcedureKind(StrEnum):
    """Where a procedure's force comes from."""

    CODE = "code"
    REGULATIONS = "regulations"
    OWN_POLICY = "own-policy"


class Force(StrEnum):
    """How strongly a provision binds; a breach of a `must` is mandatory, of a `should` advisory."""

    MUST = "must"
    SHOULD = "should"
    MAY = "may"
    INTRODUCTION = "introduction"


class Unit(StrEnum):
    """The unit a length of time is given in; it is kept as the source gives it."""

    WORKING_DAY = "working_days"
    DAY = "days"
    WEEK = "weeks"
    MONTH = "months"


@dataclass(frozen=True, slots=True)
class Length:
    """A length of time in the source's own unit, such as 10 working days or 6 months."""

    count: int
    unit: Unit

    def __str__(self) -> str:
        name = self.unit.value.replace("_", " ")
        return f"{self.count} {name if self.count != 1 else name.removesuffix('s')}"


@dataclass(frozen=True, slots=True)
class ExtensionRule:
    """How far a timescale may be extended and what an extension needs in order to count.

    most                 the longest extension, counted from the original due date; None = no limit stated.
    needs                what it must have: any of `reason`, `new_date`, `ombudsman_details`, `told_in_time`.
    provision            the provision that allows it.
    details_provision    the provision that asks for the Ombudsman's details; None when the same.
    beyond_with          what lets a longer one count, such as `good_reason`; empty = nothing does.
    """

    most: Length | None
    needs: tuple[str, ...]
    provision: str
    details_provision: str | None = None
    beyond_with: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Timescale:
    """What must be done, within what, counted from what.

    runs_from      names of moments, tried in order; the first that has happened starts it.
    ends_with      the moment that meets it.
    within         the length of time; None when an outside body sets the date.
    date_in        the moment that carries the date an outside body set; None when `within` is given.
    if_never       key of the timescale from whose due date this one is counted while `runs_from` has not
                   happened (the reading for a complaint never acknowledged).
    roll_forward   True when a due date on a non-working day moves to the next working day.
    on_receipt     True when the start is a receipt, so the procedure's receipt rule applies to it.
    applies_when   name of a fact recorded on the case that must hold for it to run, else None.
    also_from      names of moments another reading counts it from; that date is kept beside this one and is
                   never a breach of its own. Empty = there is one reading.
    counts_back    True when it is counted back from its start, which lies ahead: papers before a meeting.
    if_missed      code of the block the answer then has to give, such as why it is late; None = nothing is asked.
    unconfirmed    True for a figure from knowledge that a person has yet to confirm.
    """

    key: str
    title: str
    runs_from: tuple[str, ...]
    ends_with: str
    within: Length | None
    provision: str
    date_in: str | None = None
    if_never: str | None = None
    roll_forward: bool = False
    on_receipt: bool = False
    extension: ExtensionRule | None = None
    applies_when: str | None = None
    also_from: tuple[str, ...] = ()
    counts_back: bool = False
    if_missed: str | None = None
    unconfirmed: bool = False


@dataclass(frozen=True, slots=True)
class Stage:
    """One step of a procedure, with the clocks that run in it.

    opened_by       the moment that opens it: `received` for the first, `escalated` for later ones.
    answered_by     the moment that completes it, usually `responded`.
    next            key of the stage a complainant may go on to; None after the last.
    not_handled_by  keys of earlier stages whose handlers, authors and approvers may not act here.
    request_within  how long the complainant has to ask for the next stage; None where no limit is set.
                    It is the complainant's time, so it is no clock of ours and never a breach.
    request_provision  where that is said; None when no limit is set.
    ways_on         how else one gets from here to a later stage: when we are late, by agreement, or at once.
    people          whom it needs besides our own officers; empty = nobody.
    """

    key: str
    title: str
    opened_by: str
    answered_by: str
    timescales: tuple[Timescale, ...]
    next: str | None = None
    not_handled_by: tuple[str, ...] = ()
    request_within: Length | None = None
    request_provision: str | None = None
    ways_on: tuple[WayOn, ...] = ()
    people: tuple[PersonNeeded, ...] = ()

    def timescale(self, key: str) -> Timescale:
        """The timescale with this key. Raises KeyError when the stage has none."""
        for timescale in self.timescales:
            if timescale.key == key:
                return timescale
        raise KeyError(f"{self.key} has no timescale {key!r}")


@dataclass(frozen=True, slots=True)
class Provision:
    """One numbered paragraph, in our words: what it asks of the organisation.

    check        A = the record can tell, E = the record gives evidence and a person judges, M = a person
                 states it, empty = nothing to check.
    unconfirmed  True when its number or substance is from knowledge and a person has yet to confirm it.
    """

    number: str
    says: str
    force: Force
    check: str = ""
    unconfirmed: bool = False


@dataclass(frozen=True, slots=True)
class Duty:
    """Something other than a date that the record can show was not done.

    key          a code of `duties.toml`, such as `different-person`.
    provision    where this procedure asks for it; the first one when each stage has its own.
    at_stage     pairs of stage key and provision, where each stage has its own; empty otherwise.
    """

    key: str
    provision: str
    at_stage: tuple[tuple[str, str], ...] = ()

    def provision_at(self, stage: str | None) -> str:
        """Where this procedure asks for it at that stage."""
        return next((number for key, number in self.at_stage if key == stage), self.provision)


@dataclass(frozen=True, slots=True)
class Example:
    """A worked example that lives beside the rule and is run by `putright check`.

    happened       when each moment happened, as typed: `2024-05-01T10:00` or `2024-05-03`.
    due, target    the date of each timescale named; None = it has no date.
    extended_to    the date an extension of the stage's answer named, taken as valid in form.
    facts          names of the facts recorded on the case.
    also_due       the date of each timescale named by its other reading (`also_from`).
    ask_until      the last day to ask for the next stage; None = not asked of this example.
    """

    says: str
    stage: str
    division: str
    happened: Mapping[str, str]
    due: Mapping[str, date | None]
    extended_to: date | None = None
    target: Mapping[str, date | None] | None = None
    facts: tuple[str, ...] = ()
    also_due: Mapping[str, date | None] | None = None
    ask_until: date | None = None


@dataclass(frozen=True, slots=True)
class Procedure:
    """One version of a Code, of regulations or of an organisation's own policy.

    key               `body/in-force-date`, the same as its folder.
    in_force_to       last day in force; None while it still is.
    follows           for an own policy: the Code it is measured against, else None.
    ombudsman         key of the Ombudsman a resident is sent to (`ombudsmen.toml`).
    receipt_rule      how a moment of arrival becomes a date of receipt (see `putright.calendars`).
    extensions_count  False where the policy counts no extension when it says "on time".
    local_closures    True where the organisation's own closure days are not counted.
    rejections        codes of RejectionReason it allows; empty = no closed list.
    moments           what the moments this procedure adds to the ordinary ones mean, by name.
    blocks            codes of the blocks a letter must contain, by the key of the letter, where they
                      differ from `blocks.toml`; ask `required_blocks`.
    on_time_target    the share of answers the organisation aims to give on time, in percent; None = none.
    counted_as        what figures count its complaints as; a code of RecordType.
    unconfirmed       True when all its figures are from knowledge.
    in_force_unconfirmed  True when only the day it came into force is.
    nations           where it holds; empty = not said, as for most own policies.
    working_day       the provision that says what a working day is; None where none does.
    eligible, not_here  who may complain under it, and what it does not take; empty = not listed.
    time_limit        how long somebody has to complain; None where that is not given as data.
    outcome_words     what it calls a finding, by the code of PointOutcome; empty = our ordinary words.
    contractor_reply  what a contractor's reply is under it; None where it says nothing.
    signatures        who has to sign which letter, by the key of the letter; empty = nobody in particular.
    """

    key: str
    title: str
    short_title: str
    kind: ProcedureKind
    force: Force
    in_force_from: date
    in_force_to: date | None
    ombudsman: str
    source: str
    receipt_rule: str
    stages: tuple[Stage, ...]
    provisions: tuple[Provision, ...]
    duties: tuple[Duty, ...] = ()
    examples: tuple[Example, ...] = ()
    follows: str | None = None
    extensions_count: bool = True
    local_closures: bool = False
    rejections: tuple[str, ...] = ()
    unconfirmed: bool = False
    in_force_unconfirmed: bool = False
    moments: Mapping[str, str] = field(default_factory=dict)
    blocks: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    on_time_target: int | None = None
    counted_as: RecordType = RecordType.COMPLAINT
    nations: tuple[Nation, ...] = ()
    working_day: str | None = None
    eligible: tuple[Eligible, ...] = ()
    not_here: tuple[NotHere, ...] = ()
    time_limit: TimeLimit | None = None
    outcome_words: Mapping[str, str] = field(default_factory=dict)
    contractor_reply: ContractorReply | None = None
    signatures: Mapping[str, SignatureNeeded] = field(default_factory=dict)

    def stage(self, key: str) -> Stage:
        """The stage with this key. Raises ProcedureError, naming the stages there are."""
        for stage in self.stages:
            if stage.key == key:
                return stage
        known = ", ".join(stage.key for stage in self.stages)
        raise ProcedureError(f"{self.key} has no stage {key!r}; it has: {known}")

    @property
    def first_stage(self) -> Stage:
        """The stage a complaint starts at."""
        return self.stages[0]

    def provision(self, number: str) -> Provision | None:
        """The provision with this number, or None when this version does not list it."""
        return next((one for one in self.provisions if one.number == number), None)

    def duty(self, key: str) -> Duty | None:
        """The duty with this key, or None when this version does not ask for it."""
        return next((one for one in self.duties if one.key == key), None)


@dataclass(frozen=True, slots=True)
class DutyMeaning:
    """What a duty code means everywhere, and which lesson from a decision it answers.

    says          one sentence naming what was not done.
    requirements  ids of the lessons (R-…), and detection  the daily rule (DR-…) or None.
    """

    key: str
    says: str
    requirements: tuple[str, ...]
    detection: str | None = None


@dataclass(frozen=True, slots=True)
class BlockMeaning:
    """A part a letter must contain, by its code; `says` completes “the letter does not give …”."""

    key: str
    says: str


@dataclass(frozen=True, slots=True)
class LetterMeaning:
    """A kind of letter, and the blocks it must contain unless a procedure says otherwise."""

    key: str
    says: str
    blocks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Ombudsman:
    """Where a resident is sent. Contact details are data and are shown as they stand there.

    key   as procedures name it. body: as its cases are recorded.
    """

    key: str
    body: OmbudsmanBody
    name: str
    website: str
    telephone: str
    address: tuple[str, ...]
    unconfirmed: bool
