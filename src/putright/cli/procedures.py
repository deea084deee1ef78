"""`putright procedures`: every Code, set of regulations and policy known, with stages and timescales."""

import argparse

from putright.cli.clocks_page import clocks_page
from putright.cli.command import Command, add_json, print_json
from putright.procedures import (
    Band,
    Basis,
    ExtensionRule,
    Guidance,
    Length,
    Procedure,
    Stage,
    Timescale,
    load_guidance,
    load_procedures,
    remedy_meanings,
)


def _arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--clocks", action="store_true", help="print the page of every clock that ships, as Markdown"
    )
    add_json(parser)


def _run(arguments: argparse.Namespace) -> int:
    if arguments.clocks:
        print(clocks_page(), end="")
        return 0
    known = load_procedures().values()
    if arguments.json:
        print_json(
            {
                "procedures": [procedure_document(one) for one in known],
                "guidance": [_guidance_document(one) for one in load_guidance().values()],
                "unconfirmed_categories": _unconfirmed_categories(),
            }
        )
        return 0
    told = [_told(one) for one in known]
    told += [_guidance_told(one) for one in load_guidance().values()]
    told.append(
        "remedies  What LGSCO calls each type of remedy\n"
        f"  not confirmed: {', '.join(_unconfirmed_categories())}"
    )
    print("\n\n".join(told))
    return 0


def procedure_document(procedure: Procedure) -> dict[str, object]:
    """A procedure version as the command line prints it."""
    return {
        "key": procedure.key,
        "title": procedure.title,
        "kind": procedure.kind,
        "force": procedure.force,
        "in_force_from": procedure.in_force_from,
        "in_force_to": procedure.in_force_to,
        "in_force_unconfirmed": procedure.in_force_unconfirmed,
        "source": procedure.source,
        "ombudsman": procedure.ombudsman,
        "nations": list(procedure.nations),
        "follows": procedure.follows,
        "receipt_rule": procedure.receipt_rule,
        "extensions_count": procedure.extensions_count,
        "on_time_target": procedure.on_time_target,
        "stages": [_stage_document(stage) for stage in procedure.stages],
        "provisions": len(procedure.provisions),
        "unconfirmed_provisions": [one.number for one in procedure.provisions if one.unconfirmed],
    }


def _stage_document(stage: Stage) -> dict[str, object]:
    return {
        "key": stage.key,
        "title": stage.title,
        "opened_by": stage.opened_by,
        "answered_by": stage.answered_by,
        "next": stage.next,
        "request_within": _length_document(stage.request_within),
        "ways_on": [
            {"to": way.to, "when": way.when, "provision": way.provision, "unconfirmed": way.unconfirmed}
            for way in stage.ways_on
        ],
        "timescales": [_timescale_document(timescale) for timescale in stage.timescales],
    }


def _timescale_document(timescale: Timescale) -> dict[str, object]:
    return {
        "key": timescale.key,
        "title": timescale.title,
        "runs_from": list(timescale.runs_from),
        "ends_with": timescale.ends_with,
        "within": _length_document(timescale.within),
        "date_in": timescale.date_in,
        "if_never": timescale.if_never,
        "applies_when": timescale.applies_when,
        "also_from": list(timescale.also_from),
        "counts_back": timescale.counts_back,
        "provision": timescale.provision,
        "extension": _extension_document(timescale.extension),
        "unconfirmed": timescale.unconfirmed,
    }


def _extension_document(extension: ExtensionRule | None) -> dict[str, object] | None:
    if extension is None:
        return None
    return {
        "most": _length_document(extension.most),
        "needs": list(extension.needs),
        "provision": extension.provision,
    }


def _length_document(length: Length | None) -> dict[str, object] | None:
    return {"length": length.count, "unit": length.unit.value.removesuffix("s")} if length else None


def _guidance_document(guidance: Guidance) -> dict[str, object]:
    return {
        "id": guidance.id,
        "title": guidance.title,
        "ombudsman": guidance.ombudsman,
        "own_policy": guidance.own_policy,
        "effective_from": guidance.effective_from,
        "effective_from_unconfirmed": guidance.effective_from_unconfirmed,
        "effective_to": guidance.effective_to,
        "version_date": guidance.version_date,
        "source": guidance.source,
        "note": guidance.note,
        "empty_because": guidance.empty_because,
        "unconfirmed": guidance.unconfirmed,
        "bands": [_band_document(band) for band in guidance.bands],
        "unconfirmed_bands": [band.key for band in guidance.unconfirmed_bands],
    }


