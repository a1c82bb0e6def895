"""The one list of substances and other measured quantities, with every name they go by.

六价铬 is not 铬, methylmercury is not mercury, available cadmium is not cadmium: what the law counts apart has its own
entry in ``substances.csv``, and a name leads to one entry only.
"""

from __future__ import annotations

import csv
import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from functools import cache
from pathlib import Path

TABLE = Path(__file__).with_name("substances.csv")

CAS = re.compile(r"(?:cas(?:号|no\.?|rn)?[:：]?)?0*([1-9]\d{1,6}-\d{2}-\d)", re.IGNORECASE)
DATE = re.compile(r"(\d{2}|\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?:[T ]00:00(?::00(?:\.0+)?)?)?")
GREEK = str.maketrans({"α": "alpha", "β": "beta", "γ": "gamma", "δ": "delta", "Σ": "sum", "σ": "sum", "ς": "sum"})
DASHES = re.compile("[‐‑‒–—―−﹣－~〜]")
# A hyphen inside a name says nothing (1,1-二氯乙烷, 1,1二氯乙烷); one at its end is a charge (Cl-, F-).
SAYS_NOTHING = re.compile(r"[\s()\[\]{}【】〔〕「」,，、.。·_:：]|-(?=.)")
# 1,2一二氯乙烷: the numeral one, typed for a dash.
ONE_FOR_A_DASH = re.compile(r"(?<=\d)一")
PRIMES = re.compile("[’‘′`´]")
PARTS = re.compile(r"[()（）\[\]【】/\s]+|(?<=[\u4e00-\u9fff])(?=[A-Za-z])|(?<=[A-Za-z0-9+])(?=[\u4e00-\u9fff])")


