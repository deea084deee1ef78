"""Which blocks a letter has to give under a procedure."""

from putright.letters.types import LetterTemplate
from putright.procedures import required_blocks
from putright.procedures.types import Procedure


def needed_blocks(procedure: Procedure, letter: LetterTemplate) -> tuple[str, ...]:
    """Codes of the blocks that letter has to give under that procedure, each once.

    A letter that stands for another one too, as that about a move does for an acknowledgement, gives what both ask for.
    """
    return tuple(dict.fromkeys(code for one in letter.letters for code in required_blocks(procedure, one)))
