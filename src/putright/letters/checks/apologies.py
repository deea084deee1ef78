"""The apology check: what an apology must say, must not say, and who it must come from."""

from __future__ import annotations

from collections.abc import Iterator

from putright.letters.checks.subject import Subject
from putright.letters.checks.types import Problem
from putright.letters.filling import clause
from putright.letters.rules import limit
from putright.letters.sentences import sentences, shared_percent
from putright.vocabulary import LetterKind, RemedyType

_FILE = "apology.toml"
_GRADES = ("", "officer", "manager", "head of service", "director")


def no_banned_phrase(subject: Subject) -> Iterator[Problem]:
    """Phrases that turn an apology into none."""
    for passage, found in subject.said("banned", file=_FILE):
        yield passage.problem(f"The text says “{found.words}”, which takes an apology back.")


def apology_made(subject: Subject) -> Iterator[Problem]:
    """Something upheld, or an apology offered, and nobody says sorry."""
    if subject.apologises and not subject.says("apologises", file=_FILE):
        yield Problem(
            "Fault was found or an apology offered, and the letter does not say sorry.", block="apology"
        )


def accepts_responsibility(subject: Subject) -> Iterator[Problem]:
    """An apology that does not accept responsibility."""
    if _made(subject) and not subject.says("accepts", file=_FILE):
        yield Problem(
            "The apology does not say that we are responsible.", block=_block(subject, "acceptance")
        )


def names_the_impact(subject: Subject) -> Iterator[Problem]:
    """An apology without a sentence on what it meant for the person."""
    if _made(subject) and not subject.says("impact", file=_FILE):
        yield Problem(
            "The apology has no sentence on what it meant for this person.", block=_block(subject, "impact")
        )


def says_what_we_will_do(subject: Subject) -> Iterator[Problem]:
    """An apology without a sentence on what changes; in an answer, remedies and actions say it."""
    chain = subject.chain
    said = chain.remedies or chain.actions or chain.learning if subject.kind is not LetterKind.APOLOGY else ()
    if _made(subject) and not said and not subject.says("will_do", file=_FILE):
        yield Problem("The apology has no sentence on what we will do.", block=_block(subject, "change"))


def says_why(subject: Subject) -> Iterator[Problem]:
    """An apology that does not say why it happened."""
    if not subject.says("why", file=_FILE):
        yield Problem("The apology does not say why it happened.", block=_block(subject, "why-it-happened"))


def covers_every_heading(subject: Subject) -> Iterator[Problem]:
    """Headings an apology was ordered to cover and does not; somebody may tick one as covered."""
    for line in subject.chain.remedies:
        if line.type is not RemedyType.APOLOGY:
            continue
        for heading in line.headings:
            if heading not in subject.chain.headings_covered and not _covered(subject, heading):
                yield Problem(f"The apology does not cover “{heading}”.", block=_block(subject, "went-wrong"))


def covers_every_upheld_point(subject: Subject) -> Iterator[Problem]:
    """Upheld points a letter of apology does not speak of."""
    for point in subject.upheld:
        said = any(_covered(subject, text) for text in (point.fault, point.words) if text.strip())
        if not said and point.key not in subject.chain.headings_covered:
            yield Problem(
                f"The apology does not speak of {subject.name(point.key)}, “{clause(point.words)}”.",
                point=point.key,
            )


def sender_senior_enough(subject: Subject) -> Iterator[Problem]:
    """A sender too junior for how hard the resident was hit."""
    grades = limit("apology", "grade_by_severity")
    needed = grades[min(max(subject.chain.severity, 0), len(grades) - 1)]
    if subject.apologises and subject.chain.sender.grade < needed:
        yield Problem(
            f"For what this did to the resident the letter comes from a {_GRADES[needed]} or above, "
            f"not from {subject.chain.sender.role or 'an officer'}.",
            block="signature",
        )


def not_written_by_a_subject(subject: Subject) -> Iterator[Problem]:
    """A letter written or signed by somebody complained of."""
    complained_of = {name.casefold().strip() for name in subject.chain.subjects}
    for name, did in ((subject.chain.author, "written"), (subject.chain.sender.name, "signed")):
        if name.strip() and name.casefold().strip() in complained_of:
            yield Problem(f"The letter is {did} by somebody the complaint is about.")


def _made(subject: Subject) -> bool:
    return subject.apologises and subject.says("apologises", file=_FILE)


def _block(subject: Subject, key: str) -> str:
    return key if subject.kind is LetterKind.APOLOGY else "apology"


def _covered(subject: Subject, heading: str) -> bool:
    least = limit("apology", "heading_words_percent")
    return any(
        shared_percent(heading, by=one.text) >= least
        for passage in subject.authored
        for one in sentences(passage.text)
    )
