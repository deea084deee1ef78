"""What was decided: on a point, on a complaint, and about putting it right."""

from putright.vocabulary.words import Word


class PointOutcome(Word):
    """The finding on one point at one stage."""

    UPHELD = "upheld", "Upheld"
    PARTLY_UPHELD = "partly_upheld", "Partly upheld"
    NOT_UPHELD = "not_upheld", "Not upheld"
    NO_FINDING_POSSIBLE = "no_finding_possible", "No finding possible"
    WITHDRAWN = "withdrawn", "Withdrawn"
    OUT_OF_SCOPE = "out_of_scope", "Out of scope"
    ALREADY_CONSIDERED = "already_considered", "Already considered"
    PASSED_ON = "passed_to_other_body", "Passed to another body"
    RESOLVED = "resolved_no_finding", "Resolved"


class CaseOutcome(Word):
    """The outcome of a whole stage, derived from the findings on its points."""

    UPHELD = "upheld", "Upheld"
    PARTLY_UPHELD = "partly_upheld", "Partly upheld"
    NOT_UPHELD = "not_upheld", "Not upheld"
    RESOLVED = "resolved", "Resolved"
    NO_FINDING = "no_finding", "No finding"


class Responsibility(Word):
    """Whose matter a point is, so that the acknowledgement can say so."""

    OURS = "ours", "Ours"
    CONTRACTOR = "contractor", "A contractor’s, for whom we answer"
    SHARED = "shared", "Shared with another body"
    OTHER_BODY = "other_body", "Another body’s"
    NOT_RESPONSIBLE = "not_responsible", "Not ours"


class RemedyDecision(Word):
    """Whether putting it right was decided on a point; asking for it is never a condition."""

    OFFERED = "offered", "A remedy is offered"
    NONE_WITH_REASON = "none_with_reason", "No remedy, with the reason given"
    LEFT_TO_OTHERS = "left_to_others", "Left to somebody else’s goodwill"
    NOT_DECIDED = "not_decided", "Not decided"
