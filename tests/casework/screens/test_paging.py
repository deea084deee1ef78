"""The page of a list that an address asks for."""

import pytest
from django.test import RequestFactory

from casework.screens.paging import page_asked


@pytest.mark.parametrize(
    ("query", "page"),
    [("", 1), ("page=3", 3), ("page=0", 1), ("page=-2", 1), ("page=two", 1), ("page=", 1), ("page=99999", 1)],
)
def test_what_cannot_be_read_is_the_first_page(query: str, page: int) -> None:
    assert page_asked(RequestFactory().get(f"/orders?{query}")) == page
