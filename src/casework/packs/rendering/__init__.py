"""A pack as one PDF/UA-1, and each of its things as a file of its own: everything they say comes in as data."""

from casework.packs.rendering.assembling import Made, assemble
from casework.packs.rendering.setting import Cell, Drawn, ItemSet, PackSet, PartSet, Ref, TableSet, paragraph

__all__ = [
    "Cell",
    "Drawn",
    "ItemSet",
    "Made",
    "PackSet",
    "PartSet",
    "Ref",
    "TableSet",
    "assemble",
    "paragraph",
]
