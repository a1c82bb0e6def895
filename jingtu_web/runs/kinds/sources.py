"""Source apportionment (PMF): factors that explain several substances, how much of each, and how firmly they stand."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import polars as pl
from django.utils.translation import gettext_lazy as _

from jingtu.problems import Problem, Refused, attention, error
from jingtu.science.pmf import Apportionment, Options, apportion
from jingtu.science.pmf_bootstrap import Bootstrap, Resampling, bootstrap
from jingtu_web.runs.declared import Fact, Form, Kind, Outcome, Setting, Substances, Work
from jingtu_web.runs.kinds.sources_table import Ready, ready
from jingtu_web.runs.kinds.statistics import GROUPS

DOUBTFUL = 0.8
"""A factor that fewer resamples find again is doubted (EPA practice)."""
ALIKE = 1.01
"""Starts whose Q lies within so much of the lowest ended alike."""
LOW, HIGH = 0, 4  # the 5th and the 95th of the percentiles


def compute(work: Work) -> Outcome:
    given = work.settings
    table = ready(work)
    factors = int(str(given["factors"]))
    _refuse_few(table, factors)
    work.tell(0.1)
    options = Options(starts=int(str(given["starts"])), tell=lambda share: work.tell(0.1 + 0.4 * share))
    found = apportion(table.values, table.uncertainties, factors, seed=work.seed, options=options)
    options = replace(options, tell=lambda share: work.tell(0.5 + 0.45 * share))
    how = Resampling(resamples=int(str(given["resamples"])))
    again = bootstrap(table.values, table.uncertainties, found, seed=work.seed, how=how, options=options)
    shares, groups = _shares(table, found), _groups(table, found, str(given["group"]))
    return Outcome(
        facts=_facts(table, found, again),
        tables={
            "shares": shares,
            "contributions_by_group": groups,
            "profiles": _profiles(table, found, again),
            "mapping": _mapping(again),
            "species": table.species,
            "starts": _starts(found),
            "contributions": _contributions(table, found),
        },
        charts=[
            _chart("profiles", shares.rows(), "shares"),
            _chart("contributions", groups.drop("samples").rows(), "contributions_by_group"),
        ],
        remarks=[*table.remarks, *_remarks(found, again)],
    )


def _refuse_few(table: Ready, factors: int) -> None:
    """As many numbers are to be fitted as given: any data would be explained."""
    samples, species = table.values.shape
    if samples * species <= factors * (samples + species):
        raise Refused(*table.remarks, error("runs.factors_too_many", factors=factors, samples=samples, species=species))


def _facts(table: Ready, found: Apportionment, again: Bootstrap) -> list[Fact]:
    lowest = min(run.q_robust for run in found.runs)
    return [
        Fact("samples", len(table.about)),
        Fact("substances", len(table.kept)),
        Fact("factors", len(found.profiles)),
        Fact("q_robust", found.q_robust),
        Fact("q_true", found.q_true),
        Fact("q_expected", found.q_expected),
        Fact("starts_alike", sum(run.q_robust <= ALIKE * lowest for run in found.runs)),
        Fact("least_found_again", float(again.found_again.min())),
    ]


def _shares(table: Ready, found: Apportionment) -> pl.DataFrame:
    """One line per substance: what part of it comes from each factor."""
    return pl.DataFrame({"substance": table.kept, **_by_factor(found.shares)}).fill_nan(None)


def _by_factor(rows: np.typing.NDArray[np.float64]) -> dict[str, np.typing.NDArray[np.float64]]:
    return {f"factor_{number}": row for number, row in enumerate(rows, start=1)}


def _groups(table: Ready, found: Apportionment, by: str) -> pl.DataFrame:
    """The mean contribution of each factor in each group; 1 is the mean over all samples."""
    keyed = table.about.select(group=pl.lit("") if by == "none" else pl.col(by).fill_null(""))
    columns = _by_factor(found.contributions.T)
    means = [pl.col(name).mean() for name in columns]
    return (
        keyed.with_columns(**columns)
        .group_by("group")
        .agg(pl.len().cast(pl.Int64).alias("samples"), *means)
        .sort("group")
    )


def _profiles(table: Ready, found: Apportionment, again: Bootstrap) -> pl.DataFrame:
    """Concentration of each substance from each factor, with the 5th and 95th percentile of the resamples."""
    count = len(found.profiles)
    columns = {
        "factor": np.repeat(np.arange(1, count + 1), len(table.kept)),
        "substance": list(table.kept) * count,
        "concentration": found.profiles.ravel(),
        "unit": [table.units[key] for key in table.kept] * count,
        "low": again.percentiles[LOW].ravel(),
        "high": again.percentiles[HIGH].ravel(),
    }
    return pl.DataFrame(columns).fill_nan(None)


def _mapping(again: Bootstrap) -> pl.DataFrame:
    """In how many resamples each factor was found again, and as which it was found otherwise."""
    columns = {f"factor_{number}": column for number, column in enumerate(again.mapping.T[:-1], start=1)}
    factor = np.arange(1, len(again.mapping) + 1)
    return pl.DataFrame(
        {"factor": factor, **columns, "as_none": again.mapping[:, -1], "found_again": again.found_again}
    )


def _starts(found: Apportionment) -> pl.DataFrame:
    rows = [(number, run.q_robust, run.q_true, run.converged) for number, run in enumerate(found.runs, start=1)]
    return pl.DataFrame(rows, ["number", "q_robust", "q_true", "converged"], orient="row")


def _contributions(table: Ready, found: Apportionment) -> pl.DataFrame:
    return table.about.select("sample", "point", "place").with_columns(**_by_factor(found.contributions.T))


def _chart(kind: str, rows: list[tuple[Any, ...]], table: str) -> dict[str, Any]:
    return {"type": kind, "bars": rows, "tables": [table]}


def _remarks(found: Apportionment, again: Bootstrap) -> list[Problem]:
    told = [attention("runs.factors_unnamed")]
    doubtful = np.flatnonzero(again.found_again < DOUBTFUL) + 1
    if doubtful.size:
        told.append(attention("runs.factors_doubtful", factors=", ".join(map(str, doubtful)), share=f"{DOUBTFUL:.0%}"))
    alike = sum(run.q_robust <= ALIKE * found.q_robust for run in found.runs)
    if alike < len(found.runs) / 2:
        told.append(attention("runs.starts_apart", alike=alike, starts=len(found.runs)))
    if not found.converged:
        told.append(attention("runs.not_converged"))
    return told


SOURCES = Kind(
    key="sources",
    title=_("污染来源解析（PMF）"),
    explanation=_("多个检测项目的正定矩阵因子分解：因子谱、各因子贡献率、各样品和乡镇的因子贡献、自举检验。"),
    substances=Substances.SEVERAL,
    settings=(
        Setting(
            "factors",
            _("因子数"),
            Form.WHOLE,
            4,
            least=2,
            most=12,
            help=_("来源的个数要试算几次再定：比较 Q 与期望 Q、各次起算是否一致、自举能否再现。"),
        ),
        Setting(
            "error",
            _("方法相对误差"),
            Form.NUMBER,
            10.0,
            unit="%",
            least=0.1,
            most=100,
            help=_("检测方法的相对标准不确定度，用来计算每个数值的不确定度。"),
        ),
        Setting(
            "limits",
            _("检出限"),
            Form.TEXT,
            "",
            required=False,
            help=_("检测结果中没有检出限时填写，每行一个：项目 = 数值（单位同该项目的结果），例如 镉 = 0.01。"),
        ),
        Setting("starts", _("起算次数"), Form.WHOLE, 20, least=1, most=200),
        Setting("resamples", _("自举次数"), Form.WHOLE, 100, least=10, most=1000),
        Setting("group", _("分组"), Form.CHOICE, "place", choices=lambda: list(GROUPS.items())),
    ),
    compute=compute,
    draws=True,
)
