"""The words of letters in the making, of their return, and of how they leave."""

from putright.vocabulary import Word


class LetterState(Word):
    """How far a letter has got."""

    DRAFT = "draft", "Being written"
    SIGNED = "signed", "Signed, not yet sent"
    SENT = "sent", "Sent"
    DROPPED = "dropped", "Dropped"


class DispatchState(Word):
    """How far one letter to one person by one way has got."""

    WAITING = "waiting", "Waiting to be sent"
    CLAIMED = "claimed", "Being handed over"
    PRINTING = "printing", "Waiting to be printed and posted"
    HANDED_OVER = "handed_over", "Handed over"
    DELIVERED = "delivered", "Delivered"
    FAILED = "failed", "Not delivered"
    UNCERTAIN = "uncertain", "May or may not have been sent"
    REPLACED = "replaced", "Sent in another way"


class ReturnReason(Word):
    """Why a letter went back to its author, so that what is to be learned shows."""

    POINT_MISSED = "point_missed", "A point or question is not answered"
    FINDING = "finding_not_borne_out", "The finding does not follow from the evidence"
    REASONS = "reasons_thin", "The reasons are too thin"
    REMEDY = "remedy_not_right", "The remedy does not fit the injustice"
    OUT_OF_BAND = "outside_guidance", "The sum is outside the guidance without a reason"
    TONE = "tone", "Tone, or an apology that does not apologise"
    PLAIN = "not_plain", "Hard to read"
    FACTS = "facts_wrong", "A fact, name or date is wrong"
    PRIVACY = "privacy", "Tells too much about somebody"
    COMMITMENT = "promise_vague", "A promise has no date or no owner"
    NEEDS = "needs_not_met", "Does not fit the resident’s needs"
    ANOTHER_LETTER = "another_letter", "Another letter is the right one"
