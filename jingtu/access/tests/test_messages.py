"""Every problem of this area has its sentences in both languages, and every sentence its problem."""

import re
import string
from pathlib import Path

from jingtu.problems import catalogue

SOURCE = "\n".join(path.read_text(encoding="utf-8") for path in Path(__file__).parents[1].glob("*.py"))


def braces(sentences) -> set[str]:
    return {name for text in sentences.values() for _, name, _, _ in string.Formatter().parse(text) if name}


def test_both_languages_say_the_same_things_with_the_same_values():
    for name, both in catalogue("access").items():
        assert set(both) == {"zh", "en"}, name
        for sentences in both.values():
            assert sentences["what"], name
            assert sentences["remedy"], name
            assert not any(text.endswith(("。", ".")) for text in sentences.values()), name
        assert braces(both["zh"]) == braces(both["en"]), name


def test_every_entry_is_used_and_every_code_has_one():
    assert set(catalogue("access")) == set(re.findall(r'"access\.([a-z_]+)"', SOURCE))
