"""Every sentence about outlines is used, stands in both languages, and says what to do."""

from pathlib import Path

from jingtu.intake.tests.test_messages import braces
from jingtu.problems import catalogue

SOURCE = "\n".join(path.read_text(encoding="utf-8") for path in Path(__file__).parents[1].glob("outline*.py"))


def test_both_languages_say_the_same():
    for name, both in catalogue("outlines").items():
        assert set(both) == {"zh", "en"}, name
        for sentences in both.values():
            assert sentences["what"], name
            assert sentences["remedy"], name
        assert braces(both["zh"]) == braces(both["en"]), name


def test_every_entry_is_used():
    unused = {
        name for name in catalogue("outlines") if f'"{name}"' not in SOURCE and f'"outlines.{name}"' not in SOURCE
    }
    assert unused == set()
