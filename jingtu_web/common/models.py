"""Places, bodies, people, evidence files and the audit trail: what every register stands on."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib.auth.models import AbstractUser, UserManager
from django.db import models
from django.utils.translation import gettext_lazy as _

from jingtu_web.common.geometry import GeometryField

LONGER = {9: 12, 6: 9, 4: 6, 2: 4}  # where the next group of the 12-digit code ends


class Place(models.Model):
    """An administrative division (行政区划), from province to village, with its outline where one is known."""

    class Level(models.TextChoices):
        PROVINCE = "province", _("省级")
        CITY = "city", _("地级")
        COUNTY = "county", _("县级")
        TOWNSHIP = "township", _("乡级")
        VILLAGE = "village", _("村级")

    code = models.CharField(_("区划代码"), max_length=12, unique=True)
    name = models.CharField(_("名称"), max_length=80)
    level = models.CharField(_("级别"), max_length=10, choices=Level)
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, verbose_name=_("上级"))
    outline = GeometryField(_("范围"), null=True, blank=True, editable=False)

    class Meta:
        ordering = ["code"]
        verbose_name = verbose_name_plural = _("行政区划")

    def __str__(self) -> str:
        return self.name

    @property
    def stem(self) -> str:
        """The part of the code that every place below shares: 12 digits, cut after the last group that is not zero."""
        for length in (9, 6, 4, 2):
            if self.code[length:].strip("0"):
                return self.code[: LONGER[length]]
        return self.code[:2]


class Party(models.Model):
    """A body (单位): department, township government, enterprise. Other names by which plans call it are aliases."""

    name = models.CharField(_("名称"), max_length=120)
    short_name = models.CharField(_("简称"), max_length=60, blank=True)
    aliases = models.JSONField(_("别名（含机构改革前名称）"), default=list, blank=True)
    place = models.ForeignKey(Place, models.PROTECT, null=True, blank=True, verbose_name=_("所在地"))

    class Meta:
        ordering = ["name"]
        verbose_name = verbose_name_plural = _("单位")
        constraints = [models.UniqueConstraint(fields=["place", "name"], name="party_once_per_place")]

    def __str__(self) -> str:
        return self.name


class Accounts(UserManager["User"]):
    use_in_migrations = False

    def create_superuser(
        self, username: str, email: str | None = None, password: str | None = None, **fields: Any
    ) -> User:
        return super().create_superuser(username, email, password, **{"role": User.Role.ADMINISTRATOR, **fields})


class User(AbstractUser):
    """An account. What it may see follows from its role, its body and its place (``common.scope``)."""

    class Role(models.TextChoices):
        ADMINISTRATOR = "administrator", _("系统管理员")
        ECOLOGY = "ecology", _("县生态环境部门")
        DEPARTMENT = "department", _("其他部门")
        TOWNSHIP = "township", _("乡镇（街道）")
        VIEWER = "viewer", _("查看")

    role = models.CharField(_("角色"), max_length=20, choices=Role, default=Role.VIEWER)
    party = models.ForeignKey(Party, models.PROTECT, null=True, blank=True, verbose_name=_("单位"))
    place = models.ForeignKey(Place, models.PROTECT, null=True, blank=True, verbose_name=_("行政区划"))
    must_change_password = models.BooleanField(_("首次登录须修改密码"), default=False)

    objects: ClassVar[Accounts] = Accounts()

    class Meta(AbstractUser.Meta):
        verbose_name = verbose_name_plural = _("账户")  # type: ignore[assignment]

    def save(self, *args: Any, **kwargs: Any) -> None:
        """The role alone decides who administers; Django's own two flags follow it."""
        self.is_staff = self.is_superuser = self.role == self.Role.ADMINISTRATOR
        super().save(*args, **kwargs)


class StoredFile(models.Model):
    """A file as it arrived, kept once by its content. Never changed, never deleted while something points to it."""

    sha256 = models.CharField(max_length=64, unique=True)
    name = models.CharField(_("文件名"), max_length=255)
    size = models.PositiveBigIntegerField(_("大小"))
    content = models.FileField(upload_to="by-hash")
    received_at = models.DateTimeField(_("接收时间"), auto_now_add=True)

    class Meta:
        verbose_name = verbose_name_plural = _("文件")

    def __str__(self) -> str:
        return self.name


class AuditRecord(models.Model):
    """One named act. Append-only; each record is chained to the one before by its hash (``common.audit``)."""

    at = models.DateTimeField(_("时间"))
    by = models.CharField(_("操作人"), max_length=150)
    action = models.CharField(_("操作"), max_length=60)
    subject = models.CharField(_("对象"), max_length=200)
    detail = models.JSONField(_("内容"), default=dict)
    previous = models.CharField(max_length=64, blank=True)
    hash = models.CharField(max_length=64, unique=True)

    class Meta:
        ordering = ["id"]
        verbose_name = verbose_name_plural = _("操作记录")

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.by} {self.action} {self.subject}"


class Origin(models.Model):
    """Where a row came from: the delivery, the file's hash, sheet and row. Registers need not know deliveries."""

    delivery = models.UUIDField(_("交付批次"), null=True, blank=True, db_index=True, editable=False)
    file_sha256 = models.CharField(max_length=64, blank=True, editable=False)
    sheet = models.CharField(max_length=120, blank=True, editable=False)
    row = models.PositiveIntegerField(null=True, blank=True, editable=False)

    class Meta:
        abstract = True
