"""Whether two contacts are of the same person or place: how names and addresses are compared."""

import re
import unicodedata

_TITLES = {"mr", "mrs", "miss", "ms", "mx", "dr", "sir", "dame", "lord", "lady", "rev", "prof"}


def match_name(name: str) -> str:
    """A name as it is compared: without title, accents, punctuation, capitals and middle names."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode() or name
    words = [word for word in re.findall(r"[\w'-]+", plain.lower()) if word.strip("'-") not in _TITLES]
    return " ".join(words if len(words) < 3 else (words[0], words[-1]))[:200]


def match_place(address: str, postcode: str) -> str:
    """A home as it is compared: the postcode with the first number of the address. Empty without a postcode."""
    code = re.sub(r"\s", "", postcode).upper()
    if not code:
        return ""
    number = re.search(r"\d+[a-zA-Z]?\b", address)
    return f"{code} {number[0].lower() if number else ''}".strip()[:60]
