"""Small turns of phrase of the screens: counts with their noun, text of several lines in one, no stop before a comma."""


def counted(number: int, noun: str) -> str:
    """A number with its noun, such as `1 working day` and `2 working days`."""
    return f"{number} {noun}{'' if number == 1 else 's'}"


def one_line(text: str) -> str:
    """An address, or other text of several lines, in one line with commas."""
    return ", ".join(part for line in text.splitlines() if (part := line.strip().rstrip(",")))


def without_stop(text: str) -> str:
    """A sentence without its full stop, where a list goes on after it."""
    return text.rstrip().removesuffix(".")
