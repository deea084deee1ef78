"""The register of elected members, and what stands beside the event of an enquiry. Events hold numbers only."""

from django.db import models

from casework.complaints.models import Complaint, Person
from casework.intake.models import Contact
from casework.people.models import Organisation


class Member(models.Model):
    """A councillor or member of a parliament: who asks on behalf of the people they represent.

    person         how they are reached; its number is how events name them.
    kind           a code of `MemberKind`. area: the ward or constituency.
    in_office_to   the last day they held the seat; None = they hold it.
    """

    person = models.OneToOneField(Person, on_delete=models.PROTECT, primary_key=True, related_name="member")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="members")
    kind = models.CharField(max_length=12)
    area = models.CharField(max_length=120, blank=True)
    in_office_to = models.DateField(null=True)

    class Meta:
        indexes = [models.Index(fields=["organisation", "kind"], name="members_of_a_kind")]

    def __str__(self) -> str:
        return f"member {self.pk}"


class MemberPaper(models.Model):
    """What stands beside one enquiry of a member: whose it is, what they call it, the contact it came by.

    key  how the events name it: the number of the note that holds what was asked.
    """

    complaint = models.ForeignKey(Complaint, on_delete=models.PROTECT, related_name="member_enquiries")
    key = models.CharField(max_length=20)
    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="enquiries")
    their_reference = models.CharField(max_length=60, blank=True)
    received_on = models.DateField()
    contact = models.OneToOneField(
        Contact, on_delete=models.PROTECT, null=True, related_name="member_enquiry"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["complaint", "key"], name="one_paper_a_members_enquiry")
        ]

    def __str__(self) -> str:
        return f"paper of an enquiry {self.pk}"
