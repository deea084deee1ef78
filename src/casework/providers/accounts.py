"""People at a contractor who sign in: kept apart from officers in table, session and pages.

A session of theirs holds no user, so that every page of officers asks them to log in as anybody.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from django.contrib.auth.hashers import check_password, make_password
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import F

from casework.agreements.working import contractor_of
from casework.journal.log_events import LogEvent
from casework.journal.logs import log
from casework.people.models import Officer
from casework.providers.models import Account, ProviderMail
from casework.providers.rules import rules
from casework.providers.tokens import session_mark
from putright.cases import CaseError
from putright.vocabulary import ContractorStatus

_NOBODY = make_password(None)


def invite(contractor: int, *, name: str, email: str, by: Officer, now: datetime) -> int:
    """Add somebody at a contractor and lay the e-mail by which they choose a password. Raises CaseError."""
    firm = contractor_of(by.organisation_id, contractor)
    if firm is None or not name.strip() or not email.strip():
        raise CaseError("enter the name and the e-mail address")
    if not may_work(firm.status):
        raise CaseError("the contract has ended: nobody of theirs signs in any more")
    address = email.strip().lower()
    taken = CaseError("this address signs in here already: choose another one")
    if Account.objects.filter(email=address).exists() or Officer.objects.filter(email=address).exists():
        raise taken
    try:
        with transaction.atomic(durable=True):
            account = Account.objects.create(
                contractor=firm, name=name.strip(), email=address, made_at=now, officer=by
            )
            ProviderMail.objects.create(kind="invited", account=account, to=address, next_try_at=now)
    except IntegrityError:
        # Somebody else invited them between the question and the answer.
        raise taken from None
    log(LogEvent.PROVIDER_ACCOUNT_CHANGED, account=account.pk, officer=by.pk)
    return account.pk


def stop_account(number: int, *, by: Officer) -> None:
    """They sign in no more; what they are signed in with ends at once. Raises CaseError for one that is not here."""
    here = Account.objects.filter(pk=number, contractor__organisation=by.organisation_id)
    if not here.update(is_active=False):
        raise CaseError("there is no such account: choose one of the list")
    log(LogEvent.PROVIDER_ACCOUNT_CHANGED, account=number, officer=by.pk)


def choose_password(account: Account, password: str) -> None:
    """Set the password of an invited account. Raises CaseError for a weak one, saying why."""
    try:
        validate_password(password)
    except ValidationError as weak:
        raise CaseError(" ".join(weak.messages)) from None
    account.password, account.wrong, account.waits_until = make_password(password), 0, None
    account.save(update_fields=["password", "wrong", "waits_until"])


def signed_in(email: str, password: str, *, now: datetime) -> Account | None:
    """The account that signs in with this; None, whatever was wrong, and also while it waits."""
    found = (
        Account.objects.select_related("contractor")
        .filter(email=email.strip().lower(), is_active=True)
        .first()
    )
    right = check_password(password, found.password if found and found.password else _NOBODY)
    if found is None or (found.waits_until is not None and found.waits_until > now):
        return None
    if not right:
        Account.objects.filter(pk=found.pk).update(wrong=F("wrong") + 1)
        if found.wrong + 1 >= rules().wrong_passwords:
            until = now + timedelta(minutes=rules().wait_minutes)
            Account.objects.filter(pk=found.pk).update(wrong=0, waits_until=until)
        return None
    if not may_work(found.contractor.status):
        return None
    Account.objects.filter(pk=found.pk).update(wrong=0, waits_until=None)
    return found


def account_of(number: object, mark: object) -> Account | None:
    """The account a session names, if it still may sign in. One statement."""
    if not isinstance(number, int) or not isinstance(mark, str):
        return None
    rows = Account.objects.select_related("contractor__organisation")
    found = rows.filter(pk=number, is_active=True).first()
    if found is None or session_mark(found) != mark or not may_work(found.contractor.status):
        return None
    return found


def may_work(status: str) -> bool:
    """Whether people of a contractor with this status still have something to do here."""
    return status not in (ContractorStatus.IN_LIQUIDATION, ContractorStatus.ENDED)
