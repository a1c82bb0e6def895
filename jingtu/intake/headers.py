"""What one header cell means: the role of its column, a substance, a unit, a medium.

The aliases stand in ``headers.csv``, ``media.csv`` and ``land_uses.csv``; a new laboratory's word is one more entry
there.
"""

from __future__ import annotations

import csv
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from jingtu import substances, units

# Land-use codes of GB 50137.
URBAN_CODE = re.compile(r"[a-z]\d{1,3}")
FOLDER = Path(__file__).parent
MEDIA = ("soil", "groundwater", "irrigation_water", "crop")
LENGTHS = {"m": 1.0, "米": 1.0, "metre": 1.0, "metres": 1.0, "cm": 0.01, "厘米": 0.01, "mm": 0.001, "毫米": 0.001}
BRACKETS = re.compile(r"[(\[【〔{]([^()\[\]【】〔〕{}]*)[)\]】〕}]")
LAND_CODE = re.compile(r"[a-z]\d{1,3}")
# Words around the name of a substance that do not change what is meant.
AROUND = re.compile(
    r"^(?:检测结果|检测值|实测值|total|总量)?(.*?)"
    r"(?:全量|总量|的?含量|的?浓度|检测值|实测值|测定值|检测结果|平均值|tot|total|conc|concentration|content|result|value)?$"
)
# Only a part of the substance is measured: not comparable with limits for the whole.
FRACTION = re.compile(
    r"有效|可提取|水溶|交换态|可交换|浸出|溶解态|酸可提取|残渣态|available|avail?|avi|exchangeable|extractable|leach|dissolved"
)


@dataclass(frozen=True)
class Meaning:
    """What a header says. Empty texts and None where it says nothing."""

    role: str = ""
    substance: str | None = None
    unit_text: str = ""
    medium: str | None = None
    other_medium: bool = False
    crop: str = ""
    fraction: bool = False

    @property
    def known(self) -> bool:
        return bool(self.role or self.substance)


def squeeze(text: str) -> str:
    """The letters that count: half-width, lower case, no spaces, underscores, colons or footnote signs."""
    return re.sub(r"[\s_:*※·\u200b\ufeff]+", "", unicodedata.normalize("NFKC", text).lower())


@cache
def _aliases(file: str) -> dict[str, str]:
    with (FOLDER / file).open(encoding="utf-8", newline="") as stream:
        rows = list(csv.reader(stream))[1:]
    return {squeeze(alias): key for key, aliases in rows for alias in aliases.split("|")}


@cache
def roles() -> dict[str, str]:
    """Squeezed header text -> role."""
    return _aliases("headers.csv")


@cache
def labels() -> dict[str, str]:
    """Squeezed text of a row's label -> what the row says of the columns (``unit`` …), or ``total``."""
    return _aliases("labels.csv")


@cache
def media() -> dict[str, tuple[str | None, str]]:
    """Word -> (medium or None for one that is not read, crop)."""
    with (FOLDER / "media.csv").open(encoding="utf-8", newline="") as stream:
        return {row["word"]: (row["medium"] or None, row["crop"]) for row in csv.DictReader(stream)}


@lru_cache(maxsize=10_000)
def land_use(text: str) -> str | None:
    """Key of a land use, or None where the text is not known. A finer code (M11) belongs to the code it begins with."""
    known = _aliases("land_uses.csv")
    plain = squeeze(text)
    coarser = [plain[:end] for end in range(len(plain) - 1, 0, -1)] if URBAN_CODE.fullmatch(plain) else []
    return next((known[one] for one in (plain, re.sub(BRACKETS, "", plain), *coarser) if one in known), None)


@lru_cache(maxsize=10_000)
def find_medium(text: str) -> tuple[str | None, str] | None:
    """(medium, crop) of the longest word of ``media.csv`` in a text; None where there is none."""
    plain = squeeze(text)
    words = [word for word in media() if word in plain]
    return media()[max(words, key=len)] if words else None


@lru_cache(maxsize=10_000)
def unit(text: str) -> str:
    """Key of a unit of measurement, empty where the text is none."""
    found = units.find(text.strip()) if text.strip() else None
    return found.key if found else ""


@lru_cache(maxsize=10_000)
def read(text: str) -> Meaning:
    """What a header cell means."""
    plain = unicodedata.normalize("NFKC", text).strip()
    role = roles().get(squeeze(plain))
    if role:
        return Meaning(role=role)
    name, unit_text = split_unit(plain)
    role = roles().get(squeeze(name)) or roles().get(squeeze(BRACKETS.sub("", name)))
    if role:
        return Meaning(role=role, unit_text=unit_text)
    return _substance(name, unit_text) or Meaning(unit_text=unit_text)


def split_unit(text: str) -> tuple[str, str]:
    """Name and unit of ``镉(mg/kg)``, ``镉\\nmg/kg``, ``Cd_mg_kg``, ``深度(cm)``; the unit empty if there is none."""
    for match in BRACKETS.finditer(text):
        if _is_unit(match[1]):
            return (text[: match.start()] + text[match.end() :]).strip(" \n,，/_-"), match[1].strip()
    for name, end in _tails(text):
        if name and _is_unit(end):
            return name, end
    return text, ""


def _tails(text: str) -> Iterator[tuple[str, str]]:
    """Every way to take a unit off the end, the longest unit first."""
    for sign in ("\n", " ", ",", "，", "、", ":", "/", "-"):
        for position in [i for i, letter in enumerate(text) if letter == sign]:
            yield text[:position].strip(), text[position + 1 :].strip(" ()（）")
    parts = text.split("_")
    for taken in (2, 1):
        if len(parts) > taken:
            yield "_".join(parts[:-taken]), "/".join(parts[-taken:])


def _is_unit(text: str) -> bool:
    return bool(unit(text)) or text.strip().lower() in LENGTHS


def _substance(name: str, unit_text: str) -> Meaning | None:
    """A substance, perhaps with a medium before it and filler words around it."""
    for candidate in _candidates(name):
        medium, other, crop, rest = _medium_before(candidate)
        for core in (candidate, rest, _bare(rest)):
            found = substances.find(core) if core else None
            if found:
                part = bool(FRACTION.search(squeeze(name))) and not substances.find(name)
                return Meaning("", found.key, unit_text, medium, other, crop, part)
        whole = FRACTION.sub("", rest.lower()).strip("态 ")
        found = substances.find(whole) if whole and whole != rest.lower() else None
        if found:
            return Meaning("", found.key, unit_text, medium, other, crop, fraction=True)
    return None


def _candidates(name: str) -> list[str]:
    """The whole name, the name without brackets, what stands in the brackets, the parts between line breaks."""
    inner = BRACKETS.findall(name)
    return [name, BRACKETS.sub("", name).strip(), *inner, *re.split(r"[\n/]", name)]


def _bare(name: str) -> str:
    match = AROUND.match(name.strip(" _-").lower())
    return match[1].strip(" _-") if match else ""


def _medium_before(name: str) -> tuple[str | None, bool, str, str]:
    """(medium, whether it is one that is not read, crop, the name without it)."""
    plain = name.strip().lower()
    words = [word for word in media() if plain.startswith(word) and len(plain) > len(word)]
    if not words:
        return None, False, "", name
    word = max(words, key=len)
    medium, crop = media()[word]
    return medium, medium is None, crop, name.strip()[len(word) :].strip(" _-")
