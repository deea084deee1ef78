"""Which sums in an order are to be paid, which only make up a total, and which are no remedy at all."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from putright.decisions.types import Share
from putright.decisions.wordings import any_of, finder, wordings

_POUND = re.compile(r"(?:£|GBP ?)\s?(?=\d)")
_PIECE = re.compile(r"\s?([,.]?\s?\d[\d,]*(?:\.\d{1,2}(?!\d))?)")
_WHOLE = re.compile(r"(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d{2})?")
_WITH_COMMAS = re.compile(r"\d{1,3}(?:,\d{3})*(?:\.\d{2})?")
_IN_WORDS = re.compile(r"(?<![\d,.£])(\d{1,3}(?:,\d{3})*|\d+) pounds\b", re.IGNORECASE)
_TIMES = re.compile(
    r"for (?:the |a period of |each of the )?(?P<number>\d{1,2}|[a-z]+(?:-[a-z]+)?)(?: \(\d+\))? "
    r"(?P<unit>month|week|term)s?\b",
    re.IGNORECASE,
)
_NEAR = 60
_FAR = 260


@dataclass(frozen=True, slots=True)
class Sum:
    """A sum of money as written, with where it stands."""

    pence: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Payment:
    """What is to be paid.

    shares      its parts, when it is divided.
    recurring   it is paid by the period, and no number of periods is stated.
    doubts      where the sums do not agree.
    """

    pence: int
    start: int
    end: int
    shares: tuple[Share, ...] = ()
    recurring: bool = False
    doubts: tuple[str, ...] = ()


def sums_in(text: str) -> list[Sum]:
    """Every sum of money in a text, also where extraction left gaps in it."""
    found = [one for pound in _POUND.finditer(text) if (one := _sum_at(text, pound.start(), pound.end()))]
    found += [
        Sum(int(one[1].replace(",", "")) * 100, one.start(), one.end()) for one in _IN_WORDS.finditer(text)
    ]
    found.sort(key=lambda one: one.start)
    return found


def _sum_at(text: str, start: int, at: int) -> Sum | None:
    """The sum whose pound sign stands at `start`, put together from as many pieces as make one sum."""
    first = _PIECE.match(text, at)
    if first is None:
        return None
    number = re.sub(r"\s", "", first[1]).rstrip(",")
    best = (number, at + len(first[0].rstrip(","))) if _WHOLE.fullmatch(number) else None
    end = first.end()
    joined = re.sub(r"\s", "", first[1])
    for _ in range(6):
        more = _PIECE.match(text, end)
        if more is None or not more[0][0].isspace():
            break
        joined += re.sub(r"\s", "", more[1])
        end = more.end()
        if _WITH_COMMAS.fullmatch(joined.rstrip(",")) and _is_inside(text, end):
            best = (joined.rstrip(","), end)
    if best is None:
        return None
    whole, _, part = best[0].replace(",", "").partition(".")
    if len(whole) > 9:
        return None
    return Sum(int(whole) * 100 + int(part.ljust(2, "0") or 0), start, best[1])


def _is_inside(text: str, end: int) -> bool:
    """Whether a joined number is followed by more of its sentence, not by the next row of a table."""
    rest = text[end : end + 12].lstrip()
    return not rest or not (
        rest[0].isupper() or re.match(r"(?:days?|weeks?|months?|working|times|or|children)\b", rest)
    )


def gives(text: str, start: int = 0) -> bool:
    """Whether a sentence gives a sum without saying that it pays it: re-offer the resident the £60."""
    found = _giving().search(text, start)
    return found is not None and found.start() < start + 120


def payments_in(text: str, start: int = 0) -> list[Payment]:
    """What a sentence or paragraph orders to be paid, from `start` on."""
    sums = [one for one in sums_in(text) if one.start >= start]
    if not sums:
        return []
    first_verb = _paying().search(text, start)
    if first_verb is None:
        return []
    payments: list[Payment] = []
    number = 0
    while number < len(sums):
        one = sums[number]
        if not _is_paid(text, one, first_verb.start(), payments):
            number += 1
            continue
        taken, payment = _payment(text, sums, number)
        if payments and _is_part_of(payments[0], payment):
            number += taken
            continue
        payments.append(payment)
        number += taken
    return _settled(text, payments, sums)


def _is_paid(text: str, one: Sum, first_verb: int, before: Sequence[Payment]) -> bool:
    near = text[max(0, one.start - _NEAR) : one.start]
    if first_verb > one.start:
        return False
    if _not_paid().search(near):
        return False
    rest = text[one.end : one.end + _NEAR]
    if _offered().match(rest) and before:
        return False
    if _in_brackets(text, one.start) and before:
        return False
    if not before:
        verb = _last(_paying(), text[max(0, one.start - _FAR) : one.start])
        return verb
    # A second sum is another payment only where it is joined to the first as one.
    between = text[before[-1].end : one.start]
    if text[first_verb : before[0].start].rstrip().endswith(":") and re.search(
        r"[;:.,](?: and| plus)?\s?$", near
    ):
        # A list of payments, each with its own reason.
        return True
    if _pays_again().search(between) and not _going_on().search(between):
        return True
    return bool(_further().search(near)) and len(between) < 400 and not _going_on().search(between)


def _payment(text: str, sums: Sequence[Sum], number: int) -> tuple[int, Payment]:
    one = sums[number]
    after = text[one.end : one.end + 90]
    following = sums[number + 1 :]
    parts = _parts(text, one, following)
    if parts:
        shares = tuple(Share(_what_for(text, part), part.pence) for part in parts)
        total = sum(part.pence for part in parts)
        doubts: tuple[str, ...] = ()
        if total != one.pence:
            doubts = (f"{_pounds(one.pence)} is said to be made up of parts that come to {_pounds(total)}",)
        taken = 1 + len(parts)
        return taken, Payment(one.pence, one.start, one.end, shares, doubts=doubts)
    period = _period().match(after)
    if period:
        return _by_the_period(text, sums, number, one.end + period.end())
    return 1, _shared(text, one)


def _parts(text: str, one: Sum, following: Sequence[Sum]) -> list[Sum]:
    """The sums that make up `one`: said to, or coming to it exactly."""
    following = [
        part for part in following if not _not_paid().search(text[max(0, part.start - _NEAR) : part.start])
    ]
    if not following:
        return []
    between = text[one.end : following[0].start]
    running = 0
    exact: list[Sum] = []
    for part in following[:12]:
        running += part.pence
        exact.append(part)
        if running >= one.pence:
            break
    comes_to = running == one.pence and len(exact) > 1
    said = bool(_made_up().search(between)) and len(between) < 240
    if comes_to:
        return exact
    if said:
        listed = [part for part in following[:12] if part.pence < one.pence]
        return listed if len(listed) > 1 else []
    return []


def _by_the_period(text: str, sums: Sequence[Sum], number: int, at: int) -> tuple[int, Payment]:
    one = sums[number]
    rest = text[at : at + 120]
    times = _TIMES.search(rest)
    following = sums[number + 1] if number + 1 < len(sums) else None
    if following is not None and following.start - at < 140 and following.pence > one.pence:
        between = text[at : following.start]
        if _total().search(between) or between.rstrip().endswith(("(", "=", "–", "-", ":")) or times:
            return 2, Payment(following.pence, one.start, following.end)
    if times and (count := _count(times["number"])):
        return 1, Payment(one.pence * count, one.start, one.end)
    return 1, Payment(one.pence, one.start, one.end, recurring=True)


def _shared(text: str, one: Sum) -> Payment:
    after = text[one.end : one.end + 400]
    if re.match(r" (?:each|apiece)\b", after):
        people = _people_before(text, one.start) or _people_after(after)
        if len(people) > 1:
            shares = tuple(Share(who, one.pence) for who in people)
            return Payment(one.pence * len(people), one.start, one.end, shares)
    half = _half().search(after)
    if half and one.pence % 2 == 0:
        other = _other_half().search(after, half.end())
        to_first = _fault(after[half.end() : other.start() if other else half.end() + 200])
        to_second = _fault(after[other.end() : other.end() + 200]) if other else "the rest"
        part = one.pence // 2
        return Payment(one.pence, one.start, one.end, (Share(to_first, part), Share(to_second, part)))
    return Payment(one.pence, one.start, one.end)


PERSON = (
    r"(?:(?:Mr|Mrs|Ms|Miss|Mx|Dr) ?[A-Z]\w*(?:-[A-Z]\w*)?(?:[’']s (?:mother|father|son|daughter|wife|husband|partner|"
    r"representative|estate|family|children|parents|brother|sister))?|(?:Mr|Mrs|Ms|Miss|Mx|Dr)(?= and)|"
    r"[Tt]he (?:resident|complainant|tenant|leaseholder)s?(?![’']))"
)
"""A pattern for one person as decisions name people."""

_PEOPLE = re.compile(rf"(?:{PERSON})(?:(?:,| and|, and) (?:{PERSON}|[A-Z](?![a-z]\w*)|(?:his|her) [a-z]+))*")


def people_in(words: str) -> list[str]:
    """The people named in a few words: Mr and Mrs X, Mr B and Mr C, the resident and her son."""
    found = _PEOPLE.search(words)
    return [one.strip() for one in re.split(r",? and |, ", found[0]) if one.strip()] if found else []


def _people_before(text: str, at: int) -> list[str]:
    found = list(_PEOPLE.finditer(text, max(0, at - 80), at))
    return people_in(found[-1][0]) if found else []


def _people_after(after: str) -> list[str]:
    return people_in(after[:80])


def _fault(words: str) -> str:
    """Whose fault a share is for, else what it is for."""
    whose = re.search(
        r"\b(?:faults?|failings?|failures?|part) (?:of|by) (the [\w’' -]+?|[A-Z][\w ]+?)(?=[.,;)]| and\b|$)",
        words,
    )
    if whose:
        return whose[1].strip()
    for_what = re.search(r"\b(?:to recognise|to acknowledge|for|to|in recognition of) ([^.;]+)", words)
    return (for_what[1] if for_what else words).strip(" .,;:") or "not said"


def _what_for(text: str, part: Sum) -> str:
    """What a part of a total is for, or who gets it."""
    rest = text[part.end : part.end + 300]
    if to_whom := re.match(
        r" (?:each )?to (?!recognise|acknowledge|reflect|remedy|compensate|cover|address|put)([^.;,£]+)", rest
    ):
        return to_whom[1].strip(" .,;:") or "not said"
    cut = re.search(
        r"[.;•]|£|\band (?:a )?(?:further )?$|(?: and| plus)? (?:a further |another )?$|,? and £", rest
    )
    words = rest[: cut.start()] if cut else rest
    words = re.sub(
        r"^\W*(?:(?:for|to recognise|to acknowledge|in recognition of|to reflect|in respect of) )?", "", words
    )
    return re.sub(r"(?:,? and(?: a further)?|,| plus)\W*$", "", words).strip(" .,;:()") or "not said"


def _is_part_of(first: Payment, later: Payment) -> bool:
    return any(share.amount_pence == later.pence for share in first.shares)


def _settled(text: str, payments: list[Payment], sums: Sequence[Sum]) -> list[Payment]:
    """Payments followed by their total are one payment of that total: £200 and £100, in all £300."""
    for last in sums:
        parts = [one for one in payments if one.start < last.start]
        said = _total().search(text[max(0, last.start - 40) : last.start])
        if len(parts) > 1 and last.pence == sum(one.pence for one in parts) and said:
            shares = tuple(
                Share(_what_for(text, Sum(one.pence, one.start, one.end)), one.pence) for one in parts
            )
            whole = Payment(last.pence, parts[0].start, last.end, shares)
            return [whole, *(one for one in payments if one.start > last.start)]
    return payments


def _in_brackets(text: str, at: int) -> bool:
    before = text[max(0, at - 200) : at]
    return before.rfind("(") > before.rfind(")")


def _count(words: str) -> int:
    if words.isdigit():
        return int(words)
    numbers: dict[str, int] = wordings("times")["numbers"]
    return numbers.get(words.lower(), 0)


def _pounds(pence: int) -> str:
    whole, part = divmod(pence, 100)
    return f"£{whole:,}{f'.{part:02}' if part else ''}"


def _last(pattern: re.Pattern[str], text: str) -> bool:
    return pattern.search(text) is not None


@cache
def _paying() -> re.Pattern[str]:
    return finder(wordings("sums")["paying"]["words"])


@cache
def _pays_again() -> re.Pattern[str]:
    return re.compile(
        r"(?:[;,]|\band|\balso) [^.;]{0,60}\b(?:pay|pays|make a (?:further )?payment)\b(?! attention)",
        re.IGNORECASE,
    )


@cache
def _giving() -> re.Pattern[str]:
    return re.compile(
        any_of(wordings("sums")["giving"]["words"], stems=True) + r"[^.;:£]{0,60}£", re.IGNORECASE
    )


@cache
def _not_paid() -> re.Pattern[str]:
    return re.compile(
        any_of(wordings("sums")["not_paid"]["before"]) + r"(?: a| an| the| its)?\s?$", re.IGNORECASE
    )


@cache
def _offered() -> re.Pattern[str]:
    return re.compile(
        r"\s?(?:which |that |compensation |payment |already )?"
        + any_of(wordings("sums")["not_paid"]["after"]),
        re.IGNORECASE,
    )


@cache
def _made_up() -> re.Pattern[str]:
    return finder(wordings("sums")["parts"]["words"])


@cache
def _further() -> re.Pattern[str]:
    further = wordings("sums")["further"]["words"]
    return re.compile(
        any_of(further) + r"(?: (?:of|payment of|a further|also pay|pay|another))*(?: [A-Z]?[\w’]+){0,4}\s?$",
        re.IGNORECASE,
    )


@cache
def _going_on() -> re.Pattern[str]:
    return re.compile(
        r"\. (?:This|The (?:award|payment|sum|amount)) (?:includes|is inclusive|replaces|is in addition)"
        r"|\bthis includes\b",
        re.IGNORECASE,
    )


@cache
def _total() -> re.Pattern[str]:
    return finder(wordings("sums")["total"]["words"])


@cache
def _period() -> re.Pattern[str]:
    return re.compile(r"\s?,?" + any_of(wordings("sums")["period"]["words"]), re.IGNORECASE)


@cache
def _half() -> re.Pattern[str]:
    return finder(wordings("sums")["shares"]["half"])


@cache
def _other_half() -> re.Pattern[str]:
    return finder(wordings("sums")["shares"]["other_half"])
