"""Decisions made up by chance: people, bodies, acts, sums and times put together in every layout, with truth."""

# Texts stand on one line each, as they do in a decision.
# ruff: noqa: E501

from __future__ import annotations

import random
from datetime import date, timedelta
from typing import Any

from putright.calendars import load_calendar
from putright.clocks.lengths import add_months

_COUNCILS = (
    "Larkhurst Borough Council",
    "Wendlesham District Council",
    "London Borough of Eastmere",
    "Pennywell County Council",
    "Stourbeck City Council",
    "Harrowdene Metropolitan Borough Council",
)
_LANDLORDS = (
    "Brindle Homes",
    "Kestrel Vale Housing Association Limited",
    "Otterbourne Housing Group",
    "Aldermoor and District Housing",
    "Tern Water Homes",
    "Hollin Bank Council",
)
_PEOPLE = ("Mr A", "Ms B", "Mrs C", "Miss D", "Mr and Mrs E", "Ms X", "Mr Y", "Dr F")
_CATEGORIES = (
    "Housing > Allocations",
    "Education > Special educational needs",
    "Adult care services > Charging",
    "Planning > Enforcement",
    "Benefits and tax > Council tax",
)
_WORDED = {1: "one", 2: "two", 3: "three", 4: "four", 6: "six", 8: "eight"}
_MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]

# Wordings of each act: of the kind a council is told, then of the kind a landlord is told. {who} is the person.
_ACTS: dict[str, tuple[str, ...]] = {
    "apology": (
        "apologise to {who}",
        "apologise to {who} in writing for the faults identified",
        "send {who} a written apology",
        "provide {who} with a written apology",
        "issue a letter of apology to {who}",
        "write to {who} to apologise for the failings found",
        "arrange for a senior manager to apologise to {who}",
    ),
    "training": (
        "remind relevant staff of the need to keep proper records",
        "provide training to its staff on the complaints process",
        "brief officers on the learning from this complaint",
        "deliver refresher training to its contact centre",
        "share this decision with relevant staff",
        "issue a reminder to staff about timescales",
        "circulate guidance to its managers",
    ),
    "procedure": (
        "review its complaints policy",
        "review its procedures for recording calls",
        "update its website and procedure",
        "introduce a system to track repairs",
        "produce an action plan to reduce delays",
        "develop a protocol for sharing information",
        "amend its template letters",
        "put in place measures to prevent a recurrence",
        "review its processes for dealing with reports of damp",
    ),
    "service": (
        "complete the outstanding repairs",
        "carry out a new assessment of needs",
        "arrange an inspection of the property",
        "inspect the windows",
        "meet with {who} to agree a plan",
        "provide {who} with a single point of contact",
        "contact {who} to arrange an appointment",
    ),
    "case_review": (
        "carry out a review of this case",
        "complete a senior management review of the case",
        "undertake a case review",
        "review its handling of this case",
        "carry out a lessons learned exercise",
    ),
    "explanation": (
        "write to {who} explaining how the error happened",
        "explain to {who} how it reached its view",
        "confirm its position to {who} in writing",
        "provide {who} with a copy of the survey",
    ),
    "decision_review": (
        "reconsider its decision on the application",
        "make a fresh decision on the request",
        "offer {who} a new appeal",
        "review its decision to refuse the grant",
    ),
    "records": (
        "correct its records",
        "amend its records to show the true position",
        "place a copy of this decision on the file",
        "update its records of the household's vulnerabilities",
    ),
    "check_others": (
        "identify any other residents affected by the same error",
        "audit similar cases to see whether others have been affected",
    ),
    "monitoring": ("monitor the contractor's performance and report on progress",),
}
_REASONS = {
    "pay_distress": (
        "to recognise the distress caused",
        "for distress and inconvenience",
        "to acknowledge the frustration and uncertainty this caused",
        "in recognition of the time and trouble",
        "for the inconvenience its complaint handling caused",
    ),
    "pay_loss_service": (
        "to recognise the missed provision",
        "for the loss of education",
        "for the time spent in unsuitable accommodation",
        "to reflect the loss of use of the bathroom",
    ),
}
_PAYING = (
    "pay {who} {sum} {why}",
    "make a payment of {sum} to {who} {why}",
    "pay {sum} to {who} {why}",
    "make a symbolic payment to {who} of {sum} {why}",
    "pay {who} a total of {sum} {why}",
    "pay {who} compensation of {sum} {why}",
)
_NOISE = (
    "The {body} offered {who} {sum} during the complaint.",
    "Its policy allows payments between £50 and {sum}.",
    "The rent was {sum} a week.",
    "{Who} asked for {sum}.",
    "The {body} had charged {sum}.",
    "It has already paid {sum}.",
)