def _unconfirmed_categories() -> list[str]:
    return [one.type.value for one in remedy_meanings().values() if one.category_unconfirmed]


def _band_document(band: Band) -> dict[str, object]:
    return {
        "key": band.key,
        "injustice": band.injustice,
        "type": band.type,
        "basis": band.basis,
        "low_pence": band.low_pence,
        "low_included": not band.more_than,
        "high_pence": band.high_pence,
        "per": band.per,
        "severities": list(band.severities),
        "effective_from": band.effective_from,
        "effective_from_unconfirmed": band.effective_from_unconfirmed,
        "effective_to": band.effective_to,
        "version_date": band.version_date,
        "source": band.source,
        "unconfirmed": band.unconfirmed,
    }


def _guidance_told(guidance: Guidance) -> str:
    doubt = " (day not confirmed)" if guidance.effective_from_unconfirmed else ""
    until = f" until {guidance.effective_to}" if guidance.effective_to else ""
    lines = [
        f"guidance/{guidance.id}  {guidance.title}",
        f"  in force from {guidance.effective_from}{doubt}{until}",
        f"  source: {guidance.source}",
    ]
    lines += [f"    {_band_told(band)}" for band in guidance.bands]
    lines += [f"  {text}" for text in (guidance.empty_because, guidance.note) if text]
    if guidance.unconfirmed:
        lines.append("  not confirmed")
    if unconfirmed := guidance.unconfirmed_bands:
        keys = ", ".join(dict.fromkeys(band.key for band in unconfirmed))
        lines.append(f"  {len(unconfirmed)} of {len(guidance.bands)} bands not confirmed: {keys}")
    return "\n".join(lines)


def _band_told(band: Band) -> str:
    until = f", until {band.effective_to}" if band.effective_to else ""
    doubt = ", not confirmed" if band.unconfirmed else ""
    basis = ", as decisions gave it" if band.basis is Basis.DECISIONS else ""
    return f"{band.key}: {band.amount}{basis} ({band.injustice}){until}{doubt}"


def _told(procedure: Procedure) -> str:
    doubt = " (day not confirmed)" if procedure.in_force_unconfirmed else ""
    until = f" until {procedure.in_force_to}" if procedure.in_force_to else ""
    lines = [
        f"{procedure.key}  {procedure.title}",
        f"  in force from {procedure.in_force_from}{doubt}{until}",
        f"  source: {procedure.source}",
    ]
    for stage in procedure.stages:
        lines.append(f"  {stage.key}  {stage.title}")
        lines += [f"    {_timescale_told(procedure, timescale)}" for timescale in stage.timescales]
    unconfirmed = [one.number for one in procedure.provisions if one.unconfirmed]
    if unconfirmed:
        lines.append(
            f"  {len(unconfirmed)} of {len(procedure.provisions)} provisions not confirmed: "
            f"{', '.join(unconfirmed)}"
        )
    return "\n".join(lines)


def _timescale_told(procedure: Procedure, timescale: Timescale) -> str:
    moments = " or ".join(name.replace("_", " ") for name in timescale.runs_from)
    counted = "before" if timescale.counts_back else "from"
    length = f"{timescale.within} {counted} {moments}" if timescale.within else "by the day set from outside"
    told = f"{timescale.key}: {length} ({timescale.provision})"
    if timescale.extension is not None:
        told += f", {_extension_told(procedure, timescale.extension)}"
    if timescale.applies_when is not None:
        told += f", only with the fact {timescale.applies_when}"
    return f"{told}, not confirmed" if timescale.unconfirmed else told


def _extension_told(procedure: Procedure, extension: ExtensionRule) -> str:
    if not procedure.extensions_count:
        return f"no extension counts ({extension.provision})"
    most = f"at most {extension.most} more" if extension.most else "extended by agreement, without limit"
    return f"{most} ({extension.provision})"


COMMAND = Command(
    "procedures", "List every Code, set of regulations and policy with its timescales.", _arguments, _run
)
