"""What a contact turns out to be, and who is speaking for whom."""

from putright.vocabulary.words import Word


class RecordType(Word):
    """What a contact is. Only the first four are handled here; the others are routes to somewhere else."""

    COMPLAINT = "complaint", "Complaint"
    SERVICE_REQUEST = "service_request", "Service request"
    COMMENT = "comment", "Comment"
    COMPLIMENT = "compliment", "Compliment"
    REPEAT_CONTACT = "repeat_contact", "Chasing an open complaint"
    APPEAL = "appeal", "Appeal or review"
    MEMBER_ENQUIRY = "member_enquiry", "Councillor’s enquiry"
    MP_ENQUIRY = "mp_enquiry", "MP’s enquiry"
    OMBUDSMAN_ENQUIRY = "ombudsman_enquiry", "Ombudsman’s enquiry"
    STATUTORY_CHILDREN = "statutory_children", "Children Act complaint"
    STATUTORY_ADULTS = "statutory_adults", "Adult social care complaint"
    STATUTORY_PUBLIC_HEALTH = "statutory_public_health", "Public health complaint"
    SOCIAL_SERVICES_CHILDREN = "social_services_children", "Social services complaint in Wales, children"
    SOCIAL_SERVICES_ADULTS = "social_services_adults", "Social services complaint in Wales, adults"
    INFORMATION_REQUEST = "information_request", "Information request"
    SAFEGUARDING = "safeguarding", "Safeguarding"
    WHISTLEBLOWING = "whistleblowing", "Whistleblowing"
    INSURANCE_CLAIM = "insurance_claim", "Insurance claim"
    COUNCILLOR_CONDUCT = "councillor_conduct", "Councillor’s conduct"
    STAFF_GRIEVANCE = "staff_grievance", "Staff grievance"
    MOVED = "moved", "Complaint moved to another procedure, where it is counted"


class Relationship(Word):
    """In what capacity somebody takes part in a complaint."""

    COMPLAINANT = "complainant", "Complainant"
    AFFECTED = "affected_person", "Affected person"
    REPRESENTATIVE = "representative", "Representative"
    ADVOCATE = "advocate", "Advocate"
    COUNCILLOR = "councillor", "Councillor"
    MP = "mp", "MP"
    DEVOLVED_MEMBER = "devolved_member", "Member of a devolved parliament"
    CONTRACTOR = "contractor", "Contractor"
    OFFICER_COMPLAINED_OF = "officer_complained_of", "Officer complained of"


class Disclosure(Word):
    """What may be given to somebody who speaks for another, as far as their authority reaches."""

    LETTERS = "letters", "Letters, and copies of them"
    CONTACT_DETAILS = "contact_details", "Addresses and telephone numbers"
    PACKS = "packs", "The pack made for the Ombudsman"
    REPLIES = "replies", "Replies of contractors and other bodies"
    SPOKEN = "spoken", "What is said on the telephone and in meetings"
