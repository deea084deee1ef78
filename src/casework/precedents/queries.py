"""Reading published decisions: the page of one on its case, the precedents, and what was ordered in similar cases."""

from casework.precedents.cases import CaseDecision, NotToBeSeen, case_decision, case_decisions
from casework.precedents.finding import PrecedentPage, Wanted, precedents, years_of
from casework.precedents.rows import DecisionRow, FindingRow, LineRow, Piece, pieces, precedent
from casework.precedents.similar import Similar, similar_orders
from casework.precedents.spread import Spread

__all__ = [
    "CaseDecision",
    "DecisionRow",
    "FindingRow",
    "LineRow",
    "NotToBeSeen",
    "Piece",
    "PrecedentPage",
    "Similar",
    "Spread",
    "Wanted",
    "case_decision",
    "case_decisions",
    "pieces",
    "precedent",
    "precedents",
    "similar_orders",
    "years_of",
]
