"""docs/cli.md says what the commands do: every command, every option, every key of the JSON."""

import json
import re
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from jingtu.cli import main

DOCUMENT = (Path(__file__).resolve().parents[3] / "docs" / "cli.md").read_text(encoding="utf-8")
PLAN = """测试县土壤污染防治2026年行动计划
一、工作目标
到2026年底，安全利用率达到93%以上。
二、主要任务
1.开展排查。6月底前完成。（县生态环境局牵头）
"""
FACTS = """{"as_of": "2026-09-02", "key_unit": [{"id": "u", "listed_on": "2025-08-01",
"demolitions": [{"start_on": "2026-09-01", "filed_with_ecology_on": "2026-08-20"}]}]}"""
RISK = """land_class = 1
[monte_carlo]
draws = 200
[[substances]]
name = "苯"
soil = "1 mg/kg"
groundwater = "0.01 mg/L"
"""
WELL = "点位,采样日期,苯(mg/kg)\n" + "".join(f"W{i % 2},202{i}-01-01,{2 * i % 5}.5\n" for i in range(1, 9))
LAB = "样品编号,土地利用,pH,镉(mg/kg),铬鞣剂(mg/kg)\nS1,水田,6.0,0.5,1\n"
MATRIX = "样品,铅(mg/kg),锌(mg/kg),镉(mg/kg)\nA,<0.1,2,3\nB,2,<0.1,5\nC,3,5,<0.1\nD,4,7,9\n"
FACTORING = ("--matrix", "--factors", "1", "--error-fraction", "0.1", "--starts", "2", "--resamples", "2")
LAYER = """{"type": "FeatureCollection", "features": [{"type": "Feature", "properties": {"类别": "优先保护类"},
"geometry": {"type": "Polygon", "coordinates": [[[113, 36], [113.01, 36], [113, 36.01], [113, 36]]]}}]}"""

NAMES = {"plan": "plan.txt", "duties": "facts.json", "risk": "case.toml", "overlay": "layer.geojson"}


def commands(group=main, path=()):
    context = click.Context(group)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        if isinstance(command, click.Group):
            yield from commands(command, (*path, name))
        else:
            yield " ".join(("jingtu", *path, name)), command


@pytest.mark.parametrize(("name", "command"), list(commands()))
def test_every_command_and_option_is_described(name, command):
    assert f"## `{name} " in DOCUMENT
    options = [option for option in command.params if isinstance(option, click.Option)]
    assert [option.opts[0] for option in options if option.opts[0] not in DOCUMENT] == []


@pytest.mark.parametrize(
    ("words", "content"),
    [
        (["plan", "read", "FILE", "--json"], PLAN),
        (["plan", "bind", "FILE", "--json"], PLAN),
        (["limits", "镉", "--on", "2026-11-22", "--json"], ""),
        (["duties", "FILE", "--on", "2026-09-02", "--json"], FACTS),
        (["risk", "FILE", "--json"], RISK),
        (["statistics", "FILE", "--json"], LAB.replace(",铬鞣剂(mg/kg)", "").replace(",1\n", "\n")),
        (["sources", "FILE", *FACTORING, "--ratio", "铅/锌", "--json"], MATRIX),
        (["overlay", "FILE", "--units", "FILE", "--class", "类别", "--keep", "类别", "--json"], LAYER),
        (["trend", "FILE", "--season", "month", "--json"], WELL),
        (["compare", "FILE", "--by", "point", "--json"], WELL),
        (["evaluate", "FILE", "--target", "苯=1 mg/kg", "--needed", "3", "--json"], WELL),
        (["sampling", "pit", "--area", "1000", "--depth", "1", "--json"], ""),
        (["sampling", "goal", "one", "--share", "0.1", "--json"], ""),
        (["assess", "FILE", "-o", "OUT", "--accept-clean", "--json"], LAB),
    ],
)
def test_every_key_of_the_json_is_described(words, content, tmp_path):
    source = tmp_path / NAMES.get(words[0], "lab.csv")
    source.write_text(content, encoding="utf-8")
    places = {"FILE": str(source), "OUT": str(tmp_path / "out.csv")}
    done = CliRunner().invoke(main, [places.get(word, word) for word in words])
    assert done.exit_code == 0, done.output
    keys = set(_keys(json.loads(done.stdout))) - {"类别"}  # a column of the file itself
    undescribed = {key for key in keys if not re.search(rf"[`.]{key}(\[\])?`", DOCUMENT)}
    assert {key for key in undescribed if not key.isupper()} == set()  # counts are keyed by verdict


def _keys(value):
    if isinstance(value, dict):
        for key, inner in value.items():
            yield key.removesuffix("[]")
            yield from _keys(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _keys(inner)
