"""A document of any size and shape takes bounded time: twice the text takes about twice as long."""

# Texts stand on one line each, as they do in a decision.
# ruff: noqa: E501

import random
from time import perf_counter

import pytest

from putright.decisions import NotADecision, read_text
from tests.putright.decisions.test_reading import REPORT, statement

MEGABYTE = 1_000_000
# Far above what is needed on a slow machine, far below what anything that is not linear would take.
ENOUGH_SECONDS = 40


def repeated(words, size):
    return words * (size // len(words) + 1)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("one long line of words", REPORT + "  1. The landlord must pay " + repeated("the resident a sum ", 5 * MEGABYTE)),
        ("pound signs", REPORT + "  1. The landlord must pay the resident " + repeated("£ 1 ", 5 * MEGABYTE)),
        ("digits in pieces", REPORT + "  1. The landlord must pay £" + repeated("1 ,0 ", 5 * MEGABYTE)),
        ("times", REPORT + "  1. " + repeated("within 4 weeks of the date of this report ", 5 * MEGABYTE)),
        ("orders", REPORT + repeated("  1. The landlord must pay the resident £100.\n", 5 * MEGABYTE)),
        ("opening paragraphs", REPORT + repeated("  1. The landlord must:\n", 5 * MEGABYTE)),
        ("deeper and deeper", REPORT + "\n".join(" " * depth + "1. The landlord must:" for depth in range(3000))),
        ("headings", repeated("Orders\nThe complaint\nDetermination\n", 2 * MEGABYTE) + REPORT),
        ("letters on lines", REPORT + repeated("T\nh\ne\n \n", MEGABYTE)),
        ("spaces", REPORT + " " * (5 * MEGABYTE) + "."),
        ("brackets", REPORT + "  1. The landlord must pay £1 " + "(" * (5 * MEGABYTE)),
        ("findings", REPORT.replace("Orders\n", repeated("There was maladministration in it. ", 5 * MEGABYTE))),
        ("sentences", statement(repeated("The Council will pay Mrs T £10 and apologise. ", 5 * MEGABYTE))),
        ("commas", statement("The Council has agreed to pay Mr A" + repeated(", Mr A and ", 5 * MEGABYTE) + " £10 each.")),
    ],
    ids=lambda value: value if len(value) < 40 else "",
)  # fmt: skip
def test_five_megabytes_are_read_in_bounded_time(name, text):
    begun = perf_counter()
    read_text(text)
    assert perf_counter() - begun < ENOUGH_SECONDS


def test_five_megabytes_of_anything_else_are_refused_in_bounded_time():
    begun = perf_counter()
    with pytest.raises(NotADecision):
        read_text(
            repeated(
                "The Ombudsman, the landlord and the Council met on 1 May 2024 to pay £5. \n", 5 * MEGABYTE
            )
        )
    assert perf_counter() - begun < ENOUGH_SECONDS


def test_a_text_longer_than_any_decision_is_refused():
    with pytest.raises(NotADecision, match="far more than a decision"):
        read_text("a" * 8_000_001)


def test_random_bytes_as_text_are_refused():
    chance = random.Random(7)
    with pytest.raises(NotADecision):
        read_text("".join(chr(chance.randrange(32, 0x2FFF)) for _ in range(100_000)))
