"""A file received, what was found in it, and what was decided."""

from __future__ import annotations

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from jingtu_web.common.models import Place, StoredFile, User


class Delivery(models.Model):
    """One file delivered once. What it holds is read again from the stored file whenever it is needed."""

    class Kind(models.TextChoices):
        LABORATORY = "laboratory", _("检测结果")

    class State(models.TextChoices):
        RECEIVED = "received", _("待确认")
        ACCEPTED = "accepted", _("已入库")
        REFUSED = "refused", _("已退回")
        WITHDRAWN = "withdrawn", _("已撤销")

    OPEN = (State.RECEIVED, State.ACCEPTED)

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    county = models.ForeignKey(Place, models.PROTECT, related_name="+", verbose_name=_("所属县"))
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+", verbose_name=_("文件"))
    name = models.CharField(_("文件名"), max_length=255)
    kind = models.CharField(_("类型"), max_length=20, choices=Kind, default=Kind.LABORATORY)
    options = models.JSONField(_("读取选项"), default=dict, blank=True)
    state = models.CharField(_("状态"), max_length=12, choices=State, default=State.RECEIVED)
    clean_only = models.BooleanField(_("仅接收无错误的行"), default=False)
    reading = models.JSONField(_("读取情况"), default=dict)
    problems = models.JSONField(_("问题"), default=list)
    samples = models.PositiveIntegerField(_("样品数"), default=0)
    results = models.PositiveIntegerField(_("结果数"), default=0)
    errors = models.PositiveIntegerField(_("错误数"), default=0)
    attentions = models.PositiveIntegerField(_("提示数"), default=0)
    received_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name=_("交付人"))
    received_at = models.DateTimeField(_("交付时间"), db_index=True)
    decided_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name=_("处理人"))
    decided_at = models.DateTimeField(_("处理时间"), null=True)
    reason = models.CharField(_("理由"), max_length=500, blank=True)

    class Meta:
        ordering = ["-received_at", "id"]
        verbose_name = verbose_name_plural = _("交付")
        constraints = [
            models.UniqueConstraint(
                fields=["county", "file"],
                condition=models.Q(state__in=("received", "accepted")),
                name="file_stands_once_per_county",
            )
        ]

    def __str__(self) -> str:
        return self.name
