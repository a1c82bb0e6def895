"""A classification as tables that people read: columns in their order, every code in words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

import polars as pl

from jingtu.assessment.farmland.areas import BILLIONTHS, By, areas
from jingtu.assessment.farmland.changes import changes
from jingtu.assessment.farmland.classes import METALS
from jingtu.assessment.farmland.classify import Classification, Row
from jingtu.assessment.farmland.measures import Fit, Proposal, Situation, crop_codes, proposals
from jingtu.assessment.farmland.report_points import point_table
from jingtu.assessment.farmland.result_tables import unit_name
from jingtu.assessment.farmland.words import words
from jingtu.intake import headers
from jingtu.problems import Language
from jingtu.substances import SUBSTANCES

JOINTS: Mapping[Language, str] = {"zh": "；", "en": "; "}


def tables(found: Classification, language: Language) -> Mapping[str, pl.DataFrame]:
    """Name of the sheet -> table under the heads of its columns, in the order of the workbook."""
    names, heads = words("sheet", language), words("column", language)
    made = tables_by_key(found, language)
    return {names[name]: table.rename(dict(heads), strict=False) for name, table in made.items()}


def tables_by_key(found: Classification, language: Language) -> Mapping[str, pl.DataFrame]:
    """The same tables under the keys of sheets and columns (``words.toml``)."""
    return {
        "areas": _areas(found, language),
        "units": _units(found, language),
        "metals": _metals(found, language),
        "points": point_table(found, language),
        "changes": _changes(found, language),
        "measures": _measures(found, language),
        "left": _left(found, language),
    }


def metal_name(metal: str, language: Language) -> str:
    return SUBSTANCES[metal].zh if language == "zh" else SUBSTANCES[metal].en


def _frame(rows: Iterable[Mapping[str, object]], columns: Sequence[str]) -> pl.DataFrame:
    """Rows as a frame with all columns, also where there is none."""
    made = list(rows)
    return (
        pl.DataFrame(made, infer_schema_length=None) if made else pl.DataFrame(schema=dict.fromkeys(columns, pl.String))
    )


# ---------------------------------------------------------------- areas, units, metals


def _areas(found: Classification, language: Language) -> pl.DataFrame:
    named, by, metals = words("category", language), words("by", language), set(METALS)
    return _frame(
        (
            {
                "by": by[row["by"]],
                "key": metal_name(row["key"], language)
                if row["by"] == By.METAL and row["key"] in metals
                else row["key"],
                "category": named[row["category"]],
                "units": row["units"],
                "area_mu": row["area_mu"],
                "without_area": row["without_area"],
            }
            for row in areas(found).iter_rows(named=True)
        ),
        ("by", "key", "category", "units", "area_mu", "without_area"),
    )


def _units(found: Classification, language: Language) -> pl.DataFrame:
    named = words("category", language)
    return _frame(
        (
            {
                "unit": unit_name(row),
                "town": row["town"],
                "village": row["village"],
                "area_mu": None if row["area"] is None or row["part"] else row["area"] / BILLIONTHS,
                "crops": row["crops"],
                "category": named[row["category"]],
                "targets": _metal_names(row["targets"], language),
                "worst_decided": _class(row["worst_decided"], language),
                "open_metals": _metal_names(row["open_metals"], language),
                "points": len(row["points"]),
                "to_check": _listed(row["to_check"], "to_check", language),
                "reservation": words("column", language)["reservation"] if row["reservation"] else None,
            }
            for row in found.units.iter_rows(named=True)
        ),
        ("unit", "category"),
    )


def _metals(found: Classification, language: Language) -> pl.DataFrame:
    principles, why = words("principle", language), words("adjustment", language)
    counts = ("crop_ok", "crop_mild", "crop_severe", "crop_undecided")
    return _frame(
        (
            {
                "unit": unit_name(row),
                "metal": metal_name(row["metal"], language),
                "points": row["points"],
                "soil_class": _class(row["soil_class"], language),
                "principle": principles[row["principle"]],
                "share": row["share"],
                **{name: row[name] for name in counts},
                "class_": _class(row["class_"], language),
                "why": why[row["why"]],
                "to_check": _listed(row["flags"], "to_check", language),
            }
            for row in found.metals.iter_rows(named=True)
        ),
        ("unit", "metal", "class_"),
    )


# ---------------------------------------------------------------- changes


def _changes(found: Classification, language: Language) -> pl.DataFrame:
    named, directions, standings = (words(group, language) for group in ("category", "direction", "standing"))
    return _frame(
        (
            {
                "unit": unit_name(row),
                "old_category": named.get(row["old_category"] or ""),
                "category": named[row["category"]],
                "direction": directions[row["direction"]],
                "standing": standings[row["standing"]],
                "causes": JOINTS[language].join(cause_text(cause, language) for cause in row["causes"]),
                "crop_points": row["crop_points"],
                "seasons": row["seasons"],
            }
            for row in changes(found).iter_rows(named=True)
        ),
        ("unit", "old_category", "category"),
    )


def cause_text(cause: Row, language: Language) -> str:
    """One reason of a change in words."""
    metal = metal_name(cause["metal"], language) if cause["metal"] else ""
    old, new = (_class(cause[name], language) or words("class", language)["unknown"] for name in ("old", "new"))
    return words("cause", language)[cause["cause"]].format(metal=metal, old=old, new=new)


# ---------------------------------------------------------------- measures


def situations(found: Classification) -> Iterator[tuple[Row, Situation]]:
    """Each unit or part of a decided category, with what is known for choosing measures (pH: median)."""
    above: dict[tuple[str, int], list[str]] = {}
    for line in found.metals.iter_rows(named=True):
        if (line["class_"] or 0) > 1 or (line["soil_class"] or 0) > 1:
            above.setdefault((line["unit_code"], line["part"]), []).append(line["metal"])
    soils = found.soil.points.group_by("unit_code").agg(pl.col("ph").median(), pl.col("land_use").drop_nulls().unique())
    of_unit = {code: (ph, uses) for code, ph, uses in soils.iter_rows()}
    for row in found.units.drop_nulls("overall").iter_rows(named=True):
        ph, uses = of_unit.get(row["unit_code"], (None, []))
        listed = headers.land_use(row["land_use"]) if row["land_use"] else None
        yield (
            row,
            Situation(
                class_=row["overall"],
                above=tuple(above.get((row["unit_code"], row["part"]), ())),
                ph=ph,
                land_use=listed or (uses[0] if len(uses) == 1 else ""),
                crops=crop_codes(row["crops"]),
            ),
        )


def proposed(found: Classification) -> Iterator[tuple[Row, Proposal]]:
    """Each unit or part of a decided category with every measure that is not unfit."""
    for row, known in situations(found):
        for proposal in proposals(known):
            if proposal.fit is not Fit.UNFIT:
                yield row, proposal


def _measures(found: Classification, language: Language) -> pl.DataFrame:
    named, fits, marks, counts = (words(group, language) for group in ("category", "fit", "mark", "counts_as"))
    return _frame(
        (
            {
                "unit": unit_name(row),
                "category": named[row["category"]],
                "measure": one.measure.zh if language == "zh" else one.measure.en,
                "fit": fits[one.fit],
                "grounds": _listed(one.grounds, "ground", language),
                **_texts(one, language),
                "counts_as": counts[one.measure.counts_as],
                "mark": marks[one.measure.mark],
            }
            for row, one in proposed(found)
        ),
        ("unit", "measure", "fit"),
    )


def _texts(one: Proposal, language: Language) -> dict[str, str]:
    heads = {"where_": "where", "example": "example", "caution": "caution", "proof": "proof", "source": "source"}
    return {head: one.measure.texts[f"{name}_{language}"] for head, name in heads.items()}


# ---------------------------------------------------------------- what does not count


def _left(found: Classification, language: Language) -> pl.DataFrame:
    why, media = words("left", language), words("medium", language)
    shown = ("sample", "point", "place", "file", "sheet", "row")
    rows = [
        {**{name: row[name] for name in shown}, "medium": media[medium], "why": why[row["why"]]}
        for medium, points in (("soil", found.soil), ("crop", found.crops))
        for row in points.left.iter_rows(named=True)
    ]
    rows += [
        {**{name: row[name] for name in shown}, "medium": media[row["medium"]], "why": why["no_unit"]}
        for row in found.homeless.iter_rows(named=True)
    ]
    return _frame(rows, (*shown, "medium", "why"))


def _metal_names(metals: Iterable[str], language: Language) -> str:
    return ("、" if language == "zh" else ", ").join(metal_name(metal, language) for metal in metals)


def _class(number: int | None, language: Language) -> str | None:
    return None if number is None else words("class", language)[str(number)]


def _listed(keys: Iterable[str], group: str, language: Language) -> str:
    named = words(group, language)
    return JOINTS[language].join(named[str(key)] for key in keys)
