"""The tables of published figures: reports being prepared with what is typed for them, and what was frozen."""

from casework.published.models.frozen import Difference, Edition, EditionFile, PublishAct
from casework.published.models.prepared import PreparedReport, Step, Wording

__all__ = ["Difference", "Edition", "EditionFile", "PreparedReport", "PublishAct", "Step", "Wording"]
