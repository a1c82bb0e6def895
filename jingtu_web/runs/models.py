"""A calculation asked for once: its input, its settings, its state, its result."""

from __future__ import annotations

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from jingtu_web.common.models import Place, StoredFile, User


class Run(models.Model):
    """Input and result are files kept by their content: the same bytes again are the same file."""

    class State(models.TextChoices):
        QUEUED = "queued", _("排队中")
        RUNNING = "running", _("计算中")
        DONE = "done", _("已完成")
        FAILED = "failed", _("未能完成")
        CANCELLED = "cancelled", _("已取消")

    OPEN = (State.QUEUED, State.RUNNING)

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    county = models.ForeignKey(Place, models.PROTECT, related_name="+", verbose_name=_("所属县"))
    kind = models.CharField(_("计算类型"), max_length=20)
    note = models.CharField(_("说明"), max_length=200, blank=True)
    # what goes in
    on = models.DateField(_("限值日期"))
    settings = models.JSONField(_("参数"), default=dict)
    seed = models.PositiveBigIntegerField(_("随机种子"), default=0)
    origin = models.JSONField(_("数据来源"), default=dict)
    rows = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="+", verbose_name=_("输入数据"))
    units = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="+", verbose_name=_("评价单元清单"))
    input_sha256 = models.CharField(max_length=64)
    # what happens
    state = models.CharField(_("状态"), max_length=12, choices=State, default=State.QUEUED)
    progress = models.PositiveSmallIntegerField(_("进度（%）"), default=0)
    cancel_asked = models.BooleanField(default=False)
    failure = models.JSONField(_("原因"), null=True)
    asked_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name=_("提交人"))
    asked_at = models.DateTimeField(_("提交时间"), db_index=True)
    began_at = models.DateTimeField(_("开始时间"), null=True)
    beat_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(_("结束时间"), null=True)
    # what comes out
    code = models.JSONField(_("程序版本"), default=dict)
    editions = models.JSONField(_("所用限值"), default=list)
    result = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="+", verbose_name=_("结果"))
    again_of = models.ForeignKey(
        "self", models.PROTECT, null=True, related_name="repeats", verbose_name=_("重新计算自")
    )

    class Meta:
        ordering = ["-asked_at", "id"]
        verbose_name = verbose_name_plural = _("计算")

    def __str__(self) -> str:
        return f"{self.kind} {self.id}"

    @property
    def is_open(self) -> bool:
        return self.state in self.OPEN
