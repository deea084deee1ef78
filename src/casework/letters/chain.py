"""From the complaint as it stands, with the answers, the ledger and what was typed, to the chain of a letter."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from casework.complaints.calendars import organisation_calendar
from casework.complaints.projection import current_deadlines
from casework.complaints.queries import ComplaintPage, PointRow
from casework.letters.around import NEVER_WRITTEN_TO, Around, Someone, answer_draft
from casework.letters.draft import AnswerDraft, Draft
from casework.letters.members import TO_MEMBER, asked_of, enquired_on, member_of, reference_told
from casework.letters.moved import dates_of_move, moved_from
from casework.letters.planned import answer_due, plan_dates, signs_as, who_signs
from casework.outcomes.decisions import none_decided, points_to_answer, remedy_decision
from putright.calendars import BeyondHorizon
from putright.cases import CaseError, replay, verbs
from putright.cases.followed import RemedyState
from putright.cases.state import day_of
from putright.letters.chain import (
    ActionLine,
    Chain,
    Commitment,
    Correspondent,
    EvidenceReference,
    FaultShare,
    PaymentShare,
    PointAnswer,
    Question,
    RemedyLine,
)
from putright.procedures import ProcedureError, band_of
from putright.vocabulary import (
    LetterKind,
    PointOutcome,
    RejectionReason,
    RemedyStep,
    RemedyType,
)

ANSWERS = frozenset(
    {LetterKind.RESPONSE, LetterKind.FINAL_RESPONSE, LetterKind.SUPPLEMENTARY_RESPONSE, LetterKind.COVERING}
)
"""Letters that answer the points of a stage."""
ACKNOWLEDGEMENTS = frozenset({LetterKind.ACKNOWLEDGEMENT, LetterKind.LATER_ACKNOWLEDGEMENT})
TO_CONTRACTOR = frozenset({LetterKind.FORWARDING})
WITH_REMEDIES = ANSWERS | {LetterKind.UNDELIVERED_REMEDY}
WITH_ACTIONS = ANSWERS | {LetterKind.UPDATE, LetterKind.CLOSURE}
_STILL_OFFERED = frozenset(
    {RemedyStep.PROPOSED, RemedyStep.APPROVED, RemedyStep.OFFERED, RemedyStep.ACCEPTED}
)


@dataclass(frozen=True, slots=True)
class Builder:
    """Builds the chain of one letter.

    approver  number of the officer who signs: what is within their limit counts as approved. None = nobody yet.
    """

    page: ComplaintPage
    around: Around
    draft: Draft
    today: date
    dated_on: date
    author: int
    approver: int | None = None

    def chain(self) -> Chain:
        """The chain of the letter as it is being written. No statement, or one for the calendar."""
        page, draft, details = self.page, self.draft, self.draft.details
        stage = page.procedure.stage(draft.stage)
        answers = draft.kind in ANSWERS
        notes = {str(one.id): one.words for one in page.notes}
        recipient = self.recipient()
        points = tuple(self._points(notes))
        keys = tuple(one.key for one in points)
        refused = self._refused(keys)
        return Chain(
            kind=draft.kind,
            reference=reference_told(page, details, draft.kind),
            organisation=self.around.organisation.name,
            procedure=page.procedure,
            stage=stage.key,
            stage_title=stage.title,
            next_stage_title=page.procedure.stage(stage.next).title if stage.next else "",
            ombudsman=page.ombudsman,
            recipient=recipient,
            sender=self.sender(),
            dates=self._dates(),
            points=points,
            remedies=tuple(self._remedies(notes)),
            actions=tuple(self._actions(notes)) if draft.kind in WITH_ACTIONS else (),
            commitments=tuple(self._commitments(notes)),
            learning=tuple(self._learning(notes)) if answers else (),
            words={**draft.words, "handler": draft.words.get("handler") or page.owner},
            subjects=tuple(self.subjects()),
            third_parties=tuple(self._third_parties(recipient.name)),
            severity=self.around.severity,
            language=draft.language,
            needs=self._needs(),
            acts_next=details.acts_next,
            acts_by=details.acts_by,
            copies_to=tuple(one.name for one in self._copies()),
            may_be_copied=tuple(
                one.name
                for one in self.around.parties
                if one.name not in refused and not one.why_not_told(self.today, keys)
            ),
            refused=refused,
            recipient_refused=self._recipient_refused(keys),
            without_health=self._without_health(),
            route=details.reason if draft.kind is LetterKind.SIGNPOST else "",
            moved_from=moved_from(page) if draft.kind is LetterKind.MOVED else "",
            member=asked_of(page, details) if draft.kind in TO_MEMBER else None,
            enclosures=details.enclosures,
            author=self._name(self.author),
            provider=provider.name if (provider := self.around.contractor(draft.provider)) else "",
            complete=details.complete,
            out_of_time=details.reason == RejectionReason.OVER_12_MONTHS,
            delay_evidence=(EvidenceReference(details.delay_evidence),) if details.delay_evidence else (),
            restrictions=tuple(
                notes.get(one.key, "") or "A no-contact rule" for one in page.case.restrictions if not one.ended
            ),
            prepared_as=details.formats,
            headings_covered=details.headings,
            also=self.around.also,
            signed_as=signs_as(page, self.around, draft.kind, draft.sender or self.author, on=self.today),
            signatories=tuple(one.name for one in who_signs(page, self.around, draft.kind, on=self.today)),
        )  # fmt: skip

    def recipient(self) -> Correspondent:
        """Who it is written to: the contractor, the party chosen, or the complainant."""
        if self.draft.kind in TO_CONTRACTOR:
            to = self.around.contractor(self.draft.provider)
            return Correspondent(name=to.name if to else "", email=to.email if to else "")
        one = self.addressee()
        if one is None:
            return Correspondent(name="")
        return Correspondent(one.name, one.name, one.address, one.email, one.role.label)

    def addressee(self) -> Someone | None:
        """The party it is written to; None for a contractor, or when nobody is named."""
        if self.draft.kind in TO_CONTRACTOR:
            return None
        if self.draft.kind in TO_MEMBER:
            return member_of(self.page, self.draft.details, self.around)
        return self.around.party(self.draft.recipient) or self.around.complainant

    def sender(self) -> Correspondent:
        """Whose name stands below it, with how the organisation is reached."""
        organisation = self.around.organisation
        officer = self.around.officers.get(self.draft.sender or self.author)
        return Correspondent(
            name=officer.name if officer else "",
            role=officer.role if officer else "",
            email=organisation.email or (officer.email if officer else ""),
            telephone=organisation.telephone,
            grade=officer.grade if officer else 1,
            address=tuple(line for line in organisation.address.splitlines() if line.strip()),
        )

    def subjects(self) -> Iterator[str]:
        """Names of people complained of."""
        for one in self.around.parties:
            if one.role in NEVER_WRITTEN_TO and one.name:
                yield one.name
        for restriction in self.page.case.restrictions:
            if name := self.around.workers.get(restriction.body.worker):
                yield name

    def answer(self, point: str) -> AnswerDraft:
        """The answer to a point as typed, else as stored, else an empty one."""
        if typed := self.draft.answers.get(point):
            return typed
        stored = self.around.answers.get(point)
        return answer_draft(stored) if stored else AnswerDraft(point)

    def _copies(self) -> Iterator[Someone]:
        for number in self.draft.copies:
            if one := self.around.party(number):
                yield one

    def _refused(self, points: tuple[str, ...]) -> dict[str, str]:
        """Why somebody may get no copy, by name. Asked of each who gets one: two people may have one name."""
        told = {one.name: one.why_not_told(self.today, points) for one in self._copies()}
        return {name: why for name, why in told.items() if why}

    def _recipient_refused(self, points: tuple[str, ...]) -> str:
        """Why it may not be written to whom it is; whether a member may have it is asked by checks of their own."""
        to = None if self.draft.kind in TO_MEMBER else self.addressee()
        return to.why_not_told(self.today, points) if to is not None else ""

    def _without_health(self) -> tuple[str, ...]:
        """Names of those who get the letter on an authority that leaves out what is about health."""
        to = self.addressee()
        found = dict.fromkeys((*([to] if to else []), *self._copies()))
        return tuple(one.name for one in found if one.needs_authority and one.authority.without_health)

    def _name(self, number: int | None) -> str:
        officer = self.around.officers.get(number or 0)
        return officer.name if officer else ""

    def _needs(self) -> str:
        one = self.addressee()
        if one is None:
            return ""
        return "; ".join(part for part in (one.needs, one.language) if part)

    def _third_parties(self, recipient: str) -> Iterator[str]:
        told = {recipient, *(one.name for one in self._copies())}
        for one in self.around.parties:
            if (
                one.name
                and one.name not in told
                and not one.may_be_told(self.today)
                and one.role not in NEVER_WRITTEN_TO
            ):
                yield one.name
        subjects = set(self.subjects())
        yield from (name for name in self.around.workers.values() if name not in subjects)

    def _dates(self) -> dict[str, date | None]:
        page, details, draft = self.page, self.draft.details, self.draft
        state = page.case.stage_state(draft.stage)
        order = [one.key for one in page.case.stages]
        before = page.case.stages[order.index(draft.stage) - 1] if order.index(draft.stage) else None
        acknowledged, due = state.happened.get("acknowledged"), self._due_on()
        return {
            "sent_on": self.dated_on,
            "received_on": page.case.received_on,
            "acknowledged_on": day_of(acknowledged.at) if acknowledged else None,
            "due_on": due,
            "new_date": details.new_date,
            "more_by": details.more_by,
            "escalated_on": day_of(state.opened_at.at) if before else None,
            "responded_on": before.complete_responded_on if before else None,
            "enquired_on": enquired_on(page, details) if draft.kind in TO_MEMBER else None,
            "forwarded_on": self.dated_on if draft.kind is LetterKind.FORWARDING else None,
            "reply_due_on": details.reply_due_on,
            "closed_on": self.dated_on if draft.kind is LetterKind.CLOSURE else None,
            **plan_dates(page, draft.stage),
            **dates_of_move(page, draft, due, on=self.dated_on),
        }

    def _due_on(self) -> date | None:
        """The day the answer is due; for an acknowledgement, as it will be once it is sent."""
        page, stage = self.page, self.draft.stage
        deadlines = page.deadlines
        if (
            self.draft.kind in (*ACKNOWLEDGEMENTS, LetterKind.MOVED)
            and "acknowledged" not in page.case.stage_state(stage).happened
        ):
            try:
                sent = verbs.acknowledge(page.case, at=self.dated_on, stage=stage)
                deadlines = current_deadlines(
                    replay((*page.case.events, *sent)), page.procedure,
                    organisation_calendar(self.around.organisation), own_policy=page.own_policy, today=self.today,
                )  # fmt: skip
            except (CaseError, BeyondHorizon):
                deadlines = page.deadlines
        return answer_due(page, deadlines, stage)

    def _points(self, notes: dict[str, str]) -> Iterator[PointAnswer]:
        case, stage = self.page.case, self.draft.stage
        wanted = set(points_to_answer(case, stage))
        order = [one.key for one in case.stages]
        # What was asked about the complaint as a whole is answered with the first point.
        general = self.around.general
        for row in self.page.points:
            if row.key not in wanted:
                continue
            given, stored = self.answer(row.key), self.around.answers.get(row.key)
            asked = (
                [Question(str(one.id), one.asked, one.answer) for one in stored.questions] if stored else []
            )
            yield PointAnswer(
                key=row.key,
                words=row.words,
                sought=row.sought,
                responsibility=case.point(row.key).responsibility,
                outcome=PointOutcome(given.outcome) if given.outcome else None,
                standard=given.standard,
                happened=given.happened,
                evidence=tuple(
                    EvidenceReference(one.called, one.on, one.page)
                    for one in (stored.evidence if stored else ())
                ),
                reasons=given.reasons,
                fault=given.fault,
                injustice=given.injustice,
                shares=tuple(
                    FaultShare(of, percent) for of, percent in (stored.shares if stored else ()) if percent
                ),
                earlier=_earlier(row, order[: order.index(stage)]),
                changed=given.changed,
                questions=(*general, *asked) if self.draft.kind in ANSWERS else (),
                remedy=remedy_decision(case, row.key),
                no_remedy_because=notes.get(none_decided(case, row.key) or "", ""),
            )
            general = ()

    def offers(self) -> tuple[RemedyState, ...]:
        """The remedies of this stage that the letter offers."""
        if self.draft.kind not in WITH_REMEDIES:
            return ()
        found = [
            one
            for one in self.page.case.remedies
            if one.made.stage == self.draft.stage
            and one.step in _STILL_OFFERED
            and one.key != self.draft.details.remedy
            and (self.draft.kind in ANSWERS or not one.offered)
        ]
        # What the letter replaces is not promised beside what replaces it: RM-10.
        replaced = {one.body.supersedes for one in found}
        return tuple(one for one in found if one.key not in replaced)

    def made_good(self) -> tuple[RemedyState, ...]:
        """The apologies of the ledger that a letter of apology makes; it has to cover their headings."""
        if self.draft.kind is not LetterKind.APOLOGY:
            return ()
        return tuple(
            one
            for one in self.page.case.remedies
            if one.body.type is RemedyType.APOLOGY and one.step in _STILL_OFFERED
        )

    def _remedies(self, notes: dict[str, str]) -> Iterator[RemedyLine]:
        sums = {one.key: one.body.amount_pence for one in self.page.case.remedies}
        for one in (*self.offers(), *self.made_good()):
            body = one.body
            line = self.around.lines.get(one.key)
            payee = self.around.party(_number(body.payee)) or self.around.complainant
            yield RemedyLine(
                key=one.key,
                type=body.type,
                words=notes.get(one.key, "") or body.type.label,
                points=body.points,
                amount_pence=body.amount_pence,
                unit_pence=body.unit_pence,
                per=body.per,
                periods=body.periods,
                until=(line.condition if line else "") or _until(body.until),
                shares=tuple(PaymentShare(share.payer, share.amount_pence) for share in body.shares),
                payee=payee.name if payee and body.amount_pence is not None else "",
                method=_within(line.method) if line else "",
                due_on=one.due or body.due,
                set_off=body.set_off_debt,
                set_off_because=body.set_off,
                supersedes_pence=sums.get(body.supersedes) if body.supersedes else None,
                approved=self._approved(one),
                headings=tuple(line.headings) if line and body.type is RemedyType.APOLOGY else (),
                band=_band(body.guidance, self.dated_on),
                outside_band_because=notes.get(body.differs_note or "", ""),
            )

    def _approved(self, remedy: RemedyState) -> bool:
        if remedy.approved_by is not None or remedy.body.amount_pence is None:
            return True
        officer = self.around.officers.get(self.approver or 0)
        return officer is not None and self.around.may_approve(officer.grade, remedy.body.amount_pence)

    def _actions(self, notes: dict[str, str]) -> Iterator[ActionLine]:
        for one in self.page.case.actions:
            if not one.ended and not one.body.learning:
                words = notes.get(one.key, "") or one.body.type.label
                yield ActionLine(one.key, words, self._name(_number(one.owner)), one.due)

    def _learning(self, notes: dict[str, str]) -> Iterator[str]:
        for lesson in self.page.case.lessons:
            if not lesson.body.no_lesson and (words := notes.get(lesson.key)):
                yield words
        for action in self.page.case.actions:
            if action.body.learning and not action.ended and (words := notes.get(action.key)):
                yield words

    def _commitments(self, notes: dict[str, str]) -> Iterator[Commitment]:
        owners = {one.key: one.owner for one in self.page.case.promises}
        for one in self.page.promises:
            if one.ended is None and one.by is not None:
                owner = self._name(_number(owners.get(one.key))) or self.page.owner
                yield Commitment(one.key, one.words, one.by, owner)
        for number, promise in enumerate(self.draft.details.promises):
            owner = self._name(_number(promise.owner)) or self.page.owner
            yield Commitment(f"new-{number}", promise.words, promise.by, owner)


def _earlier(row: PointRow, stages: list[str]) -> PointOutcome | None:
    found = [one.finding.outcome for one in row.findings if one.stage in stages]
    return found[-1] if found else None


def _until(day: date | datetime | None) -> str:
    found = day_of(day)
    return f"{found:%-d %B %Y}" if found else ""


def _within(words: str) -> str:
    """Words as they stand within a sentence: `Bank transfer` with a small letter, `BACS` as it is."""
    return words if words[1:2].isupper() else f"{words[:1].lower()}{words[1:]}"


def _number(text: str | None) -> int | None:
    return int(text) if text and text.isdecimal() else None


def _band(reference: str | None, on: date) -> tuple[int | None, int | None] | None:
    if not reference:
        return None
    try:
        band = band_of(reference, on=on)
    except ProcedureError:
        return None
    return (band.low_pence, band.high_pence) if band.has_figures else None
