"""Writing letters. Each command is one transaction: everything it says is kept, or nothing."""

from casework.complaints.commands import Held
from casework.letters.delivering import arrived, delivered_on, posted, send_again, send_another_way
from casework.letters.errors import (
    CannotSign,
    LetterChanged,
    NoSuchLetter,
    NotReady,
    TextChanged,
)
from casework.letters.sending import send
from casework.letters.signing import ask_for_signature, send_back, sign
from casework.letters.writing import drop, go_past, save, start

__all__ = [
    "CannotSign",
    "Held",
    "LetterChanged",
    "NoSuchLetter",
    "NotReady",
    "TextChanged",
    "arrived",
    "ask_for_signature",
    "delivered_on",
    "drop",
    "go_past",
    "posted",
    "save",
    "send",
    "send_again",
    "send_another_way",
    "send_back",
    "sign",
    "start",
]
