"""The tables of figures beside the facts that the record's own tables tell: promises, an Ombudsman's questions, findings.

Payments, actions, refusals and the rest are told by events alone and are not handed over yet; a report says of their
figures that they are not in these facts.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

from casework.complaints.models import OpenEnd, Referral
from casework.insight.facts import ALL, AT_ONCE, Chosen, batch_of, complaints_chosen
from casework.insight.structure import Structure, structure_of
from casework.people.models import Organisation
from putright.cases import EndKind
from putright.measures import schemas
from putright.vocabulary import EnquiryStep, OmbudsmanBody

if TYPE_CHECKING:
    import pyarrow as pa

_PLACE = ("complaint__reference", "complaint__service_id", "complaint__team_id")
_KEPT, _MOVED = "kept", "renegotiated"


def promise_pieces(organisation: Organisation, chosen: Chosen = ALL) -> Iterator[pa.RecordBatch]:
    """Every promise that has a day; one that was agreed anew counts by its new day alone."""
    yield from _end_pieces("promises", EndKind.PROMISE, "kept_on", _KEPT, organisation, chosen)


def enquiry_pieces(organisation: Organisation, chosen: Chosen = ALL) -> Iterator[pa.RecordBatch]:
    """Everything an Ombudsman asked for that has a day; what it took back is left out."""
    yield from _end_pieces(
        "enquiries", EndKind.ENQUIRY, "answered_on", EnquiryStep.ANSWERED.value, organisation, chosen
    )


def finding_pieces(organisation: Organisation, chosen: Chosen = ALL) -> Iterator[pa.RecordBatch]:
    """Every finding of the Housing Ombudsman in its decisions. What was ordered for each head is not on record."""
    known = next(one for one in schemas()["findings"].columns if one.name == "determination").codes
    structure, after = structure_of(organisation), 0
    found = Referral.objects.filter(
        complaint__in=complaints_chosen(organisation, chosen).values("pk"), body=OmbudsmanBody.HOS.value,
        decided_on__isnull=False,
    )  # fmt: skip
    names = ("pk", *_PLACE, "decided_on", "determinations")
    while page := list(found.filter(pk__gt=after).order_by("pk").values_list(*names)[:AT_ONCE]):
        after = page[-1][0]
        rows = [(*row[1:-1], code) for row in page for code in row[-1].split(";") if code in known]
        if rows:
            references, services, teams, days, codes = zip(*rows, strict=True)
            columns = {"decided_on": days, "determination": codes}
            yield _placed("findings", references, services, teams, structure, columns)


BESIDE: dict[str, Callable[[Organisation, Chosen], Iterator[pa.RecordBatch]]] = {
    "promises": promise_pieces,
    "enquiries": enquiry_pieces,
    "findings": finding_pieces,
}
"""Each table by its name. Those without a row are left out: nothing is counted over them."""


def _end_pieces(
    table: str, kind: EndKind, ended: str, step: str, organisation: Organisation, chosen: Chosen
) -> Iterator[pa.RecordBatch]:
    structure, after = structure_of(organisation), 0
    found = OpenEnd.objects.filter(
        complaint__in=complaints_chosen(organisation, chosen).values("pk"), kind=kind.value, due_on__isnull=False
    ).exclude(step__in=(_MOVED, EnquiryStep.NOT_NEEDED.value))  # fmt: skip
    names = ("pk", *_PLACE, "due_on", "step", "ended_on", "complaint__ombudsman_body")
    while page := list(found.filter(pk__gt=after).order_by("pk").values_list(*names)[:AT_ONCE]):
        after = page[-1][0]
        _, references, services, teams, dues, steps, ends, bodies = zip(*page, strict=True)
        done = [day if one == step else None for one, day in zip(steps, ends, strict=True)]
        columns: dict[str, Any] = {"due_on": dues, ended: done}
        if kind is EndKind.ENQUIRY:
            columns["body"] = bodies
        yield _placed(table, references, services, teams, structure, columns)


def _placed(
    table: str, references: Any, services: Any, teams: Any, structure: Structure, columns: dict[str, Any]
) -> pa.RecordBatch:
    places = [structure.place(service, team) for service, team in zip(services, teams, strict=True)]
    where = {
        "reference": references,
        "department": [department for department, _ in places],
        "service": [service for _, service in places],
    }
    return batch_of(table, {**where, **columns}, len(references))
