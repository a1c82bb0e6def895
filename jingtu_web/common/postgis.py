"""Steps that only PostgreSQL takes; SQLite keeps WKB in a blob and searches in process."""

from typing import Any

from django.db.migrations import RunSQL


class RunPostgreSQL(RunSQL):
    """SQL for PostgreSQL alone."""

    def database_forwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        if schema_editor.connection.vendor == "postgresql":
            super().database_forwards(app_label, schema_editor, from_state, to_state)

    def database_backwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        if schema_editor.connection.vendor == "postgresql":
            super().database_backwards(app_label, schema_editor, from_state, to_state)
