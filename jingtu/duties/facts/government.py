"""Facts of the government of a place with its departments: what it keeps, decides, publishes and reports."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from jingtu.duties.facts.government_disclosure import DisclosureWork
from jingtu.duties.facts.government_key_units import KeyUnitWork
from jingtu.duties.facts.government_land import LandWork
from jingtu.duties.facts.government_metals import MetalsWork
from jingtu.duties.facts.subject import Subject, fact


class Level(StrEnum):
    """Level of a government. A district is a county, a city without districts too."""

    COUNTY = "county"
    CITY = "city"
    PROVINCE = "province"


@dataclass(frozen=True, slots=True, kw_only=True)
class GovernmentBody(Subject):
    """The government of one place; each group holds what its departments did in one field of work."""

    level: Level | None = fact("层级", "level of the government")
    land: LandWork = fact("建设用地工作", "work on development land", default=LandWork())
    key_units: KeyUnitWork = fact("重点监管单位工作", "work on key units", default=KeyUnitWork())
    disclosure: DisclosureWork = fact("信息公开与举报", "publication and reports", default=DisclosureWork())
    metals: MetalsWork = fact("重金属防控工作", "work on heavy metals", default=MetalsWork())
