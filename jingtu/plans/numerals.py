"""Chinese numerals, as plans use them: 一 to 九千九百九十九, 两, 〇, and digits written one by one (二〇二二)."""

from __future__ import annotations

DIGITS = {
    sign: value
    for value, signs in enumerate(("〇零○", "一壹", "二两", "三", "四", "五", "六", "七", "八", "九"))
    for sign in signs
}
TENS = {"十": 10, "百": 100, "千": 1000}
SIGNS = "".join((*DIGITS, *TENS))
"""All characters of a Chinese numeral, for use inside a character class."""


def to_number(text: str) -> int:
    """The whole number that a Chinese or Arabic numeral says.

    Raises
    ------
    ValueError
        If the text is no numeral.
    """
    if text.isascii() and text.isdigit():
        return int(text)
    if not text or not set(text) <= set(SIGNS):
        raise ValueError(f"“{text}” is no numeral. Known signs: {SIGNS}.")
    if not set(text) & set(TENS):
        return int("".join(str(DIGITS[sign]) for sign in text))
    return _counted(text)


def _counted(text: str) -> int:
    total, digit = 0, 0
    for sign in text:
        if sign in TENS:
            total += (digit or 1) * TENS[sign]
            digit = 0
        else:
            digit = DIGITS[sign]
    return total + digit


def to_chinese(number: int) -> str:
    """A whole number below ten thousand in Chinese: 12 is 十二, 105 is 一百零五."""
    if not 0 < number < 10000:
        return str(number)
    written, gap = "", False
    for size, sign in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = number // size % 10
        if digit:
            written += ("零" if gap and written else "") + "〇一二三四五六七八九"[digit] + sign
        gap = digit == 0
    return written.removeprefix("一") if 10 <= number < 20 else written