@dataclass(frozen=True)
class Substance:
    """A measured quantity. ``cas`` is empty where none fits, and names several joined by ``;`` for a sum."""

    key: str
    zh: str
    en: str
    symbol: str
    cas: str
    aliases: tuple[str, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """Everything it is called, CAS numbers left out."""
        named = (self.zh, self.en, self.symbol, self.key, *self.aliases)
        return tuple(name for name in named if name and not CAS.fullmatch(name))

    @property
    def cas_numbers(self) -> tuple[str, ...]:
        """Its own CAS number and others that registries give it; those of a sum's parts are the parts'."""
        own = () if ";" in self.cas else (self.cas,)
        return tuple(number for number in (*own, *self.aliases) if CAS.fullmatch(number))


class UnknownSubstance(KeyError):  # noqa: N818 - named after what it says
    """No substance has this key. Says which come near."""

    def __init__(self, key: str) -> None:
        near = "、".join(suggest(key)) or "none"
        super().__init__(f"No substance has the key {key!r} in {TABLE.name}. Near: {near}.")


def find(text: str) -> Substance | None:
    """The substance a name, symbol or CAS number means, or None: width, case, spaces, brackets, hyphens do not matter.

    A name and its symbol side by side (``镉(Cd)``, ``Cd 镉``) count as one name when both mean the same substance.
    """
    plain = unicodedata.normalize("NFKC", text).strip()
    return _by_cas().get(_cas_in(plain)) or _by_one_name(plain) or _by_parts(plain)


def substance(key: str) -> Substance:
    """The substance with this key.

    Raises
    ------
    UnknownSubstance
        If no entry has it.
    """
    try:
        return SUBSTANCES[key]
    except KeyError:
        raise UnknownSubstance(key) from None


def substance_words(key: str) -> dict[str, str]:
    """``substance`` and ``substance_zh``, for a sentence that is built in both languages."""
    named = SUBSTANCES.get(key)
    return {"substance": named.en if named else key, "substance_zh": named.zh if named else key}


def suggest(text: str, most: int = 5) -> list[str]:
    """Chinese names of the substances whose names come near, nearest first; empty where none does."""
    names = _by_name()
    wanted = normalised(text)
    if not wanted:
        return []
    near = get_close_matches(wanted, names, n=3 * most, cutoff=0.6)
    within = sorted((name for name in names if _holds(wanted, name)), key=lambda name: abs(len(name) - len(wanted)))
    return list(dict.fromkeys(names[name].zh for name in (*near, *within)))[:most]


def normalised(name: str) -> str:
    """A name without what makes no difference: width, case, spaces, brackets, commas, inner hyphens."""
    plain = PRIMES.sub("'", DASHES.sub("-", unicodedata.normalize("NFKC", name).strip())).translate(GREEK)
    return SAYS_NOTHING.sub("", ONE_FOR_A_DASH.sub("-", plain)).casefold()


def cas_is_valid(number: str) -> bool:
    """Whether the last digit is the check digit: the others, counted from the right, weighted 1, 2, 3 …, modulo 10."""
    if not CAS.fullmatch(number):
        return False
    *digits, check = (int(digit) for digit in number if digit.isdigit())
    return sum(weight * digit for weight, digit in enumerate(reversed(digits), start=1)) % 10 == check


def cas_from_date(text: str) -> tuple[str, ...]:
    """CAS numbers that a spreadsheet may have turned into this date (``75-09-2`` becomes 1975-09-02); none or one.

    Numbers start at 50, so only the year can have been the first part: two digits of it, or all four.
    """
    matched = DATE.fullmatch(unicodedata.normalize("NFKC", text).strip())
    if not matched:
        return ()
    year, month, day = matched.groups()
    if not _is_day(year, month, day):
        return ()
    candidates = (f"{first}-{int(month):02d}-{int(day)}" for first in dict.fromkeys((year[-2:], year)))
    return tuple(number for number in candidates if cas_is_valid(number) and int(number.split("-")[0]) >= 50)


def read(table: Path = TABLE) -> Iterator[Substance]:
    """Every line of the list, in its order."""
    with table.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            aliases = tuple(alias for alias in row["aliases"].split("|") if alias)
            yield Substance(row["key"], row["zh"], row["en"], row["symbol"], row["cas"], aliases)


def _is_day(year: str, month: str, day: str) -> bool:
    try:
        date(int(year) if len(year) == 4 else 1900 + int(year), int(month), int(day))
    except ValueError:
        return False
    return int(day) < 10


def _holds(wanted: str, name: str) -> bool:
    """Whether one contains the other; a single letter is in every name and says nothing."""
    shorter = min(wanted, name, key=len)
    return (len(shorter) > 1 or not shorter.isascii()) and (wanted in name or name in wanted)


def _cas_in(text: str) -> str:
    """The CAS numbers a text consists of, in order, joined by ``;``; empty where it is anything else."""
    numbers = [CAS.fullmatch(part) for part in re.split("[;/,、+]", DASHES.sub("-", text).replace(" ", ""))]
    return ";".join(sorted(number[1] for number in numbers if number)) if all(numbers) else ""


def _by_one_name(text: str) -> Substance | None:
    name = normalised(text)
    return _by_name().get(name) or _without_primes().get(name.replace("'", ""))


def _by_parts(text: str) -> Substance | None:
    parts = [part for part in PARTS.split(text) if part]
    meant = {_by_one_name(part) for part in parts}
    return meant.pop() if len(parts) > 1 and len(meant) == 1 else None


@cache
def _by_name() -> Mapping[str, Substance]:
    return {normalised(name): one for one in SUBSTANCES.values() for name in one.names}


@cache
def _without_primes() -> Mapping[str, Substance]:
    """Names as careless hands write them, without primes; those that then mean two substances mean none."""
    meant: dict[str, set[Substance]] = {}
    for name, one in _by_name().items():
        meant.setdefault(name.replace("'", ""), set()).add(one)
    return {name: ones.pop() for name, ones in meant.items() if len(ones) == 1}


@cache
def _by_cas() -> Mapping[str, Substance]:
    sums = {";".join(sorted(one.cas.split(";"))): one for one in SUBSTANCES.values() if ";" in one.cas}
    return {number: one for one in SUBSTANCES.values() for number in one.cas_numbers} | sums


SUBSTANCES: Mapping[str, Substance] = {one.key: one for one in read()}
