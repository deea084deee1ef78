"""Saying on standard error how far something long has come."""

import sys
import time
from types import TracebackType
from typing import Self

_FIRST_AFTER, _EVERY, _EVERY_ELSEWHERE = 1.0, 0.5, 10.0


class Progress:
    """How far one piece of work has come: nothing for a short one, a line that is written over on a terminal,
    a line every so often elsewhere."""

    def __init__(self, what: str) -> None:
        self._what = what
        self._begun = time.monotonic()
        self._told: float | None = None

    def __enter__(self) -> Self:
        return self

    def told(self, done: int, of: int | None) -> None:
        """Tell how much is done, of how much; None = nobody knows."""
        now = time.monotonic()
        terminal = sys.stderr.isatty()
        every = _EVERY if terminal else _EVERY_ELSEWHERE
        # That it is done shows by itself.
        if (
            done == of
            or now - self._begun < _FIRST_AFTER
            or (self._told is not None and now - self._told < every)
        ):
            return
        self._told = now
        far = f"{100 * done // of}%" if of else f"{done // 1_000_000} MB"
        print(f"\r{self._what}: {far}" if terminal else f"{self._what}: {far}", end="" if terminal else "\n",
              file=sys.stderr, flush=True)  # fmt: skip

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._told is not None and sys.stderr.isatty():
            print(file=sys.stderr)
