"""What was decided on each point: determinations of the Housing Ombudsman, the one finding of the other."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from putright.decisions.heading import Head
from putright.decisions.layout import LGSCO, Layout
from putright.decisions.lines import Flow
from putright.decisions.paragraphs import Item
from putright.decisions.types import Finding, Point
from putright.decisions.wordings import Lookup, any_of, finder, patterns, squeezed, wordings

_SENTENCE = re.compile(r"(?<=[.!?]) (?=[A-Z])")
_WORD = re.compile(r"[a-z]{3,}")
_MOST = 3000


def read_findings(
    layout: Layout, points: Sequence[Point], head: Head
) -> tuple[tuple[Finding, ...], list[str]]:
    """The findings, each with the point it is on where that is clear, and what contradicts itself."""
    if layout.body == LGSCO:
        return _lgsco(layout, points, head), []
    listed = _from_determination(layout)
    pairs = _from_pairs(layout) if layout.newer else []
    found = listed or pairs
    findings = [_placed(one, points, alone=len(found) == 1) for one in found]
    if len(findings) == len(points) and all(one.point is None for one in findings):
        findings = [
            Finding(point.key, one.about, one.determination, one.words)
            for one, point in zip(findings, points, strict=True)
        ]
    return tuple(findings), _disagreements(listed, pairs)


def _from_determination(layout: Layout) -> list[Finding]:
    found: list[Finding] = []
    for section in layout.under("findings"):
        for item in layout.items(section):
            found += _of_item(item)
    return list(dict.fromkeys(found))


def _of_item(item: Item) -> Iterator[Finding]:
    text = item.flow.text[:_MOST]
    if item.under:
        codes = list(_codes(text))
        if codes:
            yield from _under_one(item, codes[-1][0], text)
            return
        for entry in item.under:
            yield from _of_item(entry)
        return
    for sentence in _SENTENCE.split(text):
        yield from _of_sentence(sentence)


def _under_one(item: Item, code: str, text: str) -> Iterator[Finding]:
    """Entries under one finding: there was maladministration in the landlord's handling of: a, b."""
    for entry in item.under:
        words = entry.whole().text
        own = list(_codes(words))
        if own:
            yield from _of_item(entry)
        else:
            yield Finding(None, _tidy(words), code, f"{text} {words}")


def _of_sentence(sentence: str) -> Iterator[Finding]:
    codes = list(_codes(sentence))
    for number, (code, start, end) in enumerate(codes):
        stop = codes[number + 1][1] if number + 1 < len(codes) else len(sentence)
        about = _about(sentence, 0 if number == 0 else codes[number - 1][2], start, end, stop)
        yield Finding(None, about, code, sentence.strip())


def _about(sentence: str, begin: int, start: int, end: int, stop: int) -> str:
    """What a finding is about: after it, or before it where it closes the sentence."""
    after = re.sub(r"(?:,|;|\band\b|\bbut\b|\bthere was\b|\bwas\b|\ba\b|\s)+$", "", sentence[end:stop])
    if resolved := _complaint_about().search(after):
        # Redress that resolves the complaint about something is about that.
        return _tidy(re.sub(r" satisfactorily\b.*$", "", after[resolved.end() :]))
    if lead := _leads().match(after):
        return _tidy(after[lead.end() :])
    before = sentence[begin:start]
    if lead := _complaint_about().search(before):
        words = before[lead.end() :]
        return _tidy(re.sub(r"[,]? (?:is|was|were|has|have|falls?|which|there)\b[^,]*$", "", words))
    tail = _leads().search(after)
    return _tidy(after[tail.end() :] if tail else after or before)


def _codes(text: str) -> Iterator[tuple[str, int, int]]:
    at = 0
    last = None
    for found in _hos_words().all(text):
        code = found.code
        if found.start < at or _speaks_generally(text, found.start):
            continue
        at = found.end
        if last is not None and code == last[0] == "reasonable_redress":
            continue
        last = (code, found.start, found.end)
        yield last


def _speaks_generally(text: str, start: int) -> bool:
    # "Where we find maladministration we can make orders" decides nothing.
    before = text[max(0, start - 60) : start].lower()
    return (
        "where we find" in before or "whether there" in before or "may find" in before or "if there" in before
    )


