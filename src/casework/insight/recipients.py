"""Who gets which e-mail of figures: by what they are, unless they chose otherwise."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet, TextField
from django.db.models.functions import Cast

from casework.insight.mail_kinds import MailKind, mail_kinds
from casework.insight.models import FiguresMail, FiguresMailChoice
from casework.insight.permissions import may_compare
from casework.people.absences import holding
from casework.people.models import Absence, Officer, Organisation


def may_get(officer: Officer) -> bool:
    """Whether the figures of the whole organisation are theirs to see, and they are here to read them."""
    return officer.is_active and may_compare(officer)


def gets_by_default(officer: Officer, kind: MailKind) -> bool:
    """Whether this e-mail is meant for them, whatever they chose."""
    return may_get(officer) and (officer.has_role(*kind.roles) or officer.grade >= kind.grade)


def choices_of(officer: Officer) -> Mapping[str, bool]:
    """For each kind of e-mail whether the officer gets it. One statement."""
    chosen = dict(FiguresMailChoice.objects.filter(officer=officer).values_list("kind", "wanted"))
    return {
        key: may_get(officer) and chosen.get(key, gets_by_default(officer, kind))
        for key, kind in mail_kinds().items()
    }


def is_away(officer: Officer, on: date) -> bool:
    """Whether the officer is on leave that day. One statement."""
    return Absence.objects.filter(holding(on), officer=officer.pk).exists()


def not_laid(
    organisation: Organisation, kind: MailKind, *, stands_for: date, today: date
) -> QuerySet[Officer]:
    """Officers who may be meant for this e-mail and have no row for it yet; their rights are looked at one by one."""
    has = FiguresMail.objects.filter(officer=OuterRef("pk"), kind=kind.key, on=stands_for)
    choice = FiguresMailChoice.objects.filter(officer=OuterRef("pk"), kind=kind.key)
    # The roles stand in JSON, which the two databases ask differently: as text both answer alike.
    meant = Q(grade__gte=kind.grade)
    for role in kind.roles:
        meant |= Q(roles_as_text__contains=f'"{role.value}"')
    away = Exists(Absence.objects.filter(holding(today), officer=OuterRef("pk")))
    found = Officer.objects.filter(organisation=organisation, is_active=True).annotate(
        roles_as_text=Cast("roles", TextField())
    )
    wants = Q(Exists(choice.filter(wanted=True))) | (meant & ~Exists(choice.filter(wanted=False)))
    return found.filter(wants, ~Exists(has), ~away)
