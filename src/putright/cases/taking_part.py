"""Those who take part besides our own officers, and what is asked of them, followed to its end."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from putright.cases.appointed import (
    Adjudicated,
    PersonAppointed,
    PersonDeclared,
    PersonStoodDown,
    ReportReceived,
)
from putright.cases.events import Event
from putright.cases.followed import Followed, latest
from putright.cases.joined import (
    ComplaintLinked,
    ComplaintUnlinked,
    ContributionAsked,
    ContributionMoved,
    LinkPaced,
    MemberEnquired,
    MemberEnquiryMoved,
    PartFound,
    PartSettled,
)
from putright.vocabulary import Conflict, ContributionStep, LinkKind, MemberStep, Pace, PartStep

_SHARE_ENDS = frozenset({ContributionStep.GIVEN, ContributionStep.NOT_NEEDED})
_TOGETHER = frozenset({LinkKind.LEADS, LinkKind.PART_OF})
_MEMBER_ENDS = frozenset({MemberStep.ANSWERED, MemberStep.TAKEN_BACK})


@dataclass(frozen=True, slots=True)
class AppointmentOfPerson(Followed):
    """Somebody with a part in the procedure."""

    @property
    def body(self) -> PersonAppointed:
        """Who, and to what."""
        assert isinstance(self.made.body, PersonAppointed)
        return self.made.body

    @property
    def declared(self) -> bool:
        """Whether they said in writing if anything speaks against them."""
        return self.body.declared or any(isinstance(one.body, PersonDeclared) for one in self.moves)

    @property
    def conflicts(self) -> tuple[Conflict, ...]:
        """What is known to speak against them: at the appointment, and since."""
        later = [one.body.conflicts for one in self.moves if isinstance(one.body, PersonDeclared)]
        return tuple(dict.fromkeys([*self.body.conflicts, *(word for words in later for word in words)]))

    @property
    def stood_down(self) -> Event | None:
        """The event by which they gave it up; None while they have it."""
        return next((one for one in self.moves if isinstance(one.body, PersonStoodDown)), None)

    @property
    def ended(self) -> bool:
        """Whether they gave it up."""
        return self.stood_down is not None


@dataclass(frozen=True, slots=True)
class ReportState(Followed):
    """A report and what we decided on it."""

    @property
    def body(self) -> ReportReceived:
        """What it says."""
        assert isinstance(self.made.body, ReportReceived)
        return self.made.body

    @property
    def adjudication(self) -> Adjudicated | None:
        """The latest decision on it; None while there is none."""
        found = (one.body for one in reversed(self.moves) if isinstance(one.body, Adjudicated))
        return next(found, None)

    @property
    def ended(self) -> bool:
        """Whether it was decided on."""
        return self.adjudication is not None


@dataclass(frozen=True, slots=True)
class ContributionState(Followed):
    """A share asked of another service or body."""

    @property
    def body(self) -> ContributionAsked:
        """What was asked, of whom, by when."""
        assert isinstance(self.made.body, ContributionAsked)
        return self.made.body

    @property
    def step(self) -> ContributionStep:
        """What became of it."""
        last = self.last.body
        return last.to if isinstance(last, ContributionMoved) else ContributionStep.ASKED

    @property
    def due(self) -> date:
        """The day it is due now."""
        found: date | None = latest(self.moves, "due")
        return found or self.body.due

    @property
    def ended(self) -> bool:
        """Whether it is given, or not needed."""
        return self.step in _SHARE_ENDS


@dataclass(frozen=True, slots=True)
class LinkState(Followed):
    """Another complaint that belongs to this one."""

    @property
    def body(self) -> ComplaintLinked:
        """Which, and how."""
        assert isinstance(self.made.body, ComplaintLinked)
        return self.made.body

    @property
    def ended(self) -> bool:
        """Whether it was taken apart again."""
        return any(isinstance(one.body, ComplaintUnlinked) for one in self.moves)

    @property
    def paced(self) -> Event | None:
        """The event that chose how the two are answered; None where nobody chose."""
        return next((one for one in reversed(self.moves) if isinstance(one.body, LinkPaced)), None)

    @property
    def pace(self) -> Pace:
        """How the two are answered. Where nobody chose, a part is answered in step with what leads it, as linked."""
        if self.paced is not None:
            assert isinstance(self.paced.body, LinkPaced)
            return self.paced.body.how
        return Pace.IN_STEP if self.body.what in _TOGETHER else Pace.OWN_TIME


@dataclass(frozen=True, slots=True)
class PartState(Followed):
    """A part found at triage that goes elsewhere."""

    @property
    def body(self) -> PartFound:
        """Which."""
        assert isinstance(self.made.body, PartFound)
        return self.made.body

    @property
    def step(self) -> PartStep:
        """What became of it."""
        last = self.last.body
        return last.to if isinstance(last, PartSettled) else PartStep.FOUND

    @property
    def ended(self) -> bool:
        """Whether it was begun, told of, or left with a reason."""
        return self.step is not PartStep.FOUND


@dataclass(frozen=True, slots=True)
class MemberEnquiryState(Followed):
    """What an elected member asked, and what became of it."""

    @property
    def body(self) -> MemberEnquired:
        """Who asked, and by when they are to be answered."""
        assert isinstance(self.made.body, MemberEnquired)
        return self.made.body

    @property
    def step(self) -> MemberStep:
        """What became of it."""
        last = self.last.body
        return last.to if isinstance(last, MemberEnquiryMoved) else MemberStep.RECEIVED

    @property
    def consent(self) -> bool:
        """Whether the person it is about agrees to the member being answered."""
        return self.body.consent or self.moved(MemberStep.CONSENTED) is not None

    @property
    def due(self) -> date | None:
        """The day the member is to be answered."""
        found: date | None = latest(self.moves, "due")
        return found or self.body.due

    @property
    def ended(self) -> bool:
        """Whether it is answered, or was taken back."""
        return self.step in _MEMBER_ENDS
