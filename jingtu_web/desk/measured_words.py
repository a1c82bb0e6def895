"""The faces of what an assessment says: names of verdicts, media and land uses, and the badge each verdict wears."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from jingtu.assessment.verdicts import NOT_COMPARED, Reason, Verdict
from jingtu.substances import SUBSTANCES

VERDICTS: Mapping[str, Promise] = {
    Verdict.WITHIN_SCREENING: _("不超过筛选值"),
    Verdict.WITHIN_BACKGROUND: _("不超过背景值"),
    Verdict.ABOVE_SCREENING: _("超过筛选值"),
    Verdict.ABOVE_INTERVENTION: _("超过管制值"),
    Verdict.WITHIN_LIMIT: _("符合限值"),
    Verdict.ABOVE_LIMIT: _("超过限值"),
    Verdict.CLASS_I: _("Ⅰ类"),
    Verdict.CLASS_II: _("Ⅱ类"),
    Verdict.CLASS_III: _("Ⅲ类"),
    Verdict.CLASS_IV: _("Ⅳ类"),
    Verdict.CLASS_V: _("Ⅴ类"),
    Verdict.UNDECIDED: _("无法判定"),
    NOT_COMPARED: _("未比较"),
}
# Colours of the badge (desk.css) and of the map (maps/measurements.js): one word per verdict.
FACES: Mapping[str, str] = {
    Verdict.WITHIN_SCREENING: "ok",
    Verdict.WITHIN_BACKGROUND: "ok",
    Verdict.ABOVE_SCREENING: "attention",
    Verdict.ABOVE_INTERVENTION: "above",
    Verdict.WITHIN_LIMIT: "ok",
    Verdict.ABOVE_LIMIT: "above",
    Verdict.CLASS_I: "ok",
    Verdict.CLASS_II: "ok",
    Verdict.CLASS_III: "ok",
    Verdict.CLASS_IV: "attention",
    Verdict.CLASS_V: "above",
    Verdict.UNDECIDED: "undecided",
    NOT_COMPARED: "notcompared",
}
LAND_USES: Mapping[str, Promise] = {
    "paddy": _("水田"),
    "irrigated": _("水浇地"),
    "dryland": _("旱地"),
    "rotation": _("水旱轮作"),
    "vegetable": _("菜地"),
    "orchard": _("果园"),
    "tea": _("茶园"),
    "cropland": _("耕地"),
    "forest": _("林地"),
    "grassland": _("草地"),
    "residential": _("居住用地"),
    "school": _("中小学用地"),
    "medical": _("医疗卫生用地"),
    "welfare": _("社会福利设施用地"),
    "community_park": _("社区公园"),
    "park": _("绿地与广场用地"),
    "industrial": _("工业用地"),
    "storage": _("物流仓储用地"),
    "commercial": _("商业服务业设施用地"),
    "traffic": _("道路与交通设施用地"),
    "utility": _("公用设施用地"),
    "public": _("公共管理与公共服务用地"),
    "other": _("其他"),
}
UNITS = ("mg/kg", "ug/kg", "mg/L", "ug/L")
STANDARDS: Mapping[str, Promise] = {
    "gb15618": _("GB 15618 农用地土壤"),
    "gb36600": _("GB 36600 建设用地土壤"),
    "gbt14848": _("GB/T 14848 地下水"),
    "gb5084": _("GB 5084 农田灌溉水"),
    "gb2762": _("GB 2762 食品中污染物"),
}


def substance_name(key: str) -> str:
    """In the language of the page; a key no list knows is its own name."""
    known = SUBSTANCES.get(key)
    if known is None:
        return key
    return known.en if (get_language() or "").startswith("en") else known.zh


REASONS: Mapping[str, Promise] = {
    Reason.FACT_MISSING: _("缺少判定所需信息"),
    Reason.DETECTION_LIMIT_MISSING: _("未检出但没有检出限"),
    Reason.DETECTION_LIMIT_ABOVE: _("检出限高于限值"),
    Reason.ONLY_LOWER_BOUND: _("结果只给出下限"),
    Reason.SPECIES_MISSING: _("总量超过限值，需要测定形态"),
    Reason.WORD_NOT_UNDERSTOOD: _("结果文字无法判定"),
    Reason.INTERVENTION_OPEN: _("超过筛选值，是否超过管制值无法判定"),
    Reason.BACKGROUND_UNKNOWN: _("背景值未知，按筛选值判定"),
    Reason.BACKGROUND_EXCEEDED: _("超过筛选值和背景值"),
    Reason.WITHIN_BACKGROUND: _("超过筛选值但不超过背景值"),
    Reason.ROTATION: _("水旱轮作，从严取值"),
    Reason.LAND_USE_AS_OTHER: _("土地利用按“其他”取值"),
    Reason.CLASS_ONE_ASSUMED: _("规划用途不明确，按第一类用地取值"),
    Reason.SUM_OF_COMPONENTS: _("总量由各组分加和"),
    Reason.TOTAL_WITHIN_SPECIES: _("总量不超过形态限值"),
    Reason.SUBSTANCE_UNKNOWN: _("检测项目无法识别"),
    Reason.NO_LIMIT: _("现行标准没有限值"),
    Reason.ONLY_HEXAVALENT: _("标准只规定六价铬"),
    Reason.CONDITION_ONLY: _("仅作为取值条件"),
    Reason.NOT_VERIFIED: _("限值未经核对，不作判定"),
    Reason.NO_EDITION_IN_FORCE: _("当日没有现行版本"),
    Reason.MEDIUM_UNKNOWN: _("样品类型不明"),
    Reason.LAND_USE_NOT_COVERED: _("土地利用不在标准适用范围"),
    Reason.OTHER_MEDIUM: _("标准不适用于这类样品"),
    Reason.UNIT_INCONVERTIBLE: _("单位不能换算"),
    Reason.NO_VALUE: _("没有数值"),
    Reason.SUM_INCOMPLETE: _("缺少组分，不能加和"),
    Reason.SUPERSEDED_BY_SPECIES: _("已按形态判定"),
    Reason.COMPONENT_OF_SUM: _("仅作为总量的组分"),
}
MISSING: Mapping[str, Promise] = {
    "ph": _("pH"),
    "land_use": _("土地利用"),
    "land_class": _("用地类别"),
    "crop_type": _("作物类型"),
    "condition": _("适用条件"),
    "crop": _("农产品名称"),
    "unit": _("单位"),
    "detection_limit": _("检出限"),
}
# What intake lists as not read as a result. Reasons that only describe the table are not worth a line.
SKIPPED: Mapping[str, Promise] = {
    "sheet_without_table": _("工作表中没有检测结果"),
    "row_refused": _("有错误的行"),
    "repeated_header": _("重复的表头"),
    "total_row": _("合计或平均行"),
    "describing_row": _("说明行"),
    "row_without_results": _("没有结果的行"),
    "unknown": _("无法识别的列"),
    "fraction": _("有效态等部分含量，不与全量限值比较"),
    "other_medium": _("其他介质"),
    "role_taken": _("与另一列含义重复"),
}
