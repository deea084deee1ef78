"""A small report made by hand, with everything a form has to render."""

from datetime import date
from decimal import Decimal

from putright.measures import (
    BadRow,
    Cell,
    Check,
    CountBasis,
    Counts,
    Definition,
    Measured,
    MeasureKind,
    Period,
    PeriodBasis,
    Spread,
)
from putright.reports.report import (
    Chart,
    Column,
    Figure,
    Point,
    Report,
    Row,
    Section,
    Sentence,
    Table,
    Written,
)

YEAR = Period(date(2023, 4, 1), date(2024, 3, 31))
ON_TIME = Definition(
    id="AR-3", label="Stage 1 answered on time", kind=MeasureKind.SHARE, counts=CountBasis.STAGES,
    numerator="stage 1 responses sent by their due date", base="stage 1 responses sent in the period",
    rule="Responses sent by the due date, of all responses sent in the period.",
    period_basis=PeriodBasis.RESPONDED, date_field="stage_1_responded_on", source="RBKC 3.9",
    counted=(), exclusions=("withdrawn complaints",),
)  # fmt: skip
TOOK = Definition(
    id="AR-10", label="How long an answer took", kind=MeasureKind.SPREAD, counts=CountBasis.STAGES,
    numerator="stage 1 responses", base=None, rule="Working days to the response.",
    period_basis=PeriodBasis.RESPONDED, date_field="stage_1_responded_on", source="own", counted=(),
    doubt="the limit",
)  # fmt: skip
ALL = Counts(1373, 1868, Decimal(74))
BEFORE = Counts(1105, 1674, Decimal(66))
FEW = Counts(3, 4, None)
SPREAD = Counts(1868, value=Spread(Decimal("11.4"), Decimal(9), 21))


def made_report() -> Report:
    """The report of an invented borough, with a name that a page or a sheet could trip over."""
    table = Table(
        "on-time", "Stage 1 answered on time, by department",
        (Column("Department"), Column("2023-24", "AR-3", MeasureKind.SHARE),
         Column("2022-23", "AR-3", MeasureKind.SHARE)),
        (
            Row("=Parks & <Streets>", (Figure("3 of 4", FEW), Figure("none"))),
            Row("Housing", (Figure("74% (1,370 of 1,864)", Counts(1370, 1864, Decimal(74))), Figure("66% (9 of 14)"))),
            Row("All", (
                Figure("74% (1,373 of 1,868)", ALL),
                Figure("66% (1,105 of 1,674)", BEFORE, "restated; published as 1,104 of 1,674"),
            ), is_total=True),
        ),
        ("AR-3",), ("Stage 1 answered on time (AR-3): responses sent by the due date.",),
    )  # fmt: skip
    spread = Table(
        "took", "How long an answer took",
        (Column("Measure"), Column("2023-24", "AR-10", MeasureKind.SPREAD)),
        (Row("Stage 1", (Figure("mean 11.4, median 9, 90th centile 21 working days", SPREAD),)),),
        ("AR-10",),
    )  # fmt: skip
    chart = Chart(
        "on-time-chart", "Stage 1 answered on time, by department", "bars", "on-time", "percent",
        (
            Point("=Parks & <Streets>", "2023-24", None, "3 of 4"), Point("Housing", "2023-24", 73.5, "74%"),
            Point("=Parks & <Streets>", "2022-23", None, "none"), Point("Housing", "2022-23", 64.3, "66%"),
        ),
        "2023-24. =Parks & <Streets>: 3 of 4; Housing: 74%.",
    )  # fmt: skip
    section = Section(
        "timeliness", "How soon complaints were answered",
        (Sentence("We answered 74% (1,373 of 1,868) of complaints on time at stage 1.", "We answered {AR-3}."),),
        Written(("We took on two officers & trained them.",), "Head of Complaints"), (table, spread), (chart,),
    )  # fmt: skip
    measured = (
        Measured(
            ON_TIME, YEAR,
            (
                Cell(1373, 1868, Decimal(74), previous=BEFORE),
                Cell(3, 4, None, by={"department": "=Parks & <Streets>"}),
            ),
            YEAR.before,
        ),
        Measured(TOOK, YEAR, (Cell(1868, value=SPREAD.value),)),
    )  # fmt: skip
    return Report(
        "annual", "Annual complaints report", "Northmere Borough", YEAR, YEAR.before,
        ("Counted over 2,000 rows of facts.",), (section,), measured,
        (Check("one-value", True, "No measure has two values."),), (BadRow(17, "received_at is no day"),),
    )  # fmt: skip
