"""One measured number, with what was aimed at."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Measured:
    """What was measured, on which store, at which size or against what, and what was aimed at."""

    what: str
    store: str
    at: str
    number: float
    unit: str
    aim: str


def as_markdown(rows: list[Measured]) -> str:
    """The table a person reads."""
    lines = ["| What | Store | At | Measured | Aim |", "|---|---|---|---:|---|"]
    lines += [
        f"| {one.what} | {one.store} | {one.at} | {one.number:g} {one.unit} | {one.aim} |" for one in rows
    ]
    return "\n".join(lines) + "\n"
