"""Codes with valid check digits, obviously invented: every one stands in division 999901."""

from __future__ import annotations

from jingtu.codes import credit_check_character, organisation_check_character

COUNTY_CODE = "999901"


def organisation_code(serial: int) -> str:
    """Eight digits and the GB 11714 check character."""
    digits = f"{serial:08d}"
    return digits + organisation_check_character(digits)


def credit_code(serial: int) -> str:
    """Unified social credit code (GB 32100) of the enterprise with this number."""
    body = f"91{COUNTY_CODE}{organisation_code(serial)}"
    return body + credit_check_character(body)


def parcel_code(*, in_production: bool, industry: str, serial: int) -> str:
    """Thirteen digits: county, 1 in production or 2 closed, two-digit industry division, serial."""
    return f"{COUNTY_CODE}{1 if in_production else 2}{industry[:2]}{serial:04d}"


def cadastral_code(*, town: int, serial: int) -> str:
    """Nineteen characters of a cadastral parcel (GB/T 37346): county, district, subdistrict, right, serial."""
    return f"{COUNTY_CODE}{town:03d}001GB{serial:05d}"
