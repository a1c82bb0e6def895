"""A plan as it was read, its clauses as they stand after corrections, and what was recorded about them.

``Plan.reading`` is what the reader said and never changes. ``Clause`` and its bodies, deadlines and targets are the
reading with the corrections laid over it (``projection.py``): an index for queries, rebuilt by every correction.
Numbers are kept as decimal text, digits as printed; what a document may print at any length has no limit.
"""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from jingtu_web.common.models import Party, Place, StoredFile


class Plan(models.Model):
    place = models.ForeignKey(Place, models.PROTECT, verbose_name=_("行政区划"))
    year = models.PositiveSmallIntegerField(_("年度"))
    title = models.TextField(_("文件名称"))
    number = models.TextField(_("文号"), blank=True)
    issuer = models.TextField(_("印发机关"), blank=True)
    issued_on = models.DateField(_("印发日期"), null=True, blank=True)
    file = models.ForeignKey(StoredFile, models.PROTECT, verbose_name=_("原文件"))
    reading = models.JSONField(_("读取结果"), editable=False)
    source = models.JSONField(_("原文"), default=list, editable=False)
    reader = models.CharField(_("读取程序版本"), max_length=20)
    loaded_at = models.DateTimeField(_("导入时间"), auto_now_add=True)
    loaded_by = models.CharField(_("导入人"), max_length=150)

    class Meta:
        ordering = ["-year", "place", "-id"]
        verbose_name = verbose_name_plural = _("行动计划")
        constraints = [models.UniqueConstraint(fields=["place", "file"], name="plan_file_once_per_place")]

    def __str__(self) -> str:
        return self.title


class Clause(models.Model):
    class Kind(models.TextChoices):
        GOAL = "goal", _("工作目标")
        TASK = "task", _("任务")
        GUARANTEE = "guarantee", _("保障措施")

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="clauses", verbose_name=_("行动计划"))
    order = models.PositiveSmallIntegerField(_("顺序"))
    unit = models.TextField(_("读取编号"))
    number = models.TextField(_("序号"), blank=True)
    part = models.TextField(_("分项"), blank=True)
    kind = models.CharField(_("类别"), max_length=10, choices=Kind)
    chapter = models.TextField(_("章"), blank=True)
    section = models.TextField(_("节"), blank=True)
    title = models.TextField(_("任务名称"), blank=True)
    text = models.TextField(_("主要内容"), blank=True)
    responsibility = models.TextField(_("责任分工原文"), blank=True)
    lines = models.JSONField(_("原文行"), default=list)

    class Meta:
        ordering = ["plan", "order"]
        verbose_name = verbose_name_plural = _("任务条款")
        constraints = [models.UniqueConstraint(fields=["plan", "unit"], name="clause_once_per_plan")]

    def __str__(self) -> str:
        return f"{self.label} {self.title}".strip()

    @property
    def label(self) -> str:
        """The printed number with its part, such as ``13b``."""
        return f"{self.number}{self.part}"

    @property
    def group(self) -> str:
        """The innermost heading the clause stands under."""
        return self.section or self.chapter


class ClauseBody(models.Model):
    class Role(models.TextChoices):
        LEAD = "lead", _("牵头")
        JOINT = "joint", _("分工负责")
        PARTICIPATING = "participating", _("参与")
        COOPERATING = "cooperating", _("配合")
        IMPLEMENTING = "implementing", _("落实")
        OTHER = "other", _("其他")

    clause = models.ForeignKey(Clause, models.CASCADE, related_name="bodies", verbose_name=_("任务条款"))
    no = models.PositiveSmallIntegerField()
    name = models.TextField(_("原文名称"))
    role = models.CharField(_("分工"), max_length=15, choices=Role)
    canonical = models.TextField(_("规范名称"), blank=True)
    party = models.ForeignKey(Party, models.PROTECT, related_name="tasks", verbose_name=_("单位"))
    inherited_from = models.TextField(_("承自"), blank=True)
    townships = models.BooleanField(_("泛指各乡镇街道"), default=False)

    class Meta:
        ordering = ["clause", "no"]
        verbose_name = verbose_name_plural = _("责任单位")
        constraints = [models.UniqueConstraint(fields=["clause", "no"], name="body_no_once_per_clause")]

    def __str__(self) -> str:
        return self.name


