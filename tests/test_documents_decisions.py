"""The published decisions in the shared documents read exactly, and nothing is invented."""

import json
from datetime import date
from pathlib import Path

import pytest

from putright.cli.main import main
from putright.decisions import NotADecision, read_file, read_text

DOCUMENTS = Path(__file__).resolve().parents[2] / "shared" / "documents"
NORTH_WEST = "hos-202222635-north-west-leicestershire.txt"
LUTON = "hos-202229082-luton.txt"
CHILDREN = "lgsco-23-016-199-hackney.txt"
ADULTS = "lgsco-24-015-097-hackney.txt"
ANNUAL_REPORT = "rbkc-annual-complaints-report-2023-24.txt"


def text_of(name):
    return (DOCUMENTS / name).read_text(encoding="utf-8")


def shown(order):
    within = (order.within.length, order.within.unit) if order.within else None
    return (order.kind, order.type, order.amount_pence, within, order.counted_from, order.due_on)


class TestPublishedDecisions:
    """Collected only where the documents are: they are not part of the project."""

    __test__ = DOCUMENTS.is_dir()

    def test_two_halves_of_a_payment_go_to_two_faults(self):
        decision = read_text(text_of(ADULTS))
        wed_10_september, sun_12_october = date(2025, 9, 10), date(2025, 10, 12)
        assert (decision.body, decision.reference) == ("lgsco", "24 015 097")
        assert decision.authority == "London Borough of Hackney"
        assert decision.category == "Adult care services > Other"
        assert (decision.published_outcome, decision.decided_on) == ("Upheld", date(2025, 8, 12))
        assert decision.completeness == "full"
        assert [point.key for point in decision.points] == ["a", "b", "c", "d", "e", "f"]
        assert [finding.determination for finding in decision.findings] == ["upheld_fault_injustice"]
        assert [shown(order) for order in decision.orders] == [
            ("agreed_action", "apology", None, (20, "working_day"), "decision", wed_10_september),
            ("agreed_action", "pay_distress", 25000, (20, "working_day"), "decision", wed_10_september),
            ("agreed_action", "training", None, (2, "month"), "decision", sun_12_october),
        ]
        payment = decision.orders[1]
        assert (payment.payer, payment.payee) == ("the Council", "Mr B and Mr C")
        assert [(share.to, share.amount_pence) for share in payment.attribution] == [
            ("the contractor", 12500),
            ("the Council", 12500),
        ]
        assert payment.as_stated == "within 20 working days of this decision"
        assert decision.orders[2].as_stated == "Within two months of this decision"
        assert decision.payment_total_pence == 25000
        assert decision.doubts == ()

    def test_a_discontinued_investigation_has_no_orders_though_the_council_offered_a_lot(self):
        decision = read_text(text_of(CHILDREN))
        assert decision.reference == "23 016 199"
        assert (decision.published_outcome, decision.decided_on) == ("Not upheld", date(2024, 4, 18))
        assert decision.category == "Children's care services > Child protection"
        [finding] = decision.findings
        assert (finding.point, finding.determination) == ("a", "not_upheld_discontinued")
        # What it was about, and not that there are various ways of being dissatisfied with it.
        assert finding.about == "The Council’s social work team"
        assert finding.words == "I have discontinued my investigation."
        assert [point.text for point in decision.points] == ["The Council’s social work team"]
        assert decision.orders == ()
        assert decision.payment_total_pence == 0
        assert decision.doubts == ()

    def test_an_apology_with_three_headings_is_one_order_and_has_no_date(self):
        decision = read_text(text_of(NORTH_WEST))
        assert (decision.body, decision.reference) == ("hos", "202222635")
        assert decision.decided_on == date(2023, 7, 25)
        assert [(one.point, one.determination) for one in decision.findings] == [
            ("a", "severe_maladministration")
        ]
        assert [shown(order) for order in decision.orders] == [
            ("order", "pay_distress", 80000, (28, "day"), "decision", date(2023, 8, 22)),
            ("order", "apology", None, None, None, None),
            ("order", "case_review", None, (8, "week"), "decision", date(2023, 9, 19)),
            ("recommendation", "procedure", None, None, None, None),
            ("recommendation", "no_contact", None, None, None, None),
        ]
        apology = decision.orders[1].text
        for heading in (
            "the conduct of the repairs operative",
            "the apology letter",
            "the meeting of 30 November",
        ):
            assert heading in apology
        assert (decision.orders[0].payer, decision.orders[0].payee) == ("the landlord", "the resident")
        assert decision.payment_total_pence == 80000
        assert decision.doubts == ("order 2 has no date of its own",)

    def test_a_payment_within_four_weeks_and_a_recommendation_without_a_date(self):
        decision = read_text(text_of(LUTON))
        assert (decision.authority, decision.reference) == ("Luton Borough Council", "202229082")
        assert [(one.point, one.determination) for one in decision.findings] == [
            ("a", "service_failure"),
            ("b", "no_maladministration"),
            ("c", "no_maladministration"),
        ]
        assert [shown(order) for order in decision.orders] == [
            ("order", "pay_distress", 10000, (4, "week"), "report", date(2024, 7, 26)),
            ("recommendation", "service", None, None, None, None),
        ]
        assert decision.orders[0].as_stated == "Within 4 weeks of the date of this report"
        assert decision.orders[1].as_stated == "as soon as possible"
        # That it is paid directly is said in a paragraph of its own, and is no order of its own.
        assert "offset any rent arrears" in decision.orders[0].text
        assert decision.payment_total_pence == 10000

    @pytest.mark.parametrize("name", [NORTH_WEST, LUTON, CHILDREN, ADULTS])
    def test_every_order_stands_where_it_is_said_to_stand(self, name):
        text = text_of(name)
        for order in read_file(DOCUMENTS / name).orders:
            start, end = order.span
            stands = " ".join(text[start:end].split())
            assert stands.split()[:3] == order.text.split()[:3]
            assert stands.split()[-2:] == order.text.split()[-2:]

    def test_an_annual_report_is_no_decision(self, capsys):
        with pytest.raises(NotADecision):
            read_file(DOCUMENTS / ANNUAL_REPORT)
        assert main(["read", str(DOCUMENTS / ANNUAL_REPORT)]) == 2
        told = capsys.readouterr().err
        assert told.count("\n") == 1
        assert "does not read like a decision" in told

    def test_several_are_printed_a_line_each(self, capsys):
        assert main(["read", "--json", str(DOCUMENTS / LUTON), str(DOCUMENTS / ADULTS)]) == 0
        lines = capsys.readouterr().out.splitlines()
        assert [json.loads(line)["payment_total_pence"] for line in lines] == [10000, 25000]
