"""Which page of a list an address asks for."""

from django.http import HttpRequest

_LONGEST = 4
"""Digits of a page's number; a list ends long before."""


def page_asked(request: HttpRequest) -> int:
    """The page the address asks for, from 1; the first where it says nothing that can be read."""
    asked = request.GET.get("page", "1")
    return max(int(asked), 1) if asked.isdecimal() and len(asked) <= _LONGEST else 1
