"""What templates can use."""

import re
from functools import lru_cache
from typing import Any

from django.contrib.messages import get_messages
from django.templatetags.static import static
from django.urls import reverse
from jinja2 import ChainableUndefined, ChoiceLoader, Environment, PackageLoader, PrefixLoader

from casework.alerts.queries import alerts_of, own_counts
from casework.config.ways import ways_for
from casework.insight.recipients import may_get
from casework.people import permissions as on_people
from casework.precedents.queries import similar_orders
from casework.screens import dates, fields, phrasing
from putright.procedures import ombudsman_word, outcome_word
from putright.vocabulary.money import pounds


def environment(**options: Any) -> Environment:
    """The Jinja2 environment of the screens: our templates, the component macros, and a few words for dates."""
    components = PrefixLoader({"govuk_frontend_jinja": PackageLoader("govuk_frontend_jinja")})
    options["loader"] = ChoiceLoader([options["loader"], components])
    # The component macros ask for parameters of parameters that were not given.
    options["undefined"] = ChainableUndefined
    options.setdefault("autoescape", True)
    made = Environment(trim_blocks=True, lstrip_blocks=True, extensions=["jinja2.ext.do"], **options)  # noqa: S701 - set above
    made.filters |= {
        "day": dates.day,
        "moment": dates.moment,
        "plain_day": dates.plain_day,
        "plain_moment": dates.plain_moment,
        "ago": dates.ago,
        "capitalize_first": dates.capital,
        "lower_first": dates.lower_first,
        "counted": phrasing.counted,
        "one_line": phrasing.one_line,
        "without_stop": phrasing.without_stop,
        "pounds": pounds,
        "outcome_word": outcome_word,
        "ombudsman_word": ombudsman_word,
    }
    made.globals |= {
        "static": static,
        "messages_of": get_messages,
        "url": _url,
        "first_input": fields.first_input,
        "may_log_contacts": on_people.may_log_contacts,
        "may_decide_contacts": on_people.may_decide_contacts,
        "ways_for": ways_for,
        "alerts_of": alerts_of,
        "own_alerts": own_counts,
        "similar_orders": similar_orders,
        "may_get_figures": may_get,
    }
    return made


_PLAIN = re.compile(r"[\w-]+", re.ASCII)


def _url(name: str, *parts: Any, **named: Any) -> str:
    """The address with this name. A list asks for a hundred alike, so the shape of each is worked out once."""
    if named or not all(_PLAIN.fullmatch(str(part)) for part in parts):
        return reverse(name, args=parts or None, kwargs=named or None)
    return _shape(name, tuple(isinstance(part, int) for part in parts)).format(*parts)


@lru_cache(maxsize=512)
def _shape(name: str, numbers: tuple[bool, ...]) -> str:
    marks = [900000000 + place if number else f"part-{place}-" for place, number in enumerate(numbers)]
    shape = reverse(name, args=marks or None).replace("{", "{{").replace("}", "}}")
    for mark in marks:
        shape = shape.replace(str(mark), "{}")
    return shape
