"""A letter to be printed in the tests: invented people in an invented borough."""

from datetime import date

from casework.letters.rendering import Passage, Printable

thu_2_may = date(2024, 5, 2)

LETTER = Printable(
    organisation="Brackenford Borough Council",
    recipient=("Ms Ada Ashdown", "12 Weir Lane", "Brackenford", "BR1 2AB"),
    reference="PR-7K3M-Q9TX",
    dated_on=thu_2_may,
    title="Our answer to your complaint",
    address=("Complaints Team", "Civic Centre", "Brackenford", "BR1 1AA"),
    telephone="01632 960123",
    passages=(
        Passage("", "Dear Ms Ashdown"),
        Passage(
            "What we looked at",
            "We read **all your letters**.\n\n- the record of calls\n- the survey of **3 April**\n\n"
            "### The door\n\nIt was left open.\n\n### The roof\n\nIt was not mended.",
        ),
        Passage(
            "What we will do",
            "| What | By when |\n|---|---|\n| Mend the roof | 3 June 2024 |\n| Pay £250 | 10 June 2024 |",
        ),
        Passage("", "Yours sincerely\n\nSam Holloway\nComplaints manager"),
    ),
    footer="Brackenford Borough Council",
    colour="#1f5f5b",
)
# What is read below the title, in order, however the letter is set.
READ = (
    "Our answer to your complaint", "Dear Ms Ashdown", "What we looked at", "We read all your letters.",
    "the record of calls", "the survey of 3 April", "The door", "It was left open.", "The roof", "It was not mended.",
    "What we will do", "What", "By when", "Mend the roof", "3 June 2024", "Pay £250", "10 June 2024",
    "Yours sincerely", "Sam Holloway", "Complaints manager",
)  # fmt: skip
HEAD = (
    "Brackenford Borough Council", "Ms Ada Ashdown", "12 Weir Lane", "Brackenford", "BR1 2AB", "Complaints Team",
    "Civic Centre", "BR1 1AA", "Telephone: 01632 960123", "Our reference: PR-7K3M-Q9TX", "Date: 2 May 2024",
)  # fmt: skip


def stands_in_order(text: str, words: tuple[str, ...]) -> bool:
    """Whether these words stand in the text one after the other, wherever its lines break."""
    squeezed, at = "".join(text.split()), 0
    for one in words:
        found = squeezed.find("".join(one.split()), at)
        if found < 0:
            return False
        at = found + len("".join(one.split()))
    return True
