"""People a procedure needs besides officers: their parts, what may speak against them, what they hand in."""

from putright.vocabulary.words import Word


class PersonRole(Word):
    """What somebody is appointed to do on one complaint."""

    INVESTIGATING_OFFICER = "investigating_officer", "Investigating officer"
    INDEPENDENT_PERSON = "independent_person", "Independent person"
    ADJUDICATING_OFFICER = "adjudicating_officer", "Adjudicating officer"
    PANEL_CHAIR = "panel_chair", "Chair of the panel"
    PANEL_MEMBER = "panel_member", "Member of the panel"
    ADVOCATE = "advocate", "Advocate"
    RESPONSIBLE_PERSON = "responsible_person", "Responsible person, who signs"


class Conflict(Word):
    """What speaks against appointing somebody."""

    MEMBER = "member", "Is a member of the authority"
    OFFICER = "officer", "Works for the authority"
    PARTNER = "partner", "Is married to, or a civil partner of, a member or officer of the authority"
    SERVICE = "service", "Works or worked in the service complained of"
    EARLIER_STAGE = "earlier_stage", "Took part at an earlier stage"
    KNOWS = "knows", "Knows somebody concerned"


class ReportKind(Word):
    """Whose report it is."""

    INVESTIGATION = "investigation", "Report of the investigating officer"
    INDEPENDENT_PERSON = "independent_person", "Report of the independent person"
    PANEL = "panel", "Report of the panel"


class Ground(Word):
    """On what ground somebody may complain under a statutory procedure."""

    CHILD = "child", "The child or young person"
    PARENT = "parent", "A parent, or somebody with parental responsibility"
    FOSTER_CARER = "foster_carer", "A foster carer"
    CARE_LEAVER = "care_leaver", "A care leaver"
    SPECIAL_GUARDIAN = "special_guardian", "A special guardian, or a child under special guardianship"
    SUFFICIENT_INTEREST = "sufficient_interest", "Somebody with a sufficient interest in the child’s welfare"
    RECEIVER = "receiver", "Somebody who receives or received the service"
    AFFECTED = "affected", "Somebody who is or may be affected"
    REPRESENTATIVE = "representative", "A representative"
    NONE = "none", "None of these"
