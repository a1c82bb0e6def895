"""What a header cell means."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jingtu.intake import headers
from jingtu.intake.headers import read


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("样品编号", "sample"),
        ("样 品 编 号", "sample"),
        ("采样点位编号", "point"),
        ("点位名称", "point"),
        ("Sample ID", "sample"),
        ("采样深度（m）", "depth"),
        ("采样日期", "sampled_on"),
        ("分析日期", "analysed_on"),
        ("检测项目", "substance"),
        ("检测结果(mg/kg)", "value"),
        ("检出限", "detection_limit"),
        ("定量限", "quantitation_limit"),
        ("土地利用", "land_use"),
        ("用地类型", "land_use"),
        ("东经", "lon"),
        ("纬度(°)", "lat"),
        ("乡镇", "place"),
        ("pH值", "ph"),
        ("备注", "remark"),
    ],
)
def test_a_column_of_the_row(text, role):
    assert read(text).role == role


@pytest.mark.parametrize(
    ("text", "substance", "unit"),
    [
        ("镉", "cadmium", ""),
        ("镉(mg/kg)", "cadmium", "mg/kg"),
        ("镉（mg/kg）", "cadmium", "mg/kg"),
        ("镉\nmg/kg", "cadmium", "mg/kg"),
        ("镉 mg/kg", "cadmium", "mg/kg"),
        ("总镉(μg/kg)", "cadmium", "μg/kg"),
        ("镉（Cd）（mg/kg）", "cadmium", "mg/kg"),
        ("Cd_mg_kg", "cadmium", "mg/kg"),
        ("Hg_ug_kg", "mercury", "ug/kg"),
        ("土壤镉含量(mg/kg)", "cadmium", "mg/kg"),
        ("SoilCdtot", "cadmium", ""),
        ("六价铬(mg/kg)", "chromium_vi", "mg/kg"),
        ("苯并[a]芘(mg/kg)", "benzo_a_pyrene", "mg/kg"),
    ],
)
def test_a_column_of_results(text, substance, unit):
    meaning = read(text)
    assert meaning.substance is not None
    assert (meaning.substance, meaning.unit_text.replace("µ", "μ")) == (substance, unit)


def test_a_medium_in_front_of_the_substance():
    assert (read("RiceCd").medium, read("RiceCd").crop) == ("crop", "rice")
    assert (read("稻米镉(mg/kg)").medium, read("稻米镉(mg/kg)").crop) == ("crop", "稻米")
    assert read("StrawCd").other_medium


@pytest.mark.parametrize("text", ["水溶态镉(mg/kg)", "浸出铅(mg/L)", "SoilCdavi", "交换态镉"])
def test_a_part_of_the_substance_is_not_the_substance(text):
    assert read(text).fraction


def test_available_cadmium_is_a_substance_of_its_own():
    assert read("有效态镉(mg/kg)").substance == "cadmium_available"


@pytest.mark.parametrize("text", ["流转卡", "MeanTemp", "zone", "海拔xyz", "样袋颜色"])
def test_what_is_not_known_is_not_guessed(text):
    assert not read(text).known


@pytest.mark.parametrize(
    ("text", "key"),
    [("水田", "paddy"), ("旱地", "dryland"), ("居住用地（R2）", "residential"), ("其他", "other"), ("荒漠", None)],
)
def test_land_uses_in_words_and_codes(text, key):
    assert headers.land_use(text) == key


def test_no_alias_means_two_things():
    for file in ("headers.csv", "land_uses.csv", "labels.csv"):
        lines = (headers.FOLDER / file).read_text(encoding="utf-8").splitlines()[1:]
        found = [
            (headers.squeeze(alias), line.split(",")[0]) for line in lines for alias in line.split(",", 1)[1].split("|")
        ]
        meanings = {alias: {key for other, key in found if other == alias} for alias, _ in found}
        assert {alias: keys for alias, keys in meanings.items() if len(keys) > 1} == {}


@given(st.text(max_size=40))
def test_no_text_crashes_it(text):
    assert read(text).role is not None


@pytest.mark.parametrize(
    ("code", "key"),
    [("M11", "industrial"), ("A331", "school"), ("A4", "public"), ("H11", None), ("M1234", None), ("Mx", None)],
)
def test_a_finer_code_of_urban_land_is_the_land_use_it_begins_with(code, key):
    assert headers.land_use(code) == key
