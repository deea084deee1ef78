"""Who has to sign a letter under a procedure, besides whoever an organisation's own rules name."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from putright.procedures.citing import codes_known, provision_known
from putright.procedures.meanings import letter_meanings
from putright.procedures.reading import check_fields, check_kind, read_word
from putright.procedures.types import ProcedureError
from putright.vocabulary import PersonRole

if TYPE_CHECKING:
    from putright.procedures.types import Procedure

SIGNS = (PersonRole.RESPONSIBLE_PERSON,)
"""The parts that sign. Whoever is authorised by such a person signs as they do."""
SIGNATURE_BLOCK = "responsible_signature"
"""The block (`blocks.toml`) that a letter gives once it is signed so."""


@dataclass(frozen=True, slots=True)
class SignatureNeeded:
    """A signature a letter needs: whose, and by which provision."""

    by: PersonRole
    provision: str


def build_signatures(value: object, where: str) -> Mapping[str, SignatureNeeded]:
    """The signatures of `[signatures]`, by key of the letter. Raises ProcedureError at the first thing wrong."""
    here = f"{where}: signatures"
    check_kind(value, dict, here)
    rows: Any = value
    return {letter: _signature(row, f"{here} {letter}") for letter, row in rows.items()}


def _signature(row: object, where: str) -> SignatureNeeded:
    check_kind(row, dict, where)
    values: Any = row
    check_fields(values, where, needs={"by": str, "provision": str})
    by = read_word(PersonRole, values["by"], f"{where}: by")
    if by not in SIGNS:
        allowed = ", ".join(one.value for one in SIGNS)
        raise ProcedureError(f"{where}: {by.value!r} signs no letter; use one of: {allowed}")
    return SignatureNeeded(by, values["provision"])


def problems_of_signatures(procedure: Procedure, where: str) -> Iterator[str]:
    """What does not fit in the signatures of a procedure."""
    yield from codes_known(where, "signatures", procedure.signatures, letter_meanings(), "blocks.toml")
    for letter, one in procedure.signatures.items():
        yield from provision_known(procedure, where, f"signatures {letter}", one.provision)
    if procedure.signatures and procedure.duty("responsible-signature") is None:
        yield f"{where}: has [signatures], but [duties] has no responsible-signature; say where it is asked for"
