"""The page of every clock of every procedure that ships, as Markdown: `putright procedures --clocks`."""

from collections.abc import Iterator

from putright.procedures import ExtensionRule, Procedure, Stage, Timescale, ombudsmen
from putright.procedures.access import WayWhen
from putright.procedures.shipped import shipped_procedures

_HEAD = """# Every clock of every procedure

Made from the data by `putright procedures --clocks > docs/clocks.md`, and held true by a test: change the data,
then make the page anew. Days are counted as [how dates are worked out](how-dates-are-worked-out.md) says: the day
something happened is day zero. A mark in the last column means that nobody has confirmed the figure, or the
provision it stands in, against the source yet; how to lift it is told in
[procedures as data](procedures-as-data.md#confirm-a-fact-that-is-marked).
"""
_CLOCKS = "| Stage | Clock | Length | Counted from | Met by | Extension | Provision | Confirmed |"
_TIME = "| The person’s own time | How long | Counted from | Provision | Confirmed |"


def clocks_page() -> str:
    """The whole page, a section for each procedure version that ships."""
    sections = [_HEAD, *(_section(one) for one in shipped_procedures().values()), _ombudsmen()]
    return "\n".join(sections)


def _section(procedure: Procedure) -> str:
    doubt = " (day to be confirmed)" if procedure.in_force_unconfirmed else ""
    until = f" to {procedure.in_force_to}" if procedure.in_force_to else ""
    facts = [
        f"`{procedure.key}`, in force from {procedure.in_force_from}{doubt}{until}",
        f"holds in {', '.join(nation.value.replace('-', ' ').title() for nation in procedure.nations)}",
        f"Ombudsman: {ombudsmen()[procedure.ombudsman].name}",
        f"receipt rule: {procedure.receipt_rule}",
        f"closure days {'are not counted' if procedure.local_closures else 'count as working days'}",
    ]
    lines = [f"## {procedure.title}", "", "; ".join(facts) + ".", "", f"Source: {procedure.source}.", ""]
    lines += [_CLOCKS, "|" + "---|" * 8]
    lines += [_clock(procedure, stage, one) for stage in procedure.stages for one in stage.timescales]
    own_time = tuple(_own_time(procedure))
    if own_time:
        lines += ["", _TIME, "|" + "---|" * 5, *own_time]
    return "\n".join([*lines, ""])


def _clock(procedure: Procedure, stage: Stage, one: Timescale) -> str:
    length = f"{one.within}{' before' if one.counts_back else ''}" if one.within else "the day set"
    return _row(
        stage.title,
        one.title,
        length,
        _counted_from(one, stage),
        _moment(one.ends_with),
        _extension(procedure, one.extension),
        one.provision,
        _confirmed(procedure, one.provision, doubt=one.unconfirmed),
    )


def _counted_from(one: Timescale, stage: Stage) -> str:
    if one.date_in is not None:
        return f"{_moment(one.date_in)} says the day"
    told = ", else ".join(_moment(name) for name in one.runs_from)
    if one.if_never is not None:
        told += f"; until then the last day for “{stage.timescale(one.if_never).title}”"
    if one.also_from:
        told += f"; beside it, never judged by: {', '.join(_moment(name) for name in one.also_from)}"
    if one.applies_when is not None:
        told += f"; only with the fact {one.applies_when}"
    return told


def _extension(procedure: Procedure, rule: ExtensionRule | None) -> str:
    if rule is None:
        return "none"
    if not procedure.extensions_count:
        return f"counts for nothing ({rule.provision})"
    most = f"{rule.most} at most" if rule.most else "no limit"
    needs = ", ".join(need.replace("_", " ") for need in rule.needs)
    beyond = "; beyond that with a good reason" if rule.beyond_with else ""
    return (
        f"{most}, with {needs}{beyond} ({rule.provision})" if needs else f"{most}{beyond} ({rule.provision})"
    )


def _own_time(procedure: Procedure) -> Iterator[str]:
    limit = procedure.time_limit
    if limit is not None:
        start = "the later of " * (len(limit.counted_from) > 1)
        start += " and ".join(_moment(name) for name in limit.counted_from)
        yield _row(
            f"To complain; later where {limit.later_when}",
            str(limit.within),
            start,
            limit.provision,
            _confirmed(procedure, limit.provision, doubt=limit.unconfirmed),
        )
        for moment, length in limit.or_after.items():
            confirmed = _confirmed(procedure, limit.provision, doubt=limit.unconfirmed)
            yield _row(
                "To complain, where this ends later", str(length), _moment(moment), limit.provision, confirmed
            )
    for stage in procedure.stages:
        yield from _ways(procedure, stage)


def _ways(procedure: Procedure, stage: Stage) -> Iterator[str]:
    if stage.next is not None and stage.request_within is not None:
        number = stage.request_provision or ""
        what = f"To ask for {procedure.stage(stage.next).title}"
        yield _row(
            what,
            str(stage.request_within),
            f"the answer at {stage.title}",
            number,
            _confirmed(procedure, number, doubt=False),
        )
    for way in stage.ways_on:
        what = f"To go on to {procedure.stage(way.to).title}: {way.says}"
        start = {
            WayWhen.OVERDUE: f"the day after “{stage.timescale(way.timescale).title}” was due"
            if way.timescale
            else "",
            WayWhen.AGREED: "the agreement",
            WayWhen.DIRECT: "the beginning",
        }[way.when]
        confirmed = _confirmed(procedure, way.provision, doubt=way.unconfirmed)
        yield _row(what, "no limit stated", start, way.provision, confirmed)


def _confirmed(procedure: Procedure, number: str, *, doubt: bool) -> str:
    provision = procedure.provision(number)
    marked = doubt or procedure.unconfirmed or (provision is not None and provision.unconfirmed)
    return "to be confirmed" if marked else "yes"


def _ombudsmen() -> str:
    lines = [
        "## The Ombudsmen",
        "",
        "Their contact details stand in `ombudsmen.toml`; letters print them as they stand there.",
        "",
        "| Ombudsman | Website | Telephone | Address | Confirmed |",
        "|" + "---|" * 5,
    ]
    for one in ombudsmen().values():
        confirmed = "to be confirmed" if one.unconfirmed else "yes"
        lines.append(_row(one.name, one.website, one.telephone, ", ".join(one.address), confirmed))
    return "\n".join([*lines, ""])


def _moment(name: str) -> str:
    return name.replace("_", " ")


def _row(*cells: str) -> str:
    return f"| {' | '.join(cells)} |"
