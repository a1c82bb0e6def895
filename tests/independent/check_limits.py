"""Counts of six real data sets against the limits, worked out without Jingtu.

Reads ``../shared`` with nothing but the standard library and ``Decimal``, one row at a time, and prints JSON.
``tests/test_real_data.py`` compares these figures with what ``jingtu assess`` finds.

    python tests/independent/check_limits.py SHARED
"""

import csv
import json
import sys
from collections import Counter
from decimal import Decimal
from pathlib import Path

# GB 36600: class by functional zone. A mountain or a park of unknown kind has no clear planned use: class 1.
ZONE_CLASS = {"residential": "1", "industrial": "2", "mountain": "1", "traffic": "2", "park_green": "1"}
LAND_USE = {"Paddy": "paddy", "Upland": "other"}
ASSUMED_PH = Decimal("6.8")


def rows(path):
    with path.open(encoding="utf-8-sig", newline="") as file:
        yield from csv.DictReader(file)


def number(text):
    return Decimal(text) if text not in ("", "NA") else None


# ---------------------------------------------------------------- the two soil tables


def farmland_limits(shared):
    """[(symbol, kind, land use, pH above, pH up to, value)] of GB 15618-2018."""
    return [
        (
            row["symbol"],
            row["kind"],
            row["land_use"],
            number(row["ph_min"]),
            number(row["ph_max"]),
            Decimal(row["value"]),
        )
        for row in rows(shared / "standards/gb15618_2018.csv")
    ]


def farmland_limit(table, symbol, kind, land_use, ph):
    for use in (land_use, "other", "any"):
        for sub, k, u, above, upto, value in table:
            if (sub, k, u) == (symbol, kind, use) and (above is None or ph > above) and (upto is None or ph <= upto):
                return value
    return None


def development_limits(shared):
    """{(substance, kind, class): value} of GB 36600-2018."""
    return {
        (row["substance_zh"], row["kind"], row["land_class"]): Decimal(row["value"])
        for row in rows(shared / "standards/gb36600_2018.csv")
    }


def soil_verdict(value, screening, intervention):
    if value <= screening:
        return "WITHIN_SCREENING"
    if intervention is not None and value > intervention:
        return "ABOVE_INTERVENTION"
    return "ABOVE_SCREENING"


def farmland_verdict(table, symbol, value, land_use, ph):
    screening = farmland_limit(table, symbol, "screening", land_use, ph)
    return soil_verdict(value, screening, farmland_limit(table, symbol, "intervention", land_use, ph))


# ---------------------------------------------------------------- the six sets

GB36600_NAMES = {
    "As": "砷",
    "Be": "铍",
    "Cd": "镉",
    "Co": "钴",
    "Cu": "铜",
    "Hg": "汞",
    "Ni": "镍",
    "Pb": "铅",
    "Sb": "锑",
    "V": "钒",
}


def urban_topsoil(shared):
    limits, found = development_limits(shared), Counter()
    for row in rows(shared / "data/cn_urban_topsoil_cumcm2011a.csv"):
        land_class = ZONE_CLASS[row["zone_name"]]
        for column in row:
            symbol, _, unit = column.partition("_")
            if unit not in ("mg_kg", "ug_kg"):
                continue
            name = GB36600_NAMES.get(symbol)
            if name is None:
                found[symbol, "NOT_COMPARED"] += 1
                continue
            value = Decimal(row[column]) / (1000 if unit == "ug_kg" else 1)
            pair = [limits[name, kind, land_class] for kind in ("screening", "intervention")]
            found[symbol, soil_verdict(value, *pair)] += 1
    return found


def usgs_topsoil(shared):
    limits, found = development_limits(shared), Counter()
    for row in rows(shared / "data/usgs_soil_0_5cm_long.csv"):
        name = GB36600_NAMES.get(row["element"])
        if name is None:
            found[row["element"], "NOT_COMPARED"] += 1
            continue
        pair = [limits[name, kind, "1"] for kind in ("screening", "intervention")]
        if row["censored"] == "True":
            below = Decimal(row["detection_limit_mg_kg"])
            verdict = "WITHIN_SCREENING" if below <= pair[0] else "UNDECIDED"
        else:
            verdict = soil_verdict(Decimal(row["value_mg_kg"]), *pair)
        found[row["element"], verdict] += 1
    return found


def cropland_cadmium(shared):
    table, found = farmland_limits(shared), Counter()
    for row in rows(shared / "data/cn_cropland_cd_xu2023.csv"):
        value, ph = number(row["SoilCdtot"]), number(row["pH"])
        found["Cd", farmland_verdict(table, "Cd", value, LAND_USE[row["land_use"]], ph)] += 1
    return found


def rice_cadmium(shared):
    [limit] = [
        Decimal(row["cd_total"])
        for row in rows(shared / "standards/gb2762_crop_lookup.csv")
        if row["crop_code"] == "brown_rice"
    ]
    values = [number(row["RiceCd"]) for row in rows(shared / "data/cn_cropland_cd_xu2023.csv")]
    return Counter(("Cd", "ABOVE_LIMIT" if v > limit else "WITHIN_LIMIT") for v in values if v is not None)


def farmland_set(shared, name, columns, land_use):
    """A set without pH, judged with the assumed one. ``columns``: {column: symbol}."""
    table, found = farmland_limits(shared), Counter()
    known = {row[0] for row in table}
    for row in rows(shared / f"data/{name}.csv"):
        for column, symbol in columns.items():
            value = number(row[column])
            if value is None:
                continue
            if symbol not in known:
                found[symbol, "NOT_COMPARED"] += 1
                continue
            found[symbol, farmland_verdict(table, symbol, value, land_use, ASSUMED_PH)] += 1
    return found


MEUSE = {"cadmium": "Cd", "copper": "Cu", "lead": "Pb", "zinc": "Zn"}
JURA = {symbol: symbol for symbol in ("Cd", "Co", "Cr", "Cu", "Ni", "Pb", "Zn")}
GEMAS = {
    s: s
    for s in ("Al", "Ba", "Ca", "Cr", "Fe", "K", "Mg", "Mn", "Na", "Nb", "P", "Si", "Sr", "Ti", "V", "Y", "Zn", "Zr")
}


def figures(shared):
    """{set: {substance: {verdict: count}}}"""
    sets = {
        "cn_urban": urban_topsoil(shared),
        "usgs": usgs_topsoil(shared),
        "xu2023_soil": cropland_cadmium(shared),
        "xu2023_rice": rice_cadmium(shared),
        "gemas_ph_6.8": farmland_set(shared, "gemas_grazing_agri_soil", GEMAS, "other"),
        "meuse_ph_6.8": farmland_set(shared, "meuse", MEUSE, "other"),
        "jura_ph_6.8": farmland_set(shared, "jura_prediction", JURA, "other"),
    }
    return {name: nested(found) for name, found in sets.items()}


def nested(found):
    out = {}
    for (substance, verdict), count in sorted(found.items()):
        out.setdefault(substance, {})[verdict] = count
    return out


if __name__ == "__main__":
    print(json.dumps(figures(Path(sys.argv[1])), ensure_ascii=False, indent=1))
