"""The tables of insight: where facts are stored by columns, numbers to compare with, and who gets which e-mail."""

from casework.insight.models.mails import FiguresMail, FiguresMailChoice
from casework.insight.models.numbers import KnownNumber, OthersFigure
from casework.insight.models.store import StoredFacts

__all__ = ["FiguresMail", "FiguresMailChoice", "KnownNumber", "OthersFigure", "StoredFacts"]
