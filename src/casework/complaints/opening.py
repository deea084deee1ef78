"""Opening a complaint: its row, its words and parties, and its first events, in one transaction."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import IntegrityError, transaction

from casework.complaints.models import Complaint, Party, Point, Words
from casework.complaints.record import Recorded, act, empty_columns, open_record
from casework.complaints.references import new_reference
from casework.complaints.words import reindex
from casework.people.models import Officer, Organisation
from putright.calendars import in_london
from putright.cases import verbs
from putright.cases.breaches.beginning import SAFEGUARDING_ASKED
from putright.cases.joined import PartFound
from putright.procedures import procedure
from putright.vocabulary import Channel, Relationship, Responsibility


@dataclass(frozen=True, slots=True)
class PointWords:
    """One point as agreed: what is complained of and what is sought, and whose matter it is."""

    words: str
    sought: str = ""
    responsibility: Responsibility = Responsibility.OURS


@dataclass(frozen=True, slots=True)
class Part:
    """A person's part in the complaint, and for who speaks for somebody: on what authority, until when."""

    person_id: int
    role: Relationship
    authority: str = ""
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Opening:
    """Everything a complaint begins with.

    arrived_at          the aware moment it reached us, which may be before it was logged.
    first_expressed_on  when it was first said to anybody, if earlier.
    named               officers it is restricted to; None = not restricted.
    themes, services, ward  how it is sorted, where somebody chose: codes, and numbers of further services.
    stage               key of the stage it begins at; empty = the first. A later one was asked for when it arrived.
    safeguarding_asked  whether there is a safeguarding concern was asked, whatever the answer.
    found               keys of further parts triage found, each a body or a route: to be begun or settled.
    """

    procedure: str
    channel: Channel
    arrived_at: datetime
    title: str
    happened: str = ""
    wanted: str = ""
    points: tuple[PointWords, ...] = ()
    parts: tuple[Part, ...] = ()
    own_policy: str = ""
    first_expressed_on: date | None = None
    conduct_of_staff: bool = False
    vulnerable: bool = False
    service_id: int | None = None
    team_id: int | None = None
    handler_id: int | None = None
    named: tuple[int, ...] | None = None
    stage: str = ""
    safeguarding_asked: bool = False
    themes: tuple[str, ...] = ()
    services: tuple[str, ...] = ()
    ward: str | None = None
    found: tuple[str, ...] = ()


def open_complaint(
    organisation: Organisation, opening: Opening, *, by: Officer, now: datetime, accepted: bool = True
) -> Recorded:
    """Open a complaint as accepted, with its points, its handler and, if need be, its restriction.

    Raises CaseError for a date that cannot be; nothing is written then.
    """
    under = procedure(opening.procedure)
    today = in_london(now).date()
    acts = [
        act(
            verbs.receive, channel=opening.channel, at=opening.arrived_at,
            first_expressed_on=opening.first_expressed_on, logged_on=today, conduct_of_staff=opening.conduct_of_staff,
            stage=opening.stage or None,
        ),
    ]  # fmt: skip
    if opening.stage and under.stage(opening.stage).opened_by != "received":
        # What came before was not recorded here: its clocks run from the request for this stage.
        acts.append(act(verbs.reach, moment=under.stage(opening.stage).opened_by, at=opening.arrived_at))
    if accepted:
        acts.append(act(verbs.accept, at=now))
    for number, point in enumerate(opening.points, start=1):
        # What they complained of then: logging it after the acknowledgement went out makes no later point of it.
        acts.append(
            act(
                verbs.agree_point, point=str(number), at=opening.arrived_at, responsibility=point.responsibility,
                outcome_sought=bool(point.sought or opening.wanted),
            )
        )  # fmt: skip
    if opening.safeguarding_asked:
        acts.append(act(verbs.reach, moment=SAFEGUARDING_ASKED, at=now))
    if opening.themes or opening.services or opening.ward:
        acts.append(
            act(
                verbs.classify, themes=opening.themes, services=opening.services, ward=opening.ward,
                several=bool(opening.services), at=now,
            )
        )  # fmt: skip
    acts += [act(verbs.involve, body=PartFound(part), at=now) for part in opening.found]
    if opening.handler_id is not None:
        acts.append(act(verbs.allocate, officer=str(opening.handler_id), at=now))
    if opening.named is not None:
        officers = sorted({by.pk, *opening.named} | ({opening.handler_id} if opening.handler_id else set()))
        acts.append(act(verbs.restrict, officers=[str(one) for one in officers], at=now))
    with transaction.atomic():
        complaint = _new_row(organisation, opening)
        Words.objects.create(
            complaint=complaint, title=opening.title, happened=opening.happened, wanted=opening.wanted
        )
        Point.objects.bulk_create(
            Point(complaint=complaint, key=str(number), words=point.words, sought=point.sought)
            for number, point in enumerate(opening.points, start=1)
        )
        Party.objects.bulk_create(
            Party(
                complaint=complaint, person_id=part.person_id, role=part.role.value, authority=part.authority,
                authority_until=part.until,
            )
            for part in opening.parts
        )  # fmt: skip
        recorded = open_record(complaint, acts, under, by=by, now=now)
        reindex(complaint)
    return recorded


def _new_row(organisation: Organisation, opening: Opening) -> Complaint:
    """The complaint's row under a reference nobody has; a draw that is taken is drawn again."""
    tries = 5
    while True:
        try:
            with transaction.atomic():
                return Complaint.objects.create(
                    organisation=organisation, reference=new_reference(), procedure=opening.procedure,
                    own_policy=opening.own_policy, service_id=opening.service_id, team_id=opening.team_id,
                    vulnerable=opening.vulnerable, **empty_columns(in_london(opening.arrived_at).date()),
                )  # fmt: skip
        except IntegrityError:
            tries -= 1
            if not tries:
                raise
