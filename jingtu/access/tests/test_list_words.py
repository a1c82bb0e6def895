"""Every word and sentence about lists stands in both languages and is used."""

import string
import tomllib
from pathlib import Path

import pytest

from jingtu.access.lists import RowState
from jingtu.access.matching import POINTS, Likeness, Standing
from jingtu.problems import catalogue

FOLDER = Path(__file__).parents[1]
WORDS = tomllib.loads((FOLDER / "list_words.toml").read_text(encoding="utf-8"))
SOURCE = "\n".join(path.read_text(encoding="utf-8") for path in FOLDER.glob("*.py"))


LETTERS = tomllib.loads((FOLDER / "letter_words.toml").read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    ("group", "values"), [("state", RowState), ("likeness", Likeness), ("short", Likeness), ("standing", Standing)]
)
def test_every_value_has_a_word_in_both_languages_and_no_word_is_left_over(group, values):
    assert set(WORDS[group]) == {value.value for value in values}
    assert all(word["zh"] and word["en"] for word in WORDS[group].values())


def braces(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


@pytest.mark.parametrize("words", [WORDS, LETTERS])
def test_both_languages_say_the_same_with_the_same_values(words):
    for group, entries in words.items():
        for key, both in entries.items():
            assert set(both) == {"zh", "en"}, (group, key)
            assert braces(both["zh"]) == braces(both["en"]), (group, key)


def test_no_sentence_of_a_letter_is_left_over():
    source = (FOLDER / "papers.py").read_text(encoding="utf-8")
    unused = {key for group in ("text", "heading", "title") for key in LETTERS[group] if f'"{key}"' not in source}
    assert unused == set()


def test_every_reason_has_points():
    assert set(POINTS) == set(Likeness)


def test_sentences_are_complete_in_both_languages_and_used():
    for name, both in catalogue("access_lists").items():
        assert set(both) == {"zh", "en"}, name
        assert all(sentences["what"] and sentences["remedy"] for sentences in both.values()), name
        assert f'"access_lists.{name}"' in SOURCE, name
