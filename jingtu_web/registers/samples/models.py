"""Points, the samples taken there, and what the laboratory said of each substance."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from jingtu_web.common.geometry import GeometryField
from jingtu_web.common.models import Origin, Place


class Medium(models.TextChoices):
    SOIL = "soil", _("土壤")
    GROUNDWATER = "groundwater", _("地下水")
    IRRIGATION_WATER = "irrigation_water", _("灌溉水")
    CROP = "crop", _("农产品")


class Point(Origin):
    """A place on the ground. Laboratories number points anew in every project: the code alone does not identify one."""

    county = models.ForeignKey(Place, models.PROTECT, related_name="+", verbose_name=_("所属县"))
    place = models.ForeignKey(
        Place, models.PROTECT, null=True, blank=True, related_name="points", verbose_name=_("所在乡镇")
    )
    code = models.CharField(_("点位编号"), max_length=120, db_index=True)
    location = GeometryField(_("位置"), null=True, blank=True, editable=False)

    class Meta:
        ordering = ["code", "id"]
        verbose_name = verbose_name_plural = _("点位")

    def __str__(self) -> str:
        return self.code


class SampleQuerySet(models.QuerySet["Sample"]):
    def standing(self) -> SampleQuerySet:
        """Those whose delivery has not been withdrawn."""
        return self.filter(withdrawn_at__isnull=True)


class Sample(Origin):
    """One sample as one delivery describes it. A withdrawn delivery closes its samples; nothing is deleted."""

    point = models.ForeignKey(Point, models.PROTECT, related_name="samples", verbose_name=_("点位"))
    code = models.CharField(_("样品编号"), max_length=120)
    medium = models.CharField(_("介质"), max_length=20, choices=Medium, blank=True)
    depth_top = models.FloatField(_("深度上限（米）"), null=True, blank=True)
    depth_bottom = models.FloatField(_("深度下限（米）"), null=True, blank=True)
    sampled_on = models.DateField(_("采样日期"), null=True, blank=True)
    land_use = models.CharField(_("土地利用"), max_length=40, blank=True)
    land_use_text = models.TextField(_("土地利用（原文）"), blank=True)
    crop_text = models.TextField(_("农产品（原文）"), blank=True)
    ph = models.FloatField("pH", null=True, blank=True)
    laboratory = models.TextField(_("检测单位"), blank=True)
    withdrawn_at = models.DateTimeField(_("撤销时间"), null=True, blank=True)

    objects = SampleQuerySet.as_manager()

    class Meta:
        ordering = ["id"]
        verbose_name = verbose_name_plural = _("样品")
        indexes = [models.Index(fields=["withdrawn_at", "delivery"], name="sample_standing")]

    def __str__(self) -> str:
        return self.code


class Result(Origin):
    """What the laboratory said of one substance: number, operator, limits, and the text as delivered.

    The text is the authority: where a value lies close to a limit it is compared again as Decimal from the text. The
    float beside it serves filters, statistics and the bulk comparison, and halves what a page has to read.
    """

    sample = models.ForeignKey(Sample, models.PROTECT, related_name="results", verbose_name=_("样品"))
    substance = models.CharField(_("检测项目"), max_length=80, blank=True)
    substance_text = models.TextField(_("检测项目（原文）"))
    value = models.FloatField(_("数值"), null=True, blank=True)
    operator = models.CharField(_("符号"), max_length=1, blank=True)
    detection_limit = models.FloatField(_("检出限"), null=True, blank=True)
    quantitation_limit = models.FloatField(_("定量限"), null=True, blank=True)
    text = models.TextField(_("检测结果（原文）"))
    unit = models.CharField(_("计量单位"), max_length=40, blank=True)
    unit_text = models.TextField(_("单位（原文）"), blank=True)
    method = models.TextField(_("检测方法"), blank=True)
    cell = models.CharField(_("单元格"), max_length=12, blank=True, editable=False)

    class Meta:
        ordering = ["id"]
        verbose_name = verbose_name_plural = _("检测结果")

    def __str__(self) -> str:
        return f"{self.substance_text} {self.text}"
