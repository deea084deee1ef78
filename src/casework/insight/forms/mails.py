"""The form for which e-mails of figures one gets."""

from casework.insight.mail_kinds import mail_kinds
from casework.screens.fields import Form, SeveralOf


class MailsForm(Form):
    """Any of the e-mails there are."""

    kinds = SeveralOf(
        [(key, kind.title) for key, kind in mail_kinds().items()],
        hints={key: kind.says for key, kind in mail_kinds().items()},
        label="Send me",
        help_text="They hold counts and references, and name nobody.",
        required=False,
    )
