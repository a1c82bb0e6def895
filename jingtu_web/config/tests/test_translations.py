"""English for everything: a text without its translation fails, and so does a translation nobody needs."""

import os
import re
import subprocess
import sys

import polib  # type: ignore[import-untyped]
import pytest
from django.utils import translation

from jingtu_web.config import translations
from jingtu_web.config.tests.gathering import messages

ENGLISH = translations.SOURCES / "en" / "LC_MESSAGES" / "django.po"
PLACEHOLDER = re.compile(r"%\(\w+\)s|\{\w*\}")
CHINESE = re.compile(r"[\u4e00-\u9fff]")
# Examples of Chinese input, and the fictional county's own name.
KEPT = ("沃川县", "“耕地”", "“农业农村”")


def entries() -> dict[tuple[str, str, str], polib.POEntry]:
    found = polib.pofile(str(ENGLISH))
    return {(entry.msgctxt or "", entry.msgid, entry.msgid_plural or ""): entry for entry in found}


def english(entry: polib.POEntry) -> list[str]:
    return list(entry.msgstr_plural.values()) if entry.msgid_plural else [entry.msgstr]


class TestEnglish:
    def test_every_text_of_the_pages_is_translated(self):
        known = entries()
        missing = {message[1]: where for message, where in messages().items() if message not in known}
        assert missing == {}, f"add these to {ENGLISH.name}"

    def test_no_translation_is_left_over(self):
        used = messages()
        assert [key[1] for key in entries() if key not in used] == []

    def test_every_translation_says_something_in_english(self):
        for key, entry in entries().items():
            for text in english(entry):
                kept = text
                for words in KEPT:
                    kept = kept.replace(words, "")
                assert text, key
                assert CHINESE.search(kept) is None, key

    def test_every_translation_keeps_the_places_to_fill_in(self):
        for key, entry in entries().items():
            for text in english(entry):
                assert sorted(PLACEHOLDER.findall(text)) == sorted(PLACEHOLDER.findall(key[1])), key


class TestCompiling:
    @pytest.fixture(autouse=True)
    def own_folder(self, settings, tmp_path):
        settings.LOCALE_HOME = tmp_path

    def test_compiles_once_and_again_only_when_the_text_is_newer(self, tmp_path):
        assert {path.parts[-3] for path in translations.compile_newer()} == {"en", "zh_Hans"}
        assert translations.compile_newer() == []

    def test_the_first_process_of_an_installation_has_them_already(self, tmp_path):
        ask = "import django; django.setup(); from django.utils import translation; translation.activate('zh-hans'); "
        script = ask + "import sys; sys.stdout.buffer.write(translation.gettext('Type to search').encode())"
        setting = {"DJANGO_SETTINGS_MODULE": "jingtu_web.config.settings", "JINGTU_HOME": str(tmp_path / "new")}
        said = subprocess.run([sys.executable, "-c", script], env=os.environ | setting, capture_output=True, check=True)
        assert said.stdout.decode() == "输入文字搜索"

    def test_the_pages_find_what_was_compiled(self):
        with translation.override("en"):
            assert translation.gettext("任务看板") == "Plan board"
        with translation.override("zh-hans"):
            assert translation.gettext("Type to search") == "输入文字搜索"
