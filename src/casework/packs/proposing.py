"""Names and numbers that may have to go, found on the file: proposals, of which a person takes those that are right."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from casework.agreements.models import Worker
from casework.complaints.queries import ComplaintPage, PartyRow
from casework.packs.marking import Folded, Wanted, places
from casework.packs.models import Pack, PackSheet, Redaction
from casework.packs.words import RedactionKind
from casework.people.models import Organisation
from putright.vocabulary import Relationship

THEIR_OWN = frozenset(
    {Relationship.COMPLAINANT, Relationship.REPRESENTATIVE, Relationship.ADVOCATE, Relationship.AFFECTED}
)
"""Whose case it is, and who speaks for them: the Ombudsman knows them, and nothing of theirs is proposed."""
LEAST_LETTERS = 3


@dataclass(frozen=True, slots=True)
class Proposal:
    """Words that may have to go: what they are, how often they stand in the things that are in.

    longer  longer words that hold them and would stay, such as an e-mail address made of the name.
    """

    words: str
    what: str
    reason: str
    times: int
    things: int
    longer: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Name:
    words: str
    what: str
    reason: str


def proposals(pack: Pack, page: ComplaintPage) -> tuple[Proposal, ...]:
    """Names, addresses and numbers of others that stand in what is in, and are not marked yet. Four statements."""
    redactions = Redaction.objects.filter(pack=pack, item=None, kind=RedactionKind.WORDS)
    marked = {one.casefold() for one in redactions.values_list("words", flat=True)}
    rows = PackSheet.objects.filter(item__pack=pack, item__taken=True).exclude(text="")
    texts = [(item, Folded(text)) for item, text in rows.values_list("item_id", "text")]
    own = {one.name.casefold() for one in page.parties if one.role in THEIR_OWN}
    found = []
    for name in dict.fromkeys(_names(page, pack)):
        if name.words.casefold() in marked or name.words.casefold() in own:
            continue
        counts = [(item, len(text.places([Wanted(name.words, "")]))) for item, text in texts]
        times = sum(count for _, count in counts)
        if times:
            longer = dict.fromkeys(word for _, text in texts for word in text.inside_longer(name.words))
            things = len({item for item, count in counts if count})
            found.append(Proposal(name.words, name.what, name.reason, times, things, tuple(longer)[:5]))
    return tuple(found)


def still_inside(pack: Pack) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Marked words that would stay as a part of a longer word. Two statements."""
    redactions = list(Redaction.objects.filter(pack=pack, item=None, kind=RedactionKind.WORDS))
    everywhere = [Wanted(one.words, "", one.inside) for one in redactions]
    rows = PackSheet.objects.filter(item__pack=pack, item__taken=True).exclude(text="") if redactions else ()
    texts = [Folded(one.text) for one in rows]
    found = []
    for one in everywhere:
        longer = dict.fromkeys(word for text in texts for word in text.inside_longer(one.words))
        left = tuple(word for word in longer if not places(word, everywhere))
        if left and not one.inside:
            found.append((one.words, left[:5]))
    return tuple(found)


def _names(page: ComplaintPage, pack: Pack) -> Iterator[_Name]:
    for party in page.parties:
        if party.role not in THEIR_OWN:
            reason = "staff_name" if party.role is Relationship.OFFICER_COMPLAINED_OF else "third_party"
            yield from _of_party(party, reason)
    organisation = Organisation.objects.get(pk=pack.case.organisation_id)
    workers = Worker.objects.filter(organisation=organisation).values_list("name", flat=True)
    for name in workers:
        yield from _name(name, "A worker", "staff_name")
    for name in page.officers.values():
        yield from _name(name, "An officer", "staff_name")


def _of_party(party: PartyRow, reason: str) -> Iterator[_Name]:
    yield from _name(party.name, party.role.label, reason)
    for words, what in (
        (party.email, "e-mail address"),
        (party.telephone, "telephone"),
        *((line.strip(), "address") for line in party.address.split(",")),
    ):
        if len(words.strip()) >= 5:
            yield _Name(words.strip(), f"{party.role.label}, {what}", reason)


def _name(name: str, what: str, reason: str) -> Iterable[_Name]:
    """The whole name, and its last part alone: people are called by either."""
    parts = name.split()
    if len(name) >= LEAST_LETTERS:
        yield _Name(name.strip(), what, reason)
    if len(parts) > 1 and len(parts[-1]) >= LEAST_LETTERS:
        yield _Name(parts[-1], what, reason)
