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

__all__ = [
    "AuthorityTerms",
    "Speaker",
    "add_speaker",
    "ask_for_authority",
    "end_authority",
    "give",
    "record_authority",
]
