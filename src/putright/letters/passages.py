"""The passages of a letter that repeat: each point, remedy, action, promise and lesson, from its own small template."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from putright.letters.chain import ActionLine, Chain, Commitment, EvidenceReference, PointAnswer, RemedyLine
from putright.letters.filling import clause, fill, sentence
from putright.letters.rules import is_payment
from putright.letters.types import PointText, Texts
from putright.letters.wordings import (
    day_in_letter,
    earlier_in,
    finding_in,
    listed,
    ombudsman_name,
    ombudsman_website,
    wordings,
)
from putright.procedures import remedy_meanings
from putright.vocabulary import Period, PointOutcome, RemedyDecision, Responsibility
from putright.vocabulary.money import pounds

NOT_FOR_US = (Responsibility.OTHER_BODY, Responsibility.NOT_RESPONSIBLE)
"""Points another body answers; they are named and not decided."""


@dataclass(frozen=True, slots=True)
class Writer:
    """Writes the passages of one letter: its chain, its texts and its language."""

    chain: Chain
    texts: Texts
    language: str

    def part(self, key: str, **values: str) -> str:
        """The small template of that key, filled."""
        return fill(self.texts.parts[key], values).text

    def passage(self, key: str) -> str:
        """The passage of that key as it stands; empty where the letter has none."""
        return self.texts.parts.get(key, "")

    def number(self, key: str) -> str:
        """The number of a point as the letter counts them; empty for a point it does not have."""
        return next((str(n) for n, point in enumerate(self.chain.points, 1) if point.key == key), "")

    def points(self) -> tuple[PointText, ...]:
        """What is answered to each point that has a finding or words towards one."""
        return tuple(
            PointText(point.key, self._point(point))
            for point in self.chain.points
            if point.outcome is not None or point.reasons or point.happened
        )

    def definition(self) -> str:
        """Each point as understood."""
        return self._each(self.chain.points, lambda point: self.part(
            "defined-point", number=self.number(point.key), words=sentence(point.words)
        ))  # fmt: skip

    def outcomes_sought(self) -> str:
        """What the resident wants, point by point."""
        return self._each(self.chain.points, lambda point: self.part(
            "outcome-sought", number=self.number(point.key), sought=sentence(point.sought)
        ))  # fmt: skip

    def responsibilities(self) -> str:
        """Who is responsible for each point."""
        words = wordings(self.language)["responsibilities"]
        return self._each(self.chain.points, lambda point: self.part(
            "responsibility", number=self.number(point.key), responsible=words[point.responsibility.value]
        ))  # fmt: skip

    def unanswered(self) -> str:
        """The points without a finding, for a letter that leaves them to a later one."""
        if self.chain.complete:
            return ""
        open_points = [one for one in self.chain.points if one.outcome is None]
        return self._each(open_points, lambda point: self.part(
            "unanswered-point", number=self.number(point.key), words=sentence(point.words)
        ))  # fmt: skip

    def remedies(self) -> str:
        """Each remedy of the ledger with its sum, payee and day."""
        return self._each(self.chain.remedies, self._remedy)

    def no_remedies(self) -> str:
        """The sentence said when no remedy is offered; empty when one is, or when that is not decided."""
        if (
            self.chain.remedies
            or not self.chain.points
            or any(one.outcome is None for one in self.chain.points)
        ):
            return ""
        upheld = [one for one in self.chain.points if one.upheld]
        if not upheld:
            # Where a point was resolved, what puts it right was agreed: nothing says that all went well.
            resolved = any(one.outcome is PointOutcome.RESOLVED for one in self.chain.points)
            return self.part("no-remedies-resolved" if resolved else "no-remedies")
        decided = all(
            one.remedy is RemedyDecision.NONE_WITH_REASON and one.no_remedy_because for one in upheld
        )
        return self.part("no-remedies-offered") if decided else ""

    def actions(self) -> str:
        """What is still to be done, by whom and by when."""
        return self._each(self.chain.actions, self._action)

    def no_actions(self) -> str:
        """The sentence said when no action is open; empty while one is, or while points are."""
        chain = self.chain
        if chain.actions or not chain.points or not chain.complete:
            return ""
        return self.part("no-actions-beyond" if chain.remedies or chain.commitments else "no-actions")

    def commitments(self) -> str:
        """What was promised and is open."""
        return self._each(self.chain.commitments, self._commitment)

    def learning(self) -> str:
        """What was learned."""
        return self._each(self.chain.learning, lambda words: self.part("lesson", words=sentence(words)))

    def enclosures(self) -> str:
        """What is enclosed."""
        return self._each(self.chain.enclosures, lambda words: self.part("enclosure", words=clause(words)))

    def other_ombudsmen(self) -> str:
        """Where linked parts of the complaint lead to, an Ombudsman a paragraph with its details."""
        return "\n\n".join(
            self.part(
                "other-ombudsman",
                ombudsman=ombudsman_name(one, self.language),
                website=ombudsman_website(one, self.language),
                telephone=one.telephone,
                address=", ".join(one.address),
            )
            for one in self.chain.also
        )

    def _each(self, things: Iterable[object], write: Callable[..., str]) -> str:
        return "\n".join(text for thing in things if (text := write(thing)))

    def _day(self, line: RemedyLine | ActionLine | Commitment | EvidenceReference) -> str:
        return day_in_letter(line.on if isinstance(line, EvidenceReference) else line.due_on, self.language)

    def _point(self, point: PointAnswer) -> str:
        words = wordings(self.language)
        title = f"{words['point']} {self.number(point.key)}"
        procedure = self.chain.procedure
        return self.part(
            "point",
            number=self.number(point.key),
            words=clause(point.words),
            title=f"{title}: {clause(point.words)}" if point.words.strip() else title,
            standard=point.standard.strip(),
            happened=point.happened.strip(),
            evidence="; ".join(text for one in point.evidence if (text := self._evidence(one))),
            finding=finding_in(procedure, point.outcome, self.language) if point.outcome else "",
            reasons=point.reasons.strip(),
            fault=point.fault.strip(),
            injustice=point.injustice.strip(),
            shares=listed(
                (self._share(words["parties"], one.of.value, one.percent) for one in point.shares), self.language
            ),
            earlier=earlier_in(procedure, point.earlier, self.language) if point.earlier else "",
            changed=point.changed.strip(),
            questions=self._each(point.questions, lambda one: self.part(
                "question", asked=sentence(one.asked), answer=sentence(one.answer)
            )),
            no_remedy_because=(
                sentence(point.no_remedy_because)
                if point.remedy is RemedyDecision.NONE_WITH_REASON and point.upheld
                else ""
            ),
        )  # fmt: skip

    def _evidence(self, one: EvidenceReference) -> str:
        kind = "evidence" + {
            (True, True): "-dated-and-paged",
            (True, False): "-dated",
            (False, True): "-paged",
        }.get((one.on is not None, bool(one.page)), "")
        return self.part(kind, document=clause(one.document), on=self._day(one), page=one.page)

    def _share(self, parties: Mapping[str, str], of: str, percent: int) -> str:
        return self.part("share", party=parties[of], percent=str(percent))

    def _remedy(self, line: RemedyLine) -> str:
        words = told_words(line, self.language)
        said = [self.part("remedy", words=sentence(words)), *self._what_for(line), *self._sum(line)]
        if is_payment(line.type):
            said += self._paid(line)
        if line.supersedes_pence is not None:
            said.append(self.part("remedy-supersedes", superseded=pounds(line.supersedes_pence)))
        due = "remedy-paid-by" if is_payment(line.type) else "remedy-done-by"
        said.append(self.part(due, due_on=self._day(line)))
        return " ".join(text for text in said if text)

    def _what_for(self, line: RemedyLine) -> list[str]:
        words = wordings(self.language)
        numbers = [number for key in line.points if (number := self.number(key))]
        if not numbers:
            return []
        kind = words["point"] if len(numbers) == 1 else words["points"]
        return [self.part("remedy-points", points=f"{_small(kind)} {listed(numbers, self.language)}")]

    def _sum(self, line: RemedyLine) -> list[str]:
        if line.amount_pence is None:
            return []
        words = wordings(self.language)
        per = words["per"].get(line.per.value, "")
        amount = pounds(line.amount_pence)
        if line.per is not Period.ONCE and line.periods is None:
            kind = "remedy-recurring" if line.until else "remedy-recurring-without-end"
            return [self.part(kind, amount=amount, per=per, until=clause(line.until))]
        said = [self.part("remedy-sum", amount=amount)]
        if line.unit_pence is not None and line.periods is not None and line.per is not Period.ONCE:
            one, many = words["periods"][line.per.value]
            periods = f"{line.periods} {one if line.periods == 1 else many}"
            said.append(self.part("remedy-reckoned", unit=pounds(line.unit_pence), per=per, periods=periods))
        return said

    def _paid(self, line: RemedyLine) -> list[str]:
        words = wordings(self.language)
        said = []
        if line.shares:
            each = [
                self.part(
                    "remedy-share", party=words["parties"][one.payer.value], amount=pounds(one.amount_pence)
                )
                for one in line.shares
            ]
            said.append(_capital(self.part("remedy-shares", shares=listed(each, self.language))))
        if line.payee and line.method:
            said.append(self.part("remedy-payee-and-method", payee=line.payee, method=clause(line.method)))
        elif line.payee:
            said.append(self.part("remedy-payee", payee=line.payee))
        if line.set_off and line.set_off_because is not None:
            said.append(self.part("remedy-set-off", because=words["set_off"][line.set_off_because.value]))
        elif not line.set_off:
            said.append(self.part("remedy-paid-in-full"))
        return said

    def _action(self, line: ActionLine) -> str:
        day, owner = self._day(line), _capital(clause(line.owner))
        kind = {
            (True, True): "action",
            (True, False): "action-without-owner",
            (False, True): "action-without-date",
        }.get((bool(day), bool(owner)), "action-open")
        return self.part(kind, words=sentence(line.words), owner=owner, due_on=day)

    def _commitment(self, line: Commitment) -> str:
        day = self._day(line)
        return self.part("commitment" if day else "commitment-open", words=sentence(line.words), due_on=day)


def told_words(line: RemedyLine, language: str) -> str:
    """What a letter says a remedy is: its words, or all that may be said of what was done with staff (R-S3)."""
    may_be_told = remedy_meanings()[line.type].told_as
    own: str = wordings(language)["told_as"].get(line.type.value, may_be_told)
    return own if may_be_told else line.words


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _small(text: str) -> str:
    return text[:1].lower() + text[1:]
