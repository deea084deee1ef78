"""Invented facts in bulk, made by the engine itself: ten years of them, in the shape of the facts CSV."""

from __future__ import annotations

from pathlib import Path

import duckdb

COLUMNS = """
    'C' || i AS reference,
    CASE WHEN r1 < 0.80 THEN 'complaint' WHEN r1 < 0.86 THEN 'statutory_adults'
         WHEN r1 < 0.90 THEN 'statutory_children' ELSE 'compliment' END AS kind,
    CASE WHEN r1 < 0.40 THEN 'housing-ombudsman/2024-04-01' ELSE 'lgsco/2024-02-01' END AS procedure,
    'invented-borough' AS organisation,
    'department-' || (i % 12) AS department,
    'service-' || (i % 12) || '-' || (i % 5) AS service,
    CASE WHEN r2 < 0.2 THEN 'contractor-' || (i % 30) END AS contractor,
    'ward-' || (i % 23) AS ward,
    ['web_form', 'email', 'phone', 'letter'][1 + i % 4] AS channel,
    received AS received_at,
    CASE WHEN r1 < 0.90 THEN r3 < 0.7 END AS accepted,
    CASE WHEN r1 < 0.90 AND r3 >= 0.7 THEN ['service_request', 'duplicate', 'anonymous'][1 + i % 3] END
        AS rejection_reason,
    CASE WHEN ok THEN received + 3 END AS acknowledged_on,
    CASE WHEN ok THEN received + 17 END AS stage_1_due_on,
    CASE WHEN ok AND r4 < 0.1 THEN received + 30 END AS stage_1_extended_to,
    CASE WHEN ok THEN received + 5 + CAST(r5 * 20 AS INTEGER) END AS stage_1_responded_on,
    CASE WHEN ok THEN ['upheld', 'partly_upheld', 'not_upheld'][1 + CAST(floor(r6 * 3) AS INTEGER)] END
        AS stage_1_outcome,
    CASE WHEN up THEN received + 40 END AS escalated_on,
    CASE WHEN up THEN list_value(['disagree_decision', 'not_all_issues', 'delay_in_response'][1 + i % 3],
        'new_evidence') END AS escalation_reasons,
    CASE WHEN up THEN received + 43 END AS stage_2_acknowledged_on,
    CASE WHEN up THEN received + 70 END AS stage_2_due_on,
    CAST(NULL AS DATE) AS stage_2_extended_to,
    CASE WHEN up THEN received + 50 + CAST(r6 * 30 AS INTEGER) END AS stage_2_responded_on,
    CASE WHEN up THEN ['upheld', 'partly_upheld', 'not_upheld'][1 + CAST(floor(r5 * 3) AS INTEGER)] END
        AS stage_2_outcome,
    CAST(NULL AS DATE) AS stage_3_requested_on, CAST(NULL AS DATE) AS stage_3_panel_on,
    CAST(NULL AS DATE) AS stage_3_responded_on, CAST(NULL AS VARCHAR) AS stage_3_outcome,
    CASE WHEN ok AND r2 > 0.98 THEN received + 4 END AS withdrawn_on,
    CASE WHEN ok THEN received + 90 END AS closed_on,
    ['repairs', 'damp'][1:1 + i % 2] AS themes,
    ['delay', 'communication'][1:1 + i % 2] AS causes,
    CASE WHEN ok THEN i % 3 END AS learning_actions, CASE WHEN ok THEN i % 2 * (i % 3) END AS learning_completed,
    CASE WHEN ok AND r4 < 0.3 THEN ['apology', 'pay_distress'] END AS remedy_types,
    CASE WHEN ok AND r4 < 0.3 THEN CAST(r6 * 50000 AS BIGINT) END AS remedy_paid_pence,
    i % 37 = 0 AS multi_service,
    CASE WHEN up AND r2 < 0.2 THEN 'lgsco' END AS ombudsman_body,
    CASE WHEN up AND r2 < 0.2 THEN received + 120 END AS ombudsman_received_on,
    CASE WHEN up AND r2 < 0.1 THEN received + 200 END AS ombudsman_decided_on,
    CASE WHEN up AND r2 < 0.1 THEN ['upheld', 'not_upheld', 'premature'][1 + CAST(floor(r5 * 3) AS INTEGER)] END
        AS ombudsman_outcome,
    CASE WHEN up AND r2 < 0.1 THEN r5 < 0.05 END AS ombudsman_satisfactory_remedy,
    CASE WHEN r6 < 0.02 THEN 'C1' END AS repeat_of
"""


def statement(rows: int) -> str:
    """The statement that makes so many rows."""
    return f"""
        SELECT {COLUMNS} FROM (
            SELECT *, r3 < 0.7 AND r1 < 0.90 AS ok, r3 < 0.7 AND r1 < 0.90 AND r7 < 0.22 AS up FROM (
                SELECT range AS i, DATE '2014-04-01' + CAST(range * 3650 // {rows} AS INTEGER) AS received,
                       random() AS r1, random() AS r2, random() AS r3, random() AS r4, random() AS r5,
                       random() AS r6, random() AS r7
                FROM range({rows})))
    """


def write(rows: int, path: Path) -> Path:
    """Facts in a Parquet or CSV file, made once."""
    if not path.exists():
        with duckdb.connect() as engine:
            engine.execute("SELECT setseed(0.42)").fetchall()
            source = statement(rows)
            if path.suffix == ".csv":
                lists = "escalation_reasons, themes, causes, remedy_types"
                replaced = ", ".join(f"array_to_string({one}, ';') AS {one}" for one in lists.split(", "))
                source = f"SELECT * REPLACE ({replaced}) FROM ({source})"
            engine.execute(f"COPY ({source}) TO '{path}' (FORMAT {path.suffix[1:]})")
    return path
