"""A case: what is to be assessed, as people write it in TOML, with a unit at every number.

What is wrong with the site as a whole (class of land, options, parameters, pathways) refuses the case; what is wrong
with one substance refuses that substance.
"""

from __future__ import annotations

import hashlib
import tomllib
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from jingtu.assessment.risk.reading import Problems
from jingtu.assessment.risk.site import Site, read_site
from jingtu.assessment.risk.wanted import Wanted, read_wanted
from jingtu.problems import Problem, Refused, Where, error

MOST_BYTES = 2_000_000


@dataclass(frozen=True, slots=True)
class Case:
    """A site and its substances, what was said while reading them, and the hash of the file."""

    site: Site
    substances: tuple[Wanted, ...]
    problems: tuple[Problem, ...]
    sha256: str


def read(path: Path) -> Case:
    """A case with every substance that can be used; its problems say which cannot.

    Raises
    ------
    Refused
        If the file is no case, or its site is not in order.
    """
    table, sha256 = load(path)
    problems = Problems(path.name)
    site = read_site(table, problems)
    given = table.get("substances", [])
    several = given if isinstance(given, list) else [given]
    if not several:
        problems.error("no_substances")
    wanted = [read_wanted(one, number, site, problems) for number, one in enumerate(several, start=1)]
    found = [one for one in wanted if one is not None]
    twice = {key for key, count in Counter(one.key for one in found).items() if count > 1}
    for key in sorted(twice):
        problems.error("substance_twice", name="、".join(one.name for one in found if one.key == key))
    return Case(site, tuple(one for one in found if one.key not in twice), tuple(problems.all), sha256)


def load(path: Path) -> tuple[Mapping[str, Any], str]:
    """The tables of a file and its hash.

    Raises
    ------
    Refused
        If it is too large, no UTF-8 or GB18030 text, or no TOML.
    """
    where, data = Where(file=path.name), path.read_bytes()
    if len(data) > MOST_BYTES:
        raise Refused(error("risk.file_too_large", where, size=len(data), most=MOST_BYTES))
    try:
        text = _text(data)
        return tomllib.loads(text.removeprefix("\ufeff")), hashlib.sha256(data).hexdigest()
    except UnicodeDecodeError:
        raise Refused(error("risk.not_text", where)) from None
    except (ValueError, RecursionError) as wrong:
        # Beside TOMLDecodeError: numbers of thousands of digits, brackets in thousands of brackets.
        raise Refused(error("risk.not_toml", where, reason=str(wrong))) from None


def _text(data: bytes) -> str:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("gb18030")
