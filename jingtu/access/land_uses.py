"""Land uses by the codes of three schemes, or in words: which are 一住两公, which class of GB 36600 they have.

``land_uses.csv`` has GB/T 21010-2017 (with the classes of the third national survey), GB 50137-2011, the 2023
classification of land and sea (自然资发〔2023〕234号) and common words. Schemes share numbers: ``0804`` is education in
one and research in another. Such a code is told by the name beside it or by the scheme; otherwise the answers on
which the schemes differ stay open.
"""

from __future__ import annotations

import csv
import difflib
import re
import unicodedata
from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path

from jingtu.access.model import NOWHERE, LandClass, Scheme, Use
from jingtu.problems import Refused, Where, error
from jingtu.standards.land_classes import NoLandClass, land_class
from jingtu.standards.verification import Mark

TABLE = Path(__file__).with_name("land_uses.csv")
CODE = re.compile(r"(?<![0-9A-Z])(?:[A-Z]{1,2}\d{0,3}|\d{2}H\d|\d{1,6})(?![0-9A-Z])")
MIXED = re.compile(r"[、，,;；/+＋]|兼容|兼")
SENSITIVE = {"yes": True, "no": False, "": None}


def find(text: str, scheme: Scheme | None = None, where: Where = NOWHERE) -> Use:
    """The land use that a code, a name, both (``R2 二类居住用地``) or several (``商业、居住``) stand for.

    Several uses at once count as the strictest of them. ``where`` is named in the refusal.

    Raises
    ------
    jingtu.problems.Refused
        If a part is no known code or name, or code and name contradict each other.
    """
    plain = _plain(text)
    whole = _listed(plain, scheme)
    if whole:
        return _merged(whole)
    parts = [part for part in map(_plain, MIXED.split(plain)) if part]
    if not parts:
        raise Refused(error("access.use_unknown", where, text=text, near=_near(plain)))
    found = [_one(part, scheme, where) for part in parts]
    return found[0] if len(found) == 1 else _mixture(found)


def _one(text: str, scheme: Scheme | None, where: Where) -> Use:
    """The use that one code, one name, or a code with its name stands for."""
    code, name = _split(text)
    by_code, by_name = _listed(code, scheme), _listed(name, scheme)
    both = [one for one in by_code if one.zh == name or any(one.zh == other.zh for other in by_name)]
    if both:
        return _merged(both)
    if by_code and name:
        raise Refused(error("access.use_contradicts", where, code=code, name=name, known=_names(by_code)))
    if not by_code and not by_name:
        raise Refused(error("access.use_unknown", where, text=text, near=_near(text)))
    return _merged(by_code or by_name)


def _plain(text: str) -> str:
    """Full-width signs, blanks, capitals and a number's ``.0`` evened out."""
    return re.sub(r"\.0+$", "", re.sub(r"\s+", "", unicodedata.normalize("NFKC", str(text)).upper()))


def _split(text: str) -> tuple[str, str]:
    """Code and name of ``0804教育用地`` or ``教育用地(0804)``; either may be empty."""
    found = CODE.search(text)
    if found is None:
        return "", text
    rest = re.sub(r"[()\[\]【】:：\-—_]", "", text[: found.start()] + text[found.end() :])
    return found[0], rest


def _listed(text: str, scheme: Scheme | None) -> list[Use]:
    """All uses of a code or name; also of a code that lost its leading zero, or is finer than the listed ones."""
    if not text:
        return []
    found = _index().get(text) or (_index().get("0" + text) if text.isdecimal() and len(text) % 2 else None)
    if found is None and CODE.fullmatch(text):
        found = _by_beginning(text)
    return [one for one in found or () if scheme is None or one.scheme is scheme]


def _by_beginning(code: str) -> tuple[Use, ...]:
    """``R211`` is read as ``R21``: local finer codes; digits only below a listed code of four."""
    shortest = 4 if code.isdecimal() else 2
    beginnings = (code[:length] for length in range(len(code) - 1, shortest - 1, -1))
    return next((found for one in beginnings if (found := _index().get(one))), ())


