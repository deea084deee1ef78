"""With an Ombudsman: who asks, what is decided in their own terms, what is to be done and what became of it."""

from putright.vocabulary.words import Word


class OmbudsmanBody(Word):
    """Whose case it is. Their steps, names and terms are data: `procedures/referrals.toml`."""

    LGSCO = "lgsco", "Local Government and Social Care Ombudsman"
    HOS = "hos", "Housing Ombudsman"
    SPSO = "spso", "Scottish Public Services Ombudsman"
    PSOW = "psow", "Public Services Ombudsman for Wales"
    NIPSO = "nipso", "Northern Ireland Public Services Ombudsman"


class ReferralKind(Word):
    """How an Ombudsman's case began."""

    ENQUIRY = "enquiry", "Enquiry"
    PREMATURE = "premature", "Sent back to us, as it came too early"
    INVALID = "invalid", "Invalid or incomplete"
    INVESTIGATION = "investigation", "Investigation"
    SUPPORT = "dispute_support", "Help while the complaint is with us"
    MEDIATION = "mediation", "Mediation"
    FAILURE_ORDER = "failure_order", "Complaint handling failure order"


class DeskPlace(Word):
    """Where our desk lists an Ombudsman's case: what we have to do about it."""

    ENQUIRY = "enquiry", "Enquiry"
    INFORMATION = "information", "Information due"
    DRAFT = "draft", "Draft decision: comment by"
    DECIDED = "decided", "Decided"
    ORDERS = "orders", "Orders open"
    COMPLIANCE = "compliance", "Compliance sent"
    CLOSED = "closed", "Closed"


class EnquiryKind(Word):
    """What an Ombudsman asks us for, each time with a date in the letter."""

    INTAKE = "intake", "Whether our procedure is finished"
    BEFORE_ALLOCATION = "pre_allocation", "Key documents before an investigator is named"
    QUESTIONS = "questions", "Questions"
    EVIDENCE = "evidence_request", "Evidence"
    DRAFT = "draft_comments", "Comments on a draft decision"
    INSTRUCTION = "instruction", "Instruction to answer the complaint"
    FAILURE_ORDER = "failure_order", "Complaint handling failure order"
    REPORT = "public_report", "Steps after a public report"
    REVIEW = "review_comments", "Comments on a review"
    OTHER = "other", "Something else"


class EnquiryStep(Word):
    """What became of something an Ombudsman asked."""

    ASKED = "asked", "To be answered"
    LONGER_ASKED = "longer_asked", "More time asked for"
    EXTENDED = "extended", "Given another date"
    LONGER_REFUSED = "longer_refused", "More time refused"
    SHOWN = "shown", "Shown to those it criticises"
    ANSWERED = "answered", "Answered"
    NOT_NEEDED = "not_needed", "Taken back by the Ombudsman"


class QuestionStep(Word):
    """How far we have got with one question of an Ombudsman."""

    ASKED = "asked", "To be answered"
    DRAFTED = "drafted", "Answer drafted"
    ANSWERED = "answered", "Answer agreed"
    NOT_HELD = "not_held", "We hold nothing on it"


class CommentKind(Word):
    """What a comment on a draft decision is about."""

    FACT = "fact", "A fact"
    EVIDENCE = "evidence", "Evidence"
    REMEDY = "remedy", "The remedy"


class DraftParty(Word):
    """Whose comments on a draft decision are waited for, each with a date of its own."""

    US = "us", "Us"
    COMPLAINANT = "complainant", "The complainant"
    CONTRACTOR = "contractor", "The contractor"
    OTHER = "other", "Another organisation or person"


class PublishedOutcome(Word):
    """What an Ombudsman publishes as the outcome; it may differ from what the text says."""

    UPHELD = "upheld", "Upheld"
    PARTLY_UPHELD = "partly_upheld", "Partly upheld"
    NOT_UPHELD = "not_upheld", "Not upheld"
    RESOLVED = "resolved", "Resolved"
    DISCONTINUED = "discontinued", "Investigation discontinued"
    CLOSED = "closed_after_initial_enquiries", "Closed after initial enquiries"
    REFERRED_BACK = "referred_back", "Referred back for local resolution"
    ADVICE = "advice_given", "Advice given"
    INCOMPLETE = "invalid_incomplete", "Invalid or incomplete"
    DETERMINED = "determined", "Determined, with findings"
    OUTSIDE = "outside_jurisdiction", "Outside jurisdiction"
    MEDIATED = "mediation", "Resolved with intervention"
    WITHDRAWN = "withdrawn", "Withdrawn"