def _from_pairs(layout: Layout) -> list[Finding]:
    """The newer layout says Complaint, what it was, Finding, and which."""
    found: list[Finding] = []
    lines = [line.text for section in layout.sections for line in section.lines]
    mended = layout.mended
    at = 0
    while at < len(lines):
        if squeezed(lines[at]) != "complaint":
            at += 1
            continue
        about: list[str] = []
        number = at + 1
        while number < len(lines) and squeezed(lines[number]) != "finding" and number - at < 20:
            about.append(lines[number])
            number += 1
        if number + 1 < len(lines) and squeezed(lines[number]) == "finding":
            said = " ".join(lines[number + 1 : number + 4])
            code = next(_codes(said), None)
            if code is not None and code[1] < 40:
                words = " ".join(about)
                if mended is not None:
                    words = mended(Flow(words, [0], [0])).text
                found.append(Finding(None, _tidy(words), code[0], said[code[1] : code[2]]))
        at = number
    return found


def _disagreements(listed: Sequence[Finding], pairs: Sequence[Finding]) -> list[str]:
    doubts = []
    for one in pairs:
        same = [other for other in listed if _likeness(one.about, other.about) > 0.5]
        if same and all(other.determination != one.determination for other in same):
            doubts.append(
                f"on {one.about} the decision says {same[0].determination}, its reasons {one.determination}"
            )
    return doubts


def _placed(finding: Finding, points: Sequence[Point], *, alone: bool) -> Finding:
    scored = sorted(((_likeness(finding.about, point.text), point.key) for point in points), reverse=True)
    if not scored or scored[0][0] < 0.34 or (len(scored) > 1 and scored[1][0] == scored[0][0]):
        key = points[0].key if len(points) == 1 and alone else None
        return Finding(key, finding.about, finding.determination, finding.words)
    return Finding(scored[0][1], finding.about, finding.determination, finding.words)


def _likeness(one: str, other: str) -> float:
    words, others = _bag(one), _bag(other)
    if not words or not others:
        return 1.0 if squeezed(one) == squeezed(other) else 0.0
    return len(words & others) / min(len(words), len(others))


def _bag(text: str) -> frozenset[str]:
    words = {word.rstrip("s") for word in _WORD.findall(text.lower())} - _empty()
    # Complaint handling is a point of its own whose words say nothing by themselves.
    if patterns("points", "complaint_handling", flags=re.IGNORECASE).search(text):
        words |= {"complaint handling"}
    return frozenset(words)


@cache
def _empty() -> frozenset[str]:
    return frozenset(word.rstrip("s") for word in wordings("points")["empty"].split())


def _lgsco(layout: Layout, points: Sequence[Point], head: Head) -> tuple[Finding, ...]:
    said = _final_words(layout)
    summary = _summary_words(layout)
    about = points[0].text if len(points) == 1 else "the complaint"
    key = points[0].key if len(points) == 1 else None
    for words in (said, summary):
        for sentence, code in _fitting(words, head.outcome):
            return (Finding(key, about, code, sentence),)
    if head.outcome is not None and head.outcome in wordings("findings")["published"]:
        return (Finding(key, about, wordings("findings")["published"][head.outcome], head.outcome),)
    return ()


def _fitting(words: str, outcome: str | None) -> Iterator[tuple[str, str]]:
    sentences = _SENTENCE.split(words)
    for row in wordings("findings")["lgsco"]:
        published = row.get("published")
        if published is not None and outcome is not None and published != outcome:
            continue
        if (
            published == "Upheld"
            and outcome is None
            and not re.search(r"\buph|\bfault", words, re.IGNORECASE)
        ):
            continue
        search = _lgsco_words(row["code"])
        for sentence in sentences:
            if search.search(sentence):
                yield sentence.strip(), row["code"]


def _final_words(layout: Layout) -> str:
    found = layout.under("decision")
    return " ".join(item.whole().text for section in found for item in layout.items(section))[:_MOST]


def _summary_words(layout: Layout) -> str:
    for section in layout.sections[:3]:
        for line in section.lines:
            if line.text.startswith("Summary"):
                return line.text[:_MOST]
    return ""


def _tidy(words: str) -> str:
    return words.strip().strip(" .;:,").removesuffix(", and").removesuffix(" and").strip(" .;:,")


@cache
def _hos_words() -> Lookup:
    return Lookup([(row["code"], row["words"]) for row in wordings("findings")["hos"]], stems=False)


@cache
def _leads() -> re.Pattern[str]:
    return re.compile(
        r"^[\s,]*(?:by the landlord )?"
        + any_of(wordings("findings")["about"]["after"])
        + r"(?: respect of)?[\s:]*",
        re.IGNORECASE,
    )


@cache
def _complaint_about() -> re.Pattern[str]:
    return finder(wordings("findings")["about"]["lead"])


@cache
def _lgsco_words(code: str) -> re.Pattern[str]:
    return finder(
        [word for row in wordings("findings")["lgsco"] if row["code"] == code for word in row["words"]]
    )
