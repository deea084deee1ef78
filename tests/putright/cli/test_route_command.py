"""`putright route` as a person or a program meets it."""

import io
import json
import os
import pty
import subprocess
import sys

import pytest

from putright.cli import main


def answer(
    capsys: pytest.CaptureFixture[str], *answers: str, more: tuple[str, ...] = ()
) -> dict[str, object]:
    typed = [part for one in answers for part in ("--answer", one)]
    assert main(["route", *typed, "--json", *more]) == 0
    return json.loads(capsys.readouterr().out)  # type: ignore[no-any-return]


def test_a_route_is_one_document_with_its_dates_and_reasons(capsys: pytest.CaptureFixture[str]) -> None:
    found = answer(capsys, "nation=england", "about=landlord", more=("--received", "2024-05-01T10:00"))
    lead = found["lead"]
    assert isinstance(lead, dict)
    assert (lead["procedure"], lead["stage"]) == ("housing-ombudsman/2024-04-01", "stage-1")
    # Five working days over the early May bank holiday, then ten.
    assert [(one["timescale"], one["due_on"]) for one in lead["clocks"]] == [
        ("acknowledge", "2024-05-09"),
        ("respond", "2024-05-23"),
    ]
    assert lead["because"][0]["rule"] == "england-landlord"
    assert found["signposts"] == [
        {
            "name": "Housing Ombudsman Service",
            "ombudsman": "housing-ombudsman",
            "about": ["landlord"],
            "unconfirmed": True,
        }
    ]
    assert found["plan"] is None


def test_a_mixed_complaint_is_told_with_its_lead_and_its_plan(capsys: pytest.CaptureFixture[str]) -> None:
    found = answer(
        capsys, "nation=england", "about=landlord", "about=insurance-claim", "services=several", "harm=yes"
    )
    [linked] = found["linked"]  # type: ignore[misc]
    assert linked["route"] == "insurance-claim"  # type: ignore[index]
    assert linked["handling_stays"]  # type: ignore[index]
    assert [one["route"] for one in found["beside"]] == ["safeguarding"]  # type: ignore[attr-defined]
    assert found["contributions"]
    assert found["plan"]


def test_a_route_is_told_in_words(capsys: pytest.CaptureFixture[str]) -> None:
    typed = ["--answer", "nation=scotland", "--answer", "about=adult-social-care", "--answer", "harm=yes"]
    assert main(["route", *typed, "--received", "2024-12-30"]) == 0
    told = capsys.readouterr().out.splitlines()
    assert told[0] == "First: Safeguarding — The safeguarding team, the same day"
    assert "Goes to: Scottish model procedure, Stage 1, frontline response (adult-social-care)" in told
    # 1 and 2 January are holidays in Scotland.
    assert "  Respond at the frontline: Wed 8 January 2025 (stage 1 response)" in told
    assert any(one.startswith("Afterwards: Scottish Public Services Ombudsman") for one in told)
    assert told[-1].startswith("Taken as usual, since nobody said: wants = put-right")


def test_the_receipt_rule_of_northern_ireland_is_applied(capsys: pytest.CaptureFixture[str]) -> None:
    given = ("nation=northern-ireland", "about=council-service")
    early = answer(capsys, *given, more=("--received", "2024-06-10T16:59"))["lead"]
    late = answer(capsys, *given, more=("--received", "2024-06-10T17:01"))["lead"]
    dates = [one["clocks"][0]["due_on"] for one in (early, late)]  # type: ignore[index]
    assert dates == ["2024-06-17", "2024-06-18"]


def test_the_questions_can_be_listed(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["route", "--questions"]) == 0
    told = capsys.readouterr().out
    assert "about: What is it about?\n  council-service: A service of the council" in told
    assert main(["route", "--questions", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)[1]["several"] is True


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["--answer", "nation"], "write QUESTION=ANSWER, for example nation=england"),
        (["--answer", "nation=england"], "about is not answered: What is it about?"),
        (["--answer", "nation=england", "--answer", "about=lanlord"], "did you mean landlord?"),
        (
            ["--answer", "nation=england", "--answer", "about=landlord", "--received", "May"],
            "--received: 'May' is not a date",
        ),
        (
            ["--answer", "nation=wales", "--answer", "about=landlord", "--received", "2015-01-05"],
            "no version in force",
        ),
    ],
)
def test_what_cannot_be_used_is_one_line_and_status_2(
    capsys: pytest.CaptureFixture[str], arguments: list[str], says: str
) -> None:
    assert main(["route", *arguments]) == 2
    told = capsys.readouterr()
    assert told.out == ""
    assert told.err.count("\n") == 1
    assert says in told.err


def test_without_answers_and_without_a_person_it_says_what_to_give(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO(""))
    assert main(["route"]) == 2
    assert "nation is not answered" in capsys.readouterr().err


def test_a_person_is_asked_one_question_after_the_other() -> None:
    """At a real terminal: a wrong number is asked again, an empty line takes the usual answer."""
    ours, theirs = pty.openpty()
    run = subprocess.Popen(
        [sys.executable, "-m", "putright.cli", "route", "--received", "2024-05-01", "--json"],
        stdin=theirs, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    os.write(ours, b"9\n1\n2 4\n\n3\n" + b"\n" * 6)
    out, asked = run.communicate(timeout=60)
    os.close(ours)
    os.close(theirs)
    assert run.returncode == 0, asked
    found = json.loads(out)
    assert found["lead"]["procedure"] == "adult-social-care/2009-04-01"
    assert found["lead"]["stage"] is None
    assert found["linked"][0]["stage"] == "stage-2"
    assert "Type a number from 1 to 4." in asked
    assert found["assumed"] == {}
