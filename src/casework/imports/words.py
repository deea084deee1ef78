"""The words of imports: how far one has come, and why a row is listed."""

from putright.vocabulary import Word


class ImportState(Word):
    """How far an import has come."""

    TO_TRY = "to_try", "Waiting to be tried"
    TRYING = "trying", "Being tried"
    TRIED = "tried", "Tried; nothing is taken in yet"
    TO_RUN = "to_run", "Waiting to be taken in"
    RUNNING = "running", "Being taken in"
    DONE = "done", "Taken in"
    STOPPED = "stopped", "Stopped on the way; run it again to go on"
    REFUSED = "refused", "Not taken in"


class RowTrouble(Word):
    """Why a row of the file is listed."""

    BAD = "bad", "Cannot be taken in"
    CHANGED = "changed", "Changed since it was taken in; not overwritten"
