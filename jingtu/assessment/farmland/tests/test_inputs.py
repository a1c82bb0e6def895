"""Fertilisers and sludge against the limits of their kind (FL-INP-06 to 08)."""

from datetime import date
from decimal import Decimal

import pytest

from jingtu.assessment.farmland.inputs import FALLS_UNDER, Content, Force, Judged, Kind, Open, judged, limits, standards
from jingtu.problems import Refused

MADE = date(2024, 3, 1)
METALS = {"arsenic": "12", "mercury": "1.2", "lead": "45", "cadmium": "2.9", "chromium": "140"}
QUALITY = {
    "organic_matter": "32",
    "nutrients": "4.2",
    "moisture": "28",
    "ph": "8.5",
    "germination_index": "75",
    "impurities": "0.4",
    "faecal_coliforms": "50",
    "ascaris_mortality": "96",
}


def content(text):
    """``15``, ``<0.1``, ``>95``."""
    operator = text[0] if text[0] in "<>" else ""
    return Content(Decimal(text.removeprefix(operator)), operator)


def against(standard, kind, contents, made_on=MADE):
    numbers = {item: content(value) for item, value in contents.items()}
    [found] = judged(kind, numbers, made_on=made_on, standard=standard)
    return found


class TestOrganic:
    """NY/T 525-2021."""

    def test_all_items_within_passes(self):
        found = against("NY/T 525-2021", Kind.ORGANIC, METALS | QUALITY)
        assert (found.judged, found.open) == (Judged.PASS, ())

    @pytest.mark.parametrize(
        ("item", "edge", "beyond"),
        [
            ("arsenic", "15", "15.01"),
            ("mercury", "2", "2.01"),
            ("lead", "50", "50.1"),
            ("cadmium", "3", "3.01"),
            ("chromium", "150", "150.1"),
            ("organic_matter", "30", "29.9"),
            ("ph", "5.5", "5.49"),
            ("ph", "8.5", "8.51"),
        ],
    )
    def test_the_limit_itself_is_within(self, item, edge, beyond):
        assert against("NY/T 525-2021", Kind.ORGANIC, METALS | QUALITY | {item: edge}).failed == ()
        assert against("NY/T 525-2021", Kind.ORGANIC, METALS | QUALITY | {item: beyond}).failed == (item,)

    def test_an_item_nobody_measured_keeps_it_from_passing(self):
        found = against("NY/T 525-2021", Kind.ORGANIC, METALS)
        assert found.judged is Judged.NOT_JUDGED
        assert "moisture" in found.open

    def test_one_failed_item_is_enough_whatever_else_is_missing(self):
        assert against("NY/T 525-2021", Kind.ORGANIC, {"lead": "51"}).judged is Judged.FAIL


class TestBounds:
    """What was not detected lies below its detection limit: enough where that is not above the limit."""

    @pytest.mark.parametrize(
        ("item", "text", "judged_"),
        [
            ("lead", "<50", Judged.PASS),
            ("lead", "<50.1", Judged.NOT_JUDGED),
            ("lead", ">49.9", Judged.NOT_JUDGED),
            ("lead", ">50", Judged.FAIL),
            ("ascaris_mortality", ">95", Judged.PASS),
            ("ascaris_mortality", ">94", Judged.NOT_JUDGED),
            ("ascaris_mortality", "<95", Judged.FAIL),
            ("ascaris_mortality", "<96", Judged.NOT_JUDGED),
            ("ph", "<5.5", Judged.FAIL),
            ("ph", "<7", Judged.NOT_JUDGED),
            ("ph", ">8.5", Judged.FAIL),
            ("ph", ">5.5", Judged.NOT_JUDGED),
        ],
    )
    def test_a_bound_decides_only_where_all_below_or_above_it_lies_on_one_side(self, item, text, judged_):
        found = against("NY/T 525-2021", Kind.ORGANIC, METALS | QUALITY | {item: text})
        assert found.judged is judged_
        assert found.open == ((item,) if judged_ is Judged.NOT_JUDGED else ())

    def test_sludge_below_a_limit_that_is_itself_above_keeps_to_it(self):
        assert against("GB 4284-2018", Kind.SLUDGE_A, {"cadmium": "<3"}).items[0].judged is Judged.PASS

    def test_a_non_detect_without_a_detection_limit_is_not_judged(self):
        [found] = judged(Kind.ORGANIC, {"lead": Content(None, "<")}, made_on=MADE, standard="NY/T 525-2021")
        assert {one.limit.item: one.open for one in found.items}["lead"] is Open.NO_DETECTION_LIMIT


class TestManure:
    def test_of_manure_spread_as_it_is_no_limit_is_held(self):
        assert judged(Kind.MANURE, {"lead": Content(Decimal(4000))}, made_on=MADE) == ()


class TestForce:
    """A limit from memory never decides."""

    def test_a_metal_repeated_from_the_edition_that_was_read_decides_with_a_reservation(self):
        assert against("NY/T 525-2021", Kind.ORGANIC, {"lead": "51"}).force is Force.RESERVED

    def test_an_item_that_was_read_decides(self):
        assert against("NY 884-2012", Kind.BIO_ORGANIC, {"lead": "51"}).force is Force.DECIDED

    def test_an_item_from_memory_is_a_reminder(self):
        assert against("GB 38400-2019", Kind.INORGANIC, {"lead": "201"}).force is Force.INTERNAL

    def test_passing_is_as_strong_as_its_weakest_limit(self):
        assert against("NY/T 525-2021", Kind.ORGANIC, METALS | QUALITY).force is Force.INTERNAL


class TestWhichStandards:
    def test_organic_fertiliser_falls_under_its_own_and_the_general_standard(self):
        found = judged(Kind.ORGANIC, {"lead": Content(Decimal(40))}, made_on=MADE)
        assert [one.standard for one in found] == ["NY/T 525-2021", "GB 38400-2019"]

    def test_the_day_it_was_made_chooses_the_edition(self):
        found = judged(Kind.ORGANIC, {"lead": Content(Decimal(40))}, made_on=date(2020, 1, 1))
        assert [one.standard for one in found] == ["NY 525-2012"]

    def test_the_same_metals_are_judged_by_the_kind(self):
        contents = {"lead": "55"}
        assert against("GB 38400-2019", Kind.INORGANIC, contents).failed == ()
        assert against("GB 38400-2019", Kind.OTHER, contents).failed == ("lead",)

    def test_sludge_at_the_limit_is_above_it(self):
        assert against("GB 4284-2018", Kind.SLUDGE_A, {"cadmium": "3"}).failed == ("cadmium",)
        assert against("GB 4284-2018", Kind.SLUDGE_B, {"cadmium": "3"}).failed == ()

    def test_optional_items_are_not_asked_for(self):
        assert "nickel" not in against("GB 38400-2019", Kind.INORGANIC, {}).open


class TestRefused:
    def test_an_unknown_standard_is_refused_with_the_known_ones(self):
        with pytest.raises(Refused, match="NY/T 525-2021"):
            judged(Kind.ORGANIC, {}, made_on=MADE, standard="NY 525")

    def test_a_negative_content(self):
        with pytest.raises(Refused, match="lead"):
            judged(Kind.ORGANIC, {"lead": Content(Decimal(-1))}, made_on=MADE)


def test_every_kind_has_its_limits_and_every_limit_a_kind_and_a_standard():
    assert set(FALLS_UNDER) == set(Kind)
    assert {one.kind for one in limits()} == {kind for kinds in FALLS_UNDER.values() for kind in kinds}
    assert {one.standard for one in limits()} == set(standards())
