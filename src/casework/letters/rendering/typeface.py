"""The typeface letters are set in, and what becomes of a character that it lacks.

PDF/UA allows no empty boxes. Noto Sans is used because its letters are told apart easily and because it knows
Latin with every accent (Welsh ŵ and ŷ, Polish, Romanian, Vietnamese), Greek, Cyrillic and Devanagari. It comes as
the package `fontpkg-noto-sans`, unmodified, under the SIL Open Font License. The compiler brings no sans-serif.
"""

import unicodedata
from functools import lru_cache
from pathlib import Path

import fontpkg_noto_sans
from fontTools.ttLib import TTFont

FAMILY: str = fontpkg_noto_sans.FAMILY
FOLDER = Path(fontpkg_noto_sans.ROOT) / "files"
UPRIGHT = FOLDER / "NotoSans[wdth,wght].ttf"


@lru_cache(maxsize=1)
def _known() -> frozenset[int]:
    with TTFont(UPRIGHT, lazy=True) as font:
        return frozenset(font.getBestCmap())


@lru_cache(maxsize=4096)
def _set(mark: str) -> str:
    """How one character is set: itself, its parts, what it stands for, or its name in brackets."""
    code = ord(mark)
    if code in _known() or mark in "\n\t":
        return mark
    if mark in "\u200c\u200d" or 0xFE00 <= code <= 0xFE0F or 0xE0100 <= code <= 0xE01EF:
        return ""  # they only tell how a neighbour is drawn
    for form in ("NFD", "NFKC"):
        instead = unicodedata.normalize(form, mark)
        if instead != mark and all(ord(part) in _known() for part in instead):
            return instead
    return f"[{unicodedata.name(mark, f'character {code:X}').lower()}]"


def settable(text: str) -> str:
    """The text as it can be set: a character the typeface lacks becomes its name, `[grinning face]`."""
    return "".join(map(_set, text))


def not_printable(text: str) -> tuple[str, ...]:
    """The characters that a printed letter can only name, each once, so that the author can be told before."""
    return tuple(dict.fromkeys(mark for mark in text if _set(mark).startswith("[") and mark != "["))
