"""Making an organisation from its file."""

import re
from pathlib import Path

import pytest

from casework.people.commands import OrganisationRefused, set_password, set_up
from casework.people.models import Officer, Service, Team

ROOT = Path(__file__).resolve().parents[3]
pytestmark = pytest.mark.django_db


@pytest.fixture
def example(tmp_path: Path) -> Path:
    """The file of docs/how-to/run-it-for-real.md, as it stands there."""
    page = (ROOT / "docs/how-to/run-it-for-real.md").read_text(encoding="utf-8")
    found = re.search(r"```toml\n(.*?)```", page, re.DOTALL)
    assert found
    path = tmp_path / "elmstead.toml"
    path.write_text(found[1], encoding="utf-8")
    return path


def test_the_file_of_the_how_to_makes_an_organisation(example: Path) -> None:
    made = set_up(example)
    assert (made.departments, made.services, made.teams, made.officers) == (1, 1, 1, 1)
    assert made.without_password == ("someone@elmstead.example",)
    assert Service.objects.get().procedure == "housing-ombudsman"


def test_making_it_again_changes_what_changed_and_adds_nothing(example: Path) -> None:
    set_up(example)
    example.write_text(example.read_text().replace('name = "Someone"', 'name = "Someone Else"'))
    made = set_up(example)
    assert made.officers == 1
    assert Officer.objects.get().name == "Someone Else"


def test_the_file_says_how_senior_an_officer_is(example: Path) -> None:
    set_up(example)
    assert Officer.objects.get().grade == 2
    example.write_text(example.read_text().replace('grade = "manager"', 'grade = "head of service"'))
    set_up(example)
    assert Officer.objects.get().grade == 3


def test_an_officer_given_a_password_can_log_in_with_it(example: Path) -> None:
    set_up(example)
    set_password("Someone@elmstead.example", "seven green bicycles")
    officer = Officer.objects.get()
    assert officer.check_password("seven green bicycles")
    assert officer.password.startswith("argon2")


def test_a_weak_password_is_refused(example: Path) -> None:
    set_up(example)
    with pytest.raises(OrganisationRefused, match="12"):
        set_password("someone@elmstead.example", "short")


@pytest.mark.parametrize(
    ("was", "now", "says"),
    [
        ('procedures = ["lgsco"', 'procedures = ["lgcso"', "'lgcso' is not known"),
        ('division = "england-and-wales"', 'division = "wales"', "division must be one of"),
        ('roles = ["complaints_officer"', 'roles = ["boss"', "'boss' is not a role"),
        ('grade = "manager"', 'grade = "boss"', "'boss' is not a grade"),
        ('team = "Housing complaints"', 'team = "Nobody"', "there is no 'Nobody'"),
        ("[[team]]", "[[gang]]", "'gang' is not a part"),
        ('short_name = "Elmstead"', "", "short_name is missing"),
        ('short_name = "Elmstead"', 'short_name = "Elmstead"\ncolour = "#a/b/c"', "colour '#a/b/c' is not"),
        ("valid_from = 2025-04-01", 'valid_from = "April"', "of the wrong kind"),
        ("[organisation]", "[organisation", "cannot be read as TOML"),
    ],
)
def test_a_mistake_in_the_file_is_named_and_nothing_is_half_written(
    example: Path, was: str, now: str, says: str
) -> None:
    example.write_text(example.read_text().replace(was, now))
    with pytest.raises(OrganisationRefused, match=re.escape(says)):
        set_up(example)
    assert not Team.objects.exists()
    assert not Officer.objects.exists()
