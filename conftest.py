"""Fixtures for every test."""

from pathlib import Path

import pytest

SHARED = Path(__file__).resolve().parent.parent / "shared"


@pytest.fixture(scope="session")
def shared() -> Path:
    """The material that stands beside the project: real plans and measurements that may not be committed."""
    if not SHARED.is_dir():
        pytest.skip("the folder ../shared is not here: tests on real plans and measurements are left out")
    return SHARED
