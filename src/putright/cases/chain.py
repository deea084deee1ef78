"""The hash that ties each event to the one before, so that no edit goes unnoticed."""

import hashlib
import json
from collections.abc import Mapping
from typing import Any

FIRST = "0" * 64
"""What stands in for the hash before the first event."""

_encode = json.JSONEncoder(sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False).encode


def canonical(fields: Mapping[str, Any]) -> str:
    """The one way these JSON-able fields are written, whatever their order."""
    return _encode(fields)


def chain_hash(previous: str, fields: Mapping[str, Any]) -> str:
    """The hash of an event, in hexadecimal: over the hash before it and its own canonical fields.

    previous  the hash of the event before, or `FIRST`.
    fields    what the hash protects, such as `event_to_data(event)` with the complaint's reference.
    """
    return hashlib.sha256(f"{previous}\n{_encode(fields)}".encode()).hexdigest()
