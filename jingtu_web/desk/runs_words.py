"""Words for what runs answer with: figures, columns, tables, charts and the keys among values."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

STATES: Mapping[str, str] = {
    "queued": "later",
    "running": "due",
    "done": "done",
    "failed": "error",
    "cancelled": "nodata",
}
"""The badge of each state (desk.css)."""

# Figures and columns; the same key means the same everywhere.
NAMES: Mapping[str, Promise] = {
    "size": _("结果数"),
    "detects": _("检出数"),
    "least": _("最小检出值"),
    "largest": _("最大检出值"),
    "largest_limit": _("最高检出限（未检出）"),
    "mean": _("均值"),
    "sd": _("标准差"),
    "lower_quartile": _("下四分位数"),
    "median": _("中位数"),
    "upper_quartile": _("上四分位数"),
    "p95": _("95 百分位"),
    "group": _("分组"),
    "from": _("下限"),
    "to": _("上限"),
    "detected": _("检出"),
    "non_detects": _("未检出（按检出限）"),
    "kind": _("类型"),
    "value": _("数值"),
    "method": _("方法"),
    "upper_limit": _("推荐的均值 95% 上限"),
    "used": _("采用"),
    "why_not": _("未能计算的原因"),
    "test": _("检验"),
    "family": _("分布"),
    "statistic": _("统计量"),
    "p": _("p 值"),
    "critical": _("临界值"),
    "passes": _("未被否定"),
    "threshold": _("阈值"),
    "confidence": _("达到的置信度"),
    "points": _("点位数"),
    "model": _("变异函数模型"),
    "nugget": _("块金值"),
    "sill": _("基台值"),
    "range": _("有效变程"),
    "mean_error": _("交叉验证平均误差"),
    "rmse": _("交叉验证均方根误差"),
    "standardised": _("标准化均方误差（应接近 1）"),
    "crs": _("平面坐标系"),
    "distance": _("距离（m）"),
    "semivariance": _("半方差"),
    "pairs": _("点对数"),
    "observed": _("实测值"),
    "estimate": _("估计值"),
    "deviation": _("估计标准差"),
    "residual": _("残差"),
    "probability": _("超标概率"),
    "east": _("东坐标（m）"),
    "north": _("北坐标（m）"),
    "compared_with": _("超标概率的比较值"),
    "pathway": _("暴露途径"),
    "effect": _("效应"),
    "risk": _("风险或危害商"),
    "share": _("贡献率"),
    "lack": _("未计算的原因"),
    "symbol": _("符号"),
    "parameter": _("参数"),
    "cancer_soil": _("致癌风险（土壤）"),
    "hazard_soil": _("危害商（土壤）"),
    "cancer_groundwater": _("致癌风险（地下水）"),
    "hazard_groundwater": _("危害商（地下水）"),
    "control_soil": _("土壤风险控制值"),
    "control_driver": _("控制值取决于"),
    "control_groundwater": _("地下水风险控制值"),
    "saturation": _("土壤饱和浓度"),
}
TABLES: Mapping[str, Promise] = {
    "groups": _("分组统计"),
    "bars": _("直方图数据"),
    "limits": _("限值"),
    "ucl": _("均值 95% 上限"),
    "tests": _("分布检验（检出值，5% 水平）"),
    "thresholds": _("背景阈值"),
    "variogram": _("变异函数"),
    "cross_validation": _("交叉验证（与插值所用数值同一刻度）"),
    "pathways": _("各途径风险"),
    "lacks": _("没有计算的途径"),
    "sensitivity": _("参数敏感性"),
}
CHARTS: Mapping[str, Promise] = {
    "histogram": _("直方图与限值"),
    "boxes": _("分组箱线图"),
    "limits": _("各种方法的均值上限"),
    "variogram": _("变异函数与模型"),
    "shares": _("各途径贡献率"),
    "tornado": _("参数敏感性（龙卷风图）"),
}
VALUES: Mapping[str, Promise] = {
    "screening": _("筛选值"),
    "intervention": _("管制值"),
    "limit": _("限值"),
    # distributions and their tests
    "normal": _("正态分布"),
    "gamma": _("伽马分布"),
    "lognormal": _("对数正态分布"),
    "shapiro_wilk": _("Shapiro–Wilk"),
    "anderson_darling": _("Anderson–Darling"),
    "lilliefors": _("Lilliefors"),
    "kolmogorov_smirnov": _("Kolmogorov–Smirnov"),
    # background
    "percentile": _("百分位数（无置信度）"),
    "tolerance": _("容许上限（UTL）"),
    "prediction": _("预测上限（UPL）"),
    "simultaneous": _("同时上限（USL）"),
    "tolerance_by_rank": _("按次序的容许上限（不假定分布）"),
    # variograms
    "spherical": _("球状"),
    "exponential": _("指数"),
    "gaussian": _("高斯"),
    # risk
    "cancer": _("致癌"),
    "hazard": _("非致癌"),
    "water_protection": _("保护地下水"),
    "saturation": _("饱和浓度"),
    "not_volatile": _("不挥发"),
    "no_transport_data": _("没有迁移参数"),
    "no_slope": _("没有致癌斜率因子"),
    "no_reference": _("没有参考剂量或浓度"),
    "no_absorption": _("没有皮肤吸收因子"),
    "no_concentration": _("没有给出浓度"),
    "left_out": _("未选入"),
}
LAYERS: Mapping[str, Promise] = {
    "estimate": _("含量估计值"),
    "deviation": _("估计标准差"),
    "probability": _("超标概率"),
}


def name(key: str) -> str:
    return str(NAMES.get(key, key))
