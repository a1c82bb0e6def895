"""What is looked at before the start. Each finding carries an id and says what to do."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, Warning, register
from django.db import connections

from jingtu_web.config import vendor

LOCAL = ("127.0.0.1", "localhost", "::1")


def install() -> None:
    """Called once, when the app is ready."""
    for check in (scripts_are_there, open_to_the_network):
        register(check)
    register(Tags.database)(postgis_is_there)


def scripts_are_there(**_: Any) -> list[CheckMessage]:
    missing = vendor.missing()
    if not missing:
        return []
    return [
        Warning(
            f"Map, charts and small interactions are missing in the browser: {', '.join(missing)} not found "
            f"under {settings.NODE_MODULES}.",
            hint="Run `make setup` (or `npm ci` in the project folder), or name the folder in NODE_MODULES.",
            id="jingtu.W001",
        )
    ]


def open_to_the_network(**_: Any) -> list[CheckMessage]:
    """HOST opens the server to the office network: what then should not be left as it is at home."""
    if settings.HOST in LOCAL:
        return []
    found: list[CheckMessage] = []
    if settings.DEBUG:
        found.append(
            Error(
                f"DEBUG is on while HOST={settings.HOST} opens the server to the network: error pages would show data.",
                hint="Leave DEBUG unset, or set HOST=127.0.0.1.",
                id="jingtu.E001",
            )
        )
    if not settings.SESSION_COOKIE_SECURE:
        found.append(
            Warning(
                f"HOST={settings.HOST} opens the server to the network without HTTPS: passwords travel readable.",
                hint="Put a TLS proxy in front and set HTTPS=yes (docs/operations.md, “Open to the office”).",
                id="jingtu.W002",
            )
        )
    if "*" in settings.ALLOWED_HOSTS:
        found.append(
            Warning(
                "ALLOWED_HOSTS is open to every name.",
                hint="Name the addresses people type, e.g. ALLOWED_HOSTS=jingtu.example.gov.cn,10.1.2.3.",
                id="jingtu.W003",
            )
        )
    return found


def postgis_is_there(*, databases: Sequence[str] | None = None, **_: Any) -> list[CheckMessage]:
    found: list[CheckMessage] = []
    for alias in databases or []:
        if connections[alias].vendor != "postgresql":
            continue
        with connections[alias].cursor() as cursor:
            cursor.execute("SELECT count(*) FROM pg_available_extensions WHERE name = 'postgis'")
            available = cursor.fetchone()[0]
        if not available:
            found.append(
                Error(
                    f"The PostgreSQL server of the database “{alias}” has no PostGIS.",
                    hint="Install it there (Debian: apt-get install postgresql-15-postgis-3).",
                    id="jingtu.E002",
                )
            )
    return found
