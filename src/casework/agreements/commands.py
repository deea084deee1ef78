"""Writing contacts under agreement. Each command is one transaction: everything it says is kept, or nothing.

What they share with the commands on complaints: `by`, `now`, `at`, `seen_version`, `going_on` and what they raise.
"""

from casework.agreements.contact import Agreed, agree, review_agreement
from casework.agreements.contractors import (
    ContractorTerms,
    OwnTerms,
    save_contractor,
    save_own_visits,
    save_worker,
)
from casework.agreements.cover import Given, give
from casework.agreements.forwarding import contractor_replied, forward
from casework.agreements.needs import find_need, move_need
from casework.agreements.restrictions import (
    CANCEL,
    keep_away,
    move_incident,
    open_incident,
    review_restriction,
)
from casework.agreements.visits import CAME, Visit, give_visit, make_visit, record_visit

__all__ = [
    "CAME",
    "CANCEL",
    "Agreed",
    "ContractorTerms",
    "Given",
    "OwnTerms",
    "Visit",
    "agree",
    "contractor_replied",
    "find_need",
    "forward",
    "give",
    "give_visit",
    "keep_away",
    "make_visit",
    "move_incident",
    "move_need",
    "open_incident",
    "record_visit",
    "review_agreement",
    "review_restriction",
    "save_contractor",
    "save_own_visits",
    "save_worker",
]