def _merged(uses: Sequence[Use]) -> Use:
    """One use of several that a text may mean: what they differ in stays open."""
    first = uses[0]
    if len(uses) == 1:
        return first
    sensitive = {one.sensitive for one in uses}
    classes = {one.land_class for one in uses}
    schemes = {one.scheme for one in uses}
    differ = len(sensitive) > 1 or len(classes) > 1 or len({one.kinds for one in uses}) > 1
    return Use(
        scheme=first.scheme if len(schemes) == 1 else Scheme.WORDS,
        code=first.code if len({one.code for one in uses}) == 1 else "",
        zh="／".join(dict.fromkeys(one.zh for one in uses)),
        en=" / ".join(dict.fromkeys(one.en for one in uses)),
        sensitive=first.sensitive if len(sensitive) == 1 else None,
        land_class=first.land_class if len(classes) == 1 else None,
        kinds=frozenset().union(*(one.kinds for one in uses)),
        ask="scheme" if differ else first.ask,
        verification=_weakest(uses),
    )


def _mixture(uses: Sequence[Use]) -> Use:
    """Several uses on one piece of land: the strictest of them."""
    sensitive = {one.sensitive for one in uses}
    classes = {one.land_class for one in uses}
    return Use(
        scheme=uses[0].scheme,
        code="/".join(one.code for one in uses),
        zh="、".join(one.zh for one in uses),
        en=", ".join(one.en for one in uses),
        sensitive=True if True in sensitive else None if None in sensitive else False,
        land_class=1 if 1 in classes else None if None in classes else 2,
        kinds=frozenset().union(*(one.kinds for one in uses)),
        ask="" if True in sensitive and 1 in classes else next((one.ask for one in uses if one.ask), ""),
        verification=_weakest(uses),
    )


def _weakest(uses: Iterable[Use]) -> Mark:
    return max((one.verification for one in uses), key=list(Mark).index)


def _near(text: str) -> str:
    """The known codes and names nearest to a text."""
    names = [name for name in _index() if name[:1].isdecimal() == text[:1].isdecimal()]
    near = difflib.get_close_matches(text, names, 5, 0.4) or ["R2", "0701", "住宅", "工业"]
    return "、".join(f"{name} {_index()[name][0].zh}" if _index()[name][0].zh != name else name for name in near)


def _names(uses: Iterable[Use]) -> str:
    return "、".join(f"{one.zh}（{one.code}）" for one in uses)


@cache
def _index() -> dict[str, tuple[Use, ...]]:
    """Every code, name and other word, evened out, with the uses it stands for."""
    found: dict[str, list[Use]] = {}
    for use, words in table():
        for word in dict.fromkeys(map(_plain, (use.code, use.zh, *words))):
            if word:
                found.setdefault(word, []).append(use)
    return {word: tuple(uses) for word, uses in found.items()}


def table() -> list[tuple[Use, list[str]]]:
    """All rows of ``land_uses.csv``: each use with the other words for it."""
    with TABLE.open(encoding="utf-8", newline="") as lines:
        return [(_use(row), row["aliases"].split("|")) for row in csv.DictReader(lines)]


def _use(row: dict[str, str]) -> Use:
    scheme = Scheme(row["scheme"])
    class_, ask = _class_of(row, scheme)
    return Use(
        scheme=scheme,
        code="" if scheme is Scheme.WORDS else row["code"],
        zh=row["zh"],
        en=row["en"],
        sensitive=SENSITIVE[row["sensitive"]],
        land_class=class_,
        kinds=frozenset(filter(None, row["kinds"].split(";"))),
        ask=ask,
        verification=Mark(row["verification"]),
    )


def _class_of(row: dict[str, str], scheme: Scheme) -> tuple[LandClass | None, str]:
    """The class of GB 36600: for GB 50137 from the standard's own list, for the others as the table has it."""
    if scheme is not Scheme.GB_50137:
        return (1 if row["land_class"] == "1" else 2 if row["land_class"] == "2" else None), row["ask"]
    code = "R" if row["code"] in ("RB", "BR") else row["code"]
    if code[0] in "EH":
        return None, row["ask"]
    try:
        return (1 if land_class(code) == 1 else 2), row["ask"]
    except NoLandClass as reason:
        return None, reason.missing
