"""Ports on this machine."""

import inspect
import socket
from collections.abc import Iterator

import pytest
from django.db.backends.base.base import BaseDatabaseWrapper


@pytest.fixture
def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture
def taken_port() -> Iterator[int]:
    with socket.socket() as holder:
        holder.bind(("127.0.0.1", 0))
        holder.listen()
        yield holder.getsockname()[1]


@pytest.fixture
def further_databases(transactional_db, monkeypatch):
    """Django's tests refuse databases that no test declared; ours are opened while the test runs."""
    guarded = inspect.getclosurevars(BaseDatabaseWrapper.ensure_connection)
    monkeypatch.setattr(BaseDatabaseWrapper, "ensure_connection", guarded.nonlocals["real_ensure_connection"])
