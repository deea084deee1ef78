"""The words of published figures."""

from putright.vocabulary import Word


class ReportState(Word):
    """Where a report in the making stands."""

    COUNTING = "counting", "Being counted"
    OPEN = "open", "Being written"
    FREEZING = "freezing", "Being frozen"
    STOPPED = "stopped", "Stopped"
    FAILED = "failed", "Could not be counted"
    FROZEN = "frozen", "Frozen"
    DROPPED = "dropped", "Dropped"


class CountStep(Word):
    """What the worker is at."""

    FACTS = "facts", "Reading the complaints"
    FIGURES = "figures", "Counting the figures"
    CHARTS = "charts", "Drawing the charts"
    FILES = "files", "Making the files"


class Done(Word):
    """What was done with a report in the making."""

    BEGUN = "begun", "Begun"
    COUNTED = "counted", "Counted anew"
    STOPPED = "stopped", "Stopped"
    ASKED = "asked", "Put up for approval"
    RETURNED = "returned", "Sent back"
    APPROVED = "approved", "Approved"
    DROPPED = "dropped", "Dropped"
    REASON = "reason", "Reason for the new edition given"


class Audience(Word):
    """For whom a file of a frozen report is."""

    OWN = "own", "Our own people"
    PUBLIC = "public", "Everybody"
    FACTS = "facts", "The facts it was counted from"


class WhyDifferent(Word):
    """Why a figure is not what was frozen before."""

    LATER = "later", "The record changed since: something was recorded or corrected later"
    RULE = "rule", "The rule of the figure is another"
    STRUCTURE = "structure", "Departments or services are placed otherwise"
    PROGRAM = "program", "It was made by another version of this service"


class PublishStep(Word):
    """What was done with a frozen report and the public."""

    PUBLISHED = "published", "Published"
    TAKEN_BACK = "taken_back", "Taken back"
