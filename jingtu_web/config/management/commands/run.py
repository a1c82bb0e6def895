"""``jingtu-web run``: everything a newcomer needs. ``make run`` ends here."""

from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.utils import timezone
from django.utils.translation import gettext as _

from jingtu_web.common.example_logins import example_logins
from jingtu_web.common.models import Place, User
from jingtu_web.config.summary import summary
from jingtu_web.config.upgrading import upgrade


class Command(BaseCommand):
    help = "准备数据库，首次运行时载入示例县，打印概况和账户，启动网页服务。 Set up, load the example, serve."

    def handle(self, *args: Any, **options: Any) -> None:
        upgrade()
        if not Place.objects.exists() and not User.objects.exists():
            self.stdout.write(_("首次运行：正在载入示例县……"))
            call_command("load_example", stdout=self.stdout)
        for line in summary(timezone.localdate()):
            self.stdout.write(line)
        self._print_logins()
        self.stdout.write(
            _("打开 {address} ，按 Ctrl+C 停止。").format(address=f"http://{_shown_host()}:{settings.PORT}/")
        )
        self.stdout.flush()
        call_command("serve")

    def _print_logins(self) -> None:
        """One account per role; the others stand beside them in the same file."""
        by_role = {login.role: login for login in reversed(example_logins())}
        if by_role:
            self.stdout.write(_("示例账户（仅供试用）："))
        for login in sorted(by_role.values(), key=lambda login: User.Role.values.index(login.role)):
            self.stdout.write(f"  {login.username:<14}{login.password:<18}{login.role_name} {login.scope}")


def _shown_host() -> str:
    return f"[{settings.HOST}]" if ":" in settings.HOST else settings.HOST
