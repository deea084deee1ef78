"""Complaints told in full: each begins as a story, and people then do by hand what the screens let them do."""

from casework.ops.demo.matters import asked, conduct, leak, learned, owed, rails, written
from casework.ops.demo.matters.begun import File, Matter

MATTERS = (
    Matter("leak", leak.tell, leak.carry_on),
    Matter("rails", rails.tell, rails.carry_on),
    Matter("conduct", conduct.tell, conduct.carry_on),
    Matter("failing", written.tell_failing, written.write_failing),
    Matter("returned", written.tell_returned, written.write_returned),
    Matter("final", written.tell_final, written.write_final),
    Matter("lost", written.tell_lost, written.write_lost),
    Matter("big", owed.tell_big, owed.owe_big),
    Matter("recurring", owed.tell_recurring, owed.owe_recurring),
    Matter("goodwill", owed.tell_goodwill, owed.owe_goodwill),
    Matter("first", learned.tell_first, learned.learn_first),
    Matter("again", learned.tell_again, learned.learn_again),
    Matter("asked", asked.tell_asked, asked.be_asked),
    Matter("printing", written.tell_printing, written.write_printing),
    # The last: what goes by e-mail waits for the worker, and whatever is carried after it would take it along.
    Matter("mailed", written.tell_mailed, written.write_mailed),
)

__all__ = ["MATTERS", "File", "Matter"]