def rendered(chance: random.Random) -> tuple[str, dict[str, Any]]:
    """One made-up decision and what is true of it."""
    layout = chance.choice((_lgsco, _lgsco, _hos, _hos, _newer))
    return layout(chance)


def _sum(chance: random.Random) -> int:
    return (
        chance.choice([50, 75, 100, 125, 150, 200, 250, 300, 450, 600, 750, 1000, 1250, 2400, 3600, 5262.5])
        * 100
        // 1
    )


def _pounds(pence: float) -> str:
    whole, part = divmod(int(pence), 100)
    return f"£{whole:,}" + (f".{part:02}" if part else "")


def _day(chance: random.Random) -> date:
    return date(2020, 1, 6) + timedelta(days=chance.randrange(365 * 6))


def _long(day: date) -> str:
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def _within(chance: random.Random, day: date, *, body: str) -> tuple[str, dict[str, Any]]:
    count, unit = chance.choice(
        [
            (4, "week"),
            (1, "month"),
            (3, "month"),
            (20, "working_day"),
            (28, "day"),
            (8, "week"),
            (6, "week"),
            (2, "month"),
        ]
    )
    number = _WORDED.get(count, str(count)) if chance.random() < 0.5 else str(count)
    unit_words = {
        "week": "weeks",
        "month": "months",
        "working_day": "working days",
        "day": chance.choice(["days", "calendar days"]),
    }[unit]
    if count == 1:
        unit_words = unit_words.removesuffix("s")
    if body == "lgsco":
        target, counted = chance.choice(
            [
                ("my decision", "decision"),
                ("the date of my final decision", "decision"),
                ("this decision", "decision"),
                ("our final decision", "decision"),
                ("the final decision", "decision"),
                ("the date of this decision statement", "decision"),
            ]
        )
    else:
        target, counted = chance.choice(
            [
                ("the date of this report", "report"),
                ("this report", "report"),
                ("the date of this determination", "decision"),
                ("this determination", "decision"),
            ]
        )
    words = f"within {number} {unit_words} {chance.choice(['of', 'of', 'of', 'from'])} {target}"
    calendar = load_calendar()
    due = {
        "week": day + timedelta(weeks=count),
        "day": day + timedelta(days=count),
        "month": add_months(day, count),
        "working_day": calendar.add_working_days(day, count),
    }[unit]
    return words, {"within": f"{count} {unit}", "counted_from": counted, "due_on": due}


def _acts(chance: random.Random, who: str, body: str, payer: str) -> list[tuple[str, dict[str, Any]]]:
    acts: list[tuple[str, dict[str, Any]]] = []
    for code in chance.sample(sorted(_ACTS), chance.randint(1, 3)):
        acts.append((chance.choice(_ACTS[code]).format(who=who), {"type": code}))
    if chance.random() < 0.8:
        code = chance.choice(["pay_distress", "pay_distress", "pay_loss_service"])
        pence = int(_sum(chance))
        words = chance.choice(_PAYING).format(who=who, sum=_pounds(pence), why=chance.choice(_REASONS[code]))
        if chance.random() < 0.25:
            words += f", instead of the {_pounds(_sum(chance))} it offered"
        acts.insert(
            chance.randrange(len(acts) + 1),
            (words, {"type": code, "amount_pence": pence, "payer": payer, "payee": who}),
        )
    return acts


def _noise(chance: random.Random, who: str, body: str) -> str:
    return " ".join(
        chance.choice(_NOISE).format(
            body=body, who=who, Who=who[0].upper() + who[1:], sum=_pounds(_sum(chance))
        )
        for _ in range(chance.randint(1, 3))
    )


