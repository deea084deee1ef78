"""The outcome of a stage, worked out from the findings on its points."""

from collections.abc import Iterable

from putright.vocabulary import CaseOutcome, PointOutcome

_FOUND = frozenset({PointOutcome.UPHELD, PointOutcome.PARTLY_UPHELD, PointOutcome.NOT_UPHELD})


def case_outcome(findings: Iterable[PointOutcome]) -> tuple[CaseOutcome, str]:
    """The outcome of a stage and, in one sentence, the rule it follows from.

    findings  the finding on each point. Points without a finding of fault or no fault (withdrawn, out of
              scope, records too thin …) do not decide it while any other does.
    Source    own rule for every procedure: some upheld and some not make partly upheld; all upheld make
              upheld; none upheld make not upheld.
    """
    given = list(findings)
    found = [one for one in given if one in _FOUND]
    left_out = len(given) - len(found)
    aside = f"; {_points(left_out)} without a finding left aside" if left_out and found else ""
    if found:
        upheld = sum(one is PointOutcome.UPHELD for one in found)
        refused = sum(one is PointOutcome.NOT_UPHELD for one in found)
        if upheld == len(found):
            return CaseOutcome.UPHELD, f"every point answered is upheld{aside}"
        if refused == len(found):
            return CaseOutcome.NOT_UPHELD, f"no point answered is upheld{aside}"
        if upheld and refused:
            return CaseOutcome.PARTLY_UPHELD, f"some points are upheld and some are not{aside}"
        return CaseOutcome.PARTLY_UPHELD, f"at least one point is upheld only in part{aside}"
    if PointOutcome.RESOLVED in given:
        return CaseOutcome.RESOLVED, "the points were resolved without a finding"
    if not given:
        return CaseOutcome.NO_FINDING, "no point has a finding"
    return CaseOutcome.NO_FINDING, "no point could be given a finding"


def _points(count: int) -> str:
    return f"{count} point{'' if count == 1 else 's'}"
