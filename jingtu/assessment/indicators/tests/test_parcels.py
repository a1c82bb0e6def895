"""Safe use of development land, against the violation list."""

from jingtu.assessment.indicators.tests.made import MU, answer, day, missing, reasons


def parcel(parcel_id, mu, **facts):
    return {"parcel_id": parcel_id, "place": "140404", "year": 2026, "area": mu * MU, **facts}


def violation(violation_id, parcel_id, **facts):
    found = {"found_on": day("2026-05-01"), "closed": False, "kind": "NO_SURVEY", "place": "140404"}
    return {"violation_id": violation_id, "parcel_id": parcel_id, **found, **facts}


class TestSafeUseOfKeyConstructionLand:
    def test_one_of_ten_mu_in_violation_leaves_90_percent(self):
        computed = answer(
            "parcel_safe_use",
            "2026-11-22",
            construction_parcels=[parcel("A", 9), parcel("B", 1)],
            land_violations=[violation("V1", "B"), violation("V2", "B", kind="BEFORE_CHECK")],
        )
        assert computed.value.number == 90
        assert reasons(computed) == {"A / 2026": ("counted", ""), "B / 2026": ("below", "violation")}

    def test_a_closed_violation_has_happened_all_the_same(self):
        closed = violation("V1", "B", closed=True, closed_on=day("2026-06-01"))
        given = {"construction_parcels": [parcel("B", 1)], "land_violations": [closed]}
        assert answer("parcel_safe_use", "2026-11-22", **given).value.number == 0

    def test_before_it_was_found_it_was_not_known(self):
        given = {"construction_parcels": [parcel("B", 1)], "land_violations": [violation("V1", "B")]}
        assert answer("parcel_safe_use", "2026-04-30", **given).value.number == 100
        assert answer("parcel_safe_use", "2026-05-01", **given).value.number == 0

    def test_an_empty_list_says_there_are_none_and_no_list_says_nothing(self):
        parcels = [parcel("A", 9)]
        assert (
            answer("parcel_safe_use", "2026-11-22", construction_parcels=parcels, land_violations=[]).value.number
            == 100
        )
        assert missing(answer("parcel_safe_use", "2026-11-22", construction_parcels=parcels)) == {"table": ()}

    def test_a_violation_of_no_known_parcel_is_named_and_not_lost(self):
        given = {"construction_parcels": [parcel("A", 9)], "land_violations": [violation("V1", "Z")]}
        assert missing(answer("parcel_safe_use", "2026-11-22", **given)) == {"parcel_not_listed": ("V1",)}

    def test_a_violation_without_a_parcel_is_named_too(self):
        given = {"construction_parcels": [parcel("A", 9)], "land_violations": [violation("V1", None)]}
        assert missing(answer("parcel_safe_use", "2026-11-22", **given)) == {"parcel_not_listed": ("V1",)}


class TestContaminatedParcels:
    def test_only_contaminated_parcels_stand_below_the_line(self):
        parcels = [
            parcel("A", 3, contaminated=True, requirement_met=True),
            parcel("B", 1, contaminated=True, requirement_met=False),
            parcel("C", 50, contaminated=False),
        ]
        computed = answer("parcel_safe_rate", "2026-11-22", construction_parcels=parcels)
        assert computed.value.number == 75

    def test_a_requirement_not_known_is_not_taken_as_met(self):
        computed = answer("parcel_safe_rate", "2026-11-22", construction_parcels=[parcel("A", 3, contaminated=True)])
        assert missing(computed) == {"requirement_met": ("A / 2026",)}


class TestOpenViolations:
    def test_what_is_closed_on_the_day_is_open_the_day_before(self):
        closed = violation("V1", "B", closed=True, closed_on=day("2026-06-01"))
        assert answer("violations_open", "2026-06-01", land_violations=[closed]).value.number == 0
        assert answer("violations_open", "2026-05-31", land_violations=[closed]).value.number == 1

    def test_closed_without_a_day_cannot_be_told(self):
        lacking = violation("V1", "B", closed=True)
        assert missing(answer("violations_open", "2026-06-01", land_violations=[lacking])) == {"closed_on": ("V1",)}
