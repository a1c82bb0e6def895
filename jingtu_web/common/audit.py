"""The audit trail: every act appended, each record bound to the one before by hash, the whole chain verifiable."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from datetime import datetime

from django.db import DEFAULT_DB_ALIAS, connection, transaction
from django.utils import timezone

from jingtu_web.common.models import AuditRecord, User

CHAIN_LOCK = 20190101  # any constant: one writer at a time on PostgreSQL; SQLite has one writer anyway


@transaction.atomic
def record(action: str, subject: str, *, by: User | str, **detail: object) -> AuditRecord:
    """Append one act to the trail. Call it inside the transaction of the act itself."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [CHAIN_LOCK])
    last = AuditRecord.objects.order_by("-id").first()
    previous = last.hash if last else ""
    name = by if isinstance(by, str) else by.get_username()
    subject = str(_plain(subject))[:200]
    at = timezone.now()
    plain = _plain(detail)
    digest = _digest(previous, at, (name, action, subject), plain)
    return AuditRecord.objects.create(
        at=at, by=name, action=action, subject=subject, detail=plain, previous=previous, hash=digest
    )


def first_broken(database: str = DEFAULT_DB_ALIAS) -> AuditRecord | None:
    """The first record that does not follow from the one before it; None where the chain is whole."""
    previous = ""
    for entry in AuditRecord.objects.using(database).order_by("id").iterator():
        expected = _digest(previous, entry.at, (entry.by, entry.action, entry.subject), entry.detail)
        if entry.previous != previous or entry.hash != expected:
            return entry
        previous = entry.hash
    return None


def _plain(value: object) -> object:
    """What every database gives back exactly as it was stored: PostgreSQL rewrites floats and refuses NUL."""
    match value:
        case Mapping():
            return {_plain(str(key)): _plain(one) for key, one in value.items()}
        case list() | tuple() | set() | frozenset():
            return [_plain(one) for one in value]
        case bool() | int() | None:
            return value
        case _:
            return str(value).replace("\0", "")


def _digest(previous: str, at: datetime, words: tuple[str, str, str], detail: object) -> str:
    body = json.dumps([previous, at.isoformat(), *words, detail], sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(body.encode()).hexdigest()
