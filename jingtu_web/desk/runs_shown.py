"""A run's result as its page shows it: figures, charts with their tables; words in the language of the page."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import orjson
import polars as pl
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from jingtu.assessment.farmland.words import words as words_of_farmland
from jingtu.science.ucl_choice import Method
from jingtu.science.ucl_names import method_name
from jingtu_web.deliveries.told import Told, from_json
from jingtu_web.desk import runs_areas, runs_words
from jingtu_web.desk.measured_words import named, substance_name
from jingtu_web.desk.problem_groups import language
from jingtu_web.desk.runs_words import CHARTS, CLASSES, LAYERS, TABLES, UNDECIDED, VALUES
from jingtu_web.desk.templatetags.measured import figure
from jingtu_web.registers.samples.models import Medium
from jingtu_web.runs.container import Kept
from jingtu_web.runs.declared import Form, Kind, Setting, Value
from jingtu_web.runs.kinds.farmland import CLASSED, OUTLINED
from jingtu_web.runs.models import Run

LISTED = 30
GRID = "surface"
OF_FARMLAND = "farmland_"
HIDDEN = (OUTLINED, CLASSED)
"""What the map of units draws; its words stand in other tables."""
DIGITS = 4
METHODS = {method.value: method for method in Method}
RAISED = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")
DECIMALS = {"lon": 6, "lat": 6, "east": 0, "north": 0, "nearest": 0}
"""Columns of places, which a few digits would move."""
IN_SCRIPT = {ord(sign): f"\\u{ord(sign):04x}" for sign in "<>&"}


@dataclass(frozen=True)
class Table:
    """``rows``: of texts; ``numbers``: which columns hold numbers; ``unlisted``: rows that a page leaves out."""

    key: str
    title: str
    columns: list[str]
    numbers: list[bool]
    rows: list[list[str]]
    unlisted: int

    @property
    def head(self) -> list[tuple[str, bool]]:
        return list(zip(self.columns, self.numbers, strict=True))

    @property
    def cells(self) -> list[list[tuple[str, bool]]]:
        return [list(zip(row, self.numbers, strict=True)) for row in self.rows]


@dataclass(frozen=True)
class Chart:
    key: str
    title: str
    data: Mapping[str, Any]
    tables: list[Table]

    @property
    def json(self) -> SafeString:
        """For a script element: no sign in it can end one."""
        text = orjson.dumps(self.data).decode()
        return mark_safe(text.translate(IN_SCRIPT))


def facts(kept: Kept) -> list[tuple[str, str]]:
    """Each figure with its name; one that is not known as a dash."""
    return [(runs_words.name(one["key"]), with_unit(one["value"], one["unit"])) for one in kept.facts]


def with_unit(value: Value, unit: str) -> str:
    text = shown(value)
    named = _("亩") if unit == "mu" else unit.replace("ug/", "μg/")
    return f"{text} {named}" if unit and value is not None else text


def charts(kept: Kept, most: int = LISTED) -> list[Chart]:
    return [
        Chart(one["type"], _title(one), _worded(one), [table(kept, name, most) for name in one["tables"]])
        for one in kept.charts
    ]


def _title(chart: Mapping[str, Any]) -> str:
    """By its type; bars of categories by what they count."""
    if "of" in chart:
        return _("各类别{what}").format(what=runs_words.name(chart["of"]))
    return str(CHARTS[chart["type"]])


def other_tables(kept: Kept, most: int = LISTED) -> list[Table]:
    """Those beside no chart; what the map draws is the map's."""
    beside = {name for one in kept.charts for name in one["tables"]}
    return [table(kept, name, most) for name in visible(kept) if name not in beside and name != GRID]


def visible(kept: Kept) -> list[str]:
    return [name for name in kept.tables if name not in HIDDEN]


def table(kept: Kept, key: str, most: int) -> Table:
    frame = in_language(kept.tables[key])
    listed = frame.head(most)
    return Table(
        key,
        str(TABLES.get(key, key)),
        [column(name, key) for name in frame.columns],
        [dtype.is_numeric() for dtype in frame.dtypes],
        [[_cell(name, value) for name, value in row.items()] for row in listed.iter_rows(named=True)],
        len(frame) - len(listed),
    )


def in_language(frame: pl.DataFrame) -> pl.DataFrame:
    """Of columns that come in both languages, the one of the page."""
    ours, other = ("_en", "_zh") if language() == "en" else ("_zh", "_en")
    return frame.select(
        pl.col(name).alias(name.removesuffix(ours)) for name in frame.columns if not name.endswith(other)
    )


