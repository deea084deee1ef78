"""The twin for development: shows what would be sent, sends nothing."""

import sys
from typing import TextIO

from casework.letters.adapters.carrier import HandedOver, Parcel


class ConsoleCarrier:
    """Writes each parcel out. Only for development: a letter handed to it reaches nobody."""

    def __init__(self, out: TextIO | None = None) -> None:
        self._out = out

    def hand_over(self, parcel: Parcel) -> HandedOver:
        """Write this parcel out."""
        names = ", ".join(one.filename for one in parcel.attachments) or "none"
        print(
            f"To: {parcel.to or 'by post'}\nSubject: {parcel.subject}\nMessage: {parcel.message_id}\n"
            f"Attachments: {names}\n\n{parcel.text}\n{'-' * 72}",
            file=self._out or sys.stdout,
        )
        return HandedOver(f"console:{parcel.message_id}")
