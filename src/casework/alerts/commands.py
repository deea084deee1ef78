"""Writing alerts of an organisation, and what an officer wants to hear of."""

from collections.abc import Iterable
from datetime import date

from django.db import transaction

from casework.alerts.looking import RANKS
from casework.alerts.models import Alert, Muted
from casework.people.models import Officer, Organisation
from putright.cases.detection import Alert as Seen
from putright.procedures import detection_rules


def write_of_organisation(organisation: Organisation, seen: Iterable[Seen], *, today: date) -> None:
    """What the rules see of the organisation as a whole: alerts begin and end. Three statements."""
    held = {
        (one.rule, one.key): one
        for one in Alert.objects.filter(organisation=organisation, complaint=None, ended_on=None)
    }
    begin = [
        Alert(
            organisation=organisation, rule=one.rule, key=one.key, group=one.group.value, rank=RANKS[one.severity],
            since=one.since or today, due_on=one.due, says=one.says, first_seen_on=today,
            owner_id=int(one.owner) if one.owner else None,
        )
        for one in seen
        if held.pop((one.rule, one.key), None) is None
    ]  # fmt: skip
    Alert.objects.bulk_create(begin, ignore_conflicts=True)
    if held:
        Alert.objects.filter(pk__in=[one.pk for one in held.values()]).update(ended_on=today)


def choose_digest(officer: Officer, *, wanted: bool, rules: Iterable[str]) -> None:
    """Whether the officer gets the daily e-mail, and of which rules it tells."""
    told = set(rules)
    with transaction.atomic(durable=True):
        Officer.objects.filter(pk=officer.pk).update(wants_digest=wanted)
        Muted.objects.filter(officer=officer).delete()
        Muted.objects.bulk_create(
            [Muted(officer=officer, rule=rule) for rule in detection_rules() if rule not in told]
        )
