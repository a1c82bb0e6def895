"""Pollution indices of the topsoil of a Chinese city by functional area, worked out without Jingtu.

Reads ``../shared`` with nothing but the standard library, one sample at a time, and prints JSON.
``tests/test_indices.py`` compares these figures with what the index tables find.

    python tests/independent/check_indices.py SHARED
"""

import csv
import json
import math
import sys
from pathlib import Path

COLUMNS = {
    "As": ("As_mg_kg", 1.0),
    "Cd": ("Cd_ug_kg", 1000.0),
    "Cr": ("Cr_mg_kg", 1.0),
    "Cu": ("Cu_mg_kg", 1.0),
    "Hg": ("Hg_ug_kg", 1000.0),
    "Ni": ("Ni_mg_kg", 1.0),
    "Pb": ("Pb_mg_kg", 1.0),
    "Zn": ("Zn_mg_kg", 1.0),
}
TOXIC = {"Hg": 40, "Cd": 30, "As": 10, "Cu": 5, "Pb": 5, "Ni": 5, "Cr": 2, "Zn": 1}
NANOGRAMS = ("Cd", "Hg")


def rows(path):
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def backgrounds(shared):
    """{symbol: mg/kg}; the table gives Cd and Hg in ng/g, the others in µg/g."""
    found = {}
    for row in rows(shared / "data/cn_urban_topsoil_cumcm2011a_background.csv"):
        symbol = row["element_unit"].split()[0]
        found[symbol] = float(row["mean"]) / (1000.0 if symbol in NANOGRAMS else 1.0)
    return found


def nemerow_grade(value):
    if value <= 0.7:
        return "clean"
    if value <= 1:
        return "alert"
    if value <= 2:
        return "light"
    return "moderate" if value <= 3 else "heavy"


def risk_grade(value):
    if value < 150:
        return "low"
    if value < 300:
        return "moderate"
    return "considerable" if value < 600 else "very high"


def of_sample(content, background):
    ratio = {symbol: content[symbol] / background[symbol] for symbol in content}
    mean, largest = sum(ratio.values()) / len(ratio), max(ratio.values())
    return {
        "nemerow": math.sqrt((mean * mean + largest * largest) / 2),
        "risk_index": sum(TOXIC[symbol] * ratio[symbol] for symbol in ratio),
        "pollution_load": math.prod(ratio.values()) ** (1 / len(ratio)),
        "geo_accumulation": {symbol: math.log(ratio[symbol] / 1.5) / math.log(2) for symbol in ratio},
    }


def of_area(samples):
    count = len(samples)
    grades = {"nemerow": nemerow_grade, "risk_index": risk_grade}
    found = {"n": count}
    for name in ("nemerow", "risk_index", "pollution_load"):
        values = [one[name] for one in samples]
        found[name] = {"mean": math.fsum(values) / count, "max": max(values)}
    for name, grade in grades.items():
        named = [grade(one[name]) for one in samples]
        found[name]["grades"] = {one: named.count(one) for one in sorted(set(named))}
    found["geo_accumulation"] = {
        symbol: math.fsum(one["geo_accumulation"][symbol] for one in samples) / count for symbol in COLUMNS
    }
    return found


def main(shared):
    background = backgrounds(shared)
    areas = {}
    for row in rows(shared / "data/cn_urban_topsoil_cumcm2011a.csv"):
        content = {symbol: float(row[column]) / per for symbol, (column, per) in COLUMNS.items()}
        areas.setdefault(row["zone_name"], []).append(of_sample(content, background))
    print(json.dumps({area: of_area(samples) for area, samples in sorted(areas.items())}, indent=1))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
