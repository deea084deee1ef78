"""A frozen pack of the demonstration, made by the commands and the worker that make any other; and two policies."""

from __future__ import annotations

from datetime import date, datetime

from django.core.files.uploadedfile import SimpleUploadedFile

from casework.complaints.commands import add_document
from casework.complaints.queries import complaint_page
from casework.ombudsman.models import OmbudsmanCase
from casework.ops.demo.papers import one_page_pdf
from casework.packs import commands
from casework.packs.jobs import run_next
from casework.packs.models import Pack
from casework.packs.queries import pack_tab
from casework.packs.words import PackState
from casework.people.models import Officer, Organisation
from casework.people.roles import Role
from putright.calendars import in_london
from putright.vocabulary import OmbudsmanBody

_NEIGHBOUR = "Pauline Hartnell"
_POLICIES = (
    (
        "Repairs policy",
        "Repairs policy|We attend an emergency within a day.|A missed visit is rebooked within five days.",
    ),
    (
        "Complaints policy",
        "Complaints policy|Every point gets an answer and a finding.|Nothing is closed with an open promise.",
    ),
)
_MISSING = "Looked for with the service and in the archive; none was kept at the time."
_PAPERS = (
    ("Works order.pdf", "Works order", "The repairs service",
     f"Works order|The operative found nobody in.|Access by {_NEIGHBOUR}, number 16.|Second visit booked."),
    ("Note of the survey.pdf", "Survey", "The surveyor", f"Survey|Damp at the outer wall.|Seen by {_NEIGHBOUR}."),
)  # fmt: skip


def make_packs(organisation: Organisation, *, now: datetime) -> int:
    """Two policies, and one frozen pack for the first case of the Housing Ombudsman that asks for evidence."""
    case = _case(organisation)
    officer = _link_officer(organisation)
    if case is None or case.complaint is None or officer is None:
        return 0
    for title, text in _POLICIES:
        file = SimpleUploadedFile(f"{title}.pdf", one_page_pdf(text.split("|")))
        commands.keep_policy(
            file, title=title, procedure="", valid_from=date(2022, 4, 1), valid_to=None, by=officer, now=now
        )
    for name, what, source, text in _PAPERS:
        add_document(
            case.complaint.reference, SimpleUploadedFile(name, one_page_pdf(text.split("|"))), what=what,
            dated_on=case.complaint.received_on, source=source, by=officer, now=now,
        )  # fmt: skip
    pack = commands.start_pack(case.pk, by=officer, now=now)
    _worked(now)
    commands.remove_words(
        pack.pk,
        [_NEIGHBOUR, _NEIGHBOUR.split()[1]],
        reason="third_party",
        note="Neighbour A",
        by=officer,
        now=now,
    )
    page = complaint_page(officer, case.complaint.reference, today=in_london(now).date())
    making = pack_tab(officer, str(case.pk), page, now=now).making
    for record in making.records if making else ():
        if record.missing:
            commands.say_why_missing(pack.pk, record.key, _MISSING, by=officer, now=now)
    commands.freeze(pack.pk, by=officer, now=now)
    _worked(now)
    return Pack.objects.filter(pk=pack.pk, state=PackState.FROZEN).count()


def _worked(now: datetime) -> None:
    while run_next(now=now):
        pass


def _case(organisation: Organisation) -> OmbudsmanCase | None:
    cases = OmbudsmanCase.objects.filter(
        organisation=organisation,
        body=OmbudsmanBody.HOS,
        complaint__isnull=False,
        complaint__restricted=False,
    )
    return cases.select_related("complaint").order_by("pk").first()


def _link_officer(organisation: Organisation) -> Officer | None:
    officers = Officer.objects.filter(organisation=organisation).order_by("pk")
    return next((one for one in officers if one.has_role(Role.LINK_OFFICER)), None)
