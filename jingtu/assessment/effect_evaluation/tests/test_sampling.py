"""How many samples, and where: HJ 25.5-2018 tables as collected, below, at and above each edge."""

import math
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely import Point, Polygon, box

from jingtu.assessment.effect_evaluation import rules, sampling
from jingtu.assessment.effect_evaluation.places import Part, excavation_places, systematic_grid
from jingtu.assessment.effect_evaluation.sampling import (
    excavation,
    pile,
    secondary_area,
    treated_in_place,
    treated_soil,
    variation_coefficient,
)
from jingtu.science.bad_values import BadSetting, BadValues, NoVariation, TooFewValues
from jingtu.standards.verification import Mark


class TestTable1:
    @pytest.mark.parametrize(
        ("area", "bottom", "walls"),
        [
            (99.9, 2, 4),
            (100, 3, 5),
            (999.9, 3, 5),
            (1000, 4, 6),
            (1499, 4, 6),
            (1500, 5, 7),
            (2499, 5, 7),
            (2500, 6, 8),
            (4999, 6, 8),
            (5000, 7, 9),
            (7499, 7, 9),
            (7500, 8, 10),
            (12499, 8, 10),
        ],
    )
    def test_classes(self, area, bottom, walls):
        found = excavation(area, 1)
        assert (found.bottom, found.walls, found.total) == (bottom, walls, bottom + walls)

    def test_from_12500_a_grid_of_40_m(self):
        found = excavation(12_500, 1, perimeter=450)
        assert (found.bottom, found.walls, found.spacing) == (8, 12, 40)

    def test_its_walls_are_not_known_without_their_length(self):
        found = excavation(20_000, 1)
        assert (found.bottom, found.walls, found.total) == (13, None, None)

    @pytest.mark.parametrize(("depth", "layers"), [(0.5, 1), (1, 1), (1.01, 2), (6, 2), (6.01, 3), (9, 3)])
    def test_walls_deeper_than_1_m_are_sampled_in_layers_at_most_3_m_apart(self, depth, layers):
        found = excavation(500, depth)
        assert (found.layers, found.total) == (layers, 3 + 5 * layers)

    def test_in_place_and_secondary_areas_follow_the_bottom(self):
        assert (treated_in_place(1000, 6).across, treated_in_place(1000, 6).total) == (4, 8)
        assert treated_in_place(1000, 6.1).total == 12
        assert secondary_area(80) == 2


class TestTreatedSoil:
    def test_one_for_each_500_cubic_metres(self):
        assert [treated_soil(v).samples for v in (1, 500, 501, 2600)] == [1, 1, 2, 6]

    def test_at_least_one_for_each_batch(self):
        assert treated_soil(600, batches=5).samples == 5

    @pytest.mark.parametrize(
        ("variation", "unit"),
        [
            (0.05, 100),
            (0.2, 100),
            (0.21, 300),
            (0.4, 300),
            (0.6, 500),
            (0.61, 800),
            (0.8, 800),
            (0.81, 1000),
            (1, 1000),
        ],
    )
    def test_units_by_variation_the_smaller_at_a_class_limit(self, variation, unit):
        found = treated_soil(5000, variation=variation)
        assert (found.unit, found.samples, found.remarks) == (unit, math.ceil(5000 / unit), ())

    @pytest.mark.parametrize(
        ("variation", "unit", "code"),
        [(0.049, 100, "variation_low"), (-2, 100, "variation_low"), (1.01, 1000, "variation_high")],
    )
    def test_outside_the_table_a_remark(self, variation, unit, code):
        found = treated_soil(5000, variation=variation)
        assert found.unit == unit
        assert [remark.code for remark in found.remarks] == [f"effect_evaluation.{code}"]

    def test_the_coefficient_of_case_a(self):
        assert variation_coefficient([12, 15, 9, 20, 14, 11, 18, 13], 20) == pytest.approx(1.655, abs=5e-4)

    def test_it_needs_results_that_differ(self):
        with pytest.raises(NoVariation):
            variation_coefficient([5, 5, 5], 20)
        with pytest.raises(TooFewValues):
            variation_coefficient([5], 20)


class TestPiles:
    @pytest.mark.parametrize(
        ("volume", "units"),
        [
            (99, 1),
            (100, 2),
            (299, 2),
            (300, 3),
            (499, 3),
            (500, 4),
            (1000, 4),
            (1001, 5),
            (1200, 5),
            (1500, 5),
            (1501, 6),
        ],
    )
    def test_table_3(self, volume, units):
        assert pile(volume) == units


