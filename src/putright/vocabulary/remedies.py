"""Putting it right: what can be offered, what becomes of it, what is learned."""

from putright.vocabulary.words import Word


class RemedyType(Word):
    """What a remedy is. What each type needs and what proves it is data: `procedures/remedies.toml`."""

    APOLOGY = "apology", "Apology"
    EXPLANATION = "explanation", "Explanation or information"
    RECORDS = "records", "Records added or corrected"
    DECISION_REVIEW = "decision_review", "Decision looked at again"
    SERVICE = "service", "Service or works"
    PAY_DISTRESS = "pay_distress", "Payment for distress, time and trouble"
    PAY_LOSS_SERVICE = "pay_loss_service", "Payment for a lost service"
    PAY_QUANTIFIABLE = "pay_quantifiable", "Reimbursement of a loss"
    REDUCE_CHARGE = "reduce_charge", "Charge reduced"
    WRITE_OFF = "write_off", "Debt written off"
    RECURRING_PAYMENT = "recurring_payment", "Payment until a condition is met"
    GOODWILL = "goodwill", "Goodwill gesture"
    STAFF_ACTION = "staff_action", "Appropriate action with staff"
    NO_CONTACT = "no_contact", "No contact by a named worker"
    TRAINING = "training", "Staff briefed or trained"
    PROCEDURE = "procedure", "Policy or practice changed"
    CASE_REVIEW = "case_review", "Senior review"
    CHECK_OTHERS = "check_others", "Others affected found and helped"
    MONITORING = "monitoring", "Monitoring"
    PUBLICITY = "publicity", "Public statement"


class RemedyStep(Word):
    """What became of a remedy. It is never overwritten: a later one supersedes it."""

    PROPOSED = "proposed", "Proposed"
    APPROVED = "approved", "Approved"
    OFFERED = "offered", "Offered"
    ACCEPTED = "accepted", "Accepted"
    REFUSED = "refused", "Refused by the resident"
    PAID = "paid", "Paid"
    DONE = "done", "Done"
    SUPERSEDED = "superseded", "Superseded"
    UNDELIVERABLE = "undeliverable", "Cannot be delivered"
    CONDITION_MET = "condition_met", "Ended, its condition is met"
    WITHDRAWN = "withdrawn", "Withdrawn before it was offered"


class PartyAtFault(Word):
    """Whose fault a failing was, and who pays for it."""

    OURS = "ours", "Our own service"
    CONTRACTOR = "contractor", "The contractor"
    OTHER_BODY = "other_body", "Another body"


class Period(Word):
    """What a payment is reckoned by."""

    ONCE = "once", "Once"
    DAY = "day", "A day"
    WEEK = "week", "A week"
    MONTH = "month", "A month"
    TERM = "term", "A school term"


class SetOff(Word):
    """Why a payment may be set against a debt. Without one of these it is paid to the person in full."""

    ORDERED = "ordered_by_ombudsman", "An Ombudsman ordered or agreed it"
    AGREED = "person_agreed", "The person agreed to it"


class ActionStep(Word):
    """What became of an action."""

    AGREED = "agreed", "Agreed"
    PROGRESSED = "progressed", "Under way"
    RESCHEDULED = "rescheduled", "Given another date"
    DONE = "done", "Done, to be verified"
    VERIFIED = "verified", "Verified"
    RETURNED = "returned", "Evidence not enough"
    NOT_ACHIEVABLE = "no_longer_achievable", "No longer achievable"


class RootCause(Word):
    """Where a fault came from."""

    PEOPLE = "people", "People"
    PROCESS = "process", "Process"
    POLICY = "policy", "Policy"
    RECORD = "record", "Records"
    CONTRACTOR = "contractor", "Contractor"
    SYSTEM = "system", "System"
    COMMUNICATION = "communication", "Communication"


class Cause(Word):
    """Why it went wrong, as figures count it."""

    COMMUNICATION = "communication", "Communication"
    DELAY = "delay", "Delay"
    MISSED_APPOINTMENT = "missed_appointment", "Missed appointment"
    QUALITY = "quality_of_service", "Quality of service"
    POLICY_OBJECTION = "policy_objection", "Objection to a policy"
    DISAGREEMENT = "decision_disagreement", "Disagreement with a decision"
    ATTITUDE = "staff_attitude", "Staff attitude"
    CONDUCT = "staff_conduct", "Staff conduct"
    CONTRACTOR = "contractor", "Contractor"
    RECORDS = "record_keeping", "Record keeping"
    STAFFING = "staffing_or_training", "Staffing or training"
    SYSTEM = "system_or_it", "System or IT"
    PROCESS = "process_gap", "Gap in a process"
    INFORMATION = "information_wrong", "Wrong information"
    CHARGING = "charging_or_billing", "Charging or billing"
    SAFEGUARDING = "safeguarding", "Safeguarding"
    EQUALITY = "equality_discrimination", "Equality or discrimination"
    DATA = "data_protection", "Data protection"
    COMPLAINT_HANDLING = "complaint_handling", "Complaint handling"
    RESOURCES = "insufficient_resources", "Not enough resources"
    THIRD_PARTY = "third_party", "A third party"
    CUSTOMER = "customer_action", "What the resident did"
