"""A source apportionment as people and programs read it: tables in words, lines, JSON."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import asdict
from math import isfinite

import numpy as np
import orjson
import polars as pl

from jingtu.assessment.report import problem_table
from jingtu.assessment.sources.concentrations import Floats, label
from jingtu.assessment.sources.reckon import MUCH_THE_SAME, RatioFound, Sources
from jingtu.assessment.sources.words import words
from jingtu.problems import Language
from jingtu.science.pmf_bootstrap import PERCENTILES
from jingtu.science.pmf_table import Strength

BEYOND = 3.0
TOLD = 5
LEAST_TOLD = 0.05
"""Species named for each factor on the screen: how many at most, and from which share."""
SHOWN = (5, 50, 95)


def tables(of: Sources, language: Language) -> Mapping[str, pl.DataFrame]:
    """Name of the sheet -> table, in the order of the workbook."""
    names = words("sheet", language)
    samples = pl.DataFrame({words("column", language)["sample"]: [of.ready.of.samples[row] for row in of.ready.rows]})
    made = {
        "profiles": _profiles(of, language),
        "contributions": samples.hstack(_matrix(of.found.contributions, _factors(of, language))),
        "species": _species(of, language),
        "residuals": samples.hstack(_matrix(of.residuals, _labels(of, language))),
        "runs": _runs(of, language),
        "mapping": _mapping(of, language),
        "ratios": _ratios(of, language),
        "problems": problem_table(of.problems, language),
        "about": _about(of, language),
    }
    return {names[name]: table for name, table in made.items() if table.height or name == "problems"}


def _labels(of: Sources, language: Language) -> list[str]:
    return [label(of.ready.of.species[k], language) for k in of.species]


def _factors(of: Sources, language: Language) -> list[str]:
    return [words("say", language)["factor"].format(k=k + 1) for k in range(of.asked.factors)]


def _matrix(numbers: Floats, heads: list[str]) -> pl.DataFrame:
    return pl.DataFrame({head: numbers[:, k] for k, head in enumerate(heads)})


def _named(rows: list[dict[str, object]], language: Language) -> pl.DataFrame:
    """Rows as a table with its heads in words; NaN as nothing."""
    heads = words("column", language)
    table = pl.DataFrame(rows, infer_schema_length=None).rename(lambda name: heads[name])
    return table.with_columns(pl.col(pl.Float64).fill_nan(None))


def _profiles(of: Sources, language: Language) -> pl.DataFrame:
    heads, labels = _factors(of, language), _labels(of, language)
    rows: list[dict[str, object]] = []
    for (factor, k), value in np.ndenumerate(of.found.profiles):
        row: dict[str, object] = {
            "factor": heads[factor],
            "species": labels[k],
            "unit": of.ready.of.units[of.species[k]],
            "concentration": float(value),
            "share": float(of.found.shares[factor, k]),
        }
        if of.again is not None:
            row |= {f"p{p}": float(of.again.percentiles[PERCENTILES.index(p), factor, k]) for p in SHOWN}
        rows.append(row)
    return _named(rows, language)


def _species(of: Sources, language: Language) -> pl.DataFrame:
    table, said = of.ready.table, words("strength", language)
    rows: list[dict[str, object]] = []
    for k, name in enumerate(of.ready.of.species):
        row: dict[str, object] = {"species": label(name, language), "unit": of.ready.of.units[k]}
        if k not in of.ready.found:
            strength = said["bad" if k in of.ready.dropped else "not_found"]
            rows.append({**row, "strength": strength, **dict.fromkeys(("noise", "below", "filled", "mean"))})
            continue
        at = of.ready.found.index(k)
        row |= {
            "strength": said[of.ready.strengths[at].value],
            "noise": float(of.ready.noise[at]),
            "below": int(table.below[:, at].sum()),
            "filled": int(table.missing[:, at].sum()),
            "mean": float(table.values[:, at].mean()),
        }
        if k in of.species:
            place = of.species.index(k)
            row |= {"fit": float(of.fit[place]), "beyond": int((np.abs(of.residuals[:, place]) > BEYOND).sum())}
        rows.append(row)
    return _named(rows, language)


def _runs(of: Sources, language: Language) -> pl.DataFrame:
    return _named([{"start": k, **asdict(run)} for k, run in enumerate(of.found.runs, start=1)], language)


def _mapping(of: Sources, language: Language) -> pl.DataFrame:
    """In how many resamples each factor resembled which."""
    heads, said = _factors(of, language), words("column", language)
    if of.again is None:
        return pl.DataFrame()
    counts = {head: of.again.mapping[:, k] for k, head in enumerate([*heads, said["unmapped"]])}
    return pl.DataFrame({said["factor"]: heads, **counts, said["again"]: of.again.found_again})


def pair(of: Sources, ratio: RatioFound, language: Language) -> str:
    """The ratio in words: ``铅/锌``."""
    return "/".join(label(of.ready.of.species[k], language) for k in (ratio.numerator, ratio.denominator))


def _ratios(of: Sources, language: Language) -> pl.DataFrame:
    rows: list[dict[str, object]] = []
    for ratio in of.ratios:
        name, one = pair(of, ratio, language), ratio.samples
        numbers = (one.geometric_mean, one.low, one.high, one.n) if one else (None, None, None, None)
        whole = dict(zip(("value", "low", "high", "n"), numbers, strict=True))
        rows.append({"ratio": name, "of": words("column", language)["sample"], **whole, "left_out": ratio.left_out})
        for head, value in zip(_factors(of, language), ratio.factors, strict=True):
            rows.append({"ratio": name, "of": head, "value": float(value)})
    return _named(rows, language) if rows else pl.DataFrame()


def _about(of: Sources, language: Language) -> pl.DataFrame:
    said, asked, found = words("about", language), of.asked, of.found
    resamples = said["none"] if asked.resampling is None else asked.resampling.resamples
    lines = [
        (said["file"], f"{of.ready.of.file}, SHA-256 {of.ready.of.sha256}"),
        (said["sizes"], f"{len(of.ready.rows)}, {len(of.species)}, {asked.factors}"),
        (said["seed"], f"{asked.seed}, {asked.options.starts}, {resamples}"),
        (said["options"], f"{asked.options.robust or said['none']}, {asked.options.lowest}"),
        (said["q"], f"{found.q_robust:.6g}, {found.q_true:.6g}, {found.q_expected}"),
        (said["judged"], words("say", language)["judged"]),
    ]
    heads = words("column", language)
    return pl.DataFrame(lines, schema=[heads["what"], heads["content"]], orient="row")


# ---------------------------------------------------------------- lines


def lines(of: Sources, language: Language) -> Iterator[str]:
    """The answer on the screen: Q, starts, what each factor carries most of, ratios."""
    said, found = words("say", language), of.found
    q = {"robust": f"{found.q_robust:,.1f}", "true": f"{found.q_true:,.1f}", "expected": f"{found.q_expected:,}"}
    sizes = {"samples": len(of.ready.rows), "species": len(of.species), "factors": of.asked.factors}
    yield said["q"].format(**sizes, **q)
    yield said["starts"].format(starts=len(found.runs), same=same_starts(of), seed=of.asked.seed)
    labels, joint = _labels(of, language), "、" if language == "zh" else ", "
    for factor, shares in enumerate(found.shares):
        largest = [k for k in np.argsort(-np.nan_to_num(shares), kind="stable")[:TOLD] if shares[k] >= LEAST_TOLD]
        parts = (said["part"].format(species=labels[k], share=f"{shares[k] * 100:.0f}") for k in largest)
        again = "" if of.again is None else said["again"].format(share=f"{of.again.found_again[factor] * 100:.0f}")
        yield said["line"].format(k=factor + 1, species=joint.join(parts), again=again)
    for ratio in of.ratios:
        one = ratio.samples
        samples = said["no_ratio"]
        if one is not None:
            numbers = {"mean": f"{one.geometric_mean:.4g}", "low": f"{one.low:.4g}", "high": f"{one.high:.4g}"}
            samples = said["geometric"].format(**numbers, n=one.n, left_out=ratio.left_out)
        factors = joint.join(f"{value:.4g}" if isfinite(value) else "–" for value in ratio.factors)
        yield said["ratio"].format(pair=pair(of, ratio, language), samples=samples, factors=factors)
    yield said["judged"]


def same_starts(of: Sources) -> int:
    """Starts whose Q lies within 1 % of the lowest."""
    q = [run.q_robust if of.asked.options.robust else run.q_true for run in of.found.runs]
    return sum(one <= min(q) * (1 + MUCH_THE_SAME) for one in q)


# ---------------------------------------------------------------- JSON


def as_json(of: Sources, language: Language) -> bytes:
    """Everything, by stable keys; what is not known is null."""
    ready, found, asked = of.ready, of.found, of.asked
    document: Mapping[str, object] = {
        "file": ready.of.file,
        "sha256": ready.of.sha256,
        "factors": asked.factors,
        "seed": asked.seed,
        "starts": asked.options.starts,
        "robust": asked.options.robust,
        "lowest": asked.options.lowest,
        "resamples": None if asked.resampling is None else asked.resampling.resamples,
        "block": None if asked.resampling is None else asked.resampling.block,
        "q_robust": found.q_robust,
        "q_true": found.q_true,
        "q_expected": found.q_expected,
        "converged": found.converged,
        "runs": [asdict(run) for run in found.runs],
        "species": _json_species(of),
        "samples": [{"sample": ready.of.samples[row], "place": ready.of.places[row]} for row in ready.rows],
        "profiles": found.profiles,
        "shares": found.shares,
        "contributions": found.contributions,
        "residuals": of.residuals,
        "bootstrap": None
        if of.again is None
        else {
            "mapping": of.again.mapping,
            "found_again": of.again.found_again,
            "percentiles": dict(zip(map(str, PERCENTILES), of.again.percentiles, strict=True)),
        },
        "ratios": [_json_ratio(of, one) for one in of.ratios],
        "problems": [one.document(language) for one in of.problems],
    }
    return orjson.dumps(document, option=orjson.OPT_SERIALIZE_NUMPY | orjson.OPT_APPEND_NEWLINE)


def _json_species(of: Sources) -> list[dict[str, object]]:
    """The species factored, in the order of the columns of the profiles; then the others."""
    ready = of.ready
    left_out = {True: Strength.BAD.value, False: "not_found"}
    listed: list[dict[str, object]] = []
    for k in (*of.species, *(k for k in range(len(ready.of.species)) if k not in of.species)):
        at = ready.found.index(k) if k in ready.found else None
        listed.append(
            {
                "species": ready.of.species[k],
                "unit": ready.of.units[k] or None,
                "strength": ready.strengths[at].value if at is not None else left_out[k in ready.dropped],
                "signal_to_noise": None if at is None else float(ready.noise[at]),
                "non_detects": int(ready.of.below[list(ready.rows), k].sum()),
                "gaps_filled": None if at is None else int(ready.table.missing[:, at].sum()),
                "fit": float(of.fit[of.species.index(k)]) if k in of.species else None,
            }
        )
    return listed


def _json_ratio(of: Sources, one: RatioFound) -> dict[str, object]:
    return {
        "numerator": of.ready.of.species[one.numerator],
        "denominator": of.ready.of.species[one.denominator],
        "samples": None if one.samples is None else asdict(one.samples),
        "left_out": one.left_out,
        "factors": one.factors,
    }
