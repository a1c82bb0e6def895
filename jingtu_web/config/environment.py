"""What the environment may say, read strictly: a value that makes no sense stops the start with its name."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import dj_database_url
from django.core.exceptions import ImproperlyConfigured

SWITCH = {"1": True, "true": True, "yes": True, "on": True, "0": False, "false": False, "no": False, "off": False}
SQLITE = "django.db.backends.sqlite3"
ENGINES = (SQLITE, "django.db.backends.postgresql")
DATABASE_FORMS = "Leave it empty (SQLite), or give postgres://user:password@host:5432/name."


def switch(name: str, default: bool) -> bool:
    """A yes/no variable; anything that is neither is refused by name."""
    text = os.environ.get(name, "")
    if not text:
        return default
    if text.lower() not in SWITCH:
        raise ImproperlyConfigured(f"{name}={text!r} is neither yes nor no. Use one of: {', '.join(SWITCH)}.")
    return SWITCH[text.lower()]


def number(name: str, default: int, *, least: int, most: int) -> int:
    """A whole number between ``least`` and ``most``."""
    text = os.environ.get(name, "")
    if not text:
        return default
    if not (text.isascii() and text.isdecimal()) or not least <= int(text) <= most:
        raise ImproperlyConfigured(f"{name}={text!r} is not a whole number from {least} to {most}.")
    return int(text)


def words(name: str, default: str) -> list[str]:
    """A comma-separated list."""
    return [word.strip() for word in os.environ.get(name, default).split(",") if word.strip()]


def database(url: str) -> dict[str, Any]:
    """Django's settings for ``sqlite:///…`` or ``postgres://…``; SQLite with one writer at a time."""
    try:
        parsed: dict[str, Any] = dict(dj_database_url.parse(url, conn_max_age=60))
    except ValueError as problem:
        raise ImproperlyConfigured(f"DATABASE_URL cannot be read: {problem}. {DATABASE_FORMS}") from problem
    if parsed["ENGINE"] not in ENGINES:
        raise ImproperlyConfigured(
            f"DATABASE_URL names {parsed['ENGINE']}, which Jingtu does not know. {DATABASE_FORMS}"
        )
    if parsed["ENGINE"] == SQLITE:
        parsed["OPTIONS"] = {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
        }
    return parsed


def folder(name: str, default: Path) -> Path:
    return Path(os.environ.get(name) or default).resolve()


def make_folder(path: Path, name: str) -> None:
    """The folder, made if need be; one that cannot be made or written to stops the start."""
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as problem:
        raise ImproperlyConfigured(f"{name}={path}: the folder cannot be made ({problem.strerror}).") from problem
    if not os.access(path, os.W_OK):
        raise ImproperlyConfigured(
            f"{name}={path}: no right to write there. Choose another folder or change its owner."
        )
