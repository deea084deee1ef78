"""Reading the questions, the routes and the rules, each checked where it stands."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from types import MappingProxyType
from typing import Any

from putright.procedures.fields import read_key
from putright.procedures.reading import Table, check_fields, near, read_toml, read_word, tables, texts
from putright.procedures.routing.types import Decides, OwnRoute, Question, Reason, Rule
from putright.procedures.types import ProcedureError
from putright.vocabulary import LetterKind, RecordType, RejectionReason


@dataclass(frozen=True, slots=True)
class Rules:
    """Every rule, the order in which parts lead, and what is said of plans, shares and stages.

    contributions_when  the answers that give each service a share.
    stages              the sentences about a stage, by what became of the answer before.
    """

    rules: tuple[Rule, ...]
    order: tuple[str, ...]
    lead: Reason
    plan: Reason
    contributions: Reason
    contributions_when: Mapping[str, frozenset[str]]
    stages: Mapping[str, str]

    def deciding(self, decides: Decides) -> tuple[Rule, ...]:
        """The rules that decide that, in the order of the file."""
        return tuple(one for one in self.rules if one.decides is decides)


@cache
def questions() -> Mapping[str, Question]:
    """Every question by its key, in the order they are asked."""
    return read_questions(_folder())


@cache
def routes() -> Mapping[str, OwnRoute]:
    """Every route by its key."""
    return read_routes(_folder())


@cache
def rules() -> Rules:
    """The rules, with the order in which parts lead."""
    return read_rules(_folder(), questions())


def _folder() -> Path:
    return Path(str(files("putright.procedures.routing")))


def read_questions(folder: Path) -> Mapping[str, Question]:
    """The questions of a folder's `questions.toml`. Raises ProcedureError at the first thing that is wrong."""
    found: dict[str, Question] = {}
    for row, where in _rows(folder, "questions.toml", "question"):
        check_fields(
            row, where, needs={"key": str, "asks": str, "answer": list}, may={"usual": str, "several": bool}
        )
        answers: dict[str, str] = {}
        for answer in tables(row["answer"], f"{where}: answer"):
            check_fields(answer, where, needs={"key": str, "says": str})
            values: Any = answer
            _add(answers, read_key(values["key"], where), values["says"], f"{where}: answer {values['key']}")
        question = Question(
            read_key(row["key"], where),
            row["asks"],
            MappingProxyType(answers),
            row.get("usual"),
            row.get("several", False),
        )
        if len(answers) < 2:
            raise ProcedureError(f"{where} has one answer; a question needs at least two")
        if question.usual is not None and question.usual not in answers:
            raise ProcedureError(f"{where}: usual is {question.usual!r}{near(question.usual, answers)}")
        _add(found, question.key, question, where)
    return MappingProxyType(found)


def read_routes(folder: Path) -> Mapping[str, OwnRoute]:
    """The routes of a folder's `routes.toml`. Raises ProcedureError at the first thing that is wrong."""
    found: dict[str, OwnRoute] = {}
    letters = tuple(kind.value for kind in LetterKind)
    for row, where in _rows(folder, "routes.toml", "route"):
        needs = {
            "key": str,
            "title": str,
            "who": str,
            "says": str,
            "letter": str,
            "stays": bool,
            "source": str,
        }
        may = {
            "stays_says": str,
            "record": str,
            "body": str,
            "unconfirmed": bool,
            "refused_as": str,
            "ombudsman": bool,
            "under": list,
        }
        check_fields(row, where, needs=needs, may=may)
        if row["stays"] != ("stays_says" in row):
            raise ProcedureError(f"{where}: give stays_says where, and only where, stays is true")
        if row["letter"] not in letters:
            raise ProcedureError(f"{where}: letter is {row['letter']!r}{near(row['letter'], letters)}")
        record, refused = row.get("record"), row.get("refused_as")
        route = OwnRoute(
            **{name: row[name] for name in needs},
            stays_says=row.get("stays_says", ""),
            record=read_word(RecordType, record, f"{where}: record") if record else None,
            body=row.get("body"),
            unconfirmed=row.get("unconfirmed", False),
            refused_as=read_word(RejectionReason, refused, f"{where}: refused_as") if refused else None,
            ombudsman=row.get("ombudsman", True),
            under=texts(row.get("under", []), f"{where}: under"),
        )
        _add(found, read_key(route.key, where), route, where)
    return MappingProxyType(found)


