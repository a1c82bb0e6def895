"""The name a body has today: renamed and merged in the reform of 2018, elided prefixes filled in."""

from __future__ import annotations

import csv
import re
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from jingtu.plans.simplified import simplified

# 晋城市, 区, 省; or a bare place name in front of a full name: 柳城生态环境局.
LEVEL = re.compile("^(?:[\u3400-\u9fff]{0,8}(?:省|市|区|县|州|盟|旗|自治区|自治州|自治县|新区))$")
BRANCH = re.compile("^[\u3400-\u9fff]{2,5}分局$")
NOTE = re.compile("[（(][^（）()]*[）)]$")
SEVERAL = re.compile("^(?:各|有关|相关|所在|属地|涉及|其他)")
LEVEL_OF_PLACE = re.compile("(省|市|区|县|州|盟|旗)$")
SHORTEST_ALONE = 5
"""A name this long behind a place without its level (柳城生态环境局) is taken for whole."""


@cache
def _today() -> Mapping[str, str]:
    text = files("jingtu.plans").joinpath("bodies.csv").read_text(encoding="utf-8")
    return {row["printed"]: row["today"] for row in csv.DictReader(text.splitlines())}


def canonical(name: str, *, level: str | None) -> str | None:
    """The body's name today with its level (区自然资源局); None where it is not known.

    ``level`` fills an elided prefix: that of the name before in the list, or of the place of the plan.
    """
    name = NOTE.sub("", simplified(name))
    if SEVERAL.match(name):
        return None
    for start in range(len(name)):
        found = _from(name, start, level)
        if found:
            return found
    return None


def _from(name: str, start: int, level: str | None) -> str | None:
    """The name read as a prefix of ``start`` characters, an office and perhaps a branch."""
    prefix = name[:start]
    for end in range(len(name), start + 1, -1):
        today, branch = _today().get(name[start:end]), name[end:]
        if today is None or (branch and not BRANCH.match(branch)):
            continue
        if prefix and not (LEVEL.match(prefix) or (len(prefix) <= 3 and end - start >= SHORTEST_ALONE)):
            continue
        if not prefix and level is None:
            return None
        return (prefix or level or "") + today + branch
    return None


def level_of(name: str) -> str | None:
    """The prefix that a following elided name shares: 区 of 区工信委."""
    found = re.match("(?:[\u3400-\u9fff]{0,8}?)(自治区|省|市|区|县|州|盟|旗)(?=[\u3400-\u9fff])", simplified(name))
    return found[0] if found and len(found[0]) == len(found[1]) else None


def level_of_place(place: str | None) -> str | None:
    """区 of 郑州市中原区."""
    found = LEVEL_OF_PLACE.search(place or "")
    return found[1] if found else None
