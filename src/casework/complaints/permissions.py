"""Who may see and do what with a complaint. One rule, as a predicate and as a condition of every query."""

from typing import Any

from django.db.models import Exists, OuterRef, Q

from casework.complaints.models import NamedOfficer
from casework.people.models import Officer
from casework.people.permissions import is_read_only, sees_whole_organisation
from casework.people.roles import Role


def visible_to(officer: Officer, through: str = "") -> Q:
    """The condition that leaves only what the officer may see.

    through  the path from what is listed to its complaint, such as `complaint__`; empty = complaints are listed.

    Used by every list, count, search and page, so that a restricted complaint is absent for everybody
    but the officers named on it: absent from titles and totals too.
    """
    named = Exists(NamedOfficer.objects.filter(officer=officer.pk, complaint=OuterRef(f"{through}pk")))
    here, open_to_all = {f"{through}organisation": officer.organisation_id}, {f"{through}restricted": False}
    mine = Q(**here) & (Q(**open_to_all) | Q(named))
    if sees_whole_organisation(officer):
        return mine
    # Who is in no team has none in common with what no team holds.
    together = Q(**{f"{through}team": officer.team_id}) if officer.team_id is not None else Q(pk__in=[])
    return mine & (Q(**{f"{through}owner": officer.pk}) | together | Q(named))


def visible_sql(officer: Officer, table: str = "c") -> tuple[str, list[Any]]:
    """The same condition as SQL over the complaint table under this alias, with its parameters."""
    named = f"EXISTS (SELECT 1 FROM complaints_namedofficer n WHERE n.officer_id = %s AND n.complaint_id = {table}.id)"  # noqa: S608 - the alias is ours
    condition = f"{table}.organisation_id = %s AND (NOT {table}.restricted OR {named})"
    values: list[Any] = [officer.organisation_id, officer.pk]
    if not sees_whole_organisation(officer):
        condition += f" AND ({table}.owner_id = %s OR {table}.team_id = %s OR {named})"
        values += [officer.pk, officer.team_id, officer.pk]
    return condition, values


def may_act(officer: Officer) -> bool:
    """Whether the officer may act on complaints they can see."""
    return not is_read_only(officer)


def may_restrict(officer: Officer) -> bool:
    """Limiting who may see a complaint, and lifting that."""
    return officer.has_role(Role.COMPLAINTS_OFFICER, Role.MANAGER)


def may_correct(officer: Officer) -> bool:
    """Correcting the record, reopening, and going on past a check need a manager or complaints officer."""
    return officer.has_role(Role.COMPLAINTS_OFFICER, Role.MANAGER)
