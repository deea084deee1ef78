"""The organisation's own homes and residents, as figures need them."""

from casework.insight.models import KnownNumber
from casework.people.models import Organisation
from putright.measures import Number


def numbers_of(organisation: Organisation) -> tuple[Number, ...]:
    """Every number that holds, in the order of their days. One statement."""
    found = KnownNumber.objects.filter(organisation=organisation, ended_at=None).order_by("on", "what")
    return tuple(Number(*row) for row in found.values_list("what", "number", "on", "source"))
