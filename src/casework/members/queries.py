"""Reading who may be given what, members and their enquiries: one function a screen, frozen rows."""

from casework.complaints.authority import SPEAK_FOR_THEM
from casework.members.register import MemberRow, member_here, register
from casework.members.showing import (
    ContactToLog,
    EnquiryRow,
    MembersBoard,
    WaitingRow,
    Whose,
    contact_to_log,
    enquiries,
    members_board,
    names_of_enquiries,
    waiting,
)
from casework.members.speaking import Access, SpeakerRow, speakers, who_needs_one

__all__ = [
    "SPEAK_FOR_THEM",
    "Access",
    "ContactToLog",
    "EnquiryRow",
    "MemberRow",
    "MembersBoard",
    "SpeakerRow",
    "WaitingRow",
    "Whose",
    "contact_to_log",
    "enquiries",
    "member_here",
    "members_board",
    "names_of_enquiries",
    "register",
    "speakers",
    "waiting",
    "who_needs_one",
]