def read_rules(folder: Path, asked: Mapping[str, Question]) -> Rules:
    """The rules of a folder's `rules.toml` over those questions. Raises ProcedureError as above."""
    data: Any = read_toml(folder / "rules.toml", "rules.toml")
    check_fields(
        data,
        "rules.toml",
        needs={"rule": list, "lead": dict, "plan": dict, "contributions": dict, "stages": dict},
    )
    lead, shares = data["lead"], data["contributions"]
    check_fields(lead, "rules.toml: lead", needs={"order": list, "reason": str, "source": str})
    check_fields(shares, "rules.toml: contributions", needs={"when": dict, "says": str, "source": str})
    check_fields(data["plan"], "rules.toml: plan", needs={"says": str, "source": str})
    sentences = {"here": str, "late_way": str, "late_stays": str, "finished": str}
    check_fields(data["stages"], "rules.toml: stages", needs=sentences)
    found: dict[str, Rule] = {}
    for row in tables(data["rule"], "rules.toml: rule"):
        rule = _rule(row, asked, f"rules.toml: rule {row.get('key', '?')}")
        _add(found, rule.key, rule, f"rules.toml: rule {rule.key}")
    return Rules(
        rules=tuple(found.values()),
        order=texts(lead["order"], "rules.toml: lead: order"),
        lead=Reason(lead["reason"], lead["source"], "lead"),
        plan=Reason(data["plan"]["says"], data["plan"]["source"], "plan"),
        contributions=Reason(shares["says"], shares["source"], "contributions"),
        contributions_when=_when(shares["when"], asked, "rules.toml: contributions"),
        stages=MappingProxyType(dict(data["stages"])),
    )


def _rule(row: Table, asked: Mapping[str, Question], where: str) -> Rule:
    values: Any = row
    may = {"procedure": str, "route": str, "answered": int, "late": bool, "first": bool, "unconfirmed": bool}
    needs = {"key": str, "decides": str, "when": dict, "reason": str, "source": str}
    check_fields(row, where, needs=needs, may=may)
    decides = read_word(Decides, values["decides"], f"{where}: decides")
    wanted = {Decides.WAY: {"procedure", "route"}, Decides.STAGE: {"answered"}, Decides.BESIDE: {"route"}}[
        decides
    ]
    if len(wanted & row.keys()) != 1 or ({"procedure", "route", "answered"} - wanted) & row.keys():
        raise ProcedureError(
            f"{where} decides the {decides}: give it {' or '.join(sorted(wanted))}, and one only"
        )
    return Rule(
        key=read_key(values["key"], where),
        decides=decides,
        when=_when(values["when"], asked, where),
        reason=Reason(values["reason"], values["source"], values["key"], values.get("unconfirmed", False)),
        procedure=values.get("procedure"),
        route=values.get("route"),
        answered=values.get("answered", 0),
        late=values.get("late", False),
        first=values.get("first", False),
    )


def _when(row: Table, asked: Mapping[str, Question], where: str) -> Mapping[str, frozenset[str]]:
    """The answers a rule holds for. Raises ProcedureError for a question or an answer there is not."""
    found = {}
    for key, answers in row.items():
        if key not in asked:
            raise ProcedureError(f"{where}: when asks {key!r}, which is no question{near(key, asked)}")
        for answer in texts(answers, f"{where}: when {key}"):
            if answer not in asked[key].answers:
                meant = near(answer, asked[key].answers)
                raise ProcedureError(f"{where}: when {key} is {answer!r}, which is no answer to it{meant}")
        found[key] = frozenset(texts(answers, where))
    return MappingProxyType(found)


def _rows(folder: Path, file: str, name: str) -> list[tuple[Any, str]]:
    data = read_toml(folder / file, file)
    check_fields(data, file, needs={name: list})
    return [(row, f"{file}: {name} {row.get('key', '?')}") for row in tables(data[name], f"{file}: {name}")]


def _add(found: dict[str, Any], key: str, value: object, where: str) -> None:
    if key in found:
        raise ProcedureError(f"{where} is listed twice; each needs its own key")
    found[key] = value
