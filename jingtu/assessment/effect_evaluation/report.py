"""An evaluation as people and programs read it: lines, sheets of a workbook, JSON."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

import polars as pl

from jingtu.assessment.effect_evaluation.reckon import Answer, Stage, Whole
from jingtu.assessment.effect_evaluation.verdict import together
from jingtu.assessment.effect_evaluation.words import words
from jingtu.assessment.words import words as assessment_words
from jingtu.problems import Language, Problem
from jingtu.science.ucl_names import method_name
from jingtu.substances import substance_words

FIGURES = {"size": pl.Int64, "maximum": pl.Float64, "limit": pl.Float64, "needed": pl.Int64, "target": pl.Float64}


def lines(wholes: Sequence[Whole], stage: Stage, language: Language) -> Iterator[str]:
    """Every zone and well, its contaminants with their reasons, and last the whole."""
    told = words("say", language)
    for whole in wholes:
        yield told["whole"].format(
            zone=_name(whole, language), medium=_medium(whole, language), outcome=_outcome(whole, language)
        )
        for answer in whole.answers:
            yield from _answer_lines(answer, language)
        yield from (f"  {reason.text(language)}" for reason in whole.reasons)
    if wholes:
        outcome = words("outcome", language)[together(whole.outcome for whole in wholes)]
        yield told["overall"].format(stage=words("stage", language)[stage], outcome=outcome)


def _answer_lines(answer: Answer, language: Language) -> Iterator[str]:
    told, verdict = words("say", language), answer.verdict
    shown = {
        "substance": _substance(answer, language),
        "target": answer.target.value,
        "unit": answer.target.unit,
        "outcome": words("outcome", language)[answer.outcome],
    }
    if verdict is None:
        yield told["one_bare"].format(**shown)
    else:
        yield told["one"].format(**shown, basis=words("basis", language)[verdict.basis], size=verdict.size)
    yield from (f"    {reason.text(language)}" for reason in answer.all_reasons)


def sheets(wholes: Sequence[Whole], language: Language) -> dict[str, pl.DataFrame]:
    """The whole by zone and well, and every contaminant with its reasons."""
    names = words("sheet", language)
    answers = [_row(whole, answer, language) for whole in wholes for answer in whole.answers]
    wholly = [
        {
            "zone": _name(whole, language),
            "medium": _medium(whole, language),
            "outcome": _outcome(whole, language),
            "needed": whole.needed,
            "reasons": _texts(whole.reasons, language),
        }
        for whole in wholes
    ]
    return {names["wholes"]: _table(wholly, WHOLES, language), names["verdicts"]: _table(answers, ANSWERS, language)}


WHOLES = ("zone", "medium", "outcome", "needed", "reasons")
ANSWERS = (
    *("zone", "medium", "substance", "target", "unit", "size", "maximum", "outcome", "basis", "limit", "method"),
    *("reasons", "remarks"),
)


def _table(rows: Iterable[Mapping[str, object]], columns: Sequence[str], language: Language) -> pl.DataFrame:
    heads = words("column", language)
    table = pl.DataFrame(list(rows), schema={name: FIGURES.get(name, pl.String) for name in columns})
    return table.rename({name: heads[name] for name in columns})


def _row(whole: Whole, answer: Answer, language: Language) -> dict[str, object]:
    verdict = answer.verdict
    return {
        "zone": _name(whole, language),
        "medium": _medium(whole, language),
        "substance": _substance(answer, language),
        "target": float(answer.target.value),
        "unit": answer.target.unit,
        "size": verdict and verdict.size,
        "maximum": verdict and verdict.maximum,
        "outcome": words("outcome", language)[answer.outcome],
        "basis": verdict and words("basis", language)[verdict.basis],
        "limit": verdict and verdict.limit,
        "method": None if verdict is None or verdict.method is None else method_name(verdict.method, language),
        "reasons": _texts(answer.all_reasons, language),
        "remarks": _texts(verdict.remarks if verdict else (), language),
    }


def whole_keys(whole: Whole, language: Language) -> dict[str, object]:
    """One zone or well by stable keys."""
    return {
        "zone": whole.name,
        "medium": whole.medium,
        "outcome": whole.outcome,
        "needed": whole.needed,
        "reasons": [one.text(language) for one in whole.reasons],
        "contaminants": [_keys(one, language) for one in whole.answers],
    }


def _keys(answer: Answer, language: Language) -> dict[str, object]:
    verdict = answer.verdict
    return {
        "substance": answer.substance,
        "target": str(answer.target.value),
        "unit": answer.target.unit,
        "outcome": answer.outcome,
        "statutory": bool(verdict and verdict.statutory),
        "basis": verdict and verdict.basis,
        "size": verdict and verdict.size,
        "maximum": verdict and verdict.maximum,
        "method": verdict and verdict.method,
        "limit": verdict and verdict.limit,
        "reasons": [one.text(language) for one in answer.all_reasons],
        "remarks": [one.text(language) for one in verdict.remarks] if verdict else [],
    }


def _name(whole: Whole, language: Language) -> str:
    return whole.name or words("say", language)["all"]


def _medium(whole: Whole, language: Language) -> str:
    return assessment_words("medium", language)[whole.medium]


def _outcome(whole: Whole, language: Language) -> str:
    return words("outcome", language)[whole.outcome]


def _substance(answer: Answer, language: Language) -> str:
    return substance_words(answer.substance)["substance_zh" if language == "zh" else "substance"]


def _texts(problems: Iterable[Problem], language: Language) -> str | None:
    return "".join(one.text(language) for one in problems) or None