def _lgsco(chance: random.Random) -> tuple[str, dict[str, Any]]:
    who, council, day = chance.choice(_PEOPLE), chance.choice(_COUNCILS), _day(chance)
    reference = f"{chance.randint(19, 25)} {chance.randrange(1000):03} {chance.randrange(1000):03}"
    category = chance.choice(_CATEGORIES)
    lines = [
        f"{council} ({reference})",
        f"Category : {category}",
        "Decision : Upheld",
        f"Decision date : {day.day:02} {_MONTHS[day.month - 1][:3]} {day.year}",
        "The Ombudsman's final decision:",
        f"Summary: {who} complained. We found fault.",
        "The complaint",
    ]
    points = chance.sample(
        ["failed to reply to letters", "delayed an assessment", "lost an application", "gave wrong advice"],
        chance.randint(2, 3),
    )
    lines += [
        f"  1. {who} complained the Council:",
        *(f"    • {one}{'.' if one is points[-1] else ';'}" for one in points),
    ]
    lines += [
        "Back to top",
        "The Ombudsman’s role and powers",
        "  1. We investigate complaints about fault.",
        "How I considered this complaint",
        "  1. I considered the papers.",
        "What I found",
        f"  1. {_noise(chance, who, 'Council')}",
    ]
    lines += [chance.choice(["Agreed action", "Agreed actions", "Agreed Action", "Action"])]
    orders: list[dict[str, Any]] = []
    number = 1
    for _ in range(chance.randint(1, 2)):
        time, told = _within(chance, day, body="lgsco")
        acts = _acts(chance, who, "lgsco", "the Council")
        opening, shown = _opening(chance, time, "Council")
        mark = chance.choice(["• ", "- ", "a", "1"])
        lines.append(f"  {number}. {opening}")
        for at, (words, fact) in enumerate(acts):
            marker = {"a": f"{chr(97 + at)}) ", "1": f"{at + 1}. "}.get(mark, mark)
            end = "." if at == len(acts) - 1 else ("; and" if at == len(acts) - 2 else ";")
            lines.append(f"    {marker}{words}{end}")
            orders.append({"kind": "agreed_action", **fact, **told, "as_stated": shown})
        number += 1
    if chance.random() < 0.6:
        lines.append(
            f"  {number}. The Council should provide us with evidence it has complied with the above actions."
        )
    lines += [
        "Back to top",
        chance.choice(["Final decision", "Decision"]),
        "  1. I have completed my investigation. I found fault causing injustice.",
        "Investigator's decision on behalf of the Ombudsman",
    ]
    separator = "\n\n" if chance.random() < 0.7 else "\n"
    truth = {
        "body": "lgsco",
        "reference": reference,
        "authority": council,
        "category": category,
        "published_outcome": "Upheld",
        "decided_on": day,
        "completeness": "full",
        "points": points,
        "findings": [{"determination": "upheld_fault_injustice"}],
        "orders": orders,
    }
    return separator.join(lines), _totalled(truth)


def _opening(chance: random.Random, time: str, body: str) -> tuple[str, str]:
    """A paragraph that opens a list, and the words of its time as they stand in it."""
    big = time[0].upper() + time[1:]
    opening = chance.choice([
        f"{big}, the {body} has agreed to:", f"{big} the {body} will:", f"To remedy the injustice, {time}, the {body} will:",
        f"The {body} has agreed to take the following action {time}:", f"{big}, the {body} has agreed to take the following steps:",
        f"The {body} has agreed that {time} it will:", f"The {body} will, {time}:",
    ])  # fmt: skip
    return opening, big if big in opening else time


