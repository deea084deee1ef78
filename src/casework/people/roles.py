"""The roles an officer can have. Rights are predicates over them (`permissions`), never flags on the officer."""

from putright.vocabulary import Word


class Role(Word):
    """What somebody does here."""

    OFFICER = "officer", "Service officer"
    COMPLAINTS_OFFICER = "complaints_officer", "Complaints officer"
    MANAGER = "manager", "Investigating manager"
    LINK_OFFICER = "link_officer", "Ombudsman link officer"
    ADMINISTRATOR = "administrator", "Administrator"
    AUDITOR = "auditor", "Auditor"
