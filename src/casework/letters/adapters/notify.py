"""GOV.UK Notify: e-mail and printed letters through its own client.

Notify does not refuse a repeat by itself. So it is asked first whether it has our reference, before each try: a letter
of which the answer was lost on the way is found again, and not sent twice.
"""

import io
import logging
from collections.abc import Callable
from datetime import datetime
from typing import Any

from notifications_python_client.errors import APIError, InvalidResponse
from notifications_python_client.notifications import NotificationsAPIClient

from casework.letters.adapters.carrier import Delivery, HandedOver, NotSetUp, Parcel, Refused, TryAgain
from putright.vocabulary import DeliveryResult

GOV_UK = "https://api.notifications.service.gov.uk"
TIMEOUT_SECONDS = 30
# A key is a name, the service's id and the secret, joined by hyphens; both ids have 36 marks.
_SHORTEST_KEY = 36 + 1 + 36

_DELIVERED = frozenset({"delivered", "received"})
_FAILED = frozenset(
    {
        "permanent-failure", "temporary-failure", "technical-failure", "validation-failed",
        "virus-scan-failed", "cancelled", "returned-letter",
    }
)  # fmt: skip
_TOO_MANY = 429
_NOT_LET_IN = frozenset({401, 403, 404, 408})
# The client logs Notify's words about a refusal, and those may name the person. What we raise says enough.
logging.getLogger("notifications_python_client").setLevel(logging.CRITICAL)


class NotifyService:
    """One service at Notify, known by its key."""

    def __init__(self, api_key: str, *, base_url: str = GOV_UK, timeout: float = TIMEOUT_SECONDS) -> None:
        if len(api_key) < _SHORTEST_KEY:
            raise NotSetUp("NOTIFY_API_KEY is not a whole key: name, service and secret joined by hyphens.")
        self._api_key = api_key
        self._base_url = base_url
        self._timeout = timeout

    def delivery_of(self, reference: str) -> Delivery | None:
        """What became of the letter with this reference of ours; None when Notify does not know it.

        Raises TryAgain when Notify cannot be asked now.
        """
        found = self._newest(self._client(), reference)
        if found is None:
            return None
        status = str(found.get("status", ""))
        if status in _DELIVERED:
            result = DeliveryResult.DELIVERED
        else:
            result = DeliveryResult.FAILED if status in _FAILED else DeliveryResult.HANDED_OVER
        return Delivery(result, status, _moment(found.get("completed_at")))

    def once(self, reference: str, send: Callable[[NotificationsAPIClient], Any]) -> HandedOver:
        """Send unless Notify has a letter with this reference already."""
        client = self._client()
        if (found := self._newest(client, reference)) is not None:
            return HandedOver(str(found["id"]), _moment(found.get("created_at")), again=True)
        answer = _asked(lambda: send(client))
        return HandedOver(str(answer["id"]))

    def _client(self) -> NotificationsAPIClient:
        # The client is not made for use by several threads: each hand-over has its own.
        return NotificationsAPIClient(self._api_key, base_url=self._base_url, timeout=self._timeout)  # type: ignore[no-untyped-call]

    def _newest(self, client: NotificationsAPIClient, reference: str) -> dict[str, Any] | None:
        answer = _asked(lambda: client.get_all_notifications(reference=reference))  # type: ignore[no-untyped-call]
        found: list[dict[str, Any]] = answer["notifications"]
        return found[0] if found else None


class NotifyEmail:
    """E-mail through a template that holds ((subject)) and ((body))."""

    def __init__(self, service: NotifyService, *, template: str) -> None:
        self._service = service
        self._template = template

    def hand_over(self, parcel: Parcel) -> HandedOver:
        """Hand this e-mail to Notify. Raises TryAgain or Refused; never Uncertain, since Notify is asked first."""
        if not parcel.to:
            raise Refused("There is no e-mail address to send this to.")
        return self._service.once(
            parcel.message_id,
            lambda client: client.send_email_notification(  # type: ignore[no-untyped-call]
                parcel.to,
                self._template,
                personalisation={"subject": parcel.subject, "body": parcel.text},
                reference=parcel.message_id,
                one_click_unsubscribe_url=parcel.stop_address or None,
            ),
        )


class NotifyPost:
    """Our own PDF, printed and posted by Notify. Whether it keeps to Notify's margins is told later, as delivery."""

    def __init__(self, service: NotifyService) -> None:
        self._service = service

    def hand_over(self, parcel: Parcel) -> HandedOver:
        """Hand this PDF to Notify to be printed and posted. Raises TryAgain or Refused."""
        pdf = parcel.the_pdf()
        return self._service.once(
            parcel.message_id,
            lambda client: client.send_precompiled_letter_notification(  # type: ignore[no-untyped-call]
                parcel.message_id, io.BytesIO(pdf)
            ),
        )


def _asked(ask: Callable[[], Any]) -> Any:
    """The answer of Notify. Its words about a refusal may name people, so only the code is told."""
    try:
        return ask()
    except InvalidResponse:
        raise TryAgain("The answer of GOV.UK Notify could not be read.") from None
    except APIError as problem:
        if problem.response is None:
            raise TryAgain("GOV.UK Notify cannot be reached.") from None
        code = problem.status_code
        if code >= 500 or code == _TOO_MANY:
            raise TryAgain(f"GOV.UK Notify does not take letters for now ({code}).") from None
        if code in _NOT_LET_IN:
            raise TryAgain(
                f"GOV.UK Notify does not let us in ({code}): see NOTIFY_API_KEY and NOTIFY_URL."
            ) from None
        raise Refused(f"GOV.UK Notify does not take this letter ({code}).") from None


def _moment(told: str | None) -> datetime | None:
    return datetime.fromisoformat(told) if told else None
