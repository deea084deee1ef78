"""What is to be seen to after it was said: promises, remedies, actions, needs, lessons, reviews, letters."""

from __future__ import annotations

from collections.abc import Iterator

from putright.calendars import short_day
from putright.cases.breaches.breach import day_after
from putright.cases.breaches.visits import left_alone
from putright.cases.detection.alert import Alert, Group, Watch
from putright.cases.detection.dates import OMBUDSMANS
from putright.cases.ends import EndKind, OpenEnd, open_ends
from putright.cases.state import Status, day_of
from putright.vocabulary import ActionStep, DeliveryResult, RemedyStep

_PAST_DUE = {EndKind.PROMISE: Group.PROMISE, EndKind.REMEDY: Group.REMEDY, EndKind.ACTION: Group.REMEDY}
_SEEN_ELSEWHERE = ("contractor_reply",)


def not_kept(watch: Watch) -> Iterator[Alert]:
    """DR-09: a promise, a remedy or an action past its day; an action done and verified by nobody."""
    promised = {one.key: one for one in watch.case.promises}
    for end in open_ends(watch.case):
        group = _PAST_DUE.get(end.kind)
        if group is None or end.due_on is None or watch.today <= end.due_on:
            continue
        what = promised[end.key].what if end.kind is EndKind.PROMISE else ""
        if what in _SEEN_ELSEWHERE or what.startswith(OMBUDSMANS) or end.step == ActionStep.DONE:
            continue
        says = f"{_name(watch, end)}: due by {short_day(end.due_on)} and not done"
        yield watch.alert(
            "DR-09",
            f"{end.kind}:{end.key}",
            group,
            says,
            since=day_after(end.due_on),
            due=end.due_on,
            owner=end.owner,
        )
    for action in watch.case.actions:
        done = action.moved(ActionStep.DONE)
        on = day_of(done.at) if done else None
        if action.step is ActionStep.DONE and on is not None:
            due = watch.matter.calendar.add_working_days(
                on, watch.matter.number("DR-09", "verify_working_days")
            )
            if watch.today > due:
                says = f"{action.body.type.label}: said to be done on {short_day(on)}, verified by nobody"
                yield watch.alert(
                    "DR-09",
                    f"action:{action.key}",
                    Group.REMEDY,
                    says,
                    since=day_after(due),
                    owner=action.owner,
                )


def closed_with_open_end(watch: Watch) -> Iterator[Alert]:
    """DR-19: a closed complaint with a need, a remedy, an action nobody owns or a visit still open."""
    if watch.case.status is not Status.CLOSED:
        return
    for end in open_ends(watch.case):
        if end.stops_closing:
            says = f"Closed while something is still open: {_name(watch, end).lower()}"
            breach = next(watch.of_duty("close-with-need-open"), None)
            group = Group.NEED if end.kind is EndKind.NEED else Group.MEND
            yield watch.alert(
                "DR-19", f"{end.kind}:{end.key}", group, says, due=end.due_on, owner=end.owner, breach=breach
            )


def nothing_learned(watch: Watch) -> Iterator[Alert]:
    """DR-21: an upheld complaint closed some working days ago, and neither a lesson nor a reason for none."""
    if not watch.case.lessons:
        for breach in watch.of_duty("learn"):
            if watch.case.status is Status.CLOSED:
                yield watch.alert("DR-21", "lesson", Group.MEND, breach.says, breach=breach)


def payments(watch: Watch) -> Iterator[Alert]:
    """DR-22: a payment on its way that is set off without a reason, or approved for nobody confirmed."""
    for remedy in watch.case.remedies:
        if remedy.body.amount_pence is None or (remedy.ended and remedy.step is not RemedyStep.PAID):
            continue
        confirmed = any(getattr(one.body, "payee_confirmed", False) for one in remedy.moves)
        breach = next(watch.of_duty("paid-to-the-person"), None)
        if remedy.body.set_off_debt and remedy.body.set_off is None:
            says = "A payment is set against a debt, and neither an Ombudsman nor the person agreed to it"
        elif breach is not None and not confirmed and remedy.moved(RemedyStep.APPROVED, RemedyStep.PAID):
            says = "A payment is approved or paid, and its payee was not confirmed"
        else:
            continue
        key = f"remedy:{remedy.key}"
        yield watch.alert("DR-22", key, Group.REMEDY, says, owner=remedy.body.owner, breach=breach)