class Deadline(models.Model):
    class Kind(models.TextChoices):
        BY = "by", _("截止")
        WITHIN = "within", _("事件后期限")
        EVERY = "every", _("定期")
        DURING = "during", _("期间")

    clause = models.ForeignKey(Clause, models.CASCADE, related_name="deadlines", verbose_name=_("任务条款"))
    no = models.PositiveSmallIntegerField()
    kind = models.CharField(_("类别"), max_length=10, choices=Kind)
    date = models.DateField(_("日期"), null=True, blank=True)
    period = models.TextField(_("周期"), blank=True)
    event = models.TextField(_("起算事件"), blank=True)
    phrase = models.TextField(_("原文"), blank=True)

    class Meta:
        ordering = ["clause", "no"]
        verbose_name = verbose_name_plural = _("时限")
        constraints = [models.UniqueConstraint(fields=["clause", "no"], name="deadline_no_once_per_clause")]

    def __str__(self) -> str:
        return self.phrase or str(self.date or self.period)


class Target(models.Model):
    class Comparator(models.TextChoices):
        AT_LEAST = ">=", "≥"
        AT_MOST = "<=", "≤"
        EQUAL = "=", "="
        MORE = ">", ">"
        LESS = "<", "<"
        ABOUT = "~", "≈"

    clause = models.ForeignKey(Clause, models.CASCADE, related_name="targets", verbose_name=_("任务条款"))
    no = models.PositiveSmallIntegerField()
    quantity = models.TextField(_("指标"))
    comparator = models.CharField(_("比较"), max_length=2, choices=Comparator, blank=True)
    value = models.TextField(_("目标值"), blank=True)
    unit = models.TextField(_("计量单位"), blank=True)
    by = models.DateField(_("完成时限"), null=True, blank=True)
    reference = models.TextField(_("参照"), blank=True)
    phrase = models.TextField(_("原文"), blank=True)

    class Meta:
        ordering = ["clause", "no"]
        verbose_name = verbose_name_plural = _("指标")
        constraints = [models.UniqueConstraint(fields=["clause", "no"], name="target_no_once_per_clause")]

    def __str__(self) -> str:
        return self.quantity


class Correction(models.Model):
    """What an officer says the reader should have found. The newest for a field counts; none is ever removed."""

    class Field(models.TextChoices):
        TITLE = "title", _("任务名称")
        BODIES = "bodies", _("责任单位")
        DEADLINES = "deadlines", _("时限")
        TARGETS = "targets", _("指标")

    clause = models.ForeignKey(Clause, models.CASCADE, related_name="corrections", verbose_name=_("任务条款"))
    field = models.CharField(_("更正内容"), max_length=10, choices=Field)
    before = models.JSONField(_("更正前"))
    after = models.JSONField(_("更正后"))
    reason = models.CharField(_("理由"), max_length=500)
    by = models.CharField(_("更正人"), max_length=150)
    at = models.DateTimeField(_("更正时间"), auto_now_add=True)

    class Meta:
        ordering = ["id"]
        verbose_name = verbose_name_plural = _("更正")

    def __str__(self) -> str:
        return f"{self.clause} {self.get_field_display()}"


class ProgressNote(models.Model):
    """Something recorded about a clause. Never changed; a mistaken one is withdrawn and stays readable."""

    class Kind(models.TextChoices):
        PROGRESS = "progress", _("工作进展")
        FULFILLED = "fulfilled", _("已完成")
        REOPENED = "reopened", _("重新办理")

    clause = models.ForeignKey(Clause, models.CASCADE, related_name="notes", verbose_name=_("任务条款"))
    on = models.DateField(_("日期"))
    kind = models.CharField(_("类别"), max_length=10, choices=Kind)
    text = models.TextField(_("情况说明"))
    due = models.DateField(_("对应时限"), null=True, blank=True)
    target = models.ForeignKey(Target, models.PROTECT, null=True, blank=True, verbose_name=_("指标"))
    value = models.CharField(_("数值"), max_length=40, blank=True)
    evidence = models.ForeignKey(StoredFile, models.PROTECT, null=True, blank=True, verbose_name=_("佐证材料"))
    by = models.CharField(_("记录人"), max_length=150)
    at = models.DateTimeField(_("记录时间"), auto_now_add=True)
    withdrawn_at = models.DateTimeField(_("撤回时间"), null=True, blank=True)
    withdrawn_by = models.CharField(_("撤回人"), max_length=150, blank=True)
    withdrawn_because = models.CharField(_("撤回理由"), max_length=500, blank=True)

    class Meta:
        ordering = ["on", "id"]
        verbose_name = verbose_name_plural = _("进展记录")

    def __str__(self) -> str:
        return f"{self.on} {self.get_kind_display()}"


class Draft(models.Model):
    """A plan uploaded and shown, not yet confirmed. Nothing of it is in any list."""

    place = models.ForeignKey(Place, models.CASCADE)
    name = models.CharField(max_length=255)
    content = models.BinaryField()
    by = models.CharField(max_length=150)
    at = models.DateTimeField(auto_now_add=True)
