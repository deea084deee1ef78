"""What a letter is made of: its blocks as the folder describes them, and as they were composed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from putright.vocabulary import LetterKind


class LetterError(ValueError):
    """A letter's folder, or what was asked of it, is wrong; the message says what to change."""


class BlockSource(StrEnum):
    """Where the text of a block comes from."""

    CHAIN = "chain"
    WRITTEN = "written"
    EDITED = "edited"


@dataclass(frozen=True, slots=True)
class BlockTemplate:
    """One block of a letter, as `letter.toml` lists it.

    headings  by language; empty where the block has none.
    locked    filled from the procedure and never edited.
    written   the author writes it: the words stand in `Chain.words` under the block's key.
    optional  an organisation's own letter may leave it out.
    gives     codes of `procedures/blocks.toml`, each with the values that must be known and printed for it.
    asked_by  provisions and lessons that ask for it.
    """

    key: str
    headings: Mapping[str, str]
    locked: bool = False
    written: bool = False
    gives: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    asked_by: tuple[str, ...] = ()

    @property
    def optional(self) -> bool:
        """Whether an organisation's own letter may leave it out."""
        return not self.locked and not self.gives


@dataclass(frozen=True, slots=True)
class Texts:
    """The texts of a letter in one language: a template for each block, and for each part that repeats."""

    blocks: Mapping[str, str]
    parts: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class LetterTemplate:
    """One kind of letter: what it says, in which order, and why.

    letter       its key in `procedures/blocks.toml`, which names the blocks it must give.
    also         keys there of other letters whose blocks it gives as well: it stands for them too.
    records      the kind of event it stands for once it is sent; empty = none but its sending.
    texts        by language, `en` always.
    unconfirmed  languages a speaker has yet to check.
    """

    kind: LetterKind
    title: str
    letter: str
    records: str
    source: str
    blocks: tuple[BlockTemplate, ...]
    texts: Mapping[str, Texts]
    unconfirmed: frozenset[str] = frozenset()
    also: tuple[str, ...] = ()

    @property
    def letters(self) -> tuple[str, ...]:
        """Its key in `procedures/blocks.toml`, and those of the letters it stands for too."""
        return (self.letter, *self.also)

    def block(self, key: str) -> BlockTemplate | None:
        """The block with this key, or None when the letter has none."""
        return next((one for one in self.blocks if one.key == key), None)


@dataclass(frozen=True, slots=True)
class PointText:
    """What the letter says about one point."""

    point: str
    text: str


@dataclass(frozen=True, slots=True)
class ComposedBlock:
    """One block as it will be read.

    text   light markdown: paragraphs, `- ` lists, `### ` small headings; a line break is a line break.
    codes  of `procedures/blocks.toml`: what this block really gives.
    parts  the text of each point, where the block goes point by point.
    """

    key: str
    heading: str
    text: str
    locked: bool
    source: BlockSource
    codes: tuple[str, ...] = ()
    parts: tuple[PointText, ...] = ()


@dataclass(frozen=True, slots=True)
class ComposedLetter:
    """A letter as it will be read, block by block. Empty blocks stay in it; they are not printed.

    left_over    keys of edited blocks that this letter no longer has, so that no text is lost unseen.
    unconfirmed  its fixed sentences have yet to be checked by a speaker of the language.
    """

    kind: LetterKind
    language: str
    blocks: tuple[ComposedBlock, ...]
    left_over: tuple[str, ...] = ()
    unconfirmed: bool = False

    @property
    def codes(self) -> tuple[str, ...]:
        """The codes of everything the letter really gives, in its order, each once."""
        return tuple(dict.fromkeys(code for block in self.blocks for code in block.codes))

    @property
    def text(self) -> str:
        """The whole letter as light markdown, `## ` before the heading of a block."""
        printed = []
        for block in self.blocks:
            if block.text:
                printed.append(f"## {block.heading}\n\n{block.text}" if block.heading else block.text)
        return "\n\n".join(printed) + "\n"

    def block(self, key: str) -> ComposedBlock | None:
        """The block with this key, or None when the letter has none."""
        return next((one for one in self.blocks if one.key == key), None)