def _hos(chance: random.Random) -> tuple[str, dict[str, Any]]:
    landlord, day = chance.choice(_LANDLORDS), _day(chance)
    reference = f"20{chance.randint(19, 24)}{chance.randrange(100000):05}"
    heads, findings, about = _heads(chance)
    lines = [
        f"{landlord} ({reference})",
        "Back to Top",
        "REPORT",
        f"COMPLAINT {reference}",
        landlord,
        _long(day),
        "Our approach",
        "The Housing Ombudsman’s approach is to decide what is fair in all the circumstances of the case.",
        "The complaint",
        "  1. The complaint is about the landlord’s handling of:",
        *(f"    {at}. {one}." for at, one in enumerate(heads, 1)),
        "Background",
        "  1. The resident is an assured tenant.",
        "Assessment and findings",
        f"  1. {_noise(chance, 'the resident', 'landlord')}",
        chance.choice(["Determination", "Determination (decision)"]),
    ]
    for at, (words, one) in enumerate(zip(findings, about, strict=True), 1):
        lines.append(
            f"  {at}. In accordance with paragraph 52 of the Housing Ombudsman Scheme, there was {words} {chance.choice(['in', 'in relation to', 'in respect of', 'with regard to'])} the landlord’s handling of {one}."
        )
    lines.append(chance.choice(["Orders", "Orders and recommendations"]))
    combined = lines[-1] != "Orders"
    if combined and chance.random() < 0.5:
        lines.append("Orders")
        combined = False
    orders: list[dict[str, Any]] = []
    time, told = _within(chance, day, body="hos")
    acts = _acts(chance, "the resident", "hos", "the landlord")
    style = chance.choice(["list", "own", "below"])
    big = time[0].upper() + time[1:]
    if style == "list":
        opening = chance.choice(
            [
                f"{big}, the landlord must:",
                f"{big} the landlord is ordered to:",
                f"The landlord is ordered to do the following {time}:",
                f"{big}, the landlord should take the following action:",
            ]
        )
        lines.append(f"  1. {opening}")
        lines += [f"    {chr(97 + at)}. {words[0].upper()}{words[1:]}." for at, (words, _) in enumerate(acts)]
        orders += [
            {"kind": "order", **fact, **told, "as_stated": big if big in opening else time}
            for _, fact in acts
        ]
    elif style == "own":
        for at, (words, fact) in enumerate(acts, 1):
            first = chance.random() < 0.5
            lines.append(
                f"  {at}. "
                + (
                    f"{big}, the landlord is ordered to {words}."
                    if first
                    else f"The landlord must {words} {time}."
                )
            )
            orders.append({"kind": "order", **fact, **told, "as_stated": big if first else time})
    else:
        lines += [f"  {at}. The landlord is ordered to {words}." for at, (words, _) in enumerate(acts, 1)]
        lines.append(f"  {len(acts) + 1}. The landlord should comply with the above orders {time}.")
        orders += [{"kind": "order", **fact, **told, "as_stated": time} for _, fact in acts]
    if chance.random() < 0.6:
        if not combined:
            lines.append(chance.choice(["Recommendations", "Recommendation"]))
        code = chance.choice(["procedure", "training", "service"])
        words = chance.choice(_ACTS[code]).format(who="the resident")
        lines.append(
            "  1. "
            + (
                "It is recommended that the landlord " + _third(words)
                if combined
                else "The landlord should " + words
            )
            + "."
        )
        orders.append({"kind": "recommendation", "type": code})
    truth = {
        "body": "hos",
        "reference": reference,
        "authority": landlord,
        "decided_on": day,
        "completeness": "full",
        "points": heads,
        "findings": [
            {"point": chr(97 + at), "determination": words.replace(" ", "_")}
            for at, words in enumerate(findings)
        ],
        "orders": orders,
    }
    return ("\n\n" if chance.random() < 0.7 else "\n").join(lines), _totalled(truth)


def _third(words: str) -> str:
    verb, _, rest = words.partition(" ")
    return f"{'carries' if verb == 'carry' else verb + 's'} {rest}"


def _heads(chance: random.Random) -> tuple[list[str], list[str], list[str]]:
    about = chance.sample(
        [
            "reports of damp and mould",
            "repairs to the boiler",
            "a request to be moved",
            "reports of antisocial behaviour",
            "a leak from the flat above",
            "concerns about staff conduct",
        ],
        chance.randint(1, 2),
    )
    heads = [one[0].upper() + one[1:] for one in about] + ["The associated complaint"]
    findings = [
        chance.choice(
            ["severe maladministration", "maladministration", "service failure", "no maladministration"]
        )
        for _ in heads
    ]
    return heads, findings, [*about, "the associated complaint"]


