"""Whether an elected member may be told what the letter says, and whether it is their turn."""

from __future__ import annotations

from collections.abc import Iterator

from putright.letters.checks.subject import Subject
from putright.letters.checks.types import Problem


def member_may_be_told(subject: Subject) -> Iterator[Problem]:
    """An answer to a member without the consent of the person it is about."""
    if subject.chain.member is None:
        yield Problem("No enquiry of a member waits for this answer.")
    elif not subject.chain.member.consent:
        yield Problem(
            "The person has not agreed that the member is told anything of the matter.", block="answer"
        )


def member_after_the_person(subject: Subject) -> Iterator[Problem]:
    """An answer to a member before the complaint's own answer."""
    if subject.chain.member is not None and subject.chain.member.waits:
        yield Problem("The complaint’s own answer has still to go.")
