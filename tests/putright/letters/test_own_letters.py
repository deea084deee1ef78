"""An organisation writes its own texts; what must stay in a letter cannot be left out."""

import json
from pathlib import Path

import pytest

from putright.cli import main
from putright.letters import LetterError, compose, read_letters, survey_letters
from putright.letters.examples import example, failing_letters, read_chain
from putright.letters.folders import shipped_folder
from putright.vocabulary import LetterKind

DESCRIPTION = (shipped_folder() / "extension/letter.toml").read_text(encoding="utf-8")


def own(folder: Path, **files: str) -> Path:
    """A folder of letters with these files: `extension_en_md` is `extension/en.md`."""
    for name, text in files.items():
        kind, stem, suffix = name.rsplit("_", 2)
        path = folder / kind.replace("_", "-") / f"{stem}.{suffix}"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


def problems(folder: Path) -> list[str]:
    return list(survey_letters(folder)[1])


def test_its_own_words_take_the_place_of_ours(tmp_path: Path) -> None:
    letters = read_letters(own(tmp_path, extension_en_md="# opening\n\nWe are late, and say so.\n"))
    made = compose(example(LetterKind.EXTENSION), letters[LetterKind.EXTENSION])
    assert made.block("opening").text == "We are late, and say so."  # type: ignore[union-attr]
    assert "new_date" in made.codes


def test_its_words_for_every_letter_reach_every_letter(tmp_path: Path) -> None:
    letters = read_letters(own(tmp_path, every_letter_en_md="# greeting\n\nHello {salutation},\n"))
    for kind, template in letters.items():
        assert compose(example(kind), template).block("greeting").text.startswith("Hello ")  # type: ignore[union-attr]


def test_its_own_block_may_be_added_and_ours_that_nobody_asks_for_left_out(tmp_path: Path) -> None:
    description = DESCRIPTION.replace('[[block]]\nkey = "apology"', '[[block]]\nkey = "thanks"').replace(
        'heading = { en = "We are sorry", cy = "Mae’n ddrwg gennym" }\nwritten = true\n', ""
    )
    folder = own(
        tmp_path, extension_letter_toml=description,
        extension_en_md="# thanks\n\nThank you.\n", extension_cy_md="# thanks\n\nDiolch.\n",
    )  # fmt: skip
    made = compose(example(LetterKind.EXTENSION), read_letters(folder)[LetterKind.EXTENSION])
    assert made.block("thanks").text == "Thank you."  # type: ignore[union-attr]
    assert made.block("apology") is None


@pytest.mark.parametrize(
    ("files", "says"),
    [
        (
            {"extension_letter_toml": DESCRIPTION.replace('key = "ombudsman"', 'key = "another"')},
            "extension/letter.toml: leaves out block ombudsman, which must stay; put it back",
        ),
        (
            {"extension_letter_toml": DESCRIPTION.replace("locked = true\n", "")},
            "extension/letter.toml: unlocks block ombudsman, which the procedure gives; write locked = true",
        ),
        (
            {"extension_letter_toml": DESCRIPTION.replace('"new_date" ] }', "").replace('["new_date"]', "[]")},
            "extension/letter.toml: block new-date no longer gives new_date as it ships; put it back",
        ),
        (
            {"extension_letter_toml": DESCRIPTION.replace('letter = "extension"', 'letter = "update"')},
            "extension/letter.toml: letter is 'update'; it must stay 'extension'",
        ),
        (
            {"extension_en_md": "# new-date\n\nWe will answer when we can.\n"},
            "extension/en.md: # new-date no longer prints {new_date}, which must stay; put it back",
        ),
        (
            {"every_letter_en_md": "# ombudsman\n\nSee {ombudsman}, {ombudsman_website}, {ombudsman_telephone}.\n"},
            "acknowledgement/en.md: # ombudsman no longer prints {ombudsman_address}, which must stay; put it back",
        ),
        (
            {"extension_en_md": "# new-date\n\nBy {new_dat}, {new_date}.\n"},
            "extension/en.md: # new-date asks for {new_dat}, which there is not; did you mean new_date?",
        ),
        (
            {"extension_en_md": "# apology\n\n"},
            "extension/en.md: # apology is empty; write what that block says",
        ),
        (
            {"extension_en_md": "## remdy\n\n- {words}\n"},
            "extension/en.md: ## remdy is no part that repeats; did you mean remedy or remedy-sum?",
        ),
        (
            {"every_letter_en_md": "## remedy\n\n- {wrds}\n"},
            "acknowledgement/en.md: ## remedy asks for {wrds}, which it is not given; did you mean words?",
        ),
        (
            {"extension_en_md": "Dear all\n\n# opening\n\nHello.\n"},
            "extension/en.md: begins without the name of a block; write a line such as # opening first",
        ),
        (
            {"extension_en_md": "# opening\n\nA.\n\n# opening\n\nB.\n"},
            "extension/en.md: # opening is there twice; keep one",
        ),
        ({"extnsion_en_md": "# opening\n\nA.\n"}, "extnsion: is no kind of letter; did you mean extension?"),
        ({"extension_eng_md": "# opening\n\nA.\n"}, "extension/eng.md: is not read; did you mean en.md?"),
        (
            {"extension_letter_toml": DESCRIPTION.replace('"HOS Code 2024 5.9"', '"HOS Code 2024 5.99"')},
            "extension/letter.toml: block update-interval is asked_by 'HOS Code 2024 5.99', which no procedure lists",
        ),
        (
            {"extension_letter_toml": DESCRIPTION.replace('kind = "extension"', 'kind = "update"')},
            "extension/letter.toml: kind is 'update', and the folder is named 'extension'; make them one",
        ),
        (
            {"extension_letter_toml": DESCRIPTION.replace("written = true", "writen = true", 1)},
            "extension/letter.toml: block reason has 'writen', which is not known; did you mean written?",
        ),
        (
            {"extension_letter_toml": DESCRIPTION.replace('en = "Why", cy = "Pam"', 'en = "Why"')},
            "extension/letter.toml: block reason: heading is given in en only; give it in en and cy",
        ),
    ],
)  # fmt: skip
def test_what_is_wrong_is_told_with_what_to_do(tmp_path: Path, files: dict[str, str], says: str) -> None:
    assert says in problems(own(tmp_path, **files))
    with pytest.raises(LetterError):
        read_letters(tmp_path)


