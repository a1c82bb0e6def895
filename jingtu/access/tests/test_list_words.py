"""Every word and sentence about lists stands in both languages and is used."""

import tomllib
from pathlib import Path

import pytest

from jingtu.access.lists import RowState
from jingtu.access.matching import POINTS, Likeness
from jingtu.problems import catalogue

FOLDER = Path(__file__).parents[1]
WORDS = tomllib.loads((FOLDER / "list_words.toml").read_text(encoding="utf-8"))
SOURCE = "\n".join(path.read_text(encoding="utf-8") for path in FOLDER.glob("*.py"))


@pytest.mark.parametrize(("group", "values"), [("state", RowState), ("likeness", Likeness)])
def test_every_value_has_a_word_in_both_languages_and_no_word_is_left_over(group, values):
    assert set(WORDS[group]) == {value.value for value in values}
    assert all(word["zh"] and word["en"] for word in WORDS[group].values())


def test_every_reason_has_points():
    assert set(POINTS) == set(Likeness)


def test_sentences_are_complete_in_both_languages_and_used():
    for name, both in catalogue("access_lists").items():
        assert set(both) == {"zh", "en"}, name
        assert all(sentences["what"] and sentences["remedy"] for sentences in both.values()), name
        assert f'"access_lists.{name}"' in SOURCE, name
