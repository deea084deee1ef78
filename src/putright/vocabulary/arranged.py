"""Contacts under agreement: needs, appointments, restrictions, incidents."""

from putright.vocabulary.words import Word


class NeedStep(Word):
    """What became of a need that was found. Only these ways may it be left."""

    FOUND = "found", "Open"
    REMINDED = "reminded", "Resident reminded"
    MET = "met", "Met"
    DECLINED = "declined_in_writing", "Declined in writing"
    NO_REPLY = "no_reply_after_reminder", "No reply after a reminder"
    EXCEPTIONAL = "exceptional", "Left by a named decision"


class AppointmentStep(Word):
    """What became of an appointment."""

    MADE = "made", "Made"
    STOOD_DOWN = "stood_down", "Stood down, not yet acknowledged"
    STAND_DOWN_ACKNOWLEDGED = "stand_down_acknowledged", "Stood down and acknowledged"
    ATTENDED = "attended", "Attended"
    NO_SHOW = "no_show", "Nobody came"
    NO_ACCESS = "no_access", "No access"
    TOO_EARLY = "too_early", "Came too early"
    TOO_LATE = "too_late", "Came too late"
    COULD_NOT_COMPLETE = "could_not_complete", "Could not be completed"
    CANCELLED_BY_US = "cancelled_by_us", "Cancelled by us"
    CANCELLED_BY_RESIDENT = "cancelled_by_resident", "Cancelled by the resident"
    ATTENDED_AFTER_STAND_DOWN = "attended_after_stand_down", "Came although stood down"
    JOB_COMPLETED = "job_completed", "Job completed"


class VisitConstraint(Word):
    """What a visit must keep to: fields, never notes."""

    MORNING_ONLY = "morning_only", "Mornings only"
    AFTERNOON_ONLY = "afternoon_only", "Afternoons only"
    CALL_AHEAD = "call_ahead", "Telephone before coming"
    DO_NOT_KNOCK = "do_not_knock", "Do not knock"
    TWO_PEOPLE = "two_people", "Two people attend"
    SAME_WORKER = "same_worker", "The same worker as before"
    WOMAN = "woman_attends", "A woman attends"
    SHOW_CARD = "show_card", "Shows a card at the door"
    SOMEBODY_PRESENT = "somebody_present", "Only while somebody of their choice is there"


class VisitCause(Word):
    """Why a visit could not be completed, so that what returns shows and the order form can ask for it."""

    SITE_UNKNOWN = "site_condition_unknown", "Something at the place nobody had told of"
    WRONG_PART = "wrong_part", "The wrong part or tool was brought"
    PART_MISSING = "part_missing", "A part was missing"
    WORKER_AWAY = "worker_away", "The worker was ill or away"
    OVERRUN = "earlier_visit_overran", "An earlier visit took longer"
    NOT_TOLD = "resident_not_told", "The resident had not been told"
    WORKER_NOT_TOLD = "worker_not_told", "The worker had not been told of what was agreed"
    NOBODY_IN = "nobody_in", "Nobody was in"
    RESIDENT_UNABLE = "resident_unable", "The resident could not let anybody in"
    UNSAFE = "unsafe", "It was not safe to work"
    WEATHER = "weather", "Weather"
    OTHER = "other", "Something else"


class ContractorStatus(Word):
    """Whether a contractor can still be given work. What one in liquidation leaves open comes back to us."""

    ACTIVE = "active", "Active"
    ENDING = "ending", "Contract ending"
    IN_LIQUIDATION = "in_liquidation", "In liquidation"
    ENDED = "ended", "Contract ended"


class AgreementKind(Word):
    """What was agreed about contact."""

    COMMUNICATION = "communication", "How and when we contact them"
    ADJUSTMENT = "adjustment", "Reasonable adjustment"
    NAMED_CONTACT = "named_contact", "One named contact"
    DO_NOT_ROUTE = "do_not_route", "Not to be put through to"


class IncidentKind(Word):
    """What broke an agreement with a resident."""

    RESTRICTION_BROKEN = "restriction_broken", "A no-contact rule was broken"
    AFTER_STAND_DOWN = "after_stand_down", "Somebody came although stood down"
    OUTSIDE_HOURS = "outside_hours", "Contact outside the agreed hours"
    DATA_MISUSE = "data_misuse", "Contact details were misused"
    AGREEMENT_NOT_KEPT = "agreement_not_kept", "An agreement about contact was not kept"


class IncidentStep(Word):
    """What became of an incident: an apology and a senior review before it ends."""

    OPENED = "opened", "Open"
    APOLOGISED = "apologised", "Apology made"
    REVIEWED = "reviewed", "Reviewed by somebody senior"
    CLOSED = "closed", "Closed"


class LetterKind(Word):
    """The letters there are; what each must say is in its folder under `putright/letters/shipped`."""

    ACKNOWLEDGEMENT = "acknowledgement", "Acknowledgement"
    CLARIFICATION = "clarification", "Question to make the complaint clear"
    EXTENSION = "extension", "More time"
    UPDATE = "update", "Update"
    DECLINE = "decline", "Complaint not accepted"
    ESCALATION_REFUSAL = "escalation-refusal", "Next stage refused"
    RESPONSE = "response", "Response"
    LATER_ACKNOWLEDGEMENT = "later-acknowledgement", "Acknowledgement of the next stage"
    FINAL_RESPONSE = "final-response", "Final response"
    SUPPLEMENTARY_RESPONSE = "supplementary-response", "Supplementary response"
    CLOSURE = "closure", "Closure notice"
    APOLOGY = "apology", "Apology"
    FORWARDING = "forwarding", "Forwarded to a contractor"
    COVERING = "covering", "Covering letter to a contractor’s reply"
    UNDELIVERED_REMEDY = "remedy-cannot-be-delivered", "A remedy cannot be delivered"
    COMPLAINT_PLAN = "complaint-plan", "Plan of the complaint"
    PLAN_CHANGE = "plan-change", "Change of the plan"
    REPRESENTATIVE_REFUSED = "representative-refused", "Representative not accepted"
    SIGNPOST = "signpost", "Who deals with it"
    MOVED = "moved", "Moved to another procedure"
    MEMBER_HOLDING = "member-holding", "Note to a member that the answer follows"
    MEMBER_ANSWER = "member-answer", "Answer to a member"


TO_MEMBER = frozenset({LetterKind.MEMBER_HOLDING, LetterKind.MEMBER_ANSWER})
"""Letters an elected member gets, not the person who complains."""


class DeliveryResult(Word):
    """What became of a letter that left us."""

    HANDED_OVER = "handed_over", "Handed over"
    DELIVERED = "delivered", "Delivered"
    FAILED = "failed", "Not delivered"
