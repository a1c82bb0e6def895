"""Codes with valid check digits, obviously invented: every one stands in division 999901."""

from __future__ import annotations

COUNTY_CODE = "999901"
CREDIT_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"  # GB 32100: no I, O, S, V, Z
CREDIT_WEIGHTS = tuple(pow(3, position, 31) for position in range(17))
ORGANISATION_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)


def organisation_code(serial: int) -> str:
    """Eight digits and the GB 11714 check character."""
    digits = f"{serial:08d}"
    rest = 11 - sum(weight * int(digit) for weight, digit in zip(ORGANISATION_WEIGHTS, digits, strict=True)) % 11
    return digits + {10: "X", 11: "0"}.get(rest, str(rest))


def credit_code(serial: int) -> str:
    """Unified social credit code (GB 32100) of the enterprise with this number."""
    body = f"91{COUNTY_CODE}{organisation_code(serial)}"
    total = sum(weight * CREDIT_ALPHABET.index(sign) for weight, sign in zip(CREDIT_WEIGHTS, body, strict=True))
    return body + CREDIT_ALPHABET[(31 - total % 31) % 31]


def parcel_code(*, in_production: bool, industry: str, serial: int) -> str:
    """Thirteen digits: county, 1 in production or 2 closed, two-digit industry division, serial."""
    return f"{COUNTY_CODE}{1 if in_production else 2}{industry[:2]}{serial:04d}"


def cadastral_code(*, town: int, serial: int) -> str:
    """Nineteen characters of a cadastral parcel (GB/T 37346): county, district, subdistrict, right, serial."""
    return f"{COUNTY_CODE}{town:03d}001GB{serial:05d}"
