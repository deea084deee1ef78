"""What a part is called when only its key is known."""

from __future__ import annotations

from putright.procedures.routing.data import routes
from putright.procedures.shipped import load_procedures


def part_title(key: str) -> str:
    """The title of a part: of the route, or of the latest version of the body's procedure.

    key  of a route, or a body whose procedure takes the part, such as `lgsco`. One that is neither any longer is
         told as it stands.
    """
    if key in routes():
        return routes()[key].title
    versions = sorted(one for one in load_procedures() if one.rpartition("/")[0] == key)
    return load_procedures()[versions[-1]].title if versions else key
