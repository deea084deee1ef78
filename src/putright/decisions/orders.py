"""The orders, recommendations and agreed actions of a decision, from its paragraphs and lists."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import pairwise

from putright.decisions.acts import (
    APOLOGY,
    PAYMENT,
    act_of,
    actor_in,
    acts_of,
    begins_with_act,
    closes,
    directive,
    goes_on,
    is_proof,
    is_standing,
    is_told_to_us,
    opens_list,
    orders_outright,
    payee_in,
    pays_for,
    recommends,
)
from putright.decisions.lines import Flow, joined
from putright.decisions.paragraphs import Item
from putright.decisions.sums import Payment, gives, payments_in
from putright.decisions.timing import Timing, timings_in
from putright.decisions.wordings import Hit

ORDER, RECOMMENDATION, AGREED = "order", "recommendation", "agreed_action"
_MONEY_TYPES = {"write_off", "reduce_charge", "goodwill"}
_SENTENCE = re.compile(r"(?<=[.!?])[”’\"]? (?=[A-Z“])|(?<=;) ")
_TITLED = re.compile(r"\b(?:Mr|Mrs|Ms|Miss|Mx|Dr|No|St)\.$")
# What is taught or written down is often a time itself.
_ABOUT_TIMES = {"training", "procedure", "monitoring"}
_MOST = 4000
MOST_ORDERS = 200
"""The most orders that are read under one heading; a decision has a handful."""


@dataclass(slots=True)
class Found:
    """One order as found, before its key and date are worked out."""

    kind: str
    type: str
    flow: Flow
    payer: str | None = None
    payee: str | None = None
    payment: Payment | None = None
    timing: Timing | None = None
    more_timings: int = 0
    doubts: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Told:
    """What the paragraph above a list says for all its entries."""

    kind: str
    listed: bool = False
    timing: Timing | None = None
    context: str = ""


def find_orders(
    items: Sequence[Item], *, kind: str, decided_on: date | None, mixed: bool = False
) -> list[Found]:
    """What is ordered, recommended or agreed under one heading.

    kind   what the heading makes it, unless a paragraph says otherwise in a mixed section.
    mixed  orders and recommendations stand under one heading.
    decided_on  a date without a year is the next one after it.
    """
    reader = _Section(mixed=mixed, decided_on=decided_on)
    reader.read(items, Told(kind))
    return reader.found


class _Section:
    """Reads one section; keeps what was found so that later paragraphs can add to it."""

    def __init__(self, *, mixed: bool, decided_on: date | None) -> None:
        self.found: list[Found] = []
        self._decided_on = decided_on
        self._mixed = mixed

    def read(self, items: Sequence[Item], told: Told) -> None:
        for item in items:
            if len(self.found) > MOST_ORDERS:
                break
            self._item(item, told)

    def _item(self, item: Item, told: Told) -> None:
        text = item.flow.text[:_MOST]
        if not text or is_standing(text):
            return
        told = self._kind(text, told)
        if item.under and opens_list(text):
            timing = _first(timings_in(text, decided_on=self._decided_on)) or told.timing
            context = f"{told.context} {text}"[-_MOST:]
            self.read(item.under, Told(told.kind, listed=True, timing=timing, context=context))
            return
        if self._adds_time(item, text) or self._goes_on(item, text, told):
            return
        self._act(item, told)

    def _kind(self, text: str, told: Told) -> Told:
        if not self._mixed:
            return told
        if recommends(text) and not orders_outright(text):
            return replace(told, kind=RECOMMENDATION)
        if orders_outright(text):
            return replace(told, kind=ORDER)
        return told

    def _adds_time(self, item: Item, text: str) -> bool:
        """Whether the paragraph only says by when the actions before it are to be done."""
        if not self.found or not closes(text):
            return False
        timing = _first(timings_in(item.whole().text[:_MOST], decided_on=self._decided_on))
        if timing is None or (timing.within is None and timing.on is None):
            return False
        told = directive(text)
        act = act_of(text, told.end if told else 0)
        if act in {APOLOGY, PAYMENT}:
            return False
        for one in self.found:
            if one.timing is None:
                one.timing = timing
        return True

    def _goes_on(self, item: Item, text: str, told: Told) -> bool:
        """Whether the paragraph goes on about the order before it, and was added to it."""
        if not self.found or (told.listed and not goes_on(text)):
            return False
        if is_proof(text):
            return True
        if not goes_on(text):
            return False
        last = self.found[-1]
        last.flow = joined([last.flow, item.whole()])
        if last.timing is None or (last.timing.within is None and last.timing.on is None):
            timing = _first(timings_in(text, decided_on=self._decided_on))
            last.timing = timing or last.timing
        return True

    def _act(self, item: Item, told: Told) -> None:
        whole = item.whole()
        text = whole.text[:_MOST]
        if is_proof(text):
            return
        told_to = directive(text)
        if told_to is None and not told.listed and not begins_with_act(text):
            return
        if not told.listed and told_to is not None and _asks_nothing(text, told_to):
            return
        if not item.under and not told.listed and _is_subheading(item):
            return
        self._add_all(self._segments(whole, text), told)

    def _segments(self, whole: Flow, text: str) -> list[list[Flow]]:
        """The paragraph by its sentences that begin an order; each cut where it goes on to another kind of act."""
        begins = [0]
        cuts: list[int] = []
        previous: set[str] = set()
        for start, end in _sentences(text):
            sentence = text[start:end]
            types = {code for _, code in acts_of(sentence)}
            if start == 0:
                previous = types
            elif self._begins_anew(sentence, types, previous):
                begins.append(start)
                previous = types
            cuts += [start + at for at in _cuts_within(sentence)]
        ends = [*begins[1:], len(whole.text)]
        segments = []
        for start, end in zip(begins, ends, strict=True):
            inner = [start, *(cut for cut in cuts if start < cut < end), end]
            segments.append([whole.part(one, two) for one, two in pairwise(inner)])
        return segments

    def _add_all(self, segments: Sequence[Sequence[Flow]], told: Told) -> None:
        for sentence in segments:
            first = len(self.found)
            before = told.context
            for flow in sentence:
                self._add(flow, replace(told, context=before))
                before = f"{before} {flow.text}"[-_MOST:]
            # A time at either end of a sentence is for all it tells to do.
            stated = next((one.timing for one in self.found[first:] if _is_stated(one.timing)), None)
            for one in self.found[first:]:
                if not _is_stated(one.timing):
                    one.timing = stated or one.timing

    def _begins_anew(self, sentence: str, types: set[str], previous: set[str]) -> bool:
        if goes_on(sentence) or is_proof(sentence) or is_standing(sentence) or is_told_to_us(sentence):
            return False
        told_to = directive(sentence)
        if told_to is None or told_to.start > 90:
            return False
        act = act_of(sentence, told_to.end)
        if act is None or act in previous:
            return False
        if act == PAYMENT:
            return bool(payments_in(sentence))
        own_time = any(one.within or one.on for one in timings_in(sentence, decided_on=self._decided_on))
        also = re.search(r"\b(?:also|in addition|additionally|further)\b", sentence, re.IGNORECASE)
        return act == APOLOGY or own_time or also is not None

    def _add(self, flow: Flow, told: Told) -> None:
        text = flow.text[:_MOST]
        told_to = None if begins_with_act(text) else directive(text)
        start = told_to.end if told_to and told_to.start < 160 else 0
        act = act_of(text, start) or act_of(text) or "service"
        if act not in {PAYMENT, APOLOGY, *_MONEY_TYPES} and gives(text, start):
            act = PAYMENT
        timings = timings_in(text, decided_on=self._decided_on)
        stated = [one for one in timings if _sets_time(one, act, told)]
        timing = _first(stated) or told.timing or _first([one for one in timings if not _is_stated(one)])
        payments = payments_in(text) if act in {PAYMENT, *_MONEY_TYPES} else []
        base = Found(told.kind, act, flow, timing=timing, more_timings=max(0, len(stated) - 1))
        if not payments:
            base.type = pays_for(text) if act == PAYMENT else act
            if act == PAYMENT:
                near = min(len(text), start + 80)
                base.payer = actor_in(text, start or None) or actor_in(told.context)
                base.payee = payee_in(text, before=near, after=near, context=told.context)
            self.found.append(base)
            return
        for number, payment in enumerate(payments):
            self.found.append(self._paid(base, flow, text, told, payments, number, payment))

    def _paid(
        self,
        base: Found,
        flow: Flow,
        text: str,
        told: Told,
        payments: Sequence[Payment],
        number: int,
        payment: Payment,
    ) -> Found:
        end = payments[number + 1].start if number + 1 < len(payments) else len(text)
        about = text[max(0, payment.start - 60) : end] if len(payments) > 1 else text
        one = replace(base, payment=payment, doubts=list(payment.doubts))
        if base.type in _MONEY_TYPES:
            one.type = base.type
        elif payment.recurring:
            one.type = "recurring_payment"
        else:
            one.type = pays_for(about)
        one.payer = actor_in(text, payment.start) or actor_in(told.context)
        if base.type not in {"write_off", "reduce_charge"}:
            one.payee = payee_in(text, before=payment.start, after=payment.end, context=told.context)
        if len(payments) > 1:
            start = 0 if number == 0 else _back_to_joint(text, payment.start)
            stop = _back_to_joint(text, end) if number + 1 < len(payments) else len(flow.text)
            one.flow = flow.part(start, stop)
        return one


def _sets_time(timing: Timing, act: str, told: Told) -> bool:
    """Whether a time is by when the act is due, and not what the act is about.

    "Remind officers to decide within four weeks of a meeting" says nothing of when to remind them; neither does
    a time of its own count in a list whose opening already gives one, unless it runs from the decision.
    """
    if timing.on is not None or timing.counted_from in {"decision", "report"}:
        return True
    if timing.within is None or _is_stated(told.timing):
        return False
    return timing.counted_from is None or act not in _ABOUT_TIMES


def _is_stated(timing: Timing | None) -> bool:
    return timing is not None and (timing.within is not None or timing.on is not None)


def _first(timings: Sequence[Timing]) -> Timing | None:
    return timings[0] if timings else None


def _asks_nothing(text: str, told_to: Hit) -> bool:
    # "The Council has agreed to our recommendations" is no action; "should consider a fence" is one.
    if act_of(text, told_to.end) is not None:
        return False
    return "agree" in text[told_to.start : told_to.end].lower() or actor_in(text, told_to.start) is None


def _is_subheading(item: Item) -> bool:
    text = item.flow.text
    return not item.kind and len(text) < 60 and not re.search(r"[.;:]$", text)


def _sentences(text: str) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    start = 0
    for gap in _SENTENCE.finditer(text):
        if _TITLED.search(text[max(0, gap.start() - 6) : gap.start()]):
            continue
        found.append((start, gap.start()))
        start = gap.end()
    found.append((start, len(text)))
    return found


_JOINT = re.compile(r"(?:,|;)? (?:and|plus|as well as)(?: (?:also|to|then|will|must))* |[;,] ")


def _cuts_within(sentence: str) -> list[int]:
    """Where one sentence goes on from an act to a payment, or from a payment to another act."""
    told_to = directive(sentence)
    start = told_to.end if told_to else 0
    acts = acts_of(sentence, start)
    if len(acts) < 2:
        return []
    cuts: list[int] = []
    first_at, current = acts[0]
    for at, code in acts[1:]:
        if code == current or PAYMENT not in {code, current}:
            continue
        joint = _joint_before(sentence, at)
        if joint is None or joint <= first_at:
            continue
        sides = (sentence[:joint], sentence[joint:])
        if not payments_in(sides[1] if code == PAYMENT else sides[0]):
            continue
        cuts.append(joint)
        current = code
    return cuts


def _joint_before(sentence: str, at: int) -> int | None:
    """Where "and" stands directly before the act that begins at `at`."""
    for joint in _JOINT.finditer(sentence, max(0, at - 30), at):
        if joint.end() == at:
            return joint.end()
    return None


def _back_to_joint(text: str, at: int) -> int:
    last = None
    for joint in re.finditer(r"[,;.]? (?:and|plus|a further) |[;.,:] ", text[max(0, at - 80) : at]):
        last = joint
    return max(0, at - 80) + last.end() if last else at