def lessons_again(watch: Watch) -> Iterator[Alert]:
    """DR-25: a lesson that an earlier complaint taught already, until something is done about it."""
    answered = {one.body.lesson for one in watch.case.actions}
    for lesson in watch.case.lessons:
        if lesson.body.repeats is not None and lesson.key not in answered:
            says = f"Its lesson returns: complaint {lesson.body.repeats} taught the same"
            since = day_of(lesson.made.at)
            yield watch.alert("DR-25", f"lesson:{lesson.key}", Group.MEND, says, since=since, owner=lesson.by)


def needs(watch: Watch) -> Iterator[Alert]:
    """DR-29: a need that may cause harm, and nothing was done about it for so many working days."""
    for need, last, due in left_alone(watch.matter):
        says = f"A need that may cause harm is open, and nothing was done about it since {short_day(last)}"
        breach = next(watch.of_duty("need-at-risk"), None)
        yield watch.alert(
            "DR-29",
            f"need:{need.key}",
            Group.NEED,
            says,
            since=day_after(due),
            owner=need.owner,
            breach=breach,
        )


def reviews(watch: Watch) -> Iterator[Alert]:
    """DR-30: an adjustment, agreement or restriction past the day it was to be looked at again."""
    for end in open_ends(watch.case):
        if end.kind in (EndKind.AGREEMENT, EndKind.RESTRICTION) and end.due_on and watch.today > end.due_on:
            says = f"{end.kind.label}: due on {short_day(end.due_on)}"
            breach = next(watch.of_duty("agreements-reviewed"), None)
            yield watch.alert(
                "DR-30", f"{end.kind}:{end.key}", Group.CARE, says, since=day_after(end.due_on), due=end.due_on,
                owner=end.owner, breach=breach,
            )  # fmt: skip


def letters(watch: Watch) -> Iterator[Alert]:
    """DR-31: a letter that its carrier could not deliver."""
    for letter in watch.case.letters:
        if letter.result is DeliveryResult.FAILED:
            says = f"{letter.body.what.label}: not delivered"
            since = day_of(letter.last.at)
            yield watch.alert(
                "DR-31", f"letter:{letter.key}", Group.LETTER, says, since=since, owner=letter.by
            )


def shares_late(watch: Watch) -> Iterator[Alert]:
    """DR-44: a share of the answer past its day, while the complaint is open. It is for who asked, not who gives it."""
    if watch.case.status is not Status.OPEN:
        return
    for share in watch.case.contributions:
        if not share.ended and watch.today > share.due:
            says = f"Share of another service: was due on {short_day(share.due)}"
            yield watch.alert(
                "DR-44", f"share:{share.key}", Group.CARE, says, since=day_after(share.due), due=share.due
            )


def parts_not_begun(watch: Watch) -> Iterator[Alert]:
    """DR-45: a part found at triage that nobody began or settled. Once it is closed, DR-19 says so."""
    if watch.case.status is Status.CLOSED:
        return
    days = watch.matter.number("DR-45", "working_days")
    for part in watch.case.parts:
        found = day_of(part.made.at)
        if part.ended or found is None:
            continue
        due = watch.matter.calendar.add_working_days(found, days)
        if watch.today > due:
            says = f"A part found at triage on {short_day(found)} is not begun"
            yield watch.alert("DR-45", f"part:{part.key}", Group.CARE, says, since=day_after(due))


def _name(watch: Watch, end: OpenEnd) -> str:
    """What an open end is, in the words of its type; never in words somebody wrote."""
    if end.kind is EndKind.REMEDY:
        return next(one.body.type.label for one in watch.case.remedies if one.key == end.key)
    if end.kind is EndKind.ACTION:
        return next(one.body.type.label for one in watch.case.actions if one.key == end.key)
    if end.kind is EndKind.PROMISE:
        what = next(one.what for one in watch.case.promises if one.key == end.key)
        return f"Promise ({what.replace('_', ' ')})"
    return end.kind.label
