"""What a letter's file is called: the reference, the kind and the day; nobody's name."""

import re
from datetime import date

_OTHER = re.compile(r"[^A-Za-z0-9]+")


def letter_filename(reference: str, *, kind: str, dated_on: date, suffix: str) -> str:
    """A name such as `PR-7K3M-Q9TX-final-response-2024-05-02.pdf`.

    kind    code of the kind of letter. suffix: `pdf` or `docx`.
    Only plain letters, figures and hyphens are kept, so that it is safe on any disk and in any mail.
    """
    parts = (_OTHER.sub("-", part).strip("-")[:60] for part in (reference, kind, dated_on.isoformat()))
    return f"{'-'.join(part for part in parts if part)}.{_OTHER.sub('', suffix)}"
