"""What kind of act a sentence tells somebody to do, who is told, and who is paid."""

from __future__ import annotations

import re
from functools import cache

from putright.decisions.sums import PERSON, people_in
from putright.decisions.wordings import Hit, Lookup, any_of, finder, wordings

APOLOGY, PAYMENT, EXPLANATION = "apology", "payment", "explanation"
_BEGINS = re.compile(r"^(?:and |also |to |that it |it |also to )*", re.IGNORECASE)
_PRONOUN = re.compile(r"\b(him|her|them)\b", re.IGNORECASE)
_MODAL_GAP = 8


def act_of(text: str, start: int = 0) -> str | None:
    """The type of remedy a sentence is about, from `start` on; `payment` leaves open what it pays for."""
    if found := _firsts().search(text):
        return found.code
    if found := _strong().search(text, start):
        code = found.code
        if code in {EXPLANATION, "service"} and _apologises(text, found.end):
            return APOLOGY
        return code
    if found := _lasts().search(text, start):
        return found.code
    return None


def _apologises(text: str, start: int) -> bool:
    """Whether writing to somebody, or arranging something, is how they are apologised to."""
    end = text.find(". ", start)
    return any(found.code == APOLOGY for found in _strong().all(text, start, end if end > 0 else None))


def acts_of(text: str, start: int = 0) -> list[tuple[int, str]]:
    """Where each act of a sentence begins, with its type."""
    return [(found.start, found.code) for found in _strong().all(text, start)]


def pays_for(text: str) -> str:
    """What a payment is: for a loss of service, of a quantified loss, else for distress."""
    for pattern, code in _purposes():
        if pattern.search(text):
            return code
    return "pay_distress"


def directive(text: str) -> Hit | None:
    """Where a sentence tells somebody to act: must, will, is ordered to, has agreed to."""
    return _directive().search(text)


def begins_with_act(text: str) -> bool:
    """Whether a text begins with what is to be done: Pay the resident, apologise to Mr B."""
    begun = _BEGINS.match(text)
    start = begun.end() if begun else 0
    found = _strong().match(text, start) or _lasts().match(text, start)
    return found is not None


def recommends(text: str) -> bool:
    """Whether a sentence advises rather than orders."""
    return _recommending().search(text) is not None


def orders_outright(text: str) -> bool:
    """Whether a sentence orders."""
    return _ordering().search(text) is not None


def is_standing(text: str) -> bool:
    """Whether a paragraph stands in every such section and asks for nothing in this case."""
    found = _standing().search(text)
    if found is None:
        return False
    # Where the first sentence orders something, the standing words only come after it.
    first_ends = text.find(". ")
    return first_ends < 0 or found.start < first_ends


def is_proof(text: str) -> bool:
    """Whether a sentence only asks for evidence that the actions were done."""
    found = _proof().search(text)
    if found is None:
        return False
    if is_other_proof(text, found.end):
        return False
    before = _strong().search(text, 0, found.start)
    return before is None or before.code == EXPLANATION


def is_other_proof(text: str, start: int) -> bool:
    """Whether the evidence asked for is of an act told of nowhere else: evidence it has reminded its staff."""
    if _complied().search(text, max(0, start - 40)):
        return False
    told = re.compile(r"\b(?:that )?it has (?=\w)").search(text, max(0, start - 24), start + 40)
    act = _strong().match(text, told.end()) if told else None
    return act is not None and act.code != EXPLANATION


def is_told_to_us(text: str) -> bool:
    """Whether a sentence has the Ombudsman told what came of an order."""
    return _to_us().search(text) is not None


def opens_list(text: str) -> bool:
    """Whether a paragraph before a list has no act of its own, so that each entry is one."""
    last = re.split(r"(?<=[.;]) ", text)[-1].rstrip(" :-–—")
    if goes_on(last) and actor_in(last) is None:
        # "The apology should address" lists what one order is about.
        return False
    if "£" in last and not _ends_with_modal().search(last):
        # "Pay the resident £375, broken down as follows" lists the parts of one payment.
        return False
    if _opening_end().search(last) and not _own_act(last):
        return True
    told = directive(last)
    if told is None:
        return not begins_with_act(last) and act_of(last) is None
    return act_of(last, told.end) is None


def _own_act(last: str) -> bool:
    told = directive(last)
    start = told.end if told else 0
    tail = last[start:]
    # "will take the following steps" has no act; "will brief its staff on the following" has.
    if _doing_following().search(tail):
        return False
    found = _strong().search(tail)
    return found is not None and found.start < max(0, len(tail) - 4)


def closes(text: str) -> bool:
    """Whether a paragraph gives a time to the actions before it: complete these actions within a month."""
    return _closing().search(text) is not None and _closing_verb().search(text) is not None


def goes_on(text: str) -> bool:
    """Whether a sentence goes on about the order before it."""
    return _going_on().match(text) is not None


def actor_in(text: str, end: int | None = None) -> str | None:
    """The last body named in a text up to `end`."""
    last = None
    for found in _actors().finditer(text, 0, len(text) if end is None else end):
        last = found
    if last is None:
        return None
    return last[0][0].lower() + last[0][1:] if last[0].startswith("The ") else last[0]


