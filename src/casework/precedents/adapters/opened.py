"""The process that opens one file: `python -m casework.precedents.adapters.opened NAME SECONDS MEGABYTES`.

It gets the file on standard input and gives one JSON document. It loads no Django and reaches no database.
"""

from __future__ import annotations

import json
import resource
import sys

from casework.precedents.adapters.opening import NOT_A_DECISION
from putright.decisions import LARGEST_FILE, NotADecision, read_text, text_of, to_data


def main() -> int:
    """Read what comes in; 0 with the JSON, or NOT_A_DECISION with a sentence on standard error."""
    name, seconds, megabytes = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_AS, (megabytes * 1_000_000,) * 2)
    data = sys.stdin.buffer.read(LARGEST_FILE + 1)
    try:
        text = text_of(data, name=name)
        decision = to_data(read_text(text))
    except NotADecision as refused:
        print(str(refused), file=sys.stderr)
        return NOT_A_DECISION
    json.dump({"text": text, "decision": decision}, sys.stdout, default=str)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