def test_a_folder_that_holds_nothing_is_told(tmp_path: Path) -> None:
    assert problems(tmp_path) == [
        f"{tmp_path} holds no letter; make <kind>/en.md in it, such as response/en.md"
    ]
    assert problems(tmp_path / "no") == [
        f"{tmp_path / 'no'} is not a folder; give the folder that holds your letters"
    ]


def test_an_example_of_its_own_has_to_make_the_letter_beside_it(tmp_path: Path) -> None:
    shipped = shipped_folder() / "extension"
    written = (shipped / "example.md").read_text(encoding="utf-8")
    folder = own(
        tmp_path,
        extension_example_toml=(shipped / "example.toml").read_text(encoding="utf-8"),
        extension_example_md=written.replace("3 June", "4 June"),
    )
    [problem] = failing_letters(read_letters(folder), folder)
    assert problem.startswith("extension/example.md: line ")
    assert "'We will answer by Tuesday 4 June 2024.'" in problem or "4 June" in problem
    (folder / "extension/example.md").write_text(written, encoding="utf-8")
    assert failing_letters(read_letters(folder), folder) == ()


def test_an_example_whose_letter_is_held_is_a_problem(tmp_path: Path) -> None:
    shipped = shipped_folder() / "extension"
    toml = (shipped / "example.toml").read_text(encoding="utf-8").replace("2024-06-03", "2024-07-03")
    folder = own(tmp_path, extension_example_toml=toml, extension_example_md="")
    found = failing_letters(read_letters(folder), folder)
    assert any(
        one.startswith("extension/example.toml: is held by within-longest-extension: ") for one in found
    )


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"procedure": "hos/2024"}, "x: 'hos/2024' is not a procedure"),
        ({"stage": "stage-9"}, "x: housing-ombudsman/2024-04-01 has no stage 'stage-9'"),
        ({"ombudsman": {}}, "x: ombudsman comes from the procedure; leave it out"),
        ({"refrence": "1"}, "x has 'refrence', which is not known; did you mean reference?"),
        ({"severity": "2"}, "x: severity is '2'; it must be a whole number"),
        ({"points": [{"key": "a"}]}, "x: points has no 'words'; give it"),
        (
            {"points": [{"key": "a", "words": "b", "outcome": "uphold"}]},
            "x: points: outcome is 'uphold'; did you mean upheld",
        ),
        ({"points": "a"}, "x: points must be a list in [ ]"),
        ({"dates": []}, "x: dates must be a table"),
    ],
)  # fmt: skip
def test_a_chain_that_cannot_be_read_is_told(change: dict[str, object], says: str) -> None:
    table: dict[str, object] = {
        "kind": "update", "procedure": "housing-ombudsman/2024-04-01", "stage": "stage-1", "reference": "1",
        "organisation": "Elmstead Homes", "recipient": {"name": "A"}, "sender": {"name": "B"},
    }  # fmt: skip
    assert read_chain(table, "x").reference == "1"
    with pytest.raises(LetterError) as told:
        read_chain({**table, **change}, "x")
    assert str(told.value).startswith(says)


def test_putright_check_reads_a_folder_of_letters(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert (
        main(
            [
                "check",
                "--letters",
                str(own(tmp_path, extension_en_md="# opening\n\nWe are late.\n")),
                "--json",
            ]
        )
        == 0
    )
    answer = json.loads(capsys.readouterr().out)
    assert answer["letters"] == [kind.value for kind in LetterKind]
    own(tmp_path, extension_en_md="# new-date\n\nSoon.\n")
    assert main(["check", "--letters", str(tmp_path)]) == 2
    assert "no longer prints {new_date}" in capsys.readouterr().out


def test_putright_check_reads_the_folder_the_environment_names(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PUTRIGHT_LETTERS", str(own(tmp_path, extension_en_md="# new-date\n\nSoon.\n")))
    assert main(["check"]) == 2
    assert capsys.readouterr().out.count("\n") == 1


def test_a_folder_of_letters_that_is_not_there_is_bad_input(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["check", "--letters", str(tmp_path / "no")]) == 2
    assert "--letters: " in capsys.readouterr().err
