"""Whether what a procedure names is there: its provisions, its moments, the codes of other tables."""

from collections.abc import Iterable, Iterator, Mapping

from putright.procedures.reading import near
from putright.procedures.types import Procedure

MOMENTS = (
    "received",
    "logged",
    "acknowledged",
    "responded",
    "escalated",
    "declined",
    "withdrawn",
    "closed",
)


def provision_known(procedure: Procedure, where: str, place: str, number: str) -> Iterator[str]:
    """A sentence when `provisions.toml` does not list a provision that is cited."""
    if procedure.provision(number) is None:
        yield f"{where}: {place} cites provision {number}, which provisions.toml does not list"


def moment_known(procedure: Procedure, where: str, place: str, moment: str) -> Iterator[str]:
    """A sentence when a moment is neither an ordinary one nor the procedure's own."""
    known = (*MOMENTS, *procedure.moments)
    if moment not in known:
        yield (
            f"{where}: {place} names the moment {moment!r}, which is neither an ordinary one nor listed in "
            f"[moments]{near(moment, known)}"
        )


def codes_known(
    where: str, what: str, used: Iterable[str], known: Mapping[str, object], listed_in: str
) -> Iterator[str]:
    """A sentence for each code that the list it should stand in does not have."""
    for code in used:
        if code not in known:
            yield f"{where}: {what} names {code!r}, which {listed_in} does not list{near(code, known)}"


def named_once(where: str, keys: list[str]) -> Iterator[str]:
    """A sentence for each name that is given twice."""
    for key in dict.fromkeys(keys):
        if keys.count(key) > 1:
            yield f"{where} {key} is listed twice; each needs its own name"
