"""The page of every clock of every procedure that ships, as Markdown: `putright procedures --clocks`."""

from putright.procedures import Procedure, ombudsmen
from putright.procedures.clock_rows import ClockRow, OwnTimeRow, clock_rows, own_time_rows
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
    lines += [_CLOCKS, "|" + "---|" * 8, *(_clock(one) for one in clock_rows(procedure))]
    own_time = own_time_rows(procedure)
    if own_time:
        lines += ["", _TIME, "|" + "---|" * 5, *(_own_time(one) for one in own_time)]
    return "\n".join([*lines, ""])


def _clock(one: ClockRow) -> str:
    said = (
        one.stage_title,
        one.title,
        one.length,
        one.counted_from,
        one.met_by,
        one.extension,
        one.provision,
    )
    return _row(*said, _confirmed(one.confirmed))


def _own_time(one: OwnTimeRow) -> str:
    return _row(one.what, one.length, one.counted_from, one.provision, _confirmed(one.confirmed))


def _confirmed(confirmed: bool) -> str:
    return "yes" if confirmed else "to be confirmed"


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
        confirmed = _confirmed(not one.unconfirmed)
        lines.append(_row(one.name, one.website, one.telephone, ", ".join(one.address), confirmed))
    return "\n".join([*lines, ""])


def _row(*cells: str) -> str:
    return f"| {' | '.join(cells)} |"