class TestAnySize:
    @given(st.floats(1, 50_000), st.floats(1, 5000))
    @settings(max_examples=50)
    def test_more_soil_never_needs_fewer_samples(self, size, more):
        assert excavation(size + more, 1).bottom >= excavation(size, 1).bottom
        assert pile(size + more) >= pile(size)
        assert treated_soil(size + more).samples >= treated_soil(size).samples

    @pytest.mark.parametrize("ask", [lambda x: excavation(x, 1), lambda x: excavation(5, x), treated_soil, pile])
    @pytest.mark.parametrize("size", [0, -1, float("nan"), float("inf")])
    def test_no_size_is_refused(self, ask, size):
        with pytest.raises(BadSetting):
            ask(size)


class TestPlaces:
    SHAPES = {
        "square": box(0, 0, 30, 30),
        "strip": box(0, 0, 5, 180),
        "corner": Polygon([(0, 0), (60, 0), (60, 10), (10, 10), (10, 60), (0, 60)]),
        "ring": box(0, 0, 60, 60).difference(box(20, 20, 40, 40)),
        "large": box(500_000, 4_000_000, 500_200, 4_000_150),
    }

    @pytest.mark.parametrize("name", SHAPES)
    def test_there_are_as_many_as_needed_and_all_lie_inside(self, name):
        outline = self.SHAPES[name]
        found, needed = excavation_places(outline, 4), excavation(outline.area, 4, perimeter=outline.length)
        bottom = [place for place in found if place.part is Part.BOTTOM]
        walls = [place for place in found if place.part is Part.WALL]
        assert len(bottom) >= needed.bottom
        assert len(walls) == needed.walls * needed.layers
        assert all(outline.contains(Point(place.x, place.y)) for place in bottom)
        assert all(outline.boundary.distance(Point(place.x, place.y)) < 1e-6 for place in walls)
        assert {place.depth for place in walls} == {1, 3}

    def test_a_square_of_900_has_three_places_well_apart(self):
        nodes = systematic_grid(box(0, 0, 30, 30), 4)
        assert len(nodes) == 4
        assert {x for x, _ in nodes} == {y for _, y in nodes}

    def test_beyond_the_table_neighbours_are_at_most_40_m_apart(self):
        nodes = systematic_grid(box(0, 0, 200, 150), 19, 40)
        xs = sorted({x for x, _ in nodes})
        assert max(b - a for a, b in pairwise(xs)) <= 40

    def test_walls_are_sampled_at_equal_steps(self):
        walls = [place for place in excavation_places(box(0, 0, 30, 10), 1) if place.part is Part.WALL]
        assert (walls[0].x, walls[0].y) in {(30, 8), (22, 10), (30, 2), (8, 0)}
        assert len(walls) == 5

    def test_the_same_outline_gives_the_same_places(self):
        assert excavation_places(self.SHAPES["corner"], 2) == excavation_places(self.SHAPES["corner"], 2)

    @pytest.mark.parametrize("outline", [Polygon(), Polygon([(0, 0), (2, 2), (2, 0), (0, 2)])])
    def test_no_outline_is_refused(self, outline):
        with pytest.raises(BadValues, match="outline"):
            excavation_places(outline, 1)

    def test_an_outline_as_thin_as_a_line_is_refused(self):
        with pytest.raises(BadValues, match="narrow"):
            systematic_grid(Polygon([(0, 0), (1e6, 1e6), (1e6, 1e6 + 0.01)]), 3)


class TestData:
    def test_every_number_has_a_standard_a_clause_and_a_source(self):
        for rule in rules.rules().values():
            assert all((rule.standard, rule.clause, rule.source))
        for name in ("excavation_samples", "variation_units", "pile_units"):
            for row in rules.table(name):
                assert all(row[key] for key in ("standard", "clause", "verification", "certainty", "source"))
                assert Mark(row["verification"]) is Mark.MEMORY_ONLY

    def test_every_rule_is_used(self):
        files = [path.read_text(encoding="utf-8") for path in rules.DATA.parent.glob("*.py")]
        assert [key for key in rules.rules() if not any(f'"{key}' in text for text in files)] == []

    def test_classes_of_table_1_follow_each_other(self):
        rows = rules.table("excavation_samples")
        assert [row["area_from_m2"] for row in rows[1:]] == [row["area_below_m2"] for row in rows[:-1]]

    def test_what_is_short_is_said(self):
        assert sampling.shortfall(8, 8) == ()
        assert sampling.shortfall(8, 7)[0].values == {"needed": 8, "taken": 7}
