"""What takes long says how far it has come, and what is short says nothing."""

import time

from putright.cli.progress import Progress


def test_what_is_short_says_nothing(capsys):
    with Progress("Reading") as progress:
        progress.told(5, 10)
    assert capsys.readouterr() == ("", "")


def test_what_is_long_says_how_far_it_has_come_on_standard_error(capsys):
    with Progress("Reading facts.csv") as progress:
        time.sleep(1.05)
        progress.told(5, 10)
        progress.told(6, 10)
    assert capsys.readouterr() == ("", "Reading facts.csv: 50%\n")


def test_where_nobody_knows_how_much_there_is_it_counts(capsys):
    with Progress("Reading a pipe") as progress:
        time.sleep(1.05)
        progress.told(12_400_000, None)
    assert capsys.readouterr().err == "Reading a pipe: 12 MB\n"


def test_that_it_is_done_shows_by_itself(capsys):
    with Progress("Reading") as progress:
        time.sleep(1.05)
        progress.told(10, 10)
    assert capsys.readouterr().err == ""
