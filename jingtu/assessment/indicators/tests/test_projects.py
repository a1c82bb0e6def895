"""Projects of the central reserve: entered in the year, still in on the last day, at least two in every city."""

from jingtu.assessment.indicators.tests.made import answer, day, missing, reasons
from jingtu.assessment.indicators.value import Answer

CITIES = ({"city": "1404"}, {"city": "1405"})


def project(project_id, city, on="2021-05-01", *, in_reserve=True):
    return {"project_id": project_id, "city": city, "entered_on": on and day(on), "in_reserve": in_reserve}


def pool(*projects, on="2021-12-31", cities=CITIES):
    return answer("pool_count", on, cities=cities, reserve_projects=projects)


class TestAtLeastTwoPerCity:
    def test_two_in_each_city_meet_it(self):
        computed = pool(project("A", "1404"), project("B", "1404"), project("C", "1405"), project("D", "1405"))
        assert computed.meets(">=", 2) is Answer.MET

    def test_four_projects_of_two_cities_do_not_meet_it_where_one_has_only_one(self):
        computed = pool(*(project(name, "1404") for name in "ABC"), project("D", "1405"))
        assert {city: value.number for city, value in computed.parts.items()} == {"1404": 3, "1405": 1}
        assert computed.meets(">=", 2) is Answer.NOT_MET

    def test_a_city_without_any_project_is_seen(self):
        computed = pool(project("A", "1404"), project("B", "1404"))
        assert computed.parts["1405"].number == 0
        assert computed.meets(">=", 2) is Answer.NOT_MET

    def test_without_the_list_of_cities_nothing_is_known(self):
        assert missing(answer("pool_count", "2021-12-31", reserve_projects=[project("A", "1404")])) == {"table": ()}

    def test_what_entered_the_year_before_or_left_again_does_not_count(self):
        computed = pool(project("A", "1404", "2020-12-31"), project("B", "1404", in_reserve=False))
        assert reasons(computed)["A"] == ("outside", "other_year")
        assert reasons(computed)["B"] == ("outside", "not_in_reserve")
        assert computed.parts["1404"].number == 0

    def test_a_project_that_says_nothing_leaves_its_city_undecided_and_no_other(self):
        computed = pool(project("A", "1404", in_reserve=None), project("B", "1405"))
        assert computed.parts["1404"].number is None
        assert computed.parts["1405"].number == 1

    def test_a_project_of_no_listed_city_is_named(self):
        assert missing(pool(project("A", "1406")))["city_not_listed"] == ("A",)
