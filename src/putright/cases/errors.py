"""What cannot have happened. Lateness and omissions are facts and never raise; they show as breaches."""


class CaseError(ValueError):
    """A verb cannot apply to this complaint; the message says what to do instead."""


class NotOpen(CaseError):
    """The complaint has come to its end; it has to be reopened first."""


class ImpossibleDate(CaseError):
    """The date cannot be: naive, before the complaint was received, or still to come."""


class UnknownPoint(CaseError):
    """The complaint has no such point."""


class UnknownStage(CaseError):
    """The complaint has not reached that stage, or its procedure has none after the present one."""


class UnknownPromise(CaseError):
    """No such promise was made on this complaint."""


class UnknownEvent(CaseError):
    """The complaint has no event with that number."""


class AlreadyThere(CaseError):
    """It is on the record already under the same key."""


class UnreadableEvent(CaseError):
    """Stored data of an event cannot be read back; the message names the kind and the field."""


class UnknownFollowed(CaseError):
    """There is no remedy, action, need or appointment with that key."""
