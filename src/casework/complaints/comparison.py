"""Stage beside stage: what was found before, what of it is in dispute, what is found now, and whether it changed."""

from __future__ import annotations

from dataclasses import dataclass

from casework.complaints.page import ComplaintPage, FindingRow, PointRow, StageRow


@dataclass(frozen=True, slots=True)
class Compared:
    """One point at two stages.

    before    the latest finding of the earlier stages; None when there was none.
    disputed  whether the point goes on to the later stage.
    after     the finding of the later stage; None while there is none.
    changed   whether the finding or what is done about it differs; None while one of them is missing.
    """

    key: str
    words: str
    before: FindingRow | None
    disputed: bool
    after: FindingRow | None
    changed: bool | None


@dataclass(frozen=True, slots=True)
class Comparison:
    """A stage that was asked for, beside the one before it."""

    before: StageRow
    after: StageRow
    points: tuple[Compared, ...]

    @property
    def changed(self) -> tuple[str, ...]:
        """Keys of the points on which the later stage came to something else."""
        return tuple(one.key for one in self.points if one.changed)


def comparisons(page: ComplaintPage) -> tuple[Comparison, ...]:
    """Each stage that was asked for beside the one before it, the latest first. No statement."""
    pairs = zip(page.stages, page.stages[1:], strict=False)
    found = (
        Comparison(before, after, tuple(_compared(point, before, after, page) for point in page.points))
        for before, after in pairs
    )
    return tuple(reversed(tuple(found)))


def _compared(point: PointRow, before: StageRow, after: StageRow, page: ComplaintPage) -> Compared:
    order = [stage.key for stage in page.stages]
    earlier = [one for one in point.findings if order.index(one.stage) <= order.index(before.key)]
    first = earlier[-1] if earlier else None
    then = next((one for one in point.findings if one.stage == after.key), None)
    changed = None
    if first is not None and then is not None:
        changed = (first.finding.outcome, first.finding.remedy) != (then.finding.outcome, then.finding.remedy)
    # A point agreed at that stage is answered there, whatever was in dispute before.
    new = any((one.key, one.stage) == (point.key, after.key) for one in page.case.points)
    disputed = not point.withdrawn and (not after.disputed or point.key in after.disputed or new)
    return Compared(point.key, point.words, first, disputed, then, changed)
