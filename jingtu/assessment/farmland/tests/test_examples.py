"""The twelve worked examples of the farmland rules, each against the function that answers it."""

import json
from decimal import Decimal

import polars as pl
import pytest
from scipy.stats import t as student

from jingtu.assessment.farmland.adjustment import CropPoints, adjusted
from jingtu.assessment.farmland.classes import CATEGORIES, METALS, targets, targets_in_words, worst
from jingtu.assessment.farmland.effect import EffectRules, Outcome, overall, season, yield_check
from jingtu.assessment.farmland.inputs import Content, Kind, judged
from jingtu.assessment.farmland.points import soil_points
from jingtu.assessment.farmland.quality import detected_percent, mean_with_half, pair_check
from jingtu.assessment.farmland.tests.test_inputs import MADE
from jingtu.assessment.farmland.tests.test_points import ON, in_unit
from jingtu.assessment.farmland.units import divided
from jingtu.assessment.indicators import meets
from jingtu.assessment.indicators.tests.made import MU, answer
from jingtu.assessment.indicators.value import Answer
from jingtu.assessment.tests.lab import PADDY, result
from jingtu.science import indices
from jingtu.science.indices_grades import grade_tables, graded
from jingtu.substances import find

WORDS = {Outcome.REACHED: "达标", Outcome.NOT_REACHED: "不达标"}
M2 = 1_500_000  # billionths of a mu
DONE = {"crop_compliant": True, "ledger_complete": True}


@pytest.fixture(scope="module")
def example(shared):
    rows = pl.read_csv(shared / "domain" / "farmland_examples.csv").iter_rows(named=True)
    return {row["vector_id"]: (json.loads(row["inputs_json"]), json.loads(row["expected_json"])) for row in rows}


def key(symbol):
    found = find(symbol)
    assert found is not None
    return found.key


def chain(count):
    """Points that adjoin along a line, so that a minority of one stands alone."""
    return {at: frozenset(one for one in (at - 1, at + 1) if 0 <= one < count) for at in range(count)}


def test_fex_01_point_class_at_the_edges_of_bands_and_limits(example):
    given, want = example["FEX-01"]
    sample = {**PADDY, "land_use": given["land_use"], "ph": given["pH"]}
    rows = [result(key(symbol), content, sample) for symbol, content in given["soil_mg_kg"].items()]
    found = soil_points(in_unit(*rows), on=ON)
    classes = dict(found.metals.select("metal", "class_").iter_rows())
    assert classes == {key(symbol): class_ for symbol, class_ in want["classes"].items()}
    assert found.points["overall"].to_list() == [want["overall"]]
    assert targets_in_words(targets(classes)) == want["target_pollutants"]


@pytest.mark.parametrize("name", ["FEX-02", "FEX-03"])
def test_fex_02_and_03_dominant_class_or_none(example, name):
    given, want = example[name]
    [part] = divided({"cadmium": given["points"]})
    found = part.judged["cadmium"]
    assert (found.class_, found.principle, found.share) == (want["unit_class"], want["rule"], want["share"])
    assert want["sub_units"] == []


def test_fex_04_a_class_3_point_that_stands_alone(example):
    given, want = example["FEX-04"]
    points = given["points"]
    main, part = divided({"cadmium": points}, chain(len(points)))
    assert main.judged["cadmium"].class_ == want["with_geometry"]["unit_class"]
    assert main.judged["cadmium"].principle == want["with_geometry"]["rule"]
    assert [{"class": part.judged["cadmium"].class_, "points": len(part.points)}] == want["with_geometry"]["sub_units"]
    [whole] = divided({"cadmium": points})
    found = whole.judged["cadmium"]
    assert (found.class_, found.principle) == (want["without_geometry"]["unit_class"], want["without_geometry"]["rule"])
    assert want["without_geometry"]["flag"] in found.flags


def test_fex_05_soil_and_crops_together(example):
    given, want = example["FEX-05"]
    crops = [CropPoints(one["crop_ok"], one["crop_mild"], one["crop_severe"]) for one in given]
    assert [adjusted(one["soil_class"], of).class_ for one, of in zip(given, crops, strict=True)] == want


def test_fex_06_worst_of_five_metals(example):
    given, want = example["FEX-06"]
    classes = {key(symbol): class_ for symbol, class_ in given["unit_classes"].items()}
    overall_class = worst(classes[metal] for metal in METALS)
    assert overall_class == want["overall"]
    assert CATEGORIES[overall_class] == "SAFE_USE"
    assert want["category"] == "安全利用类"
    assert targets_in_words(targets(classes)) == want["target_pollutants"]


def unit(number, area, **facts):
    return {"unit_id": str(number), "place": "140404", "area": area, **facts}


