"""The questions of an enquiry, and what we answer. They are papers beside the record: the enquiry is the event."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import Max

from casework.complaints import search
from casework.complaints.models import Document
from casework.complaints.record import locked
from casework.complaints.restriction import check_named
from casework.ombudsman.models import OmbudsmanCase, Question
from casework.ombudsman.permissions import may_work_with_ombudsman
from casework.ombudsman.working import case_here
from casework.people.models import Officer
from putright.cases import CaseError
from putright.vocabulary import QuestionStep

MOST = 200
_NUMBER = re.compile(r"^\s*(?:question\s*)?\(?\d{1,3}[.):]\s*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Answering:
    """What is said to a question.

    answer     with `QuestionStep.NOT_HELD` it says what is missing, and why.
    evidence   what shows it and where it stands; documents: numbers of the files, kept with the complaint.
    """

    answer: str
    evidence: str = ""
    documents: tuple[str, ...] = ()
    step: QuestionStep = QuestionStep.DRAFTED


def add_questions(
    case_key: str | int, enquiry: str, words: str, *, owner: Officer | None = None, due_on: date | None = None,
    by: Officer, now: datetime,
) -> int:  # fmt: skip
    """Add the questions of an enquiry, one a paragraph; a number before one is taken off. Returns how many."""
    asked = split_questions(words)
    if not asked:
        raise CaseError("write the questions, each in a paragraph of its own")
    with transaction.atomic(durable=True):
        case = _case_of_enquiry(case_key, enquiry, by)
        if owner is not None:
            assert case.complaint is not None  # checked with the enquiry
            check_named(case.complaint, owner)
        here = Question.objects.filter(case=case, enquiry=enquiry)
        first = (here.aggregate(last=Max("number"))["last"] or 0) + 1
        if first + len(asked) - 1 > MOST:
            raise CaseError(f"an enquiry holds up to {MOST} questions: put several together")
        Question.objects.bulk_create(
            Question(
                case=case, enquiry=enquiry, number=number, words=one, owner=owner, due_on=due_on, changed_at=now,
                changed_by=by,
            )
            for number, one in enumerate(asked, start=first)
        )  # fmt: skip
        if case.complaint_id is not None:
            search.add(case.complaint_id, "\n".join(asked))
    return len(asked)


def answer_question(
    case_key: str | int, number: str | int, said: Answering, *, by: Officer, now: datetime, seen_version: int
) -> None:
    """Answer a question, in a draft or for good. Only who works with the Ombudsman agrees an answer.

    seen_version  the version of the question that was seen. Raises CaseError for another one.
    """
    if said.step is not QuestionStep.ASKED and not said.answer.strip():
        missing = "what is missing, and why" if said.step is QuestionStep.NOT_HELD else "the answer"
        raise CaseError(f"write {missing}")
    if said.step not in (QuestionStep.ASKED, QuestionStep.DRAFTED) and not may_work_with_ombudsman(by):
        raise CaseError("keep it as a draft: a link officer or a complaints officer agrees the answer")
    with transaction.atomic(durable=True):
        question = _seen(case_key, number, seen_version, by)
        documents = list(
            Document.objects.filter(complaint=question.case.complaint_id, pk__in=_numbers(said.documents))
        )
        if len(documents) != len(set(said.documents)):
            raise CaseError("there is no such document with the complaint: add it first, under Documents")
        question.answer, question.evidence, question.step = said.answer, said.evidence, said.step.value
        _keep(question, by, now)
        question.documents.set(documents)
        assert question.case.complaint_id is not None  # a question hangs on an enquiry of its record
        search.add(question.case.complaint_id, f"{said.answer}\n{said.evidence}")


def give_question(
    case_key: str | int, number: str | int, owner: Officer | None, *, due_on: date | None, by: Officer, now: datetime,
    seen_version: int,
) -> None:  # fmt: skip
    """Give a question to somebody to answer, with a date of our own before the Ombudsman's."""
    with transaction.atomic(durable=True):
        question = _seen(case_key, number, seen_version, by)
        if owner is not None:
            assert question.case.complaint is not None  # a question hangs on an enquiry of its record
            check_named(question.case.complaint, owner)
        question.owner, question.due_on = owner, due_on
        _keep(question, by, now)


def split_questions(words: str) -> tuple[str, ...]:
    """The questions of a text: a paragraph each, or a line each where every line begins with a number."""
    lines = [line for line in words.splitlines() if line.strip()]
    if len(lines) > 1 and all(_NUMBER.match(line) for line in lines):
        found: Iterable[str] = lines
    else:
        found = re.split(r"\n\s*\n", words.replace("\r\n", "\n"))
    return tuple(one for each in found if (one := _NUMBER.sub("", each.strip(), count=1).strip()))


def _seen(case_key: str | int, number: str | int, seen_version: int, by: Officer) -> Question:
    case = case_here(case_key, by)
    questions = Question.objects.select_for_update(of=("self",)).filter(case=case)
    found = (
        questions.select_related("case__complaint").filter(pk=int(number)).first()
        if str(number).isdecimal()
        else None
    )
    if found is None:
        raise CaseError("there is no such question in this case: choose one of the list")
    if found.version != seen_version:
        raise CaseError(
            "somebody else changed this question since you opened it: look at it in another window, put both together "
            "below, and send it again"
        )
    return found


def _keep(question: Question, by: Officer, now: datetime) -> None:
    question.version += 1
    question.changed_at, question.changed_by = now, by
    question.save()


def _case_of_enquiry(case_key: str | int, enquiry: str, by: Officer) -> OmbudsmanCase:
    case = case_here(case_key, by)
    if case.complaint is None:
        raise CaseError("link the case to a complaint first: its enquiries are kept with it")
    # Locked, so that two who add questions at once do not give them the same numbers.
    locked(case.complaint.reference)
    if not case.papers.filter(enquiry=enquiry).exists():
        raise CaseError("there is no such enquiry in this case: choose one of the list")
    return case


def _numbers(typed: Iterable[str]) -> list[int]:
    return [int(one) for one in typed if one.isdecimal()]
