"""Bodies and first accounts of the county. Nobody here exists."""

from __future__ import annotations

from dataclasses import dataclass

from examples.wochuan.places import TOWNS

ECOLOGY_BUREAU = "临澜市生态环境局沃川分局"


@dataclass(frozen=True)
class Body:
    """A department or township government as the sheet 部门清单 lists it."""

    name: str
    short_name: str
    field: str
    aliases: tuple[str, ...] = ()
    place_code: str = ""


@dataclass(frozen=True)
class Account:
    """A first account as the sheet 账户 lists it; its password is made when the county is loaded."""

    login: str
    role: str
    body: str = ""
    town: str = ""


DEPARTMENTS = (
    Body(ECOLOGY_BUREAU, "沃川生态环境分局", "生态环境", ("县生态环境分局", "市生态环境局沃川分局", "县环保局")),
    Body("沃川县农业农村局", "县农业农村局", "农业农村", ("县农业局", "县农委")),
    Body("沃川县自然资源局", "县自然资源局", "自然资源", ("县国土局", "县国土资源局")),
    Body("沃川县发展和改革局", "县发改局", "发展改革", ("县发展和改革局", "县粮食和物资储备局")),
    Body("沃川县工业和信息化局", "县工信局", "工业和信息化", ("县工业和信息化局", "县经信局")),
    Body("沃川县财政局", "县财政局", "财政"),
    Body("沃川县住房和城乡建设局", "县住建局", "住房城乡建设", ("县住房和城乡建设局", "县建设局")),
    Body("沃川县水利局", "县水利局", "水利", ("县水务局",)),
    Body("沃川县林业局", "县林业局", "林业"),
    Body("沃川县市场监督管理局", "县市场监管局", "市场监管", ("县市场监督管理局", "县工商局", "县质监局")),
    Body("沃川县应急管理局", "县应急管理局", "应急管理", ("县安监局",)),
    Body("沃川县城市管理和综合执法局", "县城管局", "城市管理", ("县城市管理和综合执法局",)),
    Body("沃川县公安局", "县公安局", "公安"),
    Body("沃川县司法局", "县司法局", "司法行政"),
    Body("沃川县教育局", "县教育局", "教育"),
    Body("沃川县卫生健康局", "县卫生健康局", "卫生健康", ("县卫健局", "县卫计局")),
    Body("沃川县行政审批服务局", "县行政审批局", "行政审批", ("县行政审批服务局",)),
    Body("沃川县供销合作社联合社", "县供销社", "供销", ("县供销联社",)),
    Body("沃川县人民检察院", "县人民检察院", "检察", ("县检察院",)),
    Body("中共沃川县委宣传部", "县委宣传部", "宣传"),
)
TOWNSHIPS = tuple(Body(f"{town.name}人民政府", town.name, "乡镇", place_code=town.code) for town in TOWNS)
BODIES = (*DEPARTMENTS, *TOWNSHIPS)

ACCOUNTS = (
    Account("admin", "系统管理员"),
    Account("shengtai", "县生态环境部门", "沃川生态环境分局"),
    Account("nongye", "其他部门", "县农业农村局"),
    Account("ziran", "其他部门", "县自然资源局"),
    Account("tielu", "乡镇（街道）", "铁炉镇人民政府", "铁炉镇"),
    Account("qingshi", "乡镇（街道）", "青石镇人民政府", "青石镇"),
    Account("chakan", "查看"),
)
