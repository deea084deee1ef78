"""Writing packs. Each is one transaction: everything it says is kept, or nothing.

What they share: `by` makes packs, `now` is the moment of writing, `number` is that of the pack. They raise NoSuchPack
for one that may not be seen, NotOpen for one that does not change any more, and CaseError with what to do.
"""

from casework.complaints.foresight import Held
from casework.packs.choosing import (
    Choice,
    choose,
    put_back,
    remove_box,
    remove_lines,
    remove_page,
    remove_words,
    say_why_missing,
)
from casework.packs.errors import NoSuchPack, NotOpen, NotReady
from casework.packs.freezing import freeze, go_on, stop
from casework.packs.opening import bring_in, drop_pack, start_pack
from casework.packs.policies import end_policy, keep_policy
from casework.packs.sending import Sending, send_pack

__all__ = [
    "Choice",
    "Held",
    "NoSuchPack",
    "NotOpen",
    "NotReady",
    "Sending",
    "bring_in",
    "choose",
    "drop_pack",
    "end_policy",
    "freeze",
    "go_on",
    "keep_policy",
    "put_back",
    "remove_box",
    "remove_lines",
    "remove_page",
    "remove_words",
    "say_why_missing",
    "send_pack",
    "start_pack",
    "stop",
]