def column(name: str, table: str) -> str:
    """In tables of farmland by its own words; else a figure has its name, and any other is a substance."""
    own = words_of_farmland("column", language()) if table.startswith(OF_FARMLAND) else {}
    return own.get(name) or (runs_words.name(name) if name in runs_words.NAMES else substance_name(name))


def _cell(column: str, value: object) -> str:
    if column == "group":
        return _group(str(value))
    if column == "index":
        return runs_words.name(str(value))
    if column in DECIMALS and isinstance(value, float):
        return f"{value:.{DECIMALS[column]}f}"
    return substance_name(str(value)) if column == "substance" else shown(value)


def _group(name: str) -> str:
    return shown(name) or _("未归类")


def shown(value: object) -> str:
    """A number for reading; a key as its words; a missing value as a dash."""
    if value is None:
        return "—"
    if isinstance(value, bool):
        return _("是") if value else _("否")
    if isinstance(value, int):
        return str(value)
    if isinstance(value, float):
        return _number(value)
    return _of_key(str(value))


def _of_key(text: str) -> str:
    if text in METHODS:
        return method_name(METHODS[text], language())
    if text in CLASSES:
        return str(CLASSES[text][0])
    return str(VALUES.get(text) or named("land_use").get(text) or named("mark").get(text) or text)


def _number(value: float) -> str:
    """Small and large ones with a power of ten, as people write it."""
    text = figure(value, DIGITS)
    number, e, power = text.partition("e")
    return f"{number}×10{str(int(power)).translate(RAISED)}" if e else text


def settings(kind: Kind, given: Mapping[str, Value]) -> list[tuple[str, str]]:
    """Every setting with its value as chosen, in the words of the form."""
    return [(str(one.label), _setting(one, given.get(one.key))) for one in kind.settings]


def _setting(setting: Setting, value: Value) -> str:
    if value in (None, ""):
        return "—"
    if setting.form is Form.CHOICE:
        return str(dict(setting.choices()).get(str(value), value))
    return f"{shown(value) if isinstance(value, int | float) else value} {setting.unit}".strip()


def _worded(chart: Mapping[str, Any]) -> dict[str, Any]:
    """What the script draws, with every word it shows."""
    return {**chart, **WORDED[chart["type"]](chart), "words": {key: str(word) for key, word in _words().items()}}


def _words() -> Mapping[str, object]:
    keys = ("detected", "non_detects", "size", "distance", "semivariance", "pairs", "mean", "share", "median")
    return {
        **{key: runs_words.NAMES[key] for key in keys},
        **{key: VALUES[key] for key in ("screening", "intervention", "limit")},
        "model": _("模型"),
        "along": _("模型（最长变程方向）"),
        "across": _("模型（垂直方向）"),
        "acceptable": _("可接受水平"),
        "below": _("累积概率"),
        "comma": _("、"),
        "ratio": _("敏感性比例（参数 +5%）"),
        "count": _("个数"),
    }


def _boxes(chart: Mapping[str, Any]) -> dict[str, Any]:
    return {"boxes": [[_group(name), *figures] for name, *figures in chart["boxes"]]}


def _factors(chart: Mapping[str, Any]) -> dict[str, Any]:
    boxes = [[substance_name(key), *figures] for key, *figures in chart["boxes"]]
    return {"boxes": boxes, "unit": runs_words.name(chart["index"]), "reference": 1}


def _grades(chart: Mapping[str, Any]) -> dict[str, Any]:
    place = 2 if language() == "en" else 1
    return {"bars": [[bar[place], runs_words.name(bar[0]), bar[3]] for bar in chart["bars"]]}


def _categories(chart: Mapping[str, Any]) -> dict[str, Any]:
    """In the colours of the map."""
    place, what = 2 if language() == "en" else 1, runs_words.name(chart["of"])
    return {"bars": [[bar[place], what, bar[3], runs_areas.face(bar[0])] for bar in chart["bars"]], "unit": what}


def _limits(chart: Mapping[str, Any]) -> dict[str, Any]:
    return {"bars": [[shown(method), value, used] for method, value, used in chart["bars"]]}


def _two_words(bars: Iterable[list[Any]]) -> list[list[Any]]:
    """The first two entries are the name in Chinese and in English."""
    place = 1 if language() == "en" else 0
    return [[bar[place], *bar[2:]] for bar in bars]


def _shares(chart: Mapping[str, Any]) -> dict[str, Any]:
    return {"bars": [[name, shown(effect), share] for name, effect, share in _two_words(chart["bars"])]}


