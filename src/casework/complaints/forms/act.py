"""What the forms of all acts share: the complaint they are about, today, and who could take it on."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from casework.complaints.queries import ComplaintPage, Free
from casework.screens.fields import Form, MomentField, Passage, SeveralOf
from putright.calendars import WorkingDayCalendar
from putright.procedures import block_meanings, letter_at, required_blocks


class ActForm(Form):
    """A form of one act on one complaint. Each adds its fields in `build`."""

    def __init__(
        self,
        *values: Any,
        page: ComplaintPage,
        today: date,
        calendar: WorkingDayCalendar,
        people: Sequence[Free] = (),
        **options: Any,
    ) -> None:
        self.page, self.today, self.calendar, self.people = page, today, calendar, people
        super().__init__(*values, **options)
        self.build()
        self.say_what_is_required()

    def build(self) -> None:
        """Add the fields that depend on the complaint."""

    def told(self) -> Iterable[str]:
        """What the page says above the form: what the act does and by what rule."""
        return ()

    def at(self, label: str, hint: str = "") -> MomentField:
        """When it happened: today unless said otherwise; the time may be left out."""
        return MomentField(
            label=label,
            time_optional=True,
            initial=self.today,
            help_text=hint or "A past date is recorded as it was. The time may be left out.",
        )

    def contents(self, verb: str, label: str) -> SeveralOf:
        """What the letter gave: the blocks the procedure asks of it, all to be ticked by hand."""
        codes = required_blocks(
            self.page.procedure, letter_at(self.page.procedure, self.page.stage.key, verb)
        )
        meanings = block_meanings()
        return SeveralOf(
            [(code, meanings[code].says[:1].upper() + meanings[code].says[1:]) for code in codes],
            label=label,
            required=False,
            help_text="Tick what it contains. What is missing is shown before anything is recorded.",
        )


def words(label: str, *, required: bool = True, hint: str = "", rows: int = 4) -> Passage:
    """A passage that is kept beside the record."""
    return Passage(label=label, required=required, help_text=hint, rows=rows)
