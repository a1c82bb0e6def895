"""The model beside GB 36600-2018. Figures: science/validation.md, section 2."""

import pytest

from jingtu.assessment.risk.gb36600 import FITTED, SETTINGS, compare, counts, reason, significant
from jingtu.science.risk_control import Driver
from jingtu.science.risk_options import CrackPorosity, Edition, LandClass, Options, Saturation, SubstanceData

SOIL, CRACK = CrackPorosity.SOIL, CrackPorosity.CRACK
BASE, FIT = SubstanceData.BASE, SubstanceData.GB36600_FIT
BY = {(one.substance, one.land_class): one for one in compare()}

# Section 2.1: model values of both classes and what decides, for substances of every kind of decision.
MODEL = [
    ("cadmium", 20.02, "cancer", 38.11, "cancer"),
    ("chromium_vi", 3.003, "cancer", 5.716, "cancer"),
    ("copper", 2002, "hazard", 18050, "hazard"),
    ("mercury", 7.66, "hazard", 40.91, "hazard"),
    ("cis_1_2_dichloroethene", 66.08, "hazard", 595.5, "hazard"),
    ("tetrachloroethene", 11.25, "hazard", 52.91, "cancer"),
    ("1_1_1_trichloroethane", 701.7, "hazard", 838.7, "saturation"),
    ("vinyl_chloride", 0.1208, "cancer", 0.4335, "cancer"),
    ("benzene", 0.9769, "cancer", 4.025, "cancer"),
    ("1_2_dichlorobenzene", 559.5, "saturation", 559.5, "saturation"),
    ("styrene", 1285, "saturation", 1285, "saturation"),
    ("toluene", 1204, "saturation", 1204, "saturation"),
    ("chrysene", 490.9, "cancer", 1293, "cancer"),
    ("cyanide", 21.94, "hazard", 135.1, "hazard"),
    ("2_4_6_trichlorophenol", 38.96, "hazard", 144.2, "cancer"),
    ("dioxins_teq", 5.444e-6, "cancer", 1.76e-5, "cancer"),
    ("petroleum_hydrocarbons_c10_c40", 815.2, "hazard", 4379, "hazard"),
]


class TestSection2_1:  # noqa: N801 - the section
    @pytest.mark.parametrize(("key", "first", "by_first", "second", "by_second"), MODEL)
    def test_model_values_and_what_decides(self, key, first, by_first, second, by_second):
        one, two = (BY[key, of].model for of in LandClass)
        assert (one.value, two.value) == pytest.approx((first, second), rel=5e-4)
        assert (one.driver, two.driver) == (Driver(by_first), Driver(by_second))


class TestSection2:
    """Agreement: within 5 %, or equal after rounding to the digits printed."""

    @pytest.mark.parametrize(
        ("crack", "depth", "data", "values", "organics"),
        [
            (SOIL, 100, FIT, 142, 60),
            (SOIL, 50, FIT, 138, 57),
            (CRACK, 100, FIT, 104, 41),
            (CRACK, 50, FIT, 102, 41),
            (SOIL, 100, BASE, 119, 50),
            (SOIL, 50, BASE, 117, 49),
            (CRACK, 50, BASE, 85, 34),
        ],
    )
    def test_how_many_agree(self, crack, depth, data, values, organics):
        found = counts(compare(Options(crack, substance_data=data, saturation=Saturation.CAP), {"Ls": depth}))
        assert (found.values, found.of_values, found.organics, found.of_organics) == (values, 168, organics, 72)

    def test_the_edition_of_2014_does_not_agree(self):
        """'Defaults of the 2014 edition: 7 and 0', reckoned with the allotment of 2019."""
        old = Options(edition=Edition.OF_2014, substance_data=FIT, saturation=Saturation.CAP)
        found = counts(compare(old, {"Ls": 100, "SAF_VOC": 0.33, "SAF_other": 0.5}))
        assert (found.values, found.organics) == (7, 0)

    @pytest.mark.parametrize(
        ("changed", "values", "organics"),
        [
            ({"BWa": 56.8}, 100, 21),
            ({"BWc": 15.9}, 82, 8),
            ({"ATca": 26280}, 95, 28),
            ({"OSIRc": 100}, 95, 19),
            ({"SERa": 0.25}, 108, 26),
            ({"PM10": 0.15}, 134, 60),
            ({"SAF_VOC": 0.2, "SAF_other": 0.2}, 91, 41),
            ({"SAF_VOC": 0.5}, 127, 51),
            ({"fspi": 0.5, "fspo": 0.5}, 134, 60),
            ({"fom": 10}, 95, 38),
            ({"fom": 20}, 104, 40),
            ({"Pws": 0.15}, 116, 47),
            ({"rho_b": 1.6}, 114, 43),
            ({"eta": 0.01}, 91, 37),
            ({"Lcrack": 15}, 99, 41),
            ({"Uair": 100}, 113, 45),
            ({"d": 100}, 138, 57),
            ({"d": 20}, 141, 59),
            ({"dsub": 200}, 139, 58),
        ],
    )
    def test_section_2_3_one_parameter_changed(self, changed, values, organics):
        found = counts(compare(FITTED, {"Ls": 100.0, **changed}))
        assert (found.values, found.organics) == (values, organics)


class TestReasons:
    def test_whatever_does_not_agree_has_a_reason(self):
        for one in BY.values():
            for language in ("zh", "en"):
                assert one.agrees == (not reason_of(one, language)), (one.substance, one.land_class)

    def test_with_other_settings_the_settings_are_the_reason(self):
        others = compare(Options(CRACK), {"Ls": 50.0})
        assert all(reason(one, "zh") for one in others if not one.agrees)
        benzene = next(one for one in others if one.substance == "benzene")
        assert not benzene.agrees
        assert reason(benzene, "zh") == SETTINGS

    @pytest.mark.parametrize(
        ("key", "land_class", "word"),
        [
            ("arsenic", 1, "background"),
            ("cobalt", 2, "background"),
            ("lead", 1, "blood-lead"),
            ("carbon_tetrachloride", 1, "raised"),
            ("chlorobenzene", 2, "lower"),
            ("trichloroethene", 1, "carcinogenic value"),
            ("mercury", 2, "8 %"),
        ],
    )
    def test_some_of_them(self, key, land_class, word):
        assert word in reason(BY[key, LandClass(land_class)], "en")

    def test_lead_has_no_model_value(self):
        assert BY["lead", LandClass.FIRST].model is None
        assert BY["lead", LandClass.FIRST].ratio is None
        assert not BY["lead", LandClass.FIRST].agrees


def reason_of(one, language):
    told = reason(one, language)
    return "" if told == SETTINGS else told


class TestDigits:
    @pytest.mark.parametrize(
        ("printed", "digits"),
        [("2000", 1), ("560", 2), ("1293", 4), ("5.0", 2), ("0.55", 2), ("0.00001", 1), ("20", 1)],
    )
    def test_of_a_printed_number(self, printed, digits):
        assert significant(printed) == digits

    def test_a_rounded_value_agrees_beyond_5_percent(self):
        hch = BY["alpha_hch", LandClass.SECOND]
        assert hch.ratio == pytest.approx(0.879, abs=5e-4)
        assert hch.agrees
