"""Published decisions: a small library of invented ones, and one given on a case, waiting to be confirmed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from casework.complaints.models import Referral
from casework.ombudsman.models import OmbudsmanCase
from casework.ops.demo.texts import decisions_texts
from casework.ops.demo.years import Teller
from casework.people.models import Organisation
from casework.precedents.commands import give_decision
from casework.precedents.models import PublishedDecision
from casework.precedents.shelving import fill, shelve
from putright.decisions import read_text, to_data
from putright.vocabulary import OmbudsmanBody


def make_decisions(teller: Teller) -> int:
    """A library of decisions, read as an import reads them, and one on a case of ours. Returns how many."""
    organisation, texts = teller.borough.organisation, decisions_texts()
    with transaction.atomic():
        for said in texts["decision"]:
            _shelved(organisation, laid_out(said["body"], said), said["reference"], teller.now)
    _waiting(teller, texts["waiting"])
    return PublishedDecision.objects.filter(organisation=organisation).count()


def laid_out(body: str, said: Mapping[str, Any]) -> str:
    """The text of a decision as its Ombudsman lays it out."""
    layout: str = decisions_texts()["layouts"][body]
    advice = f"\nRecommendations\n\n{_numbered(said['advice'])}\n" if said.get("advice") else ""
    words = {"category": "", "finding": "", **said}
    return layout.format(**{**words, "orders": _numbered(said["orders"]), "advice": advice})


def _numbered(entries: Iterable[str]) -> str:
    return "\n\n".join(f"  {number}. {one}" for number, one in enumerate(entries, start=1))


def _shelved(organisation: Organisation, text: str, reference: str, now: datetime) -> None:
    decision = PublishedDecision(organisation=organisation, source=f"{reference}.txt", given_at=now)
    read = to_data(read_text(text))
    fill(decision, text, read)
    shelve(decision, read)


def _waiting(teller: Teller, said: Mapping[str, Any]) -> None:
    """The decision on the first case of the Housing Ombudsman that is not decided."""
    cases = OmbudsmanCase.objects.filter(organisation=teller.borough.organisation, body=OmbudsmanBody.HOS)
    open_now = Referral.objects.filter(body=OmbudsmanBody.HOS, is_open=True, decided_on=None).values("key")
    keys = {one["key"] for one in open_now}
    case = next((one for one in cases.exclude(complaint=None).order_by("pk") if str(one.pk) in keys), None)
    if case is None:
        return
    words = {
        **said, "authority": teller.borough.organisation.name, "reference": case.reference or "202400001",
        "decided": f"{teller.today:%-d %B %Y}",
    }  # fmt: skip
    text = laid_out("hos", words)
    give_decision(case.pk, None, pasted=text, by=teller.borough.officers["hannah"], now=teller.now)
