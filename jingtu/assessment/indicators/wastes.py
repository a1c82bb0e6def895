"""Wastes: inspection of hazardous-waste producers and operators, each apart; informal dumps, listed and new apart."""

from __future__ import annotations

from datetime import date

from polars import col

from jingtu.assessment.indicators.model import Indicator, Measure, Rule, Source, Variant, Verified
from jingtu.assessment.indicators.rules import done_by, not_yet, year_of
from jingtu.periods import Period

INSPECTION = Source(
    "郑州市中原区土壤污染防治工作方案第8条；评估办法（环办固体〔2021〕20号）未核对",
    "Work plan of Zhongyuan district, clause 8; the assessment rules of 2021 were not read",
    Period(date(2018, 1, 1)),
    Verified.YES,
)
DUMPS = Source(
    "高平市土壤污染防治2019年行动计划第20条",
    "Action plan of Gaoping 2019, clause 20",
    Period(date(2019, 5, 29), date(2020, 1, 1)),
    Verified.YES,
)


def _inspections(kind: str) -> Measure:
    return Measure(
        ("hw_inspections",),
        outside=(
            Rule("other_kind", col("unit_kind") != kind),
            Rule("other_year", year_of("inspected_on")),
            not_yet("inspected_on"),
        ),
        fails=(Rule("not_passed", ~col("passed")),),
    )


def _dumps(listing: str) -> Measure:
    return Measure(
        ("dumps",),
        outside=(Rule("other_list", col("listing") != listing),),
        fails=(*done_by("treated", "treated_on"), Rule("relapsed", col("treated") & col("relapsed"))),
    )


HW_PRODUCERS = Indicator(
    "hw_producer_pass",
    "危险废物产生单位规范化抽查合格率",
    "Inspection pass rate of hazardous-waste producers",
    (
        Variant(
            "count",
            "当年抽查合格的产生单位次 ÷ 抽查的产生单位次",
            "inspections of producers passed / inspections of producers in the year",
            _inspections("PRODUCER"),
            INSPECTION,
        ),
    ),
    aliases=("hw_pass_rate",),
)
HW_OPERATORS = Indicator(
    "hw_operator_pass",
    "危险废物经营单位规范化抽查合格率",
    "Inspection pass rate of hazardous-waste operators",
    (
        Variant(
            "count",
            "当年抽查合格的经营单位次 ÷ 抽查的经营单位次",
            "inspections of operators passed / inspections of operators in the year",
            _inspections("OPERATOR"),
            INSPECTION,
        ),
    ),
)
DUMPS_LISTED = Indicator(
    "dump_rate",
    "非正规垃圾堆放点整治完成率",
    "Informal dumps treated",
    (
        Variant(
            "listed",
            "清单内已整治验收且未反弹的堆放点数 ÷ 清单内堆放点数",
            "listed dumps treated, accepted and not relapsed / listed dumps",
            _dumps("LISTED"),
            DUMPS,
        ),
    ),
    period="day",
)
DUMPS_NEW = Indicator(
    "dump_new_rate",
    "新发现垃圾堆放点整治完成率",
    "Newly found dumps treated",
    (
        Variant(
            "new",
            "新发现堆放点中已整治验收且未反弹的数量 ÷ 新发现堆放点数",
            "newly found dumps treated, accepted and not relapsed / newly found dumps",
            _dumps("NEW"),
            DUMPS,
        ),
    ),
    period="day",
)

WASTES = (HW_PRODUCERS, HW_OPERATORS, DUMPS_LISTED, DUMPS_NEW)
