"""Words beside the record: written here, found by the search, erased without touching an event."""

from datetime import datetime

from casework.complaints import search
from casework.complaints.models import Complaint, Note, Party, Point, Words
from casework.people.models import Officer


def write_note(
    complaint: Complaint,
    words: str,
    *,
    about: str,
    by: Officer,
    happened_at: datetime,
    written_at: datetime,
    point: str = "",
    stage: str = "",
    channel: str = "",
    with_complainant: bool = False,
) -> Note:
    """Keep what an officer wrote, for an event to point at. One statement."""
    return Note.objects.create(
        complaint=complaint, words=words, about=about, point=point, stage=stage, channel=channel, officer=by,
        happened_at=happened_at, written_at=written_at, with_complainant=with_complainant,
    )  # fmt: skip


def reindex(complaint: Complaint) -> None:
    """Make the complaint findable by everything that is said in it. Five or six statements."""
    said: list[str] = [complaint.reference, complaint.reference.replace("-", "")]
    words = Words.objects.filter(complaint=complaint).first()
    if words is not None:
        said += [words.title, words.happened, words.wanted]
    for point in Point.objects.filter(complaint=complaint):
        said += [point.words, point.sought]
    for party in Party.objects.filter(complaint=complaint).select_related("person"):
        person = party.person
        said += [
            person.name,
            person.address,
            person.postcode,
            person.postcode.replace(" ", ""),
            person.email,
            person.telephone,
        ]
    said += Note.objects.filter(complaint=complaint).values_list("words", flat=True)
    search.index(complaint.pk, complaint.reference, "\n".join(one for one in said if one))
