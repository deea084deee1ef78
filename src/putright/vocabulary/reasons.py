"""Reasons an exception must give, so that exceptions can be counted."""

from putright.vocabulary.words import Word


class RejectionReason(Word):
    """Why a complaint, or an escalation, is not accepted.

    Which of them a procedure allows, and what each one needs, is that procedure's data.
    """

    SERVICE_REQUEST = "service_request", "Service request, not yet a complaint"
    DUPLICATE = "duplicate", "The same complaint is already open"
    ANONYMOUS = "anonymous", "Anonymous"
    NOT_THIS_ORGANISATION = "not_this_org", "Not for this organisation"
    APPEAL = "appeal", "Has its own appeal or review"
    LEGAL_PROCEEDINGS = "legal_proceedings", "Subject to legal proceedings"
    COURT_PROCEEDINGS = "court_proceedings_issued", "Claim form and particulars filed at court"
    OVER_12_MONTHS = "over_12_months", "Outside the time limit"
    PREVIOUSLY_CONSIDERED = "previously_considered", "Already considered"
    STATUTORY_PROCEDURE = "statutory_procedure", "Belongs to a statutory procedure"
    INSURANCE = "insurance", "Insurance claim"
    POLICY_OBJECTION_ONLY = "policy_objection_only", "Objects to a policy only"
    NO_INJUSTICE_YET = "no_injustice_yet", "Nobody affected yet"
    WITHOUT_AUTHORITY = "representative_without_authority", "Representative without authority"
    WITHDRAWN = "withdrawn", "Withdrawn"
    UNREASONABLE_BEHAVIOUR = "unreasonable_behaviour", "Unreasonable behaviour"
    ASKED_TOO_LATE = "asked_too_late", "Next stage asked for too late"
    JURISDICTION_UNCERTAIN = "jurisdiction_uncertain", "Jurisdiction uncertain"


class EscalationReason(Word):
    """Why a resident takes the complaint further. Several may apply; none is required."""

    DISAGREE_DECISION = "disagree_decision", "Disagrees with the decision"
    NOT_ALL_POINTS = "not_all_issues", "Not all points were answered"
    PROMISE_NOT_KEPT = "promised_action_not_taken", "Promised action not taken"
    PROMISE_INSUFFICIENT = "promised_action_insufficient", "Promised action not enough"
    PROMISE_DELAYED = "promised_action_delayed", "Promised action delayed"
    DELAY = "delay_in_response", "Delay in responding"
    INFORMATION_IGNORED = "ignored_information", "Information was ignored"
    INADEQUATE_EXPLANATION = "inadequate_explanation", "Explanation not adequate"
    MISLEADING = "misleading_response", "Response was misleading"
    REASON_NOT_CLEAR = "reason_not_clear", "Reason not clear"
    INAPPROPRIATE = "inappropriate_response", "Response was inappropriate"
    COMPENSATION = "inadequate_compensation", "Compensation not adequate"
    POORLY_WRITTEN = "poorly_written", "Response was poorly written"
    NEW_EVIDENCE = "new_evidence", "New evidence"
    REMEDY_NOT_DELIVERED = "remedy_not_delivered", "Remedy not delivered"
    NOT_CONTACTED = "not_contacted", "Was not contacted"
    INDEPENDENCE = "bias_or_independence", "Bias or lack of independence"
    NO_RESPONSE = "no_response", "No response came"


class ClosingReason(Word):
    """How a complaint came to its end with us."""

    ANSWERED = "closed_answered", "Answered"
    NO_CONTACT = "closed_no_contact", "No reply after a reminder"
    SETTLED = "closed_settled", "Settled"
    TO_APPEAL = "closed_to_appeal", "Gone to an appeal"
    DECLINED = "closed_declined", "Not accepted"
    WITHDRAWN = "closed_withdrawn", "Withdrawn"
    MOVED = "closed_moved", "Moved to another procedure"
