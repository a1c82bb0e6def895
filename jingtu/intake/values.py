"""One delivered text to a value: number, operator, limit, unit in the cell, and how it was understood.

A non-detect is never a number: its limit stands in ``detection_limit`` and ``value`` stays empty. A cell that says that
nothing was analysed is never zero.
"""

from __future__ import annotations

import csv
import math
import re
import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

import polars as pl

from jingtu.intake.headers import unit

FAULTS = re.compile(
    r"^#(?:REF!?|N/A|NA|DIV/?0!?|VALUE!?|NAME\??|NUM!?|NULL!?|GETTINGDATA|SPILL!|CALC!)$", re.IGNORECASE
)
NUMBER = r"[+-]?(?:\d+\.?\d*|\.\d+)"
POWER = r"(?:\s*[e]\s*[+-]?\d{1,3}|\s*[×x*·✕⋅]\s*10\s*\^?\s*\(?\s*[+-]?\s*\d{1,3}\)?)"
PLAIN = re.compile(rf"^({NUMBER})({POWER})?$")
UNCERTAIN = re.compile(rf"^({NUMBER}(?:{POWER})?)\s*(?:±|\+/-|\+-)\s*{NUMBER}(?:{POWER})?$")
WITH_UNIT = re.compile(rf"^({NUMBER}(?:{POWER})?)\s*([^\d\s.,+-].*)$")
LESS = re.compile(r"^(?:nd|n\.d\.|未检出|not detected)?\s*[(]?\s*(?:<=?|≤|〈|＜|﹤|‹|小于|低于|lt)\s*(.+?)[)]?$")
MORE = re.compile(r"^(?:>=?|≥|〉|﹥|›|大于|高于|超过|gt)\s*(.+)$")
LIMIT_FIRST = re.compile(r"^(.+?)\s*[(]?\s*(?:l|nd|u|uj|未检出)\s*[)]?$")
LIMIT_IN_BRACKETS = re.compile(r"^(?:nd|n\.d\.|未检出|not detected)\s*[:,]?\s*[(]?\s*(.+?)\s*[)]?$")
MARKS = re.compile(r"\s*(?:[*★☆†‡#^▲△●◆↑↓]+|\[\d{1,2}\]|\((?:\d{1,2}|[a-z])\))+$")
THOUSANDS = re.compile(r"^[+-]?[1-9]\d{0,2}(?:,\d{3})+(?:\.\d+)?$")
DECIMAL_COMMA = re.compile(r"^([+-]?\d+),(\d+)$")
EXPONENT = re.compile(r"(?<=10)[⁻⁺]?[⁰¹²³⁴⁵⁶⁷⁸⁹]+")
# Footnotes that would turn into digits of the number.
FOOTNOTES = re.compile(r"[⁰¹²³⁴⁵⁶⁷⁸⁹ⁿᵃᵇ①-⑳⑴-⒇]+")
SUPERSCRIPTS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁺", "0123456789-+")
FULL_WIDTH = re.compile(r"[０-９．，＋％Ｅｅ]")
DATE = re.compile(r"^\d{4}-\d{2}-\d{2}(?: \d{2}:\d{2}:\d{2})?$")


@dataclass(frozen=True)
class Parsed:
    """A value as understood.

    ``state`` is ``value``, ``non_detect``, ``not_analysed``, or why there is none: ``not_understood``, ``is_date``,
    ``formula_error``, ``negative``. ``note`` names a repair that the reader should see.
    """

    state: str
    value: float | None = None
    operator: str = ""
    limit: float | None = None
    unit_text: str = ""
    note: str = ""


@cache
def words() -> dict[str, str]:
    """A cell's whole text -> what it says: ``not_analysed``, ``non_detect`` or ``trace`` (``value_words.csv``)."""
    with Path(__file__).with_name("value_words.csv").open(encoding="utf-8", newline="") as stream:
        return {word: row["state"] for row in csv.DictReader(stream) for word in row["words"].split("|")}


