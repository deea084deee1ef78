"""Writing members' enquiries and authority. Each command is one transaction.

What they share with the commands on complaints: `by`, `now`, `at`, `seen_version`, `going_on` and what they raise.
"""

from casework.members.authorities import (
    AuthorityTerms,
    Speaker,
    add_speaker,
    ask_for_authority,
    end_authority,
    give,
    record_authority,
)
from casework.members.enquiring import (
    Enquiring,
    answer,
    hold_answer,
    log_enquiry,
    record_consent,
    take_back,
)
from casework.members.register import MemberTerms, save_member

__all__ = [
    "AuthorityTerms",
    "Enquiring",
    "MemberTerms",
    "Speaker",
    "add_speaker",
    "answer",
    "ask_for_authority",
    "end_authority",
    "give",
    "hold_answer",
    "log_enquiry",
    "record_authority",
    "record_consent",
    "save_member",
    "take_back",
]
