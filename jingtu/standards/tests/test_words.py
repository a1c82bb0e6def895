"""Every key in the data has a wording in both languages, and every wording a key."""

from dataclasses import fields

import pytest

from jingtu import units
from jingtu.standards import words
from jingtu.standards.limit import Conditions, Kind
from jingtu.standards.limits import load
from jingtu.standards.standard import MEDIA
from jingtu.standards.verification import Mark

OF_CONDITIONS = ("land_use", "land_class", "crop_type", "condition", "basis", "class", "statistic", "layer", "series")


def keys(group):
    """The keys of a group that the data use."""
    if group in OF_CONDITIONS:
        name = "class_" if group == "class" else group
        return {str(getattr(one.conditions, name)) for one in load().all} - {"None"}
    return {
        "kind": set(Kind),
        "verification": set(Mark),
        "medium": set(MEDIA),
        "group": {one.group for one in load().all} - {""},
        "text_value": {one.text_value for one in load().all} - {None},
    }[group]


@pytest.mark.parametrize("group", [*OF_CONDITIONS, "kind", "verification", "medium", "group", "text_value"])
def test_every_key_has_a_wording_and_no_wording_is_left_over(group):
    assert {str(key) for key in words._words()[group]} == keys(group)


def test_wordings_of_units_are_of_units():
    assert set(words._words()["unit"]) <= set(units.UNITS)


def test_both_languages_are_there():
    said = [wording for group in words._words().values() for wording in group.values()]
    assert all(set(wording) == {"zh", "en"} for wording in said)


def test_conditions_that_are_not_said_are_the_subject_and_the_ph_band():
    assert {one.name.rstrip("_") for one in fields(Conditions)} - set(words.SAID) == {
        "ph_min",
        "ph_max",
        "food_code",
        "area",
    }


@pytest.mark.parametrize(
    ("standard", "row", "said"),
    [
        ("gb15618_2018", "1", "水田，5.5<pH≤6.5"),
        ("gb36600_2018", "1", "第一类用地"),
        ("gb2762_2025", "fungi.wood_ear", "木耳及其制品、银耳及其制品，干重计"),
        ("gb5084_2021", "9", "水田作物，非盐碱土地区"),
    ],
)
def test_conditions_in_words(standard, row, said):
    shown = {words.conditions(one) for one in load().all if one.standard == standard and one.row == row}
    assert said in shown


def test_numbers_in_words():
    ph = [words.value(one) for one in load().all if one.standard == "gbt14848_2017" and one.substance == "ph"]
    assert ph == ["6.5~8.5", "6.5~8.5", "6.5~8.5", "≥5.5，<6.5", ">8.5，≤9.0", "<5.5", ">9.0"]
