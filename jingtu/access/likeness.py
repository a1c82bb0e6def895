"""When two names or addresses mean the same: legal forms, ``原…`` and ``…旧址``, full-width digits set aside.

What tells sites apart is kept: numbers, east and west, first and second branch.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from jingtu.codes.divisions import DIVISIONS

SIGNS = re.compile(r"[\s()（）\[\]【】《》〈〉“”\"'‘’·.,，。、;；:：/\\\-—–_~～#]+")
BRACKETED = re.compile(r"[(（\[【]([^()（）\[\]【】]*)[)）\]】]")
FORMERLY = re.compile(r"^(?:原名|原系|原为|原|曾用名|曾用|曾名|旧称|旧名|前身为|前身|现名|现为|又名|即)[:：]?")
BEFORE = re.compile(r"^(?:原名|原|旧|已关闭|已关停|关闭|关停|废弃|搬迁|中国)")
AFTER = re.compile(
    r"(?:有限责任公司|股份有限公司|集团有限公司|有限公司|股份公司|集团公司|总公司|公司|集团|总厂|"
    r"污染地块|遗留地块|历史遗留地块|遗留场地|遗留用地|搬迁地块|退役地块|地块|宗地|场地|场址|旧址|原址|遗址|"
    r"老厂区|旧厂区|原厂区|厂区|厂房|厂址|工业用地|用地|项目|厂)$"
)
COUNTED = re.compile(r"第?([一二三四五六七八九十]{1,3})(?=号|厂|期|车间|分厂|组|村|地块|宗|区|标段)")
DIGITS = {sign: number for number, sign in enumerate("零一二三四五六七八九")}
TELLING = frozenset("东西南北中上下左右甲乙丙丁老新")
HAN = re.compile(r"[\u4e00-\u9fff]")
GENERIC = frozenset(
    {"化工", "电镀", "仓库", "住宅", "商业", "工业", "学校", "医院", "冶炼", "焦化", "制革", "农药", "化肥", "炼油"}
    | {"铸造", "机械", "居住", "商住", "办公", "厂房", "安置房", "公园", "停车场"}
)
"""What many sites are called."""
SIMILAR = 0.75
"""Dice coefficient of character pairs from which two names are alike."""


@dataclass(frozen=True, slots=True)
class Name:
    """A name as it is compared: its core, and the divisions (codes) it says it lies in."""

    core: str
    places: frozenset[str]

    @property
    def telling(self) -> bool:
        """Whether the core names one thing rather than a kind of thing."""
        return len(HAN.findall(self.core)) >= 2 and self.core not in GENERIC


@lru_cache(maxsize=400_000)
def name(text: str) -> Name:
    """A name as it is compared."""
    plain, places = _without_divisions(_counted(SIGNS.sub("", unicodedata.normalize("NFKC", text).lower())))
    plain = BEFORE.sub("", plain)
    shorter, more = _without_divisions(plain)
    return Name(_without_ends(shorter), places | more)


@lru_cache(maxsize=400_000)
def address(text: str) -> Name:
    """An address as it is compared; its core keeps township, street and number."""
    plain, places = _without_divisions(_counted(SIGNS.sub("", unicodedata.normalize("NFKC", text).lower())))
    return Name(plain, places)


def spoken(text: str) -> Iterator[tuple[str, bool]]:
    """Every name in a text, and whether it is a former one: ``红星小区（原红星化工厂）`` has two."""
    inner = [found for found in BRACKETED.findall(text) if found]
    outer = BRACKETED.sub("", text).strip()
    if outer:
        yield outer, False
    for found in inner:
        if FORMERLY.match(found):
            yield FORMERLY.sub("", found), True


def pairs(core: str) -> frozenset[str]:
    """Neighbouring characters of a core."""
    return frozenset(core[i : i + 2] for i in range(len(core) - 1))


def alike(one: str, other: str) -> float:
    """Dice coefficient of the character pairs of two cores; 0 where numbers or east and west tell them apart."""
    if _telling(one) != _telling(other):
        return 0.0
    mine, others = pairs(one), pairs(other)
    return 2 * len(mine & others) / (len(mine) + len(others)) if mine and others else 0.0


def contradict(one: Iterable[str], other: Iterable[str]) -> bool:
    """Whether two sets of division codes name places none of which lies in another of the other set."""
    mine, others = set(one), set(other)
    if not mine or not others:
        return False
    return not any(_stem(a).startswith(_stem(b)) or _stem(b).startswith(_stem(a)) for a in mine for b in others)


def _telling(core: str) -> tuple[tuple[str, ...], frozenset[str]]:
    return tuple(sorted(re.findall(r"\d+", core))), frozenset(core) & TELLING


def _stem(code: str) -> str:
    return re.sub(r"(?:00)+$", "", code)


def _counted(text: str) -> str:
    """``二号`` and ``第二号`` as ``2号``."""
    return COUNTED.sub(lambda found: str(_number(found[1])), text)


def _number(text: str) -> int:
    tens, ten, ones = text.partition("十")
    if not ten:
        return int("".join(str(DIGITS[sign]) for sign in tens))
    return (DIGITS[tens] if tens else 1) * 10 + (DIGITS[ones] if ones else 0)


def _without_divisions(text: str) -> tuple[str, frozenset[str]]:
    """The text without the province, city and county it begins with, and their codes."""
    places: set[str] = set()
    while True:
        length = next((n for n in range(min(11, len(text) - 2), 1, -1) if text[:n] in DIVISION_NAMES), 0)
        if not length:
            return text, frozenset(places)
        places |= DIVISION_NAMES[text[:length]]
        text = text[length:]


def _without_ends(text: str) -> str:
    """Without legal form and words for a site, as long as two characters remain."""
    while True:
        shorter = AFTER.sub("", text)
        if shorter == text or len(shorter) < 2:
            return text
        text = shorter


def _division_names() -> dict[str, set[str]]:
    """Name -> codes of the divisions of that name; ``市辖区`` and the like name none."""
    names: dict[str, set[str]] = {}
    for one in DIVISIONS.values():
        if one.name not in ("市辖区", "县", "郊区", "城区", "省直辖县级行政区划", "自治区直辖县级行政区划"):
            names.setdefault(one.name, set()).add(one.code)
    return names


DIVISION_NAMES = _division_names()
