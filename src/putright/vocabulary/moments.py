"""How exactly we know when something happened."""

from putright.vocabulary.words import Word


class Precision(Word):
    """How exact the date of an event is; only a moment or a day can drive a clock without a warning."""

    MOMENT = "moment", "Date and time"
    DAY = "day", "Date"
    ABOUT = "about", "About this date"
    MONTH = "month", "Some day in this month"
    UNKNOWN = "unknown", "Date not known"