def test_fex_07_safe_use_rate_by_the_trial_method(example):
    given, want = example["FEX-07"]
    done = {"SLIGHT": ("protection", given["B"]), "HEAVY": ("strict_control", given["D"])}
    done["LIGHT_MODERATE"] = ("safe_use", given["C"])
    all_of = {"SLIGHT": given["slight"], "LIGHT_MODERATE": given["light_moderate"], "HEAVY": given["heavy"]}
    units = [
        unit(f"{level} {measures}", mu * MU, year=2020, pollution_level=level, measures=measures, crop_compliant=True)
        for level, (of, mu_done) in done.items()
        for measures, mu in ((of, mu_done), ("none", all_of[level] - mu_done))
    ]
    found = answer("safe_use_rate", "2020-12-31", farmland_units=units).value
    assert found.denominator == want["E"] * MU
    assert float(found.number) == pytest.approx(want["rate_percent"], abs=1e-4)


def test_fex_08_safe_use_rate_by_class(example):
    given, want = example["FEX-08"]
    safe, strict = given["safe_use_done_mu"] * MU, given["strict_done_mu"] * MU
    units = [
        unit(1, safe, year=2026, category="SAFE_USE", measures="safe_use", **DONE),
        unit(2, given["safe_use_area_m2"] * M2 - safe, year=2026, category="SAFE_USE", measures="none", **DONE),
        unit(3, strict, year=2026, category="STRICT", measures="strict_control", **DONE),
        unit(4, given["strict_area_m2"] * M2 - strict, year=2026, category="STRICT", measures="none", **DONE),
    ]
    found = answer("safe_use_rate", "2026-12-31", farmland_units=units).value
    assert found.denominator == want["polluted_mu"] * MU
    assert float(found.number) == pytest.approx(want["rate_percent"], abs=1e-4)
    assert (meets(found, ">=", 94) is Answer.MET) is want["meets_2027_target_94"]
    assert (meets(found, ">=", 93) is Answer.MET) is want["meets_2025_target_93"]


def test_fex_09_effect_over_two_seasons(example):
    given, want = example["FEX-09"]
    rules = EffectRules()
    found = [season(given[f"season_{number}_E"], rules) for number in (1, 2)]
    for number, one in enumerate(found, start=1):
        expected = want[f"season_{number}"]
        got = (one.n, one.mean, one.sd, one.t, one.exceeding * 100)
        assert got == pytest.approx(
            tuple(expected[name] for name in ("n", "mean", "sd", "t", "exceed_percent")), abs=5e-4
        )
        assert one.t_critical == pytest.approx(given["t_crit_df19_one_tail_0_05"], abs=5e-5)
        assert one.t_critical == pytest.approx(student.ppf(0.95, 19))
        assert WORDS[one.outcome] == expected["result"]
    assert WORDS[overall({2025: [found[0].outcome], 2026: [found[1].outcome]}).outcome] == want["overall"]
    change = Decimal(str(given["yield_change_percent"]))
    assert (yield_check(change).outcome is Outcome.REACHED) is (want["yield_check"] == "pass")


def test_fex_10_indices(example):
    given, want = example["FEX-10"]
    c, s = ([given[kind][name] for name in given["C"]] for kind in "CS")
    found = float(indices.nemerow(indices.single_factor(c, s)))
    assert found == pytest.approx(want["nemerow"], abs=1e-3)
    assert grade_tables()["nemerow"][int(graded("nemerow", found))].number == want["nemerow_grade_no"]


def test_fex_11_non_detects_and_parallel_samples(example):
    given, want = example["FEX-11"]
    values = [None if one == "ND" else Decimal(str(one)) for one in given["results"]]
    assert float(mean_with_half(values, Decimal(str(given["mdl"])))) == pytest.approx(want["mean_half_mdl"], abs=1e-9)
    assert detected_percent(values) == want["detect_percent"]
    for pair, expected in zip(given["parallel_pairs"], want["pairs"], strict=True):
        found = pair_check(*(Decimal(str(one)) for one in pair))
        assert float(found.mean) == pytest.approx(expected["mean"], abs=5e-3)
        assert float(found.deviation) == pytest.approx(expected["rd_percent"], abs=5e-3)
        assert found.limit == expected["limit_percent"]
        assert found.passes is (expected["result"] == "pass")


def test_fex_12_the_same_metals_in_two_kinds_of_fertiliser(example):
    given, want = example["FEX-12"]
    metals = {key(symbol): Content(Decimal(str(value))) for symbol, value in given["metals_mg_kg_dry"].items()}
    names = ("organic_matter", "nutrients", "moisture", "ph", "germination_index", "impurities")
    quality = {name: Content(Decimal(str(value))) for name, value in zip(names, given["organic"].values(), strict=True)}
    [organic] = judged(Kind.ORGANIC, metals | quality, made_on=MADE, standard="NY/T 525-2021")
    expected = want["as_organic_NYT525_2021"]
    assert organic.judged == expected["result"]
    assert set(organic.failed) == {"ph" if one == "pH" else key(one) for one in expected["failed"]}
    [inorganic] = judged(Kind.INORGANIC, metals, made_on=MADE, standard="GB 38400-2019")
    assert list(inorganic.failed) == want["as_inorganic_GB38400_2019"]["failed"]
