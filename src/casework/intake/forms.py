"""What is typed when somebody tells us something: who speaks, and what happened; each form is saved by itself."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from casework.complaints.commands import PointWords
from casework.complaints.forms.sorting import add_fields
from casework.complaints.sorting import Sortable
from casework.intake.commands import Account, Entry, PersonWords
from casework.intake.queries import ContactPage, PersonRow
from casework.people.queries import UnitRow
from casework.screens.fields import ChoiceOf, DayField, Form, Line, MomentField, Passage, Tick
from putright.vocabulary import Channel, Relationship, Responsibility

SPEAKERS = (
    Relationship.COMPLAINANT,
    Relationship.REPRESENTATIVE,
    Relationship.ADVOCATE,
    Relationship.COUNCILLOR,
    Relationship.MP,
)
MOST_POINTS = 20
HERE = (
    ("speaking", "Who is speaking", ("name", "telephone", "address", "email", "postcode")),
    ("minding", "What to mind", ("needs", "safe_contact", "language", "vulnerable")),
    (
        "other",
        "If they speak for somebody else",
        ("affected_name", "affected_address", "affected_postcode", "authority", "authority_until"),
    ),
)


class EntryForm(Form):
    """The first step: how it reached us, who is speaking, for whom."""

    channel = ChoiceOf(list(Channel), as_list=True, label="How did it reach us?")
    arrived_at = MomentField(
        label="When did it reach us?",
        help_text="The time matters: some policies count a late arrival as the next day’s.",
    )
    first_expressed_on = DayField(
        label="When did they first say it to anybody here?",
        required=False,
        help_text="If that was earlier: to an operative, at a visit, in an e-mail nobody logged.",
    )
    taken_by = Line(label="Who took it?", max_length=120)
    relationship = ChoiceOf(
        SPEAKERS, in_line=True, label="Who is speaking?", initial=Relationship.COMPLAINANT.value
    )
    name = Line(label="Name", max_length=200, required=False, help_text="Nobody has to give one.")
    telephone = Line(label="Telephone", max_length=40, required=False, width="20", kind="tel")
    email = Line(label="E-mail", max_length=254, required=False, kind="email")
    address = Passage(label="Address", max_length=500, required=False, rows=2)
    postcode = Line(label="Postcode", max_length=10, required=False, width="10")
    needs = Passage(
        label="Needs and adjustments",
        max_length=2000,
        required=False,
        rows=2,
        help_text="Large print, an interpreter, a call instead of a letter.",
    )
    safe_contact = Line(label="When and how is it safe to reach them?", max_length=500, required=False)
    language = Line(label="Language", max_length=60, required=False, width="20")
    vulnerable = Tick(label="They, or somebody in the home, are vulnerable")
    affected_name = Line(label="Name of the person affected", max_length=200, required=False)
    affected_address = Passage(label="Their address", max_length=500, required=False, rows=2)
    affected_postcode = Line(label="Their postcode", max_length=10, required=False, width="10")
    authority = Line(
        label="On what authority do they speak?",
        max_length=500,
        required=False,
        help_text="Signed letter, power of attorney, said by phone; and what it covers.",
    )
    authority_until = DayField(label="Until when?", required=False)

    @property
    def speaks_for_somebody(self) -> bool:
        """Whether the fields about the person spoken for have to be seen."""
        names = HERE[-1][2]
        return any(self[name].errors or any(self[name].value() or ()) for name in names)

    @property
    def groups(self) -> tuple[tuple[str, str, list[Any]], ...]:
        """The fields as the page groups them."""
        return tuple((key, title, [self[name] for name in names]) for key, title, names in HERE)

    def clean(self) -> dict[str, Any]:
        """Who speaks for somebody else says for whom."""
        given = super().clean() or self.cleaned_data
        if given.get("relationship") in {"representative", "advocate"} and not given.get("affected_name"):
            self.add_error(
                "affected_name", "Name of the person affected: enter it, since somebody speaks for them."
            )
        if given.get("email") and "@" not in given["email"]:
            self.add_error("email", "E-mail: an address has an @ in it, such as name@example.org.")
        return given

    @property
    def entry(self) -> Entry:
        """What was entered."""
        given = self.cleaned_data
        relationship = Relationship(given["relationship"])
        affected = PersonWords(
            name=given["affected_name"],
            address=given["affected_address"],
            postcode=given["affected_postcode"],
        )
        return Entry(
            channel=Channel(given["channel"]),
            arrived_at=given["arrived_at"],
            taken_by=given["taken_by"],
            first_expressed_on=given["first_expressed_on"],
            relationship=relationship,
            person=PersonWords(
                **{
                    name: given[name]
                    for name in (
                        "name",
                        "email",
                        "telephone",
                        "address",
                        "postcode",
                        "language",
                        "needs",
                        "safe_contact",
                        "vulnerable",
                    )
                }
            ),
            affected=affected if given["affected_name"] else None,
            authority=given["authority"],
            authority_until=given["authority_until"],
        )


def entered(page: ContactPage) -> dict[str, Any]:
    """The first step as it was saved, to be shown again."""
    values: dict[str, Any] = {
        name: getattr(page, name)
        for name in ("arrived_at", "first_expressed_on", "taken_by", "authority", "authority_until")
    }
    values |= {"channel": page.channel.value, "relationship": page.relationship.value}
    for prefix, person in (("", page.person), ("affected_", page.affected)):
        if person is not None:
            values |= {f"{prefix}{name}": getattr(person, name) for name in PersonRow.__dataclass_fields__}
    return values


class AccountForm(Form):
    """The second step: what happened, point by point, and what they want."""

    title = Line(
        label="In one line",
        max_length=200,
        help_text="As a list will show it, such as: Leak above the bathroom since March.",
    )
    happened = Passage(label="What happened, in their words", rows=6)

    def __init__(
        self, *values: Any, services: Sequence[UnitRow], choices: Sortable, points: int = 3, **options: Any
    ) -> None:  # fmt: skip
        super().__init__(*values, **options)
        self.numbers = range(1, min(max(points, 1), MOST_POINTS) + 1)
        for number in self.numbers:
            first = number == 1
            self.fields[f"words-{number}"] = Passage(
                label=f"Point {number}",
                rows=2,
                required=first,
                max_length=2000,
                help_text="One thing complained of. Each point gets its own answer." if first else "",
            )
            self.fields[f"sought-{number}"] = Line(
                label="What they want for it", max_length=1000, required=False
            )
            self.fields[f"responsibility-{number}"] = ChoiceOf(
                list(Responsibility),
                as_list=True,
                nothing="Ours",
                required=False,
                label="Whose matter is it?",
            )
        self.fields["wanted"] = Passage(label="What they want altogether", rows=3, required=False)
        self.fields["service_id"] = ChoiceOf(
            [(str(one.id), f"{one.name} ({one.department})") for one in services],
            as_list=True,
            nothing="Not known yet",
            required=False,
            label="Which service is it about?",
        )
        # What the postcode tells is proposed, until somebody chose.
        add_fields(self, choices, ward=choices.place.ward)
        self.fields["conduct_of_staff"] = Tick(
            label="It is about the conduct of a member of staff",
            help_text="Then it is shown only to the people named on it.",
        )
        self.say_what_is_required()

    @property
    def sorting(self) -> list[Any]:
        """The inputs by which it is sorted, but for the further services."""
        return [self[name] for name in ("themes", "ward") if name in self.fields]

    @property
    def touches_others(self) -> bool:
        """Whether the further services have to be seen."""
        return bool(self["services"].errors or self["services"].value())

    @property
    def points(self) -> list[tuple[Any, Any, Any]]:
        """The inputs of each point."""
        return [(self[f"words-{n}"], self[f"sought-{n}"], self[f"responsibility-{n}"]) for n in self.numbers]

    @property
    def account(self) -> Account:
        """What was entered."""
        given = self.cleaned_data
        return Account(
            title=given["title"],
            happened=given["happened"],
            wanted=given["wanted"],
            points=tuple(
                PointWords(
                    given[f"words-{n}"],
                    given[f"sought-{n}"],
                    Responsibility(given[f"responsibility-{n}"] or Responsibility.OURS),
                )
                for n in self.numbers
                if given[f"words-{n}"]
            ),
            service_id=int(given["service_id"]) if given["service_id"] else None,
            conduct_of_staff=given["conduct_of_staff"],
            themes=tuple(given.get("themes") or ()),
            services=tuple(given.get("services") or ()),
            ward=given.get("ward") or None,
        )


def told(page: ContactPage) -> dict[str, Any]:
    """The second step as it was saved, to be shown again."""
    values: dict[str, Any] = {
        "title": page.title,
        "happened": page.happened,
        "wanted": page.wanted,
        "service_id": str(page.service_id or ""),
        "conduct_of_staff": page.conduct_of_staff,
        "themes": list(page.themes),
        "services": list(page.services),
        **({"ward": page.ward} if page.step > 2 else {}),
    }
    for number, point in enumerate(page.points, start=1):
        values |= {f"{name}-{number}": point.get(name, "") for name in ("words", "sought", "responsibility")}
    return values
