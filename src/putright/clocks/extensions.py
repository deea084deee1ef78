"""Whether an extension counts, and if not, why not."""

from datetime import date

from putright.calendars import WorkingDayCalendar, short_day
from putright.clocks.lengths import add_length
from putright.clocks.types import Extension, ExtensionResult
from putright.procedures.types import ExtensionRule, Procedure, Stage, Timescale


def extensions_of_answer(stage: Stage, *, to: date) -> tuple[Extension, ...]:
    """An extension to a new date of whatever time this stage gives to answer."""
    answers = (timescale.key for timescale in stage.timescales if timescale.ends_with == stage.answered_by)
    return tuple(Extension(to, timescale=key) for key in answers)


def judge_extensions(
    timescale: Timescale,
    extensions: tuple[Extension, ...],
    *,
    original: date,
    procedure: Procedure,
    calendar: WorkingDayCalendar,
    trusted: bool,
) -> tuple[date, tuple[ExtensionResult, ...]]:
    """The date after the extensions that count, and the judgement on each, in the order they were made.

    trusted  take them as valid in form (reason, Ombudsman's details, told in time); the limit still holds.
    Source   each procedure's extension rule; a defect names its provision.
    """
    due = original
    judged: list[ExtensionResult] = []
    for extension in extensions:
        if extension.timescale != timescale.key:
            continue
        rule = timescale.extension
        if rule is None:
            defects = [f"{procedure.short_title} gives no extension of this time ({timescale.provision})"]
        elif not procedure.extensions_count:
            defects = [f"{procedure.short_title} counts no extension as on time ({rule.provision})"]
        else:
            defects = _beyond_limit(extension, rule, original=original, due=due, calendar=calendar)
            if not trusted and extension.form_known:
                defects += _defects_of_form(extension, rule, due=due)
        judged.append(ExtensionResult(extension, not defects, tuple(defects)))
        if not defects:
            due = extension.to
    return due, tuple(judged)


def _beyond_limit(
    extension: Extension, rule: ExtensionRule, *, original: date, due: date, calendar: WorkingDayCalendar
) -> list[str]:
    if extension.to <= due:
        return [f"it is no later than the date it extends, {short_day(due)}"]
    if rule.most is None:
        return []
    limit = add_length(original, rule.most, calendar)
    if extension.to <= limit or (extension.good_reason and "good_reason" in rule.beyond_with):
        return []
    without = ", and no good reason for more is recorded" if "good_reason" in rule.beyond_with else ""
    return [
        f"it is beyond the longest extension, {rule.most} to {short_day(limit)} ({rule.provision}){without}"
    ]


def _defects_of_form(extension: Extension, rule: ExtensionRule, *, due: date) -> list[str]:
    defects = []
    if "reason" in rule.needs and not extension.reason_given:
        defects.append(f"no reason is recorded ({rule.provision})")
    if "ombudsman_details" in rule.needs and not extension.ombudsman_details:
        where = rule.details_provision or rule.provision
        defects.append(f"the resident was not given the Ombudsman's details ({where})")
    if "told_in_time" in rule.needs:
        if extension.told_on is None:
            defects.append(f"it is not recorded that the resident was told ({rule.provision})")
        elif extension.told_on > due:
            defects.append(
                f"the resident was told on {short_day(extension.told_on)}, after {short_day(due)} "
                f"had passed ({rule.provision})"
            )
    if extension.decided_on is not None and extension.decided_on > due:
        defects.append(
            f"it was decided on {short_day(extension.decided_on)}, after {short_day(due)} had passed "
            f"({rule.provision})"
        )
    return defects
