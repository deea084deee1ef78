"""Reading who may be given what, members and their enquiries: one function a screen, frozen rows."""

from casework.complaints.authority import SPEAK_FOR_THEM
from casework.members.speaking import Access, SpeakerRow, speakers, who_needs_one

__all__ = ["SPEAK_FOR_THEM", "Access", "SpeakerRow", "speakers", "who_needs_one"]