class DecisionText(Word):
    """What the text of a decision does, apart from what is published."""

    FAULT_INJUSTICE = "upheld_fault_injustice", "Fault that caused injustice"
    FAULT_ALONE = "upheld_fault_no_injustice", "Fault, no injustice"
    ALREADY_REMEDIED = "upheld_already_remedied", "Fault, put right before the Ombudsman"
    EARLY_RESOLUTION = "upheld_early_resolution", "Remedy agreed early, not investigated in full"
    NO_FAULT = "not_upheld_no_fault", "Investigated, no fault"
    DISCONTINUED = "not_upheld_discontinued", "Investigation discontinued"
    NO_JURISDICTION = "closed_out_of_jurisdiction", "Out of jurisdiction"
    NOT_WORTHWHILE = "closed_no_worthwhile_outcome", "Not investigated: nothing to be gained"
    PREMATURE = "premature", "Too early: sent back to us"
    INSUFFICIENT = "insufficient_information", "Too little to go on"
    ADVICE = "advice_given", "Advice given"
    DETERMINATION = "determination", "Determination with findings"
    MEDIATION = "mediation", "Resolved with intervention"
    WITHDRAWN = "withdrawn", "Withdrawn"


class RemediedBy(Word):
    """Who had put it right, when an Ombudsman found something wrong."""

    BEFORE = "before_ombudsman", "We, before the Ombudsman was asked"
    AGREED = "agreed", "Agreed with the Ombudsman"
    ORDERED = "ordered", "Ordered by the Ombudsman"
    NOBODY = "nobody", "Nobody: nothing was to be put right"


class Determination(Word):
    """What an Ombudsman found on one head of complaint, in its own terms."""

    SEVERE = "severe_maladministration", "Severe maladministration"
    MALADMINISTRATION = "maladministration", "Maladministration"
    SERVICE_FAILURE = "service_failure", "Service failure"
    PARTIAL = "partial_maladministration", "Partial maladministration (older reports)"
    NO_MALADMINISTRATION = "no_maladministration", "No maladministration"
    REDRESS = "reasonable_redress", "Reasonable redress"
    MEDIATION = "mediation", "Resolved with intervention"
    OUTSIDE = "outside_jurisdiction", "Outside jurisdiction"
    WITHDRAWN = "withdrawn", "Withdrawn"
    FAULT_INJUSTICE = "upheld_fault_injustice", "Fault that caused injustice"
    FAULT_ALONE = "upheld_fault_no_injustice", "Fault, no injustice"
    ALREADY_REMEDIED = "upheld_already_remedied", "Fault, put right before"
    NO_FAULT = "not_upheld_no_fault", "No fault"
    UPHELD = "upheld", "Upheld"
    PARTLY_UPHELD = "partly_upheld", "Partly upheld"
    NOT_UPHELD = "not_upheld", "Not upheld"
    NOT_DECIDED = "not_decided", "Not decided"


class OrderKind(Word):
    """How strongly an Ombudsman asks for something."""

    ORDER = "order", "Order"
    AGREED = "agreed_action", "Agreed action"
    RECOMMENDATION = "recommendation", "Recommendation"
    FAILURE_ORDER = "failure_order", "Complaint handling failure order"


class OrderStep(Word):
    """What became of an order. Only the Ombudsman's word, or a named reason, ends one."""

    MADE = "made", "Open"
    SENT = "sent", "Evidence sent"
    RETURNED = "returned", "Evidence not enough"
    DISPUTED = "disputed", "Disputed by us"
    EXTENDED = "extended", "Given another date"
    ESCALATED = "escalated", "Put to a director"
    ACCEPTED = "accepted", "Accepted"
    NOT_ACHIEVABLE = "no_longer_achievable", "No longer achievable"
    NOT_FOLLOWED = "not_followed", "Recommendation not followed, with the reason"
    NOT_COMPLIED = "not_complied", "Not complied with"
    TAKEN_BACK = "taken_back", "Taken back by the Ombudsman"
