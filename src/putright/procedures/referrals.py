"""How the cases of each Ombudsman go, and what each step asks of us: `referrals.toml`, read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any

from putright.procedures.reading import check_fields, check_kind, near, read_toml, read_word, tables, texts
from putright.procedures.types import ProcedureError
from putright.vocabulary import (
    DecisionText,
    DeskPlace,
    Determination,
    EnquiryKind,
    OmbudsmanBody,
    PublishedOutcome,
    ReferralKind,
)
from putright.vocabulary.words import Word

FILE = "referrals.toml"
_LISTS: Mapping[str, type[Word]] = {
    "kinds": ReferralKind, "enquiries": EnquiryKind, "published": PublishedOutcome, "texts": DecisionText,
    "determinations": Determination,
}  # fmt: skip
"""The lists of words an Ombudsman may have words of its own for."""


@dataclass(frozen=True, slots=True)
class ReferralStep:
    """One step of an Ombudsman's case.

    then      keys of the steps that may follow; begins: the kinds of case that begin here.
    asks      what we do at it. deadline: by when, in words; the date in the Ombudsman's letter counts.
    decides   a decision belongs to it. ends: nothing more comes, unless it is opened again.
    desk      where our desk lists a case at this step.
    asked     what the Ombudsman asks for at it. outcomes: what is published of a case that comes to it, where that is
              not the step of every other decision.
    parts     what it asks of us one by one, each with a date somebody enters.
    """

    key: str
    title: str
    desk: DeskPlace
    asks: str
    deadline: str
    then: tuple[str, ...]
    begins: tuple[ReferralKind, ...]
    decides: bool
    ends: bool
    source: str
    unconfirmed: bool
    asked: tuple[EnquiryKind, ...] = ()
    outcomes: tuple[PublishedOutcome, ...] = ()
    parts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ReferralProcess:
    """The process of one Ombudsman.

    published, texts, determinations  its own words, which a form offers: for the outcome it publishes, for what the
                text of a decision does, for what it finds on a head of complaint.
    looked_into, upheld  of what it publishes, the base of its uphold rate and what counts as upheld in it; empty where
                findings are counted and not cases.
    called      what it calls a word of ours, by the list of words and the code.
    kept_years  for how long it keeps a decision published: keep a copy of our own.
    review_within, review_why  by when, and on what grounds, a review of a decision may be asked for.
    """

    bodies: tuple[OmbudsmanBody, ...]
    published: tuple[PublishedOutcome, ...]
    texts: tuple[DecisionText, ...]
    determinations: tuple[Determination, ...]
    steps: Mapping[str, ReferralStep]
    kept_years: int
    kept_unconfirmed: bool
    review_within: str
    review_why: str
    review_source: str
    looked_into: tuple[PublishedOutcome, ...] = ()
    upheld: tuple[PublishedOutcome, ...] = ()
    called: Mapping[tuple[type[Word], str], str] = field(default_factory=dict, hash=False)

    def word(self, one: Word) -> str:
        """What this Ombudsman calls it; our ordinary word where it has none of its own."""
        return self.called.get((type(one), one.value), one.label)

    def choices(self, words: Iterable[Word]) -> list[tuple[str, str]]:
        """Codes with what this Ombudsman calls them, as a form offers them."""
        return [(one.value, self.word(one)) for one in words]

    @property
    def kinds(self) -> tuple[ReferralKind, ...]:
        """The kinds of case it has: those that begin at one of its steps."""
        begun = {kind for step in self.steps.values() for kind in step.begins}
        return tuple(one for one in ReferralKind if one in begun)

    @property
    def enquiries(self) -> tuple[EnquiryKind, ...]:
        """What it asks for, at one step or another; last what may be asked at any."""
        asked = {what for step in self.steps.values() for what in step.asked}
        return (*(one for one in EnquiryKind if one in asked), EnquiryKind.OTHER)

    def step(self, key: str) -> ReferralStep:
        """The step with this key. Raises ProcedureError naming near ones."""
        if key not in self.steps:
            raise ProcedureError(f"{FILE}: {self.bodies[0]} has no step {key!r}{near(key, self.steps)}")
        return self.steps[key]

    def first(self, kind: ReferralKind) -> ReferralStep:
        """The step a case of this kind begins at; the very first where the file names none."""
        steps = tuple(self.steps.values())
        return next((one for one in steps if kind in one.begins), steps[0])

    def asked_at(self, what: EnquiryKind) -> ReferralStep | None:
        """The step at which the Ombudsman asks for this; None where it asks at any."""
        return next((one for one in self.steps.values() if what in one.asked), None)

    def decided_at(self, published: PublishedOutcome | None) -> ReferralStep:
        """The step a case comes to with this outcome."""
        steps = tuple(self.steps.values())
        special = (one for one in steps if published in one.outcomes)
        return next(special, next(one for one in steps if one.decides and not one.outcomes))

    def after(self, key: str) -> tuple[ReferralStep, ...]:
        """The steps that may follow on this one."""
        return tuple(self.steps[one] for one in self.step(key).then)


@dataclass(frozen=True, slots=True)
class Compliance:
    """Our own rules for what an Ombudsman asks for.

    director_working_days_before  so many working days before its date an open order is put to a director.
    overdue_months       an order this long past its date is long overdue.
    recommendation_weeks a recommendation without a date is proposed one so many weeks on; recommendation_source: why.
    """

    director_working_days_before: int
    overdue_months: int
    recommendation_weeks: int
    recommendation_source: str


@cache
def compliance() -> Compliance:
    """Our own rules for orders. Raises ProcedureError at the first thing that is wrong."""
    where = f"{FILE}: compliance"
    table: Any = _file()["compliance"]
    numbers = ("director_working_days_before", "overdue_months", "recommendation_weeks")
    check_fields(table, where, needs={**dict.fromkeys(numbers, int), "recommendation_source": str})
    for name in numbers:
        if table[name] < 1:
            raise ProcedureError(f"{where} {name} is {table[name]}; it must be 1 or more")
    return Compliance(**table)


@cache
def referral_processes() -> Mapping[OmbudsmanBody, ReferralProcess]:
    """The process of every Ombudsman. Raises ProcedureError at the first thing that is wrong."""
    found: dict[OmbudsmanBody, ReferralProcess] = {}
    for row in tables(_file()["process"], f"{FILE}: process"):
        process = _process(row)
        for body in process.bodies:
            if body in found:
                raise ProcedureError(f"{FILE}: {body} has two processes; give it one")
            found[body] = process
    missing = [body.value for body in OmbudsmanBody if body not in found]
    if missing:
        raise ProcedureError(f"{FILE}: no process for {', '.join(missing)}")
    return MappingProxyType(found)


def referral_process(body: OmbudsmanBody) -> ReferralProcess:
    """The process of this Ombudsman."""
    return referral_processes()[body]


def ombudsman_word(body: OmbudsmanBody, one: Word) -> str:
    """What this Ombudsman calls it; our ordinary word where it has none of its own."""
    return referral_process(body).word(one)


def _file() -> dict[str, Any]:
    table: Any = read_toml(files("putright.procedures").joinpath(FILE), FILE)
    check_fields(table, FILE, needs={"compliance": dict, "process": list})
    found: dict[str, Any] = table
    return found


def _process(row: Mapping[str, Any]) -> ReferralProcess:
    where = f"{FILE}: process {row.get('bodies', '?')}"
    words = ("review_within", "review_why", "review_source")
    check_fields(
        row, where, needs={
            "bodies": list, "step": list, "kept_years": int, **dict.fromkeys(words, str),
            **dict.fromkeys(("published", "texts", "determinations", "looked_into", "upheld"), list),
        },
        may={"kept_unconfirmed": bool, "called": dict},
    )  # fmt: skip
    bodies = tuple(read_word(OmbudsmanBody, one, where) for one in texts(row["bodies"], f"{where}: bodies"))
    if not bodies:
        raise ProcedureError(f"{where}: bodies is empty; name the Ombudsman")
    steps: dict[str, ReferralStep] = {}
    for one in tables(row["step"], f"{where}: step"):
        step = _step(one, f"{where}: step {one.get('key', '?')}")
        if step.key in steps:
            raise ProcedureError(f"{where}: step {step.key} is listed twice")
        steps[step.key] = step
    _check_steps(steps.values(), steps, where)
    published, decided, found = _own_words(row, where)
    return ReferralProcess(
        bodies, published, decided, found, MappingProxyType(steps), row["kept_years"],
        row.get("kept_unconfirmed", False), row["review_within"], row["review_why"], row["review_source"],
        *_rate(row, published, where), called=_called(row.get("called", {}), f"{where}: called"),
    )  # fmt: skip


def _rate(
    row: Mapping[str, Any], published: Iterable[PublishedOutcome], where: str
) -> tuple[tuple[PublishedOutcome, ...], tuple[PublishedOutcome, ...]]:
    base, upheld = (
        tuple(
            read_word(PublishedOutcome, one, f"{where}: {name}")
            for one in texts(row[name], f"{where}: {name}")
        )
        for name in ("looked_into", "upheld")
    )
    for name, those, within in (("looked_into", base, set(published)), ("upheld", upheld, set(base))):
        if strange := [one.value for one in those if one not in within]:
            of = "published" if name == "looked_into" else "looked_into"
            raise ProcedureError(
                f"{where}: {name} has {strange[0]!r}, which is not in {of}: add it there or take it out"
            )
    return base, upheld


def _called(table: Mapping[str, Any], where: str) -> Mapping[tuple[type[Word], str], str]:
    check_fields(table, where, needs={}, may=dict.fromkeys(_LISTS, dict))
    found: dict[tuple[type[Word], str], str] = {}
    for name, words in table.items():
        for code, said in words.items():
            one = read_word(_LISTS[name], code, f"{where}: {name}")
            check_kind(said, str, f"{where}: {name}: {code}")
            found[type(one), one.value] = said
    return MappingProxyType(found)


def _own_words(
    row: Mapping[str, Any], where: str
) -> tuple[tuple[PublishedOutcome, ...], tuple[DecisionText, ...], tuple[Determination, ...]]:
    published, decided, found = (
        texts(row[name], f"{where}: {name}") for name in ("published", "texts", "determinations")
    )
    return (
        tuple(read_word(PublishedOutcome, one, where) for one in published),
        tuple(read_word(DecisionText, one, where) for one in decided),
        tuple(read_word(Determination, one, where) for one in found),
    )


def _step(row: Mapping[str, Any], where: str) -> ReferralStep:
    check_fields(
        row, where, needs={"key": str, "title": str, "desk": str, "then": list, "source": str},
        may={
            "asks": str, "deadline": str, "begins": list, "decides": bool, "ends": bool, "unconfirmed": bool,
            "asked": list, "outcomes": list, "parts": list,
        },
    )  # fmt: skip
    begins = texts(row.get("begins", []), f"{where}: begins")
    asked, outcomes = (texts(row.get(name, []), f"{where}: {name}") for name in ("asked", "outcomes"))
    check_kind(row["title"], str, f"{where}: title")
    return ReferralStep(
        row["key"], row["title"], read_word(DeskPlace, row["desk"], where), row.get("asks", ""), row.get("deadline", ""),
        texts(row["then"], f"{where}: then"), tuple(read_word(ReferralKind, one, where) for one in begins),
        row.get("decides", False), row.get("ends", False), row["source"], row.get("unconfirmed", False),
        tuple(read_word(EnquiryKind, one, where) for one in asked),
        tuple(read_word(PublishedOutcome, one, where) for one in outcomes),
        texts(row.get("parts", []), f"{where}: parts"),
    )  # fmt: skip


def _check_steps(steps: Iterable[ReferralStep], known: Mapping[str, ReferralStep], where: str) -> None:
    for step in steps:
        for key in step.then:
            if key not in known:
                raise ProcedureError(f"{where}: step {step.key} leads to {key!r}{near(key, known)}")
    if not any(step.ends for step in known.values()):
        raise ProcedureError(f"{where}: no step ends it; mark one with ends = true")
    if not any(step.decides and not step.outcomes for step in known.values()):
        raise ProcedureError(
            f"{where}: no step decides it whatever is published; mark one with decides = true"
        )
