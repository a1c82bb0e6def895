"""Bytes of a text file to text: UTF-8, UTF-16 or GB18030, and never a guess that destroys characters."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from jingtu.problems import Problem, Refused, Where, attention, error

# Longest mark first: the mark of UTF-32-LE begins with that of UTF-16-LE.
MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# What is left of Chinese text that was once read and saved in the wrong encoding.
MOJIBAKE = re.compile("\ufffd|锟斤拷|烫烫烫|Ã[\x80-\xbf¤-¿]|ï¿½|(?:[åæçèéä][\x80-\xbf‚-™¡-¿]{2}){2}")
COMMON_SHARE = 0.7
"""Smallest share of everyday characters (GB 2312, level 1) in text that was rightly read as GB18030. Running
Chinese text has more than 0.95, Big5 or Western text read as GB18030 less than 0.5."""


@dataclass(frozen=True)
class Decoded:
    """Text, the encoding it was read in, and what is to be said about it."""

    text: str
    encoding: str
    problems: tuple[Problem, ...] = ()


def decode(data: bytes, *, file: str = "") -> Decoded:
    """The text of a file.

    Raises
    ------
    Refused
        If no known encoding gives sensible text.
    """
    where = Where(file=file)
    encoding = _encoding(data)
    if encoding is None:
        raise Refused(error("intake.encoding_unknown", where))
    text = data.decode(encoding)
    found = []
    if encoding not in ("utf-8", "utf-8-sig"):
        found.append(attention("intake.encoding_not_utf8", where, encoding=encoding.upper()))
    broken = MOJIBAKE.search(text)
    if broken:
        line = text.count("\n", 0, broken.start()) + 1
        found.append(attention("intake.mojibake", Where(file=file, line=line), sample=broken.group()))
    return Decoded(text, encoding, tuple(found))


def _encoding(data: bytes) -> str | None:
    for mark, encoding in MARKS:
        if data.startswith(mark):
            return encoding if _decodes(data, encoding) else None
    if 0 in data:
        candidates: tuple[str, ...] = ("utf-16-le", "utf-16-be")
    else:
        candidates = ("utf-8", "gb18030", "cp1252", "big5")
    return next((encoding for encoding in candidates if _fits(data, encoding)), None)


def _decodes(data: bytes, encoding: str) -> bool:
    try:
        data.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True


def _fits(data: bytes, encoding: str) -> bool:
    """Whether the bytes decode, and to characters that people write in that encoding."""
    if not _decodes(data, encoding):
        return False
    text = data.decode(encoding)
    foreign = [character for character in text if ord(character) > 127]
    if encoding == "utf-8" or not foreign:
        return "\x00" not in text
    if encoding == "cp1252":
        return all(character in "µ°±²³·×–—’“”½¼äöüßéèàç" for character in foreign)
    ideographs = [character for character in foreign if "\u4e00" <= character <= "\u9fff"]
    if encoding == "big5":
        return bool(ideographs) and _share(ideographs, "big5", range(0xA4, 0xC7)) > COMMON_SHARE
    if encoding.startswith("utf-16"):
        return "\x00" not in text and len(foreign) - len(ideographs) <= 0.3 * len(text)
    return _share(ideographs, "gb2312", range(0xB0, 0xD8)) > COMMON_SHARE if ideographs else _only_signs(foreign)


def _share(characters: list[str], encoding: str, lead: range) -> float:
    """Share of characters whose first byte in ``encoding`` lies in the rows of everyday characters."""
    leads = (character.encode(encoding, "ignore")[:1] for character in characters)
    return sum(1 for byte in leads if byte and byte[0] in lead) / len(characters)


def _only_signs(foreign: list[str]) -> bool:
    """Text without ideographs: punctuation, full-width forms, Greek and signs only."""
    return all(
        ord(character) < 0x2E80 or "\u3000" <= character <= "\u33ff" or character > "\uff00" for character in foreign
    )
