"""Hazardous-waste inspections, producers and operators apart; informal dumps, where a relapse is not done."""

from jingtu.assessment.indicators import meets
from jingtu.assessment.indicators.tests.made import answer, day, missing, reasons
from jingtu.assessment.indicators.value import Answer


def inspections(kind, passed, total, on="2020-06-01"):
    return [
        {
            "inspection_id": f"{kind}{n}",
            "place": "410102",
            "unit_kind": kind,
            "inspected_on": day(on),
            "passed": n < passed,
        }
        for n in range(total)
    ]


class TestInspections:
    """Producers and operators each at least 90 %; equality passes."""

    def test_producers_do_not_make_up_for_operators(self):
        rows = inspections("PRODUCER", 100, 100) + inspections("OPERATOR", 8, 10)
        producers = answer("hw_producer_pass", "2020-12-31", hw_inspections=rows).value
        operators = answer("hw_operator_pass", "2020-12-31", hw_inspections=rows).value
        assert (producers.number, operators.number) == (100, 80)
        assert meets(operators, ">=", 90) is Answer.NOT_MET

    def test_9_of_10_is_equality_and_passes(self):
        value = answer("hw_operator_pass", "2020-12-31", hw_inspections=inspections("OPERATOR", 9, 10)).value
        assert meets(value, ">=", 90) is Answer.MET

    def test_no_operator_inspected_is_no_rate(self):
        value = answer("hw_operator_pass", "2020-12-31", hw_inspections=inspections("PRODUCER", 9, 10)).value
        assert value.number is None

    def test_another_year_and_a_later_day_do_not_count(self):
        rows = inspections("PRODUCER", 1, 1, "2019-12-31")
        computed = answer("hw_producer_pass", "2020-12-31", hw_inspections=rows)
        assert reasons(computed) == {"PRODUCER0": ("outside", "other_year")}
        assert answer("hw_producer_pass", "2019-12-30", hw_inspections=rows).value.number is None

    def test_a_kind_not_known_is_named_for_both(self):
        rows = [{**inspections("PRODUCER", 1, 1)[0], "unit_kind": None}]
        for indicator in ("hw_producer_pass", "hw_operator_pass"):
            computed = answer(indicator, "2020-12-31", hw_inspections=rows)
            assert missing(computed) == {"unit_kind": ("PRODUCER0",)}


def dump(dump_id, listing="LISTED", *, treated=True, on="2019-11-01", relapsed=False):
    return {
        "dump_id": dump_id,
        "place": "140581",
        "listing": listing,
        "treated": treated,
        "treated_on": on and day(on),
        "relapsed": relapsed,
    }


class TestInformalDumps:
    """At least 80 % of the listed dumps by 2019-12-31."""

    def test_4_of_5_listed_meet_80_percent_whatever_is_newly_found(self):
        rows = [dump(f"D{n}") for n in range(4)] + [dump("D4", treated=False, on=None)]
        rows += [dump(f"N{n}", "NEW", treated=False, on=None) for n in range(9)]
        assert meets(answer("dump_rate", "2019-12-31", dumps=rows).value, ">=", 80) is Answer.MET
        assert answer("dump_new_rate", "2019-12-31", dumps=rows).value.number == 0

    def test_a_relapse_is_not_done(self):
        computed = answer("dump_rate", "2019-12-31", dumps=[dump("D1", relapsed=True), dump("D2")])
        assert reasons(computed) == {"D1": ("below", "relapsed"), "D2": ("counted", "")}

    def test_treated_after_the_day_is_not_done_by_then(self):
        rows = [dump("D1", on="2020-01-01")]
        assert answer("dump_rate", "2019-12-31", dumps=rows).value.number == 0
        assert answer("dump_rate", "2020-01-01", dumps=rows).value.number == 100

    def test_whether_it_relapsed_must_be_known(self):
        assert missing(answer("dump_rate", "2019-12-31", dumps=[dump("D1", relapsed=None)])) == {"relapsed": ("D1",)}
