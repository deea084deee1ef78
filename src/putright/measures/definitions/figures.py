"""The figures there are, read from the data files of this folder."""

from functools import cache
from importlib.resources import files

from putright.measures.definitions.marks import data, days, marks, rounding
from putright.measures.tables import schemas
from putright.measures.types import CountBasis, Definition, FactsError, MeasureKind, PeriodBasis
from putright.procedures.reading import Table, check_fields, near, tables, texts

_NEEDS = {
    "id": str, "label": str, "kind": str, "counts": str, "basis": str, "on": str, "numerator": list, "source": str,
}  # fmt: skip
_MAY = {
    "base": list, "known": str, "exclusions": list, "parts_of": list, "table": str, "column": str, "column_of": str,
    "per": int, "per_what": str, "also": list, "stands_for": str, "unconfirmed": str, "what": str, "what_of": str,
    "rival_of": str,
}  # fmt: skip


@cache
def definitions() -> tuple[Definition, ...]:
    """Every figure there is, in the order they are printed."""
    folder = files("putright.measures") / "definitions"
    found: list[Definition] = []
    for name in sorted(one.name for one in folder.iterdir()):
        if name[0].isdigit() and name.endswith(".toml"):
            found += _figures(name)
    ids = [other for one in found for other in (one.id, *one.also)]
    for twice in {one for one in ids if ids.count(one) > 1}:
        raise FactsError(f"measures/definitions: {twice} stands for two figures; give each an id of its own")
    return tuple(found)


def definition(definition_id: str) -> Definition:
    """The figure with this id, or also known by it.

    Raises  FactsError, naming near ids, when there is none.
    """
    for one in definitions():
        if definition_id in (one.id, *one.also):
            return one
    raise FactsError(
        f"{definition_id!r} is no figure{near(definition_id, tuple(one.id for one in definitions()))}"
    )


def _figures(name: str) -> list[Definition]:
    where = f"measures/definitions/{name}"
    table = data(name)
    check_fields(table, where, needs={"group": str, "figure": list}, may={"unconfirmed": str})
    return [_definition(one, table, where) for one in tables(table["figure"], where)]


def _definition(table: Table, file: Table, where: str) -> Definition:
    where = f"{where}: {table.get('id')}"
    check_fields(table, where, needs=_NEEDS, may=_MAY)
    name = str(table.get("table", "facts"))
    counted, counted_of = (texts(table.get(key, []), where) for key in ("numerator", "base"))
    known = table.get("known")
    _check_marks(name, (*counted, *counted_of, *([str(known)] if known else [])), where)
    _check_columns(name, table, where)
    kind = MeasureKind.read(str(table["kind"]))
    basis = PeriodBasis.read(str(table["basis"]))
    doubt = table.get("unconfirmed") or file.get("unconfirmed")
    words = _words(name, counted, counted_of, table)
    return Definition(
        id=str(table["id"]),
        label=str(table["label"]),
        kind=kind,
        counts=CountBasis.read(str(table["counts"])),
        numerator=words[0],
        base=words[1],
        rule=_rule(words, basis, table),
        period_basis=basis,
        date_field=str(table["on"]),
        source=str(table["source"]),
        counted=counted,
        counted_of=counted_of,
        known=str(known) if known else None,
        exclusions=texts(table.get("exclusions", []), where),
        rounding=rounding().words if kind is MeasureKind.SHARE else "",
        parts_of=texts(table.get("parts_of", []), where),
        table=name,
        column=_text(table, "column"),
        column_of=_text(table, "column_of"),
        per=int(str(table["per"])) if "per" in table else None,
        per_what=_text(table, "per_what"),
        also=texts(table.get("also", []), where),
        group=str(file["group"]),
        rival_of=_text(table, "rival_of"),
        stands_for=_text(table, "stands_for"),
        doubt=str(doubt) if doubt else None,
    )


def _text(table: Table, key: str) -> str | None:
    return str(table[key]) if key in table else None


def _check_marks(table: str, names: tuple[str, ...], where: str) -> None:
    for name in names:
        if name not in marks()[table]:
            raise FactsError(f"{where} counts {name!r}, which is no mark{near(name, marks()[table])}")


def _check_columns(name: str, table: Table, where: str) -> None:
    known = (*(one.name for one in schemas()[name].columns), *days().get(name, {}))
    for key in ("on", "column", "column_of"):
        if key in table and table[key] not in known:
            raise FactsError(
                f"{where}: {key} is {table[key]!r}, which is no column{near(str(table[key]), known)}"
            )


def _words(
    table: str, counted: tuple[str, ...], counted_of: tuple[str, ...], entry: Table
) -> tuple[str, str | None]:
    """The numerator and the base, said by the marks they are made of, so that the words cannot differ from the count."""
    said = {name: marks()[table][name].words for name in (*counted, *counted_of)}
    numerator = ", ".join(said[name] for name in counted)
    base = ", ".join(said[name] for name in counted_of) or None
    if what := entry.get("what"):
        numerator = f"{what} of {numerator}" if numerator else str(what)
    if what_of := entry.get("what_of"):
        base = f"{what_of} of {base}"
    return numerator, base


def _rule(words: tuple[str, str | None], basis: PeriodBasis, table: Table) -> str:
    numerator, base = words
    what = numerator if base is None else f"{numerator}; of {base}"
    if per := table.get("per"):
        what = f"{what}; for each {per:,} {str(table['per_what']).replace('_', ' ')}"
    when = basis.label if basis is PeriodBasis.AT_END else f"{basis.label} ({table['on']})"
    left = texts(table.get("exclusions", []), "")
    out = f" Left out: {'; '.join(left)}." if left else ""
    return f"{what[0].upper()}{what[1:]}; {when}.{out}"
