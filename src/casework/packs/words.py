"""The words of packs."""

from putright.vocabulary import Word


class PackState(Word):
    """How far a pack has got."""

    READING = "reading", "Its documents are being read"
    OPEN = "open", "In the making"
    BUILDING = "building", "Being frozen"
    STOPPED = "stopped", "Stopped"
    FAILED = "failed", "Could not be built"
    FROZEN = "frozen", "Frozen"
    DROPPED = "dropped", "Dropped"


class ItemKind(Word):
    """What a thing in a pack is."""

    LETTER = "letter", "Letter as sent"
    NOTE = "note", "Note"
    DOCUMENT = "document", "Document"
    POLICY = "policy", "Policy"


class Shape(Word):
    """What can be shown of a thing."""

    PAGES = "pages", "Pages as pictures, with their text"
    PICTURE = "picture", "A picture"
    TEXT = "text", "Set anew from its text"
    FILE = "file", "Goes as a file only"
    CLOSED = "closed", "Cannot be opened"


class RedactionKind(Word):
    """What is removed."""

    WORDS = "words", "Words"
    LINE = "line", "A line"
    BOX = "box", "A part of a page"
    PAGE = "page", "A whole page"


class SentHow(Word):
    """How a pack is sent."""

    PORTAL = "portal", "Through the Ombudsman’s portal"
    EMAIL = "email", "By e-mail"
    POST = "post", "By post"
    HAND = "hand", "By hand"
