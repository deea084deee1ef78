"""Ways a decision's text is changed by copying, saving and writing, that leave what it says the same."""

from __future__ import annotations

import random
import re
import textwrap
from collections.abc import Callable
from copy import deepcopy
from typing import Any

from tests.putright.decisions.labelled import Seed

_MENU = (
    "Skip to main content\nMenu\nHome\nDecisions\nMake a complaint\nAbout us\nNews\n"
    "We use cookies to make this site work. Accept all cookies\nReject all\n\n"
)
_FOOT = (
    "\n\nPrint this page\n\nReview your privacy settings\n\nRequired cookies\n\nThese cookies enable the website to "
    "function properly. Donations of £10 are not taken.\n\nView required cookies\n\nPrivacy settings"
)


def _menus(text: str, chance: random.Random) -> str:
    return (
        (_MENU if chance.random() < 0.8 else "")
        + text.lstrip("\n")
        + (_FOOT if chance.random() < 0.8 else "")
    )


def _straight_quotes(text: str, chance: random.Random) -> str:
    return text.replace("’", "'").replace("‘", "'").replace("“", '"').replace("”", '"')


def _windows_lines(text: str, chance: random.Random) -> str:
    return text.replace("\n", "\r\n")


def _hard_spaces(text: str, chance: random.Random) -> str:
    return "".join("\xa0" if one == " " and chance.random() < 0.15 else one for one in text)


def _trailing_spaces(text: str, chance: random.Random) -> str:
    return "\n".join(line + " " * chance.randrange(4) for line in text.split("\n"))


def _more_blank_lines(text: str, chance: random.Random) -> str:
    return re.sub(r"\n\n", lambda _: "\n" * chance.choice([2, 3, 5]), text)


def _wrapped(text: str, chance: random.Random) -> str:
    """Long lines broken as in a PDF or an e-mail, which break at a hard space as at any other."""
    width = chance.choice([72, 84, 96])
    out = []
    for line in text.split("\n"):
        if len(line) <= width:
            out.append(line)
            continue
        indent = re.match(r"[ \xa0]*", line)[0]
        breakable = line.strip().replace("\xa0", "\x0b")
        found = textwrap.wrap(
            breakable, width, initial_indent=indent, break_long_words=False, break_on_hyphens=False,
            replace_whitespace=False,
        )  # fmt: skip
        out += [one.replace("\x0b", "\xa0") for one in found]
    return "\n".join(out)


def _numbers_in_brackets(text: str, chance: random.Random) -> str:
    return re.sub(r"(?m)^( *)(\d{1,2})\. ", r"\1(\2) ", text)


def _other_bullets(text: str, chance: random.Random) -> str:
    return text.replace("• ", chance.choice(["- ", "* ", "· ", "▪ "]))


def _double_spaces(text: str, chance: random.Random) -> str:
    return re.sub(r"\. (?=[A-Z])", ".  ", text)


CHANGES: dict[str, Callable[[str, random.Random], str]] = {
    "menus and cookie notices": _menus,
    "straight quotes": _straight_quotes,
    "Windows lines": _windows_lines,
    "hard spaces": _hard_spaces,
    "trailing spaces": _trailing_spaces,
    "more blank lines": _more_blank_lines,
    "lines broken at a width": _wrapped,
    "numbers in brackets": _numbers_in_brackets,
    "other bullets": _other_bullets,
    "two spaces after a sentence": _double_spaces,
}
MUTATIONS = (*CHANGES, "other sums")


def mutated(seed: Seed, names: list[str], chance: random.Random) -> tuple[str, dict[str, Any]]:
    """The text under these mutations, and its truth: the same but for the quotes and the sums."""
    text, truth = seed.text, deepcopy(seed.truth)
    for name in names:
        if name == "other sums":
            text, truth = _other_sums(text, truth, chance)
        else:
            text = CHANGES[name](text, chance)
        if name == "straight quotes":
            truth = _straightened(truth)
    return text, truth


def _straightened(value: Any) -> Any:
    if isinstance(value, str):
        return _straight_quotes(value, random.Random(0))
    if isinstance(value, list):
        return [_straightened(one) for one in value]
    if isinstance(value, dict):
        return {key: _straightened(one) for key, one in value.items()}
    return value


def _other_sums(text: str, truth: dict[str, Any], chance: random.Random) -> tuple[str, dict[str, Any]]:
    """Every sum multiplied by the same number, so that totals stay totals."""
    by = chance.choice([2, 3, 7, 11])

    def larger(found: re.Match[str]) -> str:
        whole, _, part = found[1].replace(",", "").partition(".")
        pence = (int(whole) * 100 + int(part or 0)) * by
        return f"£{pence // 100:,}" + (f".{pence % 100:02}" if part else "")

    if re.search(r"£\s", text):
        # Sums in pieces stay as they are.
        return text, truth
    text = re.sub(r"£(\d[\d,]*(?:\.\d\d)?)", larger, text)
    truth["payment_total_pence"] *= by
    for order in truth.get("orders", []):
        if "amount_pence" in order:
            order["amount_pence"] *= by
        order["attribution"] = [[to, pence * by] for to, pence in order.get("attribution", [])]
        if not order["attribution"]:
            del order["attribution"]
    truth["points"] = [re.sub(r"£(\d[\d,]*(?:\.\d\d)?)", larger, point) for point in truth.get("points", [])]
    truth.pop("doubts", None)
    return text, truth
