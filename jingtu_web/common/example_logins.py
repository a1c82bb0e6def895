"""The example county's accounts: their passwords are for trying out and stay in ``JINGTU_HOME`` until it is removed."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict

from django.conf import settings

from jingtu_web.common.county import FirstLogin

EXAMPLE = "999901000000"  # 沃川县, known to nobody but us


def keep_example_logins(logins: Iterable[FirstLogin]) -> None:
    path = settings.HOME / "example_accounts.json"
    path.touch(mode=0o600)
    path.write_text(json.dumps([asdict(login) for login in logins], ensure_ascii=False, indent=1), encoding="utf-8")


def example_logins() -> list[FirstLogin]:
    path = settings.HOME / "example_accounts.json"
    if not path.is_file():
        return []
    return [FirstLogin(**entry) for entry in json.loads(path.read_text(encoding="utf-8"))]


def forget_example_logins() -> None:
    (settings.HOME / "example_accounts.json").unlink(missing_ok=True)
