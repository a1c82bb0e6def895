"""The kinds of subjects, by the key under which a file of facts lists them, and their names."""

from dataclasses import dataclass

from jingtu.duties.facts.farming_place import FarmingPlace
from jingtu.duties.facts.farmland_unit import FarmlandUnit
from jingtu.duties.facts.government import GovernmentBody
from jingtu.duties.facts.groundwater_place import GroundwaterPlace
from jingtu.duties.facts.key_unit import KeyUnit
from jingtu.duties.facts.metal_enterprise import MetalEnterprise
from jingtu.duties.facts.monitoring_point import MonitoringPoint
from jingtu.duties.facts.parcel import Parcel
from jingtu.duties.facts.practitioner import Practitioner
from jingtu.duties.facts.project import Project
from jingtu.duties.facts.subject import Subject
from jingtu.duties.facts.waste_site import WasteSite


@dataclass(frozen=True, slots=True)
class Title:
    """The name of a kind of subject."""

    zh: str
    en: str


SUBJECTS: dict[str, type[Subject]] = {
    "parcel": Parcel,
    "key_unit": KeyUnit,
    "metal_enterprise": MetalEnterprise,
    "waste_site": WasteSite,
    "groundwater_place": GroundwaterPlace,
    "farmland_unit": FarmlandUnit,
    "farming_place": FarmingPlace,
    "practitioner": Practitioner,
    "project": Project,
    "monitoring_point": MonitoringPoint,
    "government": GovernmentBody,
}
TITLES = {
    "parcel": Title("建设用地地块", "parcel"),
    "key_unit": Title("重点监管单位", "key regulated unit"),
    "metal_enterprise": Title("涉重金属企业", "enterprise with heavy metals"),
    "waste_site": Title("固体废物场所", "waste site"),
    "groundwater_place": Title("地下水场所", "well, zone or other groundwater place"),
    "farmland_unit": Title("农用地分类单元", "farmland unit"),
    "farming_place": Title("农业生产场所", "farming place"),
    "practitioner": Title("从业单位和个人", "practitioner"),
    "project": Title("土壤污染防治项目", "project"),
    "monitoring_point": Title("监测点位", "monitoring point"),
    "government": Title("政府及其部门", "government"),
}
