"""What is answered together: shares of several services, linked complaints, members' enquiries, contractors' replies."""

from putright.vocabulary.words import Word


class ContributionStep(Word):
    """What became of a share asked of another service or body."""

    ASKED = "asked", "To be given"
    CHASED = "chased", "Chased"
    GIVEN = "given", "Given"
    RETURNED = "returned", "Sent back as not whole"
    NOT_NEEDED = "not_needed", "Not needed after all"


class LinkKind(Word):
    """How another complaint belongs to this one."""

    LEADS = "leads", "This one leads, and answers the other’s points too"
    PART_OF = "part_of", "Answered together with the other, which leads"
    GOES_ON = "goes_on", "Goes on in the other, under another procedure"
    MOVED_HERE = "moved_here", "Was moved here from the other, from another procedure"
    FOLLOWS = "follows", "Comes after the other about the same matter"
    BESIDE = "beside", "Runs beside the other under another procedure"


class Pace(Word):
    """How linked complaints are answered."""

    IN_STEP = "in_step", "Together, in step"
    OWN_TIME = "own_time", "Each at its own time"


class PartStep(Word):
    """What became of a part that was found at triage."""

    FOUND = "found", "Found at triage, not yet begun"
    BEGUN = "begun", "Begun as a complaint of its own"
    TOLD = "told", "The person was told who deals with it"
    LEFT = "left", "Not begun, with the reason"
    CARRIED = "carried", "Gone on with the complaint that was moved"


class MoveStep(Word):
    """Whether the person was told that the complaint was moved to another procedure."""

    TO_TELL = "to_tell", "The person is to be told of it"
    TOLD = "told", "The person was told of it"
    NOT_NEEDED = "not_needed", "Told from elsewhere, or not needed any more"


class MemberKind(Word):
    """Which elected member asks."""

    COUNCILLOR = "councillor", "Councillor"
    MP = "mp", "Member of Parliament"
    DEVOLVED = "devolved", "Member of a devolved parliament or assembly"


class MemberStep(Word):
    """What became of a member's enquiry."""

    RECEIVED = "received", "To be answered"
    CONSENTED = "consented", "Consent of the person received"
    HELD = "held", "Told that the answer follows the complaint’s"
    ANSWERED = "answered", "Answered"
    TAKEN_BACK = "taken_back", "Taken back"


class ReplyStep(Word):
    """What we do with a contractor's reply."""

    RETURNED = "returned", "Sent back with what is missing"
    ADOPTED = "adopted", "Adopted as it is"
    CORRECTED = "corrected", "Adopted with our corrections"
    COVERED = "covered", "Sent on under our own letter with the rights"
    TAKEN_OVER = "taken_over", "We answer ourselves"
