"""What can be wrong with what is asked of a pack. The message says what to do."""

from putright.cases import CaseError


class NoSuchPack(LookupError):
    """There is no such pack, or this officer may not see it: the same answer for both."""


class NotOpen(CaseError):
    """It is frozen, or being frozen: it does not change any more."""


class NotReady(CaseError):
    """It cannot be frozen yet; `lacking` says what is to be done first, a sentence each."""

    def __init__(self, lacking: tuple[str, ...]) -> None:
        super().__init__("the pack cannot be frozen yet")
        self.lacking = lacking
