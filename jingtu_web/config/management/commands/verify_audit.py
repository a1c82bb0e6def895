"""``jingtu-web verify_audit``: is the audit trail whole?"""

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from jingtu_web.common import audit
from jingtu_web.common.models import AuditRecord


class Command(BaseCommand):
    help = "核对操作记录链：任何一条被改动、删除或插入都会被发现。 Verify the audit trail."

    def handle(self, *args: Any, **options: Any) -> None:
        if broken := audit.first_broken():
            words = _("操作记录从第 {number} 条起不衔接（{at}，{by}，{action}）。其内容被改动过，请与备份比对。")
            at = broken.at.isoformat(timespec="seconds")
            raise CommandError(words.format(number=broken.pk, at=at, by=broken.by, action=broken.action))
        last = AuditRecord.objects.order_by("-id").first()
        self.stdout.write(
            _("操作记录链完整：共 {number} 条，最后一条的校验值 {hash}。").format(
                number=AuditRecord.objects.count(), hash=last.hash if last else "—"
            )
        )
