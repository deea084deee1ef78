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
