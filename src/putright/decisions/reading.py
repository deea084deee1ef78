"""Reading the text of a decision: everything it says, where its orders stand, and what is doubtful."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from putright.calendars import WorkingDayCalendar, load_calendar
from putright.decisions.acts import actor_in
from putright.decisions.doubting import contradictions
from putright.decisions.findings import read_findings
from putright.decisions.heading import Head, read_head
from putright.decisions.layout import LGSCO, Layout, Section, divide
from putright.decisions.lines import Flow, flow_of, split_lines
from putright.decisions.mending import known_words, looks_broken, mend
from putright.decisions.orders import AGREED, MOST_ORDERS, ORDER, RECOMMENDATION, Found, find_orders
from putright.decisions.points import read_points
from putright.decisions.table import find_rows
from putright.decisions.timing import due_on
from putright.decisions.types import Decision, NotADecision, Order, Within

LONGEST_TEXT = 8_000_000
"""The most characters that are read; a published decision has some tens of thousands."""

_ODD_SPACES = "\xa0\u2002\u2003\u2007\u2008\u2009\u200a\u200b\u202f\u2060\ufeff"
_KINDS = {"agreed": AGREED, "recommended": RECOMMENDATION, "orders": ORDER, "recommendations": RECOMMENDATION}


def read_text(text: str, *, calendar: WorkingDayCalendar | None = None) -> Decision:
    """What a published decision says, from its text as it was copied, menus and broken lines and all.

    calendar  which days are working days; None = England and Wales, where both Ombudsmen work.
    Returns   what was understood; what the text does not say is None, what contradicts itself a doubt.
    Raises    NotADecision when it is no decision of either Ombudsman, or too long to be one.
    """
    if len(text) > LONGEST_TEXT:
        raise NotADecision(
            f"this text has {len(text):,} characters, far more than a decision: give the decision alone"
        )
    for odd in _ODD_SPACES:
        if odd in text:
            # One for one, so that every place stays what it is.
            text = text.replace(odd, " ")
    broken = looks_broken(text)
    lines = split_lines(text, broken=broken)
    layout = divide(lines, broken=broken)
    if broken:
        known = known_words(text)
        layout.mended = lambda flow: mend(flow, known)
    head = read_head(layout)
    points = read_points(layout)
    findings, doubts = read_findings(layout, points, head)
    found = _found(layout, head.decided_on)
    if len(found) > MOST_ORDERS:
        doubts.append(f"only the first {MOST_ORDERS} orders were read")
        found = found[:MOST_ORDERS]
    calendar = calendar or load_calendar()
    orders = _orders(found, head.decided_on, calendar, doubts)
    decision = Decision(
        body=layout.body,
        reference=head.reference,
        authority=head.authority,
        title=head.title,
        category=head.category,
        published_outcome=head.outcome if layout.body == LGSCO else None,
        decided_on=head.decided_on,
        summary=_summary(layout),
        completeness="full",
        points=points,
        findings=findings,
        orders=orders,
        payment_total_pence=sum(
            one.amount_pence or 0
            for one in orders
            if one.kind != RECOMMENDATION and one.type != "recurring_payment" and _is_payment(one)
        ),
        doubts=(),
    )
    missing = _missing(layout, head, decision, lines[-1].text if lines else "")
    doubts = [*head.doubts, *doubts, *contradictions(decision, layout), *missing]
    return replace(
        decision, completeness="partial" if missing else "full", doubts=tuple(dict.fromkeys(doubts))
    )


def _is_payment(order: Order) -> bool:
    return order.type.startswith("pay_") or order.type == "goodwill"


def _found(layout: Layout, decided_on: date | None) -> list[Found]:
    found: list[Found] = []
    for section in _order_sections(layout):
        kind = _kind(section, layout)
        mixed = "recommendation" in section.key and section.part == "orders"
        if layout.newer and section.part == "orders":
            flow = flow_of(section.lines)
            rows = find_rows(layout.mended(flow) if layout.mended else flow, kind=kind, decided_on=decided_on)
            if rows:
                found += rows
                continue
        found += find_orders(layout.items(section), kind=kind, decided_on=decided_on, mixed=mixed)
    if not found and layout.body == LGSCO:
        found += _agreed_elsewhere(layout, decided_on)
    default = _usual_payer(layout)
    for one in found:
        if one.payment is not None and one.payer is None:
            one.payer = default
    return found


def _order_sections(layout: Layout) -> list[Section]:
    return layout.under(*_KINDS)


def _kind(section: Section, layout: Layout) -> str:
    kind = _KINDS[section.part]
    if layout.body == LGSCO and kind == RECOMMENDATION:
        words = flow_of(section.lines[:60]).text[:6000]
        # What was recommended and then agreed to is an agreed action.
        if re.search(r"\b(?:has|have|had) (?:also |now |since )?(?:agreed|accepted)\b|\bagreed to\b", words):
            return AGREED
    return kind


def _agreed_elsewhere(layout: Layout, decided_on: date | None) -> list[Found]:
    """A complaint settled early says what was agreed in its analysis or its decision, not under a heading."""
    found: list[Found] = []
    for section in layout.under("analysis", "decision"):
        items = [
            item
            for item in layout.items(section)
            if re.search(r"\b(?:has|have) (?:now |since |also )?agreed (?:to|that|it will)\b", item.flow.text)
        ]
        found += [
            one
            for one in find_orders(items, kind=AGREED, decided_on=decided_on)
            if one.type == "apology" or one.payment is not None or (one.timing and one.timing.within)
        ]
    return found


def _usual_payer(layout: Layout) -> str | None:
    if layout.body != LGSCO:
        return "the landlord"
    for section in layout.under("agreed", "recommended", "analysis"):
        for line in section.lines[:80]:
            if who := actor_in(line.text[:2000]):
                return who
    return None


def _orders(
    found: Sequence[Found], decided_on: date | None, calendar: WorkingDayCalendar, doubts: list[str]
) -> tuple[Order, ...]:
    orders = []
    for number, one in enumerate(found, start=1):
        timing = one.timing
        day, why = due_on(timing, decided_on=decided_on, calendar=calendar) if timing else (None, None)
        within = timing.within if timing else None
        if why is not None:
            doubts.append(f"order {number}: {why}")
        if timing is not None and timing.year_taken:
            doubts.append(
                f"order {number}: “{timing.as_stated}” does not say the year; the next one was taken"
            )
        if timing is None and one.kind != RECOMMENDATION:
            doubts.append(f"order {number} has no date of its own")
        if day is not None and decided_on is not None and day < decided_on:
            doubts.append(f"order {number} is due on {day}, before the decision of {decided_on}")
        if one.more_timings:
            doubts.append(f"order {number} states more than one time; the first was taken")
        doubts += [f"order {number}: {doubt}" for doubt in one.doubts]
        if one.payment is not None and one.payment.recurring:
            doubts.append(
                f"order {number} is paid by the period without an end that is stated; it is not in the total"
            )
        orders.append(_order(number, one, within, day))
    return tuple(orders)


def _order(number: int, one: Found, within: Within | None, day: date | None) -> Order:
    # An entry of a list ends with the semicolon of the list.
    flow: Flow = one.flow.part(0, len(re.sub(r"[;,]?(?: and| or)?$|;$", "", one.flow.text.rstrip())))
    return Order(
        key=str(number),
        kind=one.kind,
        type=one.type,
        text=flow.text,
        payer=one.payer,
        payee=one.payee,
        amount_pence=one.payment.pence if one.payment else None,
        attribution=one.payment.shares if one.payment else (),
        within=within,
        counted_from=one.timing.counted_from if one.timing else None,
        due_on=day,
        as_stated=one.timing.as_stated if one.timing else None,
        span=flow.span(0, len(flow.text)),
    )


def _summary(layout: Layout) -> str | None:
    for section in layout.sections[:4]:
        for number, line in enumerate(section.lines):
            if re.match(r"Summary ?:", line.text):
                lines = [line]
                for more in section.lines[number + 1 : number + 60]:
                    if more.after_blank and (lines[-1].text.endswith((".", "?")) or more.kind):
                        break
                    lines.append(more)
                return re.sub(r"^Summary ?:\s*", "", flow_of(lines).text) or None
    reasons = layout.under("reasons")
    return (flow_of(reasons[0].lines).text or None) if reasons else None


def _missing(layout: Layout, head: Head, decision: Decision, last: str) -> list[str]:
    """What every decision has and this text does not; none when it is whole."""
    missing = []
    if head.reference is None:
        missing.append("the reference is not in the text")
    if head.decided_on is None:
        missing.append("the date of the decision is not in the text")
    if not layout.under("points"):
        missing.append("what the complaint was about is not in the text")
    concludes = (
        layout.under("decision") if layout.body == LGSCO else layout.under("findings") or decision.findings
    )
    if not concludes:
        missing.append("the text ends before the decision itself")
    if not layout.ended and last and not re.search(r"[.:;!?)”’\"'\d]$", last) and len(last) > 40:
        missing.append("the text breaks off in the middle of a sentence")
    return missing
