"""What an officer was shown stays between them and the service."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

Answer = Callable[[HttpRequest], HttpResponse]


def keep_private(answer: Answer) -> Answer:
    """Tell every cache to keep nothing for others, and to ask again, unless an answer says better itself.

    Not `no-store`: with it a browser that goes back would forget what was typed.
    """

    def answered(request: HttpRequest) -> HttpResponse:
        response = answer(request)
        response.headers.setdefault("Cache-Control", "private, no-cache")
        return response

    return answered