@lru_cache(maxsize=200_000)
def parse(text: str) -> Parsed:
    """What a delivered text means. Never fails: what is not understood says so."""
    plain, note = _plain(text)
    word = re.sub(r"[\s()\[\]]", "", plain)
    if FAULTS.match(plain):
        return Parsed("formula_error")
    if DATE.match(plain):
        return Parsed("is_date")
    said = words().get(word, "") if word else "not_analysed"
    if said == "not_analysed":
        return Parsed(said)
    if said:
        return Parsed("non_detect", operator="<", note="trace" if said == "trace" else note)
    return _with_operator(plain, note)


def _plain(text: str) -> tuple[str, str]:
    """Half-width, lower case, one kind of minus and blank; and whether full-width digits had to be turned."""
    note = "full_width" if FULL_WIDTH.search(text) else ""
    text = FOOTNOTES.sub("*", EXPONENT.sub(lambda power: power[0].translate(SUPERSCRIPTS), text))
    plain = unicodedata.normalize("NFKC", text.replace("&lt;", "<").replace("&gt;", ">"))
    plain = re.sub(r"[\u200b-\u200f\ufeff]", "", plain)
    plain = re.sub(r"[‐‑‒–—―−﹣]", "-", plain)
    return re.sub(r"\s+", " ", plain).strip().lower(), note


def _with_operator(plain: str, note: str) -> Parsed:
    for pattern in (LESS, LIMIT_IN_BRACKETS, LIMIT_FIRST):
        match = pattern.match(plain)
        limit = _number(match[1], note) if match else None
        if limit and limit.value is not None:
            if limit.value < 0:
                return Parsed("negative", limit.value)
            return Parsed("non_detect", None, "<", limit.value, limit.unit_text, limit.note)
    match = MORE.match(plain)
    found = _number(match[1] if match else plain, note)
    if found is None or found.value is None:
        return Parsed("not_understood")
    if found.value < 0:
        return Parsed("negative", found.value, unit_text=found.unit_text, note=found.note)
    return Parsed("value", found.value, ">" if match else "", None, found.unit_text, found.note)


def _number(text: str, note: str) -> Parsed | None:
    """A number with what may stand around it: footnote mark, uncertainty, unit."""
    text = text.strip()
    for read in (_figure, _uncertain, _united):
        found = read(text, note)
        if found:
            return found
    bare = MARKS.sub("", text)
    if bare != text:
        found = _number(bare, note)
        return Parsed("value", found.value, unit_text=found.unit_text, note="mark_dropped") if found else None
    return None


def _figure(text: str, note: str) -> Parsed | None:
    if THOUSANDS.match(text):
        text, note = text.replace(",", ""), "thousands"
    comma = DECIMAL_COMMA.match(text)
    if comma:
        text, note = f"{comma[1]}.{comma[2]}", "decimal_comma"
    match = PLAIN.match(text.replace(" ", "") if re.match(r"^[\d. ]+$", text) and text.count(" ") == 1 else text)
    if not match:
        return None
    power = match[2] or ""
    exponent = re.sub(r"[\s()^]", "", re.sub(r"^\s*(?:e|[×x*·✕⋅]\s*10)", "", power)) if power else "0"
    value = float(f"{match[1]}e{exponent}")
    if not math.isfinite(value):
        return None
    return Parsed("value", value, note=note or ("power" if "10" in power and "e" not in power else ""))


def _uncertain(text: str, note: str) -> Parsed | None:
    match = UNCERTAIN.match(text)
    found = _figure(match[1], note) if match else None
    return Parsed("value", found.value, note="uncertainty_dropped") if found else None


def _united(text: str, note: str) -> Parsed | None:
    match = WITH_UNIT.match(text)
    if not match or not unit(match[2]):
        return None
    found = _figure(match[1], note)
    return Parsed("value", found.value, unit_text=match[2].strip(), note="unit_in_value") if found else None


SCHEMA = {
    "text": pl.String,
    "state": pl.String,
    "value": pl.Float64,
    "operator": pl.String,
    "limit": pl.Float64,
    "unit_in_value": pl.String,
    "note": pl.String,
}


def parse_unique(texts: pl.Series) -> pl.DataFrame:
    """One row per different text that is no plain number, with the columns of ``SCHEMA``."""
    different = texts.unique().drop_nulls()
    rows = [(t, p.state, p.value, p.operator, p.limit, p.unit_text, p.note) for t in different for p in (parse(t),)]
    return pl.DataFrame(rows, schema=SCHEMA, orient="row")