def payee_in(text: str, *, before: int, after: int, context: str) -> str | None:
    """Who is paid the sum that stands between `before` and `after`; a pronoun stands for who was named last."""
    verb = None
    for found in _verb_of_paying().finditer(text, max(0, before - 260), before):
        verb = found
    if verb is not None:
        between = text[verb.end() : before]
        if people := people_in(between):
            return " and ".join(people)
        if _PRONOUN.search(between):
            return _named_last(text[: verb.start()]) or _named_last(context)
    rest = re.match(
        r"[^.;]{0,40}?\bto (?!recognise|acknowledge|reflect|remedy)([^.;]{2,60})", text[after : after + 110]
    )
    if rest and (people := people_in(rest[1])):
        return " and ".join(people)
    if rest and re.match(r"(him|her|them)\b", rest[1]):
        return _named_last(text[:before]) or _named_last(context)
    tail = re.match(
        r"[^.;£]{0,160}?\b(?:to|for) (?=Mr|Mrs|Ms|Miss|the resident)([^.;]{2,60})", text[after : after + 240]
    )
    if tail and (people := people_in(tail[1])):
        return " and ".join(people)
    return _named_last(text[:before]) or _named_last(context)


def _named_last(text: str) -> str | None:
    found = people_in_order(text)
    return found[-1] if found else None


def people_in_order(text: str) -> list[str]:
    """Everybody named in a text, in order, those joined by "and" together."""
    return [" and ".join(people_in(one[0])) for one in _people().finditer(text[-1500:]) if people_in(one[0])]


def _lookup(kind: str) -> Lookup:
    return Lookup([(row["type"], row[kind]) for row in wordings("actions")["action"] if row.get(kind)])


@cache
def _firsts() -> Lookup:
    return _lookup("first")


@cache
def _strong() -> Lookup:
    return _lookup("words")


@cache
def _lasts() -> Lookup:
    return _lookup("last")


@cache
def _purposes() -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple((finder(row["words"], stems=True), row["type"]) for row in wordings("sums")["for"])


@cache
def _directive() -> Lookup:
    return Lookup([("", wordings("actions")["directive"]["words"])], stems=False)


@cache
def _recommending() -> re.Pattern[str]:
    return finder(wordings("actions")["directive"]["recommending"], stems=True)


@cache
def _ordering() -> re.Pattern[str]:
    return finder(wordings("actions")["directive"]["ordering"])


@cache
def _standing() -> Lookup:
    return Lookup([("", wordings("actions")["standing"]["words"])], stems=False)


@cache
def _complied() -> re.Pattern[str]:
    return re.compile(
        r"\b(?:compl(?:ied|iance|y)|above|these (?:orders|actions|recommendations))\b", re.IGNORECASE
    )


@cache
def _proof() -> Lookup:
    return Lookup([("", wordings("actions")["proof"]["words"])], stems=False)


@cache
def _to_us() -> Lookup:
    return Lookup([("", wordings("actions")["to_us"]["words"])], stems=False)


@cache
def _opening_end() -> re.Pattern[str]:
    return re.compile(
        any_of(wordings("actions")["opening"]["words"])
        + r"(?:[,:]? (?:to the resident|to Mr \w+|within [^:]{0,80}|by [^:]{0,40}|of [^:]{0,60}|for [^:]{0,40}))?$",
        re.IGNORECASE,
    )


@cache
def _ends_with_modal() -> re.Pattern[str]:
    return re.compile(r"\b(?:will|must|should|shall|to|also|it)$", re.IGNORECASE)


@cache
def _doing_following() -> re.Pattern[str]:
    return re.compile(
        rf"^\W*(?:{any_of(wordings('actions')['opening']['doing'])}[^.]{{0,60}}"
        r"\b(?:following|these|actions?|steps|recommendations|orders|remed(?:y|ies)|improvements|measures)\b"
        r"|(?:all (?:of )?)?(?:the )?following\b|these\b)[^.£]{0,60}$",
        re.IGNORECASE,
    )


@cache
def _closing() -> Lookup:
    return Lookup([("", wordings("actions")["closing"]["words"])], stems=False)


@cache
def _closing_verb() -> Lookup:
    return Lookup([("", wordings("actions")["closing"]["doing"])], stems=False)


@cache
def _going_on() -> Lookup:
    return Lookup([("", wordings("actions")["going_on"]["words"])], stems=False)


@cache
def _actors() -> re.Pattern[str]:
    words = "|".join(
        sorted({one[4:] for one in wordings("actions")["actors"]["words"]}, key=len, reverse=True)
    )
    return re.compile(rf"\b[Tt]he (?:{words})\b(?![’'])")


@cache
def _verb_of_paying() -> re.Pattern[str]:
    return finder(
        [
            "pay",
            "pays",
            "paying",
            "payment to",
            "payment of",
            "payment",
            "reimburse",
            "refund",
            "compensate",
            "award",
            "offer",
            "compensation",
            "give",
            "repay",
        ]
    )


@cache
def _people() -> re.Pattern[str]:
    return re.compile(rf"{PERSON}(?:(?:,| and|, and) {PERSON})*")
