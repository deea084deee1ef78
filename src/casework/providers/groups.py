"""Buying groups: organisations with one contractor between them. Each sees the others' counts only where they say so."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from casework.agreements.models import Forwarding
from casework.complaints.models import OpenEnd
from casework.people.models import Officer
from casework.providers.models import BuyingGroup, GroupMember
from casework.providers.register import firm_here
from putright.cases import CaseError


@dataclass(frozen=True, slots=True)
class MemberRow:
    """One organisation of a group. open_parts, late: None = it does not show its counts."""

    organisation: str
    ours: bool
    shows_counts: bool
    open_parts: int | None
    late: int | None


@dataclass(frozen=True, slots=True)
class GroupPage:
    """The group a contractor belongs to. code: what another organisation joins with."""

    name: str
    code: str
    members: tuple[MemberRow, ...]


def join_group(number: int, *, name: str, code: str, shows_counts: bool, by: Officer) -> None:
    """Begin a buying group, or join one by its code, or change what is shown of ours. Raises CaseError."""
    firm = firm_here(number, by)
    with transaction.atomic(durable=True):
        if code.strip():
            group = BuyingGroup.objects.filter(code=code.strip()).first()
            if group is None:
                raise CaseError("there is no group with this code: ask the organisation that began it")
        elif (
            mine := GroupMember.objects.filter(contractor=firm).select_related("group").first()
        ) is not None:
            group = mine.group
        elif name.strip():
            group = BuyingGroup.objects.create(name=name.strip(), code=secrets.token_hex(10))
        else:
            raise CaseError("enter the name of a new group, or the code of one there is")
        GroupMember.objects.update_or_create(
            contractor=firm, defaults={"group": group, "shows_counts": shows_counts}
        )


def group_page(number: int, *, today: date) -> GroupPage | None:
    """The group of a contractor the officer has here already; None without one. Four statements."""
    mine = GroupMember.objects.filter(contractor=number).select_related("group").first()
    if mine is None:
        return None
    members = list(GroupMember.objects.filter(group=mine.group).select_related("contractor__organisation"))
    shown = [one.contractor_id for one in members if one.shows_counts]
    # Restricted complaints are counted for nobody elsewhere, and not here, since others read the same numbers.
    sent = list(
        Forwarding.objects.filter(
            contractor__in=shown, replied_on=None, complaint__restricted=False
        ).values_list("contractor", "complaint", "promise")
    )
    ends = OpenEnd.objects.filter(kind="promise", key__in=[one[2] for one in sent], is_open=True)
    due = {(complaint, key): day for complaint, key, day in ends.values_list("complaint_id", "key", "due_on")}
    rows = []
    for one in members:
        waits = [due[c, key] for firm, c, key in sent if firm == one.contractor_id and (c, key) in due]
        late = sum(day is not None and day < today for day in waits)
        rows.append(
            MemberRow(
                one.contractor.organisation.name, one.pk == mine.pk, one.shows_counts,
                len(waits) if one.shows_counts else None, late if one.shows_counts else None,
            )
        )  # fmt: skip
    return GroupPage(mine.group.name, mine.group.code, tuple(sorted(rows, key=lambda row: row.organisation)))
