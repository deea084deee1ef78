"""What can be wrong with what is asked of a report. The message says what to do."""


class NoSuchReport(LookupError):
    """There is none of that number, or this officer may not see it: the same answer for both."""


class ReportRefused(ValueError):
    """It cannot be done; the message is a sentence that says what to do."""


class NotReady(ReportRefused):
    """It cannot be put up or frozen yet; `lacking` says what is to be done first, a sentence each."""

    def __init__(self, lacking: tuple[str, ...]) -> None:
        super().__init__("The report is not ready.")
        self.lacking = lacking


class WrittenMeanwhile(ReportRefused):
    """Somebody else saved words for the same place since the page was opened. Nothing was written over."""


class FiguresLost(ReportRefused):
    """The figures that were counted are not there as they were: they can only be counted again."""

    def __init__(self) -> None:
        super().__init__(
            "The figures that were counted cannot be read any more. Count them again; the words stay."
        )
