"""The print queue: letters wait as PDF in a folder until somebody prints and posts them."""

import os
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from casework.letters.adapters.carrier import HandedOver, Parcel, TryAgain

PRINTED = "printed"


@dataclass(frozen=True, slots=True)
class Waiting:
    """A letter that waits for the printer. message_id: of the parcel. put_at: when it was put there."""

    message_id: str
    path: Path
    size: int
    put_at: datetime


class PrintQueue:
    """A folder of letters named by their message id, so that a repeat takes its own place."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def hand_over(self, parcel: Parcel) -> HandedOver:
        """Put the PDF into the folder, whole or not at all; one that was printed already is not put there again.

        Raises TryAgain when the folder cannot be written; Refused unless the parcel holds exactly one PDF.
        """
        pdf = parcel.the_pdf()
        name = f"{parcel.message_id}.pdf"
        if (self._folder / PRINTED / name).exists():
            return HandedOver(name, again=True)
        again = (self._folder / name).exists()
        try:
            self._put(name, pdf)
        except OSError as problem:
            raise TryAgain(
                f"The folder for letters to be printed cannot be written (error {problem.errno})."
            ) from None
        return HandedOver(name, again=again)

    def waiting(self) -> tuple[Waiting, ...]:
        """The letters still to be printed, the oldest first."""
        if not self._folder.is_dir():
            return ()
        found = ((path, path.stat()) for path in self._folder.glob("*.pdf"))
        return tuple(
            Waiting(path.stem, path, told.st_size, datetime.fromtimestamp(told.st_mtime, UTC))
            for path, told in sorted(found, key=lambda one: (one[1].st_mtime_ns, one[0].name))
        )

    def printed(self, message_id: str) -> bool:
        """Say that this letter was printed and posted: it leaves the queue and is kept aside. False if none waits."""
        for one in self.waiting():
            if one.message_id == message_id:
                aside = self._folder / PRINTED
                aside.mkdir(mode=0o700, exist_ok=True)
                one.path.replace(aside / one.path.name)
                return True
        return False

    def _put(self, name: str, pdf: bytes) -> None:
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        half = self._folder / f".{name}.{os.getpid()}.half"
        descriptor = os.open(half, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            file.write(pdf)
            file.flush()
            os.fsync(file.fileno())
        half.replace(self._folder / name)
