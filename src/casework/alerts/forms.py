"""The form for what one's own daily e-mail tells of."""

from casework.screens.fields import Form, SeveralOf, Tick
from putright.procedures import AlertSeverity, detection_rules

NO_BREAK = "\N{NON-BREAKING HYPHEN}"


class DigestForm(Form):
    """Whether the e-mail comes, and of which rules it tells."""

    wanted = Tick(
        label="Send me an e-mail each day with what is mine to see to",
        help_text="It names rules, references and days, and nobody but a colleague you cover for. "
        "On a day with nothing there is none.",
    )
    rules = SeveralOf(
        [
            # No break within a key.
            (one.key, f"{one.title} ({one.key.replace('-', NO_BREAK)})")
            for one in detection_rules().values()
            if one.severity is not AlertSeverity.REPORT
        ],
        label="Tell me of",
        help_text="What you leave out here still stands on the page of alerts.",
        required=False,
    )
