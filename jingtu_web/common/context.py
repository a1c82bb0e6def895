"""What every page may show."""

from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext_lazy as _

from jingtu_web.common.models import User

EVERYONE = frozenset(User.Role.values)
MENU = (
    ("home", _("首页"), EVERYONE),
    ("board", _("任务看板"), EVERYONE),
    ("bodies", _("责任单位"), EVERYONE),
    ("plans", _("行动计划"), EVERYONE),
    ("measurements", _("监测结果"), EVERYONE),
    ("deliveries", _("数据交付"), frozenset({User.Role.ADMINISTRATOR, User.Role.ECOLOGY})),
    ("runs", _("计算与模型"), frozenset({User.Role.ADMINISTRATOR, User.Role.ECOLOGY})),
    ("county", _("建立本县"), frozenset({User.Role.ADMINISTRATOR})),
    ("admin:index", _("后台管理"), frozenset({User.Role.ADMINISTRATOR})),
)


def site(request: HttpRequest) -> dict[str, object]:
    return {"language_choices": settings.LANGUAGES, "menu": _menu(request)}


def _menu(request: HttpRequest) -> list[dict[str, object]]:
    role = getattr(request.user, "role", None) if hasattr(request, "user") else None
    entries = [(_address(name), title) for name, title, roles in MENU if role in roles]
    return [
        {"url": url, "title": title, "here": request.path == url or (url != "/" and request.path.startswith(url))}
        for url, title in entries
        if url
    ]


def _address(name: str) -> str:
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""
