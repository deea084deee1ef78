"""Lessons: one with four actions, each at another point of its way, and one that returns."""

from __future__ import annotations

from casework.complaints.stories import Said, Story
from casework.ops.demo.matters.begun import File, begin
from casework.ops.demo.years import Teller
from casework.outcomes.commands import (
    Action,
    Learned,
    agree_action,
    finish_action,
    give_up_action,
    learn,
    progress_action,
)
from putright.cases import verbs
from putright.vocabulary import Cause, ClosingReason, PointOutcome, RemedyType, RootCause

_LESSON = "A report is closed when the bin was emptied, not when the lorry is back."


def tell_first(teller: Teller) -> Story:
    """Food waste left for a month: answered and closed."""
    one = begin(teller, "first", service="waste", first="owain", received=62)
    one.acknowledge(60)
    one.respond(51, {"1": PointOutcome.UPHELD, "2": PointOutcome.UPHELD})
    words = Said("The round is redrawn and the resident is content.", "reason")
    one.course.end(one.at(30), verbs.close, words, by=one.by("nadia"), reason=ClosingReason.ANSWERED)
    return one.story()


def learn_first(file: File) -> None:
    """What was agreed then: one half done, one done and to be verified, one late, one out of reach."""
    recorded, _ = learn(
        file.reference,
        Learned(_LESSON, RootCause.SYSTEM, Cause.SYSTEM, ("2",), changed="The crew closes it at the gate."),
        **file.by("owain", 29, 11),
    )  # fmt: skip
    lesson = recorded.case.lessons[-1].key

    def agreed(type_: RemedyType, words: str, due: int, owner: str) -> str:
        action = Action(
            type_,
            words,
            file.day(due),
            str(file.officer(owner).pk),
            learning=True,
            lesson=lesson,
            recheck_months=6,
        )
        made = agree_action(file.reference, action, **file.by("rhian", 29, 14))
        return made.case.actions[-1].key

    half = agreed(RemedyType.TRAINING, "Every crew shown how to close a report at the gate", -8, "owain")
    progress_action(file.reference, half, "Five crews of eight.", percent=60, **file.by("owain", 6))
    done = agreed(RemedyType.CHECK_OTHERS, "Everybody with three reports in a month rung up", 16, "owain")
    list_ = file.paper(
        "owain", 15, "Calls made.pdf", "Calls made", "Our own record", "Twenty-six homes, all rung"
    )
    finish_action(
        file.reference, done, "All twenty-six were rung.", document=list_, **file.by("owain", 15, 16)
    )
    agreed(RemedyType.PROCEDURE, "The page on reports says when one may be closed", 5, "rhian")
    out = agreed(RemedyType.MONITORING, "A weekly count out of the old round system", -20, "owain")
    give_up_action(
        file.reference, out, "The old system is switched off next month. The new one counts from the start.",
        agreed_by_ombudsman=False, **file.by("rhian", 4),
    )  # fmt: skip


def tell_again(teller: Teller) -> Story:
    """The same thing in another street, answered a week ago."""
    one = begin(teller, "again", service="waste", first="mei", received=18)
    one.acknowledge(16)
    one.respond(7, {"1": PointOutcome.UPHELD})
    return one.story()


def learn_again(file: File) -> None:
    """The same lesson, which an earlier complaint taught already."""
    learn(
        file.reference,
        Learned(_LESSON, RootCause.SYSTEM, Cause.SYSTEM, ("1",)),
        **file.by("mei", 5),
    )  # fmt: skip
