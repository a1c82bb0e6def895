"""Unified social credit code (GB 32100-2015), the organisation code in it (GB 11714), discharge-permit number."""

from __future__ import annotations

import re

from jingtu.codes.spelling import NOWHERE, Checked, Given, checked, typed
from jingtu.problems import Problem, Where, attention, error

ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"  # no I, O, S, V, Z: they look like 1, 0, 5, U, 2
WEIGHTS = tuple(pow(3, position, 31) for position in range(17))
LOOKS_LIKE = str.maketrans("IOSVZ", "105U2")
ORGANISATION_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)
PERMIT = re.compile(r"(\w{18})\d{3}[A-Z]", re.ASCII)


def credit_check_character(first: str) -> str:
    """The 18th character of a credit code that begins with these 17, all of the alphabet of GB 32100."""
    total = sum(weight * ALPHABET.index(sign) for weight, sign in zip(WEIGHTS, first, strict=True))
    return ALPHABET[(31 - total % 31) % 31]


def organisation_check_character(first: str) -> str:
    """The ninth character of an organisation code that begins with these eight digits or capitals."""
    total = sum(weight * int(sign, 36) for weight, sign in zip(ORGANISATION_WEIGHTS, first, strict=True))
    return {10: "X", 11: "0"}.get(11 - total % 11, str(11 - total % 11))


def credit_code(given: Given, where: Where = NOWHERE) -> Checked:
    """The 18 characters of a unified social credit code, its check character right.

    Where only the organisation code inside has a wrong check character, the code is accepted with an *attention*.
    """
    read = typed(given, where)
    if not read.code:
        return read
    return checked(read.code, (*read.problems, *_credit_problems(read.code, given, where)))


def organisation_code(given: Given, where: Where = NOWHERE) -> Checked:
    """The nine characters of an organisation code, check character right; the hyphen before it is left out."""
    read = typed(given, where)
    code = read.code
    if not code:
        return read
    if not re.fullmatch(r"[0-9A-Z]{8}[0-9X]", code, re.ASCII):
        return Checked("", (*read.problems, error("codes.organisation_shape", where, given=given)))
    right = organisation_check_character(code[:8])
    wrong = () if code[8] == right else (error("codes.organisation_check", where, given=given, right=right),)
    return checked(code, (*read.problems, *wrong))


def permit_number(given: Given, where: Where = NOWHERE) -> Checked:
    """A discharge-permit number: the credit code of the permitted unit, three digits and a letter (``…001P``)."""
    read = typed(given, where)
    if not read.code:
        return read
    if not (shape := PERMIT.fullmatch(read.code)):
        return Checked("", (*read.problems, error("codes.permit_shape", where, given=given, count=len(read.code))))
    return checked(read.code, (*read.problems, *_credit_problems(shape[1], shape[1], where)))


def _credit_problems(code: str, given: Given, where: Where) -> tuple[Problem, ...]:
    if len(code) != 18:
        return (error("codes.credit_length", where, given=given, count=len(code)),)
    if strange := sorted(set(code) - set(ALPHABET)):
        return (_strange(code, strange, given, where),)
    right = credit_check_character(code[:17])
    if code[17] != right:
        # A spreadsheet keeps 15 digits of a number and writes zeros for the others.
        lost = code.isdigit() and code.endswith("000")
        return (error("codes.digits_lost" if lost else "codes.credit_check", where, given=given, right=right),)
    inner, wanted = code[8:17], organisation_check_character(code[8:16])
    if inner[8] != wanted:
        return (attention("codes.organisation_inside", where, given=given, inner=inner, right=wanted),)
    return ()


def _strange(code: str, strange: list[str], given: Given, where: Where) -> Problem:
    """Characters that no credit code has, with the code that was meant where the look-alikes make one."""
    meant = code.translate(LOOKS_LIKE)
    known = not set(meant) - set(ALPHABET) and credit_check_character(meant[:17]) == meant[17]
    name = "codes.credit_look_alike" if known else "codes.credit_alphabet"
    return error(name, where, given=given, strange=" ".join(strange), meant=meant)
