"""Digits and per cent signs that a font showed but the text layer lost: 圆园19年 is 2019年, 90豫 is 90%.

The coding is undone only in a document that shows it, and only where a plausible number comes out: a Chinese name
with 园, 苑 or 远 in it stays.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

CODE = {sign: digit for digit, sign in enumerate("园员圆猿源缘远苑愿怨")}
PER_CENT = "豫"  # also the short name of Henan, in the numbers of its documents: 豫政〔2016〕13号
TABLE = {ord(sign): str(digit) for sign, digit in CODE.items()}
TOKEN = re.compile(f"[{''.join(CODE)}0-9]+(?:\\.[{''.join(CODE)}0-9]+)?")
PER_CENT_SIGN = re.compile(f"(?<=[0-9{''.join(CODE)}]){PER_CENT}(?![政办环发土农财建自国])")
# What follows a number -> smallest and largest number that may stand there.
PLAUSIBLE = (
    (re.compile(r"\s*[年〕\]）)]"), 1949, 2099),
    (re.compile(r"\s*月"), 1, 12),
    (re.compile(r"\s*[日号]"), 1, 9999),
    (re.compile(f"\\s*(?:%|{PER_CENT})"), 0, 100),
)


def is_coded(lines: Iterable[str]) -> bool:
    """Whether the document shows the coding: a year or a percentage written in it."""
    return any(PER_CENT_SIGN.search(line) or any(_years(line)) for line in lines if set(line) & {*CODE, PER_CENT})


def _years(line: str) -> Iterator[str]:
    return (after for _, _, after in _numbers(line) if len(after) == 4)


def restorations(line: str) -> Iterator[tuple[int, int, str]]:
    """Start, end and restored text of each coded number and per cent sign of a line."""
    yield from _numbers(line)
    for match in PER_CENT_SIGN.finditer(line):
        yield match.start(), match.end(), "%"


def _numbers(line: str) -> Iterator[tuple[int, int, str]]:
    for match in TOKEN.finditer(line):
        coded = sum(sign in CODE for sign in match.group())
        if coded and _in_number(line, match, coded) and _plausible(match.group(), line[match.end() :]):
            yield match.start(), match.end(), match.group().translate(TABLE)


def _in_number(line: str, match: re.Match[str], coded: int) -> bool:
    """A single coded sign right after a Chinese character may end a word: 公园2019年."""
    before = line[match.start() - 1] if match.start() else " "
    in_word = "\u3400" <= before <= "\u9fff" and before not in "年月日到至第于在前约达"
    return not (match.group()[0] in CODE and in_word and coded < 2) and (
        coded > 1 or len(match.group()) > 1 or not in_word
    )


def _plausible(token: str, rest: str) -> bool:
    number = float(token.translate(TABLE))
    return any(after.match(rest) and low <= number <= high for after, low, high in PLAUSIBLE)
