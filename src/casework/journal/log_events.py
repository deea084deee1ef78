"""The operational log's own words: every name that is ever logged, and nothing personal beside it."""

from enum import StrEnum


class LogEvent(StrEnum):
    """What the service says of itself. Fields beside a name are identifiers and counts only."""

    EVENT_RECORDED = "event_recorded"
    RECORD_REFUSED = "record_refused"
    DOCUMENT_KEPT = "document_kept"
    DOCUMENT_REFUSED = "document_refused"
    CALENDAR_CHANGED = "calendar_changed"
    DEADLINES_REDERIVED = "deadlines_rederived"
    JOB_DONE = "job_done"
    JOB_FAILED = "job_failed"
    REBUILT = "rebuilt"
    VERIFIED = "verified"
    BATCH_RECORDED = "batch_recorded"
    ANSWER_SAVED = "answer_saved"
    OUTCOME_OVERRIDDEN = "outcome_overridden"
    LIMITS_SET = "limits_set"
    PAYMENTS_EXPORTED = "payments_exported"
    LETTER_BEGUN = "letter_begun"
    LETTER_SAVED = "letter_saved"
    LETTER_DROPPED = "letter_dropped"
    CHECK_GONE_PAST = "check_gone_past"
    LETTER_SIGNED = "letter_signed"
    LETTER_RETURNED = "letter_returned"
    LETTER_SENT = "letter_sent"
    LETTER_HANDED_OVER = "letter_handed_over"
    LETTER_NOT_HANDED_OVER = "letter_not_handed_over"
    LETTER_DELIVERY = "letter_delivery"
