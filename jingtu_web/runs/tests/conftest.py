"""Tasks run where they are asked for, and files stay in the test's own folder."""

import pytest


@pytest.fixture
def immediately(settings, tmp_path):
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
    settings.MEDIA_ROOT = tmp_path / "files"


@pytest.fixture
def queued(settings, tmp_path):
    """Tasks wait in the database, as in an installation."""
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    settings.MEDIA_ROOT = tmp_path / "files"
