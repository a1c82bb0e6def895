"""Statistics of each substance as people and programs read them: sheets of a workbook, JSON."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict

import polars as pl

from jingtu.assessment.statistics.naming import as_keys, first_cells
from jingtu.assessment.statistics.study import Study
from jingtu.assessment.statistics.words import words
from jingtu.problems import Language, Problem
from jingtu.science.ucl_names import method_name

LIMITS = ("percentile", "tolerance", "prediction", "simultaneous", "tolerance_confidence", "prediction_confidence")
ROW = ("sample", "point", "cell")
Line = dict[str, object]


def study_sheets(studies: Sequence[Study], language: Language) -> dict[str, pl.DataFrame]:
    """Sheets by their names: means, estimates, limits, tests, thresholds, outliers."""
    names = words("sheet", language)
    lines = {
        "means": _means,
        "estimates": _estimates,
        "limits": _limits,
        "tests": _tests,
        "thresholds": _thresholds,
        "suspects": _suspects,
    }
    return {
        names[name]: as_table(line for one in studies for line in make(one, language)) for name, make in lines.items()
    }


def as_table(lines: Iterable[Line]) -> pl.DataFrame:
    """Lines as a table; a sheet that would be empty says nothing."""
    found = list(lines)
    return pl.DataFrame(found, infer_schema_length=None) if found else pl.DataFrame()


def titled(line: Mapping[str, object], language: Language) -> Line:
    """The heads of columns in words."""
    heads = words("column", language)
    return {heads[name]: value for name, value in line.items()}


def answered(yes: bool, language: Language) -> str:
    return words("answer", language)[str(yes).lower()]


def _said(problem: Problem | None, language: Language) -> str | None:
    return None if problem is None else problem.text(language)


def _means(study: Study, language: Language) -> Iterator[Line]:
    sample, upper = study.group.sample, study.upper
    line = {
        "size": sample.size,
        "detects": int(sample.detects.size),
        "mean": study.moments and study.moments.mean,
        "sd": study.moments and study.moments.sd,
        "standard_error": study.moments and study.moments.standard_error,
        "maximum": study.maximum,
        "upper_limit": upper.value,
        "method": None if upper.method is None else method_name(upper.method, language),
        "reason": upper.reason.text(language),
        "remarks": "".join(one.text(language) for one in upper.remarks) or None,
    }
    yield first_cells(study.group, language) | titled(line, language)


def _estimates(study: Study, language: Language) -> Iterator[Line]:
    for name, found in study.estimates.items():
        line = {"method": words("estimate", language)[name], **asdict(found), "lack": _said(found.lack, language)}
        yield first_cells(study.group, language) | titled(line, language)


def _limits(study: Study, language: Language) -> Iterator[Line]:
    upper = study.upper
    for method in (*upper.limits, *upper.refused):
        line = {
            "method": method_name(method, language),
            "upper_limit": upper.limits.get(method),
            "used": answered(method == upper.method, language),
            "lack": _said(upper.refused.get(method), language),
        }
        yield first_cells(study.group, language) | titled(line, language)


def _tests(study: Study, language: Language) -> Iterator[Line]:
    for fit in study.upper.tests:
        line = {
            "test": words("fit", language)[fit.test],
            "family": words("family", language)[fit.family],
            "statistic": fit.statistic,
            "p": fit.p,
            "critical": fit.critical,
            "passes": answered(fit.passes, language),
        }
        yield first_cells(study.group, language) | titled(line, language)


def _thresholds(study: Study, language: Language) -> Iterator[Line]:
    for name, found in study.bounds.items():
        line = {
            "method": words("threshold", language)[name],
            "used": answered(name == study.threshold, language),
            **{limit: getattr(found, limit) for limit in LIMITS},
            "lack": _said(found.lack, language),
        }
        yield first_cells(study.group, language) | titled(line, language)


def _suspects(study: Study, language: Language) -> Iterator[Line]:
    rows = study.group.rows.select(ROW).rows(named=True)
    for one in study.suspects:
        line = {
            **rows[one.place],
            "value": one.value,
            "test": words("suspect", language)[one.test],
            "statistic": one.statistic,
            "critical": one.critical,
            "logarithms": answered(one.logarithms, language),
        }
        yield first_cells(study.group, language) | titled(line, language)


# ---------------------------------------------------------------- JSON


def study_keys(study: Study, language: Language) -> Line:
    """One group by stable keys."""
    sample, upper, rows = study.group.sample, study.upper, study.group.rows.select(ROW).rows(named=True)
    return {
        **as_keys(study.group),
        "size": sample.size,
        "detects": int(sample.detects.size),
        "mean": study.moments and study.moments.mean,
        "sd": study.moments and study.moments.sd,
        "standard_error": study.moments and study.moments.standard_error,
        "maximum": study.maximum,
        "tests": [asdict(test) for test in upper.tests],
        "limits": {str(method): limit for method, limit in upper.limits.items()},
        "refused": {str(method): problem.text(language) for method, problem in upper.refused.items()},
        "method": upper.method,
        "upper_limit": upper.value,
        "reason": upper.reason.text(language),
        "remarks": [one.text(language) for one in upper.remarks],
        "estimates": [
            {"estimator": name, **asdict(one), "lack": _said(one.lack, language)}
            for name, one in study.estimates.items()
        ],
        "thresholds": [
            {"threshold": name, **{limit: getattr(one, limit) for limit in LIMITS}, "lack": _said(one.lack, language)}
            for name, one in study.bounds.items()
        ],
        "threshold": study.threshold,
        "outliers": [
            {**rows[one.place], **{name: value for name, value in asdict(one).items() if name != "place"}}
            for one in study.suspects
        ],
    }
