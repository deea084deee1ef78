"""What people write for a report is read strictly: words that would be printed nowhere are refused."""

from datetime import date

import pytest

from putright.reports.commentary import Answer, check_known, read_written
from putright.reports.report import ReportError

WORDS = """
by = "Head of Complaints"
[section.timeliness]
words = '''
We took on two
officers.

It helped.'''
about = ["AR-3a"]
[provision."housing-ombudsman/2024-04-01"."6.3"]
answer = "no"
words = "Late in winter."
target_on = 2024-12-31
"""


def read(tmp_path, text):
    path = tmp_path / "words.toml"
    path.write_text(text, encoding="utf-8")
    return read_written(path, where="words.toml")


def test_words_are_read_as_paragraphs_with_who_wrote_them(tmp_path):
    words = read(tmp_path, WORDS)
    section = words.sections["timeliness"]
    assert section.written.paragraphs == ("We took on two officers.", "It helped.")
    assert section.written.by == "Head of Complaints"
    assert section.about == ("AR-3a",)
    provision = words.provisions["housing-ombudsman/2024-04-01", "6.3"]
    assert (provision.answer, provision.words, provision.target_on) == (
        Answer.NO, "Late in winter.", date(2024, 12, 31),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("[section.a]", "section a has no 'words'"),
        ("section = 3", "it must be a table"),
        ("[section]\na = 3", "section a is 3; it must be a table"),
        ("[sektion.a]\nwords = 'b'", "'sektion', which is not known; did you mean section"),
        ("[provision.p.'1.1']\nanswer = 'maybe'", "use one of yes, partly, no"),
        ("[provision.p.'1.1']\nanswer = 'no'\ntarget_on = '2024'", "it must be a date"),
        ("[section.a", "is not TOML"),
    ],
)
def test_what_cannot_be_read_is_named(tmp_path, text, says):
    with pytest.raises(ReportError, match=says):
        read(tmp_path, text)


def test_words_that_would_be_printed_nowhere_are_refused(tmp_path):
    words = read(tmp_path, WORDS)
    known = {"housing-ombudsman/2024-04-01": ("6.3",)}
    check_known(words, where="w", sections=("timeliness",), provisions=known)
    with pytest.raises(ReportError, match="no section 'timeliness'; did you mean timelines"):
        check_known(words, where="w", sections=("timelines",), provisions=known)
    with pytest.raises(ReportError, match="does not assess"):
        check_known(words, where="w", sections=("timeliness",), provisions={})
    with pytest.raises(ReportError, match=r"has no provision '6.3'"):
        check_known(
            words, where="w", sections=("timeliness",), provisions={"housing-ombudsman/2024-04-01": ("6.4",)}
        )
