"""The house keeps its own rules: layout, words, clocks handed in, nothing personal to this machine."""

import ast
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
SOURCES = sorted((ROOT / "src").rglob("*.py"))
HOMELESS = {"utils", "util", "helpers", "common", "core", "lib", "misc"}
# Where "what day is it?" may be asked: at the edges, so that everything else can be told.
MAY_ASK_FOR_TODAY = re.compile(r"(views|jobs)(/\w+)?\.py$|/cli/|/ops/|/migrations/")
ASKS_FOR_TODAY = re.compile(
    r"\b(?:date\.today|datetime\.now|datetime\.utcnow|timezone\.now|time\.time)\(|\blocal(?:date|time)\(\)"
    r"|from django\.utils\.timezone import .*\bnow\b"
)
PERSONAL_TO_A_MACHINE = re.compile(
    r"(?:registry|mirror|proxy|pypi|npmjs|pythonhosted)[\w-]*\.[\w.-]*\w/|/home/\w+/|/root/"
)
MOST_LINES = 420


def tracked() -> list[Path]:
    """The files of the project as git lists them, those not yet committed included."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT, capture_output=True, text=True, check=True,
    )  # fmt: skip
    return [ROOT / name for name in listed.stdout.splitlines() if (ROOT / name).is_file()]


def public_things(path: Path) -> Iterator[tuple[str, ast.AST]]:
    """Public functions and classes at the top of a module, and the module itself."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    yield "the module", tree
    for node in tree.body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef) and not node.name.startswith("_"):
            overloads = [
                one for one in node.decorator_list if isinstance(one, ast.Name) and one.id == "overload"
            ]
            if not overloads:
                yield node.name, node


def named(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def test_no_module_is_too_long_to_read_at_once() -> None:
    long = {
        named(path): count for path in SOURCES if (count := len(path.read_text().splitlines())) > MOST_LINES
    }
    assert not long, "split these by noun"


def test_every_thing_has_a_home_with_a_name() -> None:
    homeless = [
        named(path) for path in SOURCES if HOMELESS & set(path.relative_to(ROOT).with_suffix("").parts)
    ]
    assert not homeless


def test_no_two_test_modules_share_a_name() -> None:
    """Test folders are no packages, so two modules of one name would stop the whole run."""
    names = [path.name for path in (ROOT / "tests").rglob("test_*.py")]
    assert not {name for name in names if names.count(name) > 1}


def test_everybody_but_the_edges_is_told_what_day_it_is() -> None:
    asking = [
        named(path)
        for path in SOURCES
        if ASKS_FOR_TODAY.search(path.read_text(encoding="utf-8"))
        and not MAY_ASK_FOR_TODAY.search(named(path))
    ]
    assert not asking, "take `today` or `now` as an argument"


@pytest.mark.parametrize("path", sorted((ROOT / "src/putright").rglob("*.py")), ids=named)
def test_every_public_thing_in_the_rules_says_what_it_is(path: Path) -> None:
    silent = [name for name, node in public_things(path) if ast.get_docstring(node) is None]  # type: ignore[arg-type]
    assert not silent, "give each a docstring"


def test_tests_stand_where_the_code_stands() -> None:
    packages = {path.parent for path in (ROOT / "src/putright").rglob("*.py") if path.name != "__init__.py"}
    missing = [
        named(package)
        for package in packages
        if package.parent == ROOT / "src/putright"
        and not list((ROOT / "tests" / package.relative_to(ROOT / "src")).glob("test_*.py"))
    ]
    assert not missing


def test_nothing_tracked_belongs_to_one_machine() -> None:
    told = {}
    for path in tracked():
        if path.suffix in {".png", ".pdf", ".docx"}:
            continue
        if found := PERSONAL_TO_A_MACHINE.search(path.read_text(encoding="utf-8", errors="replace")):
            told[named(path)] = found[0]
    told.pop(named(Path(__file__)), None)
    assert not told


def test_no_third_party_bundle_is_tracked() -> None:
    bundles = [
        named(path) for path in tracked() if re.search(r"\.min\.(js|css)$|node_modules/|vendor/", named(path))
    ]
    assert not bundles


def test_every_word_of_the_glossary_is_said_once_and_in_order() -> None:
    words = re.findall(
        r"^\| ([^|]+?) \|", (ROOT / "docs/glossary.md").read_text(encoding="utf-8"), re.MULTILINE
    )[2:]
    words = [word.casefold() for word in words if word != "Word"]
    assert len(words) > 50
    assert words == sorted(set(words), key=lambda word: word.replace(",", "")), "sort the glossary"


def test_every_link_in_the_docs_leads_somewhere() -> None:
    broken = []
    for page in [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")]:
        for target in re.findall(r"\]\(([^)#\s]+)(?:#[^)]*)?\)", page.read_text(encoding="utf-8")):
            if (
                "://" not in target
                and not target.startswith("mailto:")
                and not (page.parent / target).exists()
            ):
                broken.append(f"{named(page)} → {target}")
    assert not broken


def test_every_change_fragment_says_its_kind() -> None:
    for path in (ROOT / "changes").glob("*.md"):
        assert path.name == "README.md" or re.fullmatch(r"[\w-]+\.(rule|feature|fix|docs)\.md", path.name), (
            path.name
        )