def _newer(chance: random.Random) -> tuple[str, dict[str, Any]]:
    landlord, day = chance.choice(_LANDLORDS), date(2025, 10, 1) + timedelta(days=chance.randrange(300))
    reference = f"2024{chance.randrange(100000):05}"
    heads, findings, about = _heads(chance)
    due = day + timedelta(days=28)
    lines = [
        "Decision",
        "Case ID",
        reference,
        "Decision type",
        "Investigation",
        "Landlord",
        landlord,
        "Landlord type",
        "Housing Association",
        "Occupancy",
        "Assured Tenancy",
        "Date",
        _long(day),
        "Background",
        "The resident lives in a flat.",
        "What the complaint is about",
        "The complaint is about the landlord’s handling of:",
        *(f"{chr(97 + at)}. {one}." for at, one in enumerate(heads)),
        "Our decision (determination)",
        "We have found:",
    ]
    lines += [
        f"{chr(97 + at)}. {words[0].upper()}{words[1:]} in the landlord’s handling of {one}."
        for at, (words, one) in enumerate(zip(findings, about, strict=True))
    ]
    lines += [
        "Summary of reasons",
        "The landlord was slow.",
        "Putting things right",
        "Where we find service failure, maladministration or severe maladministration we can make orders for the landlord to put things right.",
        "Orders",
        "Landlords must comply with our orders in the manner and timescales we specify.",
        "Order",
        "What the landlord must do",
        "Due date",
    ]
    orders: list[dict[str, Any]] = []
    titles = {
        "apology": "Apology order",
        "pay_distress": "Compensation order",
        "pay_loss_service": "Compensation order",
        "training": "Training order",
        "service": "Repair order",
        "case_review": "Learning order",
        "procedure": "Policy review order",
    }
    for at, (words, fact) in enumerate(_acts(chance, "the resident", "hos", "the landlord"), 1):
        lines += [
            str(at),
            titles.get(fact["type"], "Other order"),
            f"The landlord must {words}.",
            "No later than",
            _long(due),
        ]
        orders.append({"kind": "order", **fact, "due_on": due, "as_stated": f"No later than {_long(due)}"})
    lines += [
        "Our investigation",
        "The complaint procedure",
        "Date",
        "What happened",
        "3 March 2025",
        _noise(chance, "the resident", "landlord"),
        "What we found and why",
    ]
    for words, one in zip(findings, about, strict=True):
        lines += [
            "Complaint",
            f"The handling of {one}",
            "Finding",
            words[0].upper() + words[1:],
            "The landlord did not do what it should.",
        ]
    truth = {
        "body": "hos",
        "reference": reference,
        "authority": landlord,
        "decided_on": day,
        "completeness": "full",
        "points": heads,
        "findings": [
            {"point": chr(97 + at), "determination": words.replace(" ", "_")}
            for at, words in enumerate(findings)
        ],
        "orders": orders,
    }
    text = ("\n\n" if chance.random() < 0.5 else "\n").join(lines)
    return (_in_pieces(text, chance) if chance.random() < 0.5 else text), _totalled(truth)


def _in_pieces(text: str, chance: random.Random) -> str:
    """The text as it comes out of a page set in many small pieces: letters and digits come apart."""
    start = text.index("What the landlord must do")
    end = text.index("Our investigation")
    table = text[start:end]
    out = []
    for at, letter in enumerate(table):
        out.append(letter)
        after = table[at + 1 : at + 2]
        within = letter.isalnum() and after.isalnum()
        if within and chance.random() < (0.3 if letter.isdigit() or letter == "£" else 0.04):
            out.append(chance.choice([" ", "\n"]))
    return text[:start] + "".join(out) + text[end:]


def _totalled(truth: dict[str, Any]) -> dict[str, Any]:
    truth["payment_total_pence"] = sum(
        one.get("amount_pence", 0) for one in truth["orders"] if one["kind"] != "recommendation"
    )
    return truth
