"""Every problem of this area has its sentences in both languages, and every sentence its problem."""

import re
import string
from pathlib import Path

from jingtu.problems import catalogue

SOURCE = "\n".join(path.read_text(encoding="utf-8") for path in Path(__file__).parents[1].glob("*.py"))
# Names put together from a part that is looked up: value_<state>, value_<note>.
BUILT = re.findall(r'"([a-z_]+)"', "\n".join(re.findall(r"(?s)^(?:NOTES|FAULTS) = \(.*?\)", SOURCE, re.MULTILINE)))


def braces(sentences) -> set[str]:
    """The values spoken of; one that is itself a word is given in each language: ``substance_zh``."""
    fields = {name for text in sentences.values() for _, name, _, _ in string.Formatter().parse(text) if name}
    return {re.sub("_(zh|en)$", "", name) for name in fields}


def test_both_languages_say_the_same_three_things_with_the_same_values():
    for name, both in catalogue("intake").items():
        assert set(both) == {"zh", "en"}, name
        for sentences in both.values():
            assert sentences["what"], name
            assert sentences["remedy"], name
            assert not any(text.endswith(("。", ".")) for text in sentences.values()), name
        assert braces(both["zh"]) == braces(both["en"]), name


def test_every_entry_is_used():
    used = {name for name in catalogue("intake") if f'"{name}"' in SOURCE or f'"intake.{name}"' in SOURCE}
    used |= {f"value_{name}" for name in BUILT}
    assert set(catalogue("intake")) - used == set()
