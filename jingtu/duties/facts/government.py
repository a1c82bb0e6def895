"""Facts of the government of a place with its departments: what it keeps, decides, publishes and reports."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from jingtu.duties.facts.government_credit import CreditWork
from jingtu.duties.facts.government_disclosure import DisclosureWork
from jingtu.duties.facts.government_farming import FarmingWork
from jingtu.duties.facts.government_farmland import FarmlandWork
from jingtu.duties.facts.government_governance import GovernanceWork
from jingtu.duties.facts.government_groundwater import GroundwaterWork
from jingtu.duties.facts.government_key_units import KeyUnitWork
from jingtu.duties.facts.government_land import LandWork
from jingtu.duties.facts.government_metals import MetalsWork
from jingtu.duties.facts.government_monitoring import MonitoringWork
from jingtu.duties.facts.government_projects import ProjectWork
from jingtu.duties.facts.government_wastes import WasteWork
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
    wastes: WasteWork = fact("固体废物工作", "work on solid waste", default=WasteWork())
    groundwater: GroundwaterWork = fact("地下水工作", "work on groundwater", default=GroundwaterWork())
    farmland: FarmlandWork = fact("农用地工作", "work on farmland", default=FarmlandWork())
    farming: FarmingWork = fact("农业投入品工作", "work on farming", default=FarmingWork())
    monitoring: MonitoringWork = fact("调查监测工作", "work on survey and monitoring", default=MonitoringWork())
    credit: CreditWork = fact("企业环境信用工作", "work on the credit of enterprises", default=CreditWork())
    projects: ProjectWork = fact("项目和资金工作", "work on projects and funds", default=ProjectWork())
    governance: GovernanceWork = fact("考核督办与协同", "governance of soil work", default=GovernanceWork())
