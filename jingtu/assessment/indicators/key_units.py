"""Key regulated units: first investigation of hazards, self-monitoring and its publication, rectification."""

from __future__ import annotations

from datetime import date

from polars import Expr, col

from jingtu.assessment.indicators.model import Indicator, Measure, Rule, Source, Variant, Verified
from jingtu.assessment.indicators.rules import OTHER_YEAR, done_by, not_yet
from jingtu.periods import Period

SOIL_LAW = "土壤污染防治法第21条（2026-08-15 起为生态环境法典第414条）"
SOIL_LAW_EN = (
    "Soil Pollution Prevention and Control Law art. 21 (from 2026-08-15 Ecological and Environmental Code art. 414)"
)
DUE: Expr = col("listed_on").dt.offset_by("1y")
"""Nominal due day: one year after the list was published; the roll over non-working days is left to the duties."""
DONE: Expr = col("investigated") & (col("investigated_on") <= col("on"))

FIRST_INVESTIGATION = Indicator(
    "first_investigation",
    "首次隐患排查完成率",
    "First investigation of hazards",
    (
        Variant(
            "count",
            "列入名录一年内完成首次隐患排查的单位数 ÷ 已到期或已完成的单位数",
            "units investigated within one year of listing / units that are due or have done it",
            Measure(
                ("key_units",),
                outside=(OTHER_YEAR, Rule("not_yet_due", (col("on") <= DUE) & ~DONE)),
                fails=(
                    *done_by("investigated", "investigated_on"),
                    Rule("done_late", col("investigated") & (col("investigated_on") > DUE)),
                ),
            ),
            Source(
                f"{SOIL_LAW}；一年期限见隐患排查指南（试行，2021年），条文未核对",
                f"{SOIL_LAW_EN}; the year is in the investigation guide of 2021, the text was not read",
                Period(date(2019, 1, 1)),
                Verified.PARTIAL,
            ),
        ),
    ),
    period="day",
    aliases=("hazard_rate",),
)
SELF_MONITORING = Indicator(
    "self_mon_rate",
    "自行监测完成率",
    "Self-monitoring of key units",
    (
        Variant(
            "count",
            "当年完成自行监测的重点监管单位数 ÷ 重点监管单位数",
            "key units with complete monitoring in the year / key units",
            Measure(("key_units",), outside=(OTHER_YEAR,), fails=(Rule("not_monitored", ~col("monitoring_complete")),)),
            Source(SOIL_LAW, SOIL_LAW_EN, Period(date(2019, 1, 1)), Verified.DESIGN),
        ),
    ),
)
PUBLICATION = Indicator(
    "self_mon_public_rate",
    "自行监测结果公开率",
    "Publication of self-monitoring results",
    (
        Variant(
            "count",
            "公开监测结果的单位数 ÷ 完成监测的单位数",
            "units with public results / units that monitored",
            Measure(
                ("key_units",),
                outside=(OTHER_YEAR, Rule("not_monitored", ~col("monitoring_complete"))),
                fails=(Rule("not_published", ~col("results_published")),),
            ),
            Source(
                "工矿用地土壤环境管理办法（试行）第12条，条文未核对",
                "Measures for the soil of industrial and mining land, art. 12, text not read",
                Period(date(2018, 8, 1)),
                Verified.DESIGN,
            ),
        ),
    ),
)
RECTIFICATION = Indicator(
    "hd_rectify_pass_rate",
    "隐患整改合格率",
    "Rectification pass rate of hazards",
    (
        Variant(
            "count",
            "整改并验收合格的隐患数 ÷ 查出的隐患总数",
            "hazards rectified and accepted / all hazards found",
            Measure(("hazards",), outside=(not_yet("found_on"),), fails=done_by("accepted", "accepted_on")),
            Source(
                "土壤污染源头防控行动计划（2024年11月），2027年目标 90% 以上",
                "Action plan for prevention at the source (November 2024), target 90 % or more by 2027",
                Period(date(2024, 11, 1)),
                Verified.PARTIAL,
            ),
        ),
    ),
    period="day",
    aliases=("hazard_closed_rate",),
)

KEY_UNITS = (FIRST_INVESTIGATION, SELF_MONITORING, PUBLICATION, RECTIFICATION)
