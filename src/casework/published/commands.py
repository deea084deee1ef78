"""What can be done with reports: one function an act, one transaction each."""

from casework.published.approving import approve, send_back
from casework.published.errors import FiguresLost, NoSuchReport, NotReady, ReportRefused, WrittenMeanwhile
from casework.published.preparing import Choice, ask_for_files, begin, count_again, drop, stop
from casework.published.publishing import publish, take_back
from casework.published.writing import Text, Told, answer, ask_for_approval, give_reason, write

__all__ = [
    "Choice",
    "FiguresLost",
    "NoSuchReport",
    "NotReady",
    "ReportRefused",
    "Text",
    "Told",
    "WrittenMeanwhile",
    "answer",
    "approve",
    "ask_for_approval",
    "ask_for_files",
    "begin",
    "count_again",
    "drop",
    "give_reason",
    "publish",
    "send_back",
    "stop",
    "take_back",
    "write",
]
