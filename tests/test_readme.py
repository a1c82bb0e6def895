"""What the README shows is what the commands print."""

import re
import shlex
from pathlib import Path

import pytest
from click.testing import CliRunner

from jingtu.cli import main

ROOT = Path(__file__).resolve().parents[1]
SHOWN = re.compile(r"^    \$ (?P<command>(?:.*\\\n)*.*)\n(?P<output>(?:    .*\n)+)", re.M)


def shown():
    for page in ("README.md", "README.zh.md"):
        for found in SHOWN.finditer((ROOT / page).read_text(encoding="utf-8")):
            words = shlex.split(found["command"].replace("\\\n", " "))
            yield pytest.param(words[1:], found["output"], id=f"{page} {words[1]}")


@pytest.mark.parametrize(("words", "output"), list(shown()))
def test_every_line_of_an_example_is_printed_by_its_command_in_this_order(words, output, monkeypatch):
    monkeypatch.chdir(ROOT)
    done = CliRunner().invoke(main, words)
    assert done.exit_code == 0, done.output
    printed = [line.strip() for line in done.stdout.splitlines()]
    wanted = [line.strip() for line in output.splitlines()]
    places = [printed.index(line) for line in wanted]
    assert places == sorted(places)


def test_both_languages_show_a_duty_and_a_verdict():
    assert len(list(shown())) == 4
