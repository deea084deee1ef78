"""The chain of hashes shows any change."""

import json

from hypothesis import given
from hypothesis import strategies as st

from putright.cases import FIRST, canonical, chain_hash

plain = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)
rows = st.dictionaries(st.text(max_size=6), plain, max_size=4)


def links(listed):
    hashes = [FIRST]
    for row in listed:
        hashes.append(chain_hash(hashes[-1], row))
    return hashes


@given(rows)
def test_the_order_of_the_fields_does_not_matter(row):
    turned = dict(reversed(row.items()))
    assert canonical(turned) == canonical(row)
    assert chain_hash(FIRST, turned) == chain_hash(FIRST, row)


@given(st.lists(rows, min_size=1, max_size=6), st.data())
def test_a_change_to_any_event_shows_from_there_on(listed, data):
    where = data.draw(st.integers(0, len(listed) - 1))
    other = data.draw(rows.filter(lambda row: canonical(row) != canonical(listed[where])))
    changed = [*listed[:where], other, *listed[where + 1 :]]
    before, after = links(listed), links(changed)
    assert before[: where + 1] == after[: where + 1]
    assert all(one != two for one, two in zip(before[where + 1 :], after[where + 1 :], strict=True))


def test_leaving_an_event_out_or_swapping_two_shows():
    first, second = {"kind": "received"}, {"kind": "acknowledged"}
    assert links([first, second])[-1] != links([second, first])[-1]
    assert links([first, second])[-1] != links([second])[-1]


def test_the_hash_is_of_the_canonical_text():
    assert chain_hash(FIRST, {"b": 1, "a": "é"}) == chain_hash(FIRST, json.loads('{"a":"é","b":1}'))
    assert len(chain_hash(FIRST, {})) == 64
