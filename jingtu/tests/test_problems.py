import re
import string
from pathlib import Path

import pytest

import jingtu
from jingtu.problems import MESSAGES, Refused, Where, attention, catalogue, error

ROOT = Path(jingtu.__file__).resolve().parents[1]
AREAS = sorted(path.stem for path in MESSAGES.glob("*.toml"))
SOURCES = [
    path for half in ("jingtu", "jingtu_web") for path in (ROOT / half).rglob("*.py") if "tests" not in path.parts
]
SOURCE = "\n".join(path.read_text(encoding="utf-8") for path in SOURCES)


class TestWhere:
    def test_a_cell_is_named_with_its_file_and_sheet(self):
        assert Where("a.xlsx", "数据", "C7").text() == "a.xlsx，工作表“数据”，单元格 C7"
        assert Where("a.xlsx", "数据", "C7").text("en") == "a.xlsx, sheet “数据”, cell C7"

    def test_an_unknown_place_is_left_out(self):
        assert Where().text() == ""


@pytest.mark.parametrize("area", AREAS)
class TestCatalogue:
    def test_every_problem_says_what_and_what_now_in_both_languages(self, area):
        for name, languages in catalogue(area).items():
            for language in ("zh", "en"):
                sentences = languages[language]
                assert set(sentences) == {"what", "why", "remedy"}, (area, name, language)
                assert all((sentences["what"], sentences["remedy"])), (area, name, language)

    def test_both_languages_speak_of_the_same_values(self, area):
        for name, languages in catalogue(area).items():
            assert _braces(languages["zh"]) == _braces(languages["en"]), (area, name)

    def test_every_entry_is_used_and_every_code_has_an_entry(self, area):
        unused = [name for name in catalogue(area) if not re.search(_spelt(name), SOURCE)]
        assert unused == []
        codes = re.findall(rf"(?:error|attention)\(\s*[\"']{area}\.([a-z0-9_]+)[\"']", SOURCE)
        assert set(codes) - set(catalogue(area)) == set()


def test_an_error_refuses_and_an_attention_does_not():
    area = AREAS[0]
    name, languages = next(iter(catalogue(area).items()))
    values = dict.fromkeys(_braces(languages["zh"]), "x")
    assert error(f"{area}.{name}", **values).severity == "error"
    assert attention(f"{area}.{name}", **values).severity == "attention"
    assert error(f"{area}.{name}", Where(line=3), **values).text() in str(
        Refused(error(f"{area}.{name}", Where(line=3), **values))
    )


def _spelt(name):
    """The name as a word of its own, or put together in the code: ``f"value_{state}"``, ``f"{fact}_missing"``."""
    first, last = name.partition("_")[0], name.rpartition("_")[2]
    return rf"[\"'.]{name}[\"']|[\"'.]{first}_\{{|\}}_{last}[\"']"


def _braces(sentences):
    """The values that sentences speak of; a value that is itself a word is given in each language: ``why_zh``."""
    text = "".join(sentences.values())
    fields = {field for _, field, _, _ in string.Formatter().parse(text) if field}
    return {re.sub("_(zh|en)$", "", field) for field in fields}
