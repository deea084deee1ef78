"""Reading the data files that lie beside this package."""

from functools import cache
from importlib.resources import files
from typing import Any

from putright.letters.types import LetterError
from putright.procedures import ProcedureError
from putright.procedures.reading import read_toml


@cache
def data(name: str) -> Any:
    """The tables of a data file of letters, such as `phrases.toml`; read once, not to be changed.

    Raises  LetterError when it cannot be read.
    """
    try:
        return read_toml(files("putright.letters").joinpath(name), f"letters/{name}")
    except ProcedureError as error:
        raise LetterError(str(error)) from None