def _tornado(chart: Mapping[str, Any]) -> dict[str, Any]:
    return {"bars": _two_words(chart["bars"]), "series": [runs_words.name(key) for key in chart["series"]]}


def _profiles(chart: Mapping[str, Any]) -> dict[str, Any]:
    bars = [[substance_name(key), *shares] for key, *shares in chart["bars"]]
    return {"bars": bars, "series": _factor_names(bars), "unit": _("贡献率"), "most": 1, "stack": "all"}


def _contributions(chart: Mapping[str, Any]) -> dict[str, Any]:
    bars = [[_group(name), *means] for name, *means in chart["bars"]]
    return {"bars": bars, "series": _factor_names(bars), "unit": _("平均因子贡献（全部样品平均为 1）")}


def _factor_names(bars: list[list[Any]]) -> list[str]:
    return [runs_words.name(f"{runs_words.FACTOR}{number}") for number in range(1, len(bars[0]))]


def _drawn(chart: Mapping[str, Any]) -> dict[str, Any]:
    return {"unit": _("总致癌风险") if chart["type"] == "drawn_cancer" else _("总危害指数")}


def _as_it_is(chart: Mapping[str, Any]) -> dict[str, Any]:
    return {}


WORDED = {
    "histogram": _as_it_is,
    "boxes": _boxes,
    "factors": _factors,
    "grades": _grades,
    "categories": _categories,
    "limits": _limits,
    "variogram": _as_it_is,
    "shares": _shares,
    "tornado": _tornado,
    "profiles": _profiles,
    "contributions": _contributions,
    "drawn_cancer": _drawn,
    "drawn_hazard": _drawn,
}


def map_locale() -> str:
    """What the map says by itself, as JSON for its data attribute."""
    words = {
        "NavigationControl.ZoomIn": _("放大"),
        "NavigationControl.ZoomOut": _("缩小"),
        "Popup.Close": _("关闭"),
        "Map.Title": _("地图"),
        "ScaleControl.Meters": "m",
        "ScaleControl.Kilometers": "km",
    }
    return orjson.dumps(words).decode()


def layers(kept: Kept) -> list[tuple[str, str]]:
    """Key and name, with its unit, of every layer of the map."""
    found = [(key, str(LAYERS.get(key, key)), unit) for key, unit in (kept.surface or {}).get("layers", [])]
    return [(key, _("{name}（{unit}）").format(name=name, unit=unit) if unit else name) for key, name, unit in found]


def classes(kept: Kept) -> list[tuple[str, str]]:
    """Word and face of every class of the layer ``category``, from 0 on, then of what is undecided."""
    keys = [*(kept.surface or {}).get("classes", []), UNDECIDED]
    return [(str(CLASSES[key][0]), CLASSES[key][1]) for key in keys]


def said(one: Run) -> list[tuple[Told, int]]:
    """What was said of the files when they were read, alike ones once, with their number."""
    kept = one.origin.get("problems", [])
    return list(zip(from_json(kept), [problem["count"] for problem in kept], strict=True))


def remarks(one: Run, kept: Kept) -> list[str]:
    """What is said of a run on paper: of its result, then of its files."""
    of_files = [
        problem.text(language()) + (_("（共 {count} 处）").format(count=count) if count > 1 else "")
        for problem, count in said(one)
    ]
    return [*(remark.text(language()) for remark in kept.remarks), *of_files]


def source(one: Run) -> list[tuple[str, str]]:
    """Where the rows come from, in words."""
    origin = one.origin
    if origin.get("source") == "none":
        return []
    asked_for = origin.get("filter", {})
    names = [substance_name(key) for key in asked_for.get("substances", [])]
    place = asked_for.get("place") or {}
    lines = [
        (
            _("数据来源"),
            _("上传文件 {name}").format(name=origin.get("name", "")) if origin.get("name") else _("已入库的检测结果"),
        ),
        (_("检测项目"), _("、").join(names)),
        (_("评价单元清单"), _units(origin.get("units"))),
        (_("样品类型"), str(dict(Medium.choices).get(asked_for.get("medium", ""), ""))),
        (_("土地利用"), named("land_use").get(asked_for.get("land_use", ""), "")),
        (_("乡镇"), place.get("name", "")),
        (_("输入结果数"), str(origin.get("rows", ""))),
        (_("坐标在乡镇范围之外、未采用"), str(origin.get("outside", ""))),
    ]
    return [(name, text) for name, text in lines if text]


def _units(told: Mapping[str, Any] | None) -> str:
    if told is None:
        return ""
    return _("{name}（{count} 个单元，其中 {outlined} 个有边界）").format(**told)
