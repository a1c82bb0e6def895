"""Codes and their check digits: credit code, permit number, parcel, division, industry, CAS, Gauss-Krüger zone.

Every checker is tolerant about how a code is written (width, case, blanks, hyphens) and strict about the code itself.
It answers :class:`Checked`: the code as it should be written, and the problems found, each with what, why and what now.
"""

from jingtu.codes.cas import cas_number
from jingtu.codes.credit import (
    credit_check_character,
    credit_code,
    organisation_check_character,
    organisation_code,
    permit_number,
)
from jingtu.codes.divisions import Division, division, division_code
from jingtu.codes.industries import Industry, industry, industry_code
from jingtu.codes.parcels import parcel_code
from jingtu.codes.spelling import Checked, Given
from jingtu.codes.zones import check_easting, check_system, epsg_of_zone, zone_of

__all__ = [
    "Checked",
    "Division",
    "Given",
    "Industry",
    "cas_number",
    "check_easting",
    "check_system",
    "credit_check_character",
    "credit_code",
    "division",
    "division_code",
    "epsg_of_zone",
    "industry",
    "industry_code",
    "organisation_check_character",
    "organisation_code",
    "parcel_code",
    "permit_number",
    "zone_of",
]
