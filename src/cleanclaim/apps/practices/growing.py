"""Tables that grow with every act: the practice of their rows is not looked up with each of them.

A posting writes two dozen such rows a claim, all of one practice that is known to be there.  Looking it up each time
took a twentieth of the posting, and let two workers of a practice wait for each other at its row.
"""

from typing import Any

from django.db import migrations, models

from cleanclaim.apps.practices.acting import PracticeRow

PRACTICE: dict[str, Any] = {
    "to": "practices.organization", "on_delete": models.PROTECT, "related_name": "+", "db_constraint": False,
}  # fmt: skip


class GrowingRow(PracticeRow):
    """A row of such a table.  No practice goes while it has rows: Django sees to that, and the keys of other tables."""

    practice = models.ForeignKey(**PRACTICE)

    class Meta:
        abstract = True


class PracticeNotLookedUp(migrations.AlterField):
    """Takes the foreign key off on PostgreSQL.  SQLite would make the table anew and lose its triggers; there a look
    costs next to nothing."""

    def __init__(self, model_name: str, **_: Any) -> None:
        super().__init__(model_name, "practice", models.ForeignKey(**PRACTICE))

    def deconstruct(self) -> tuple[str, list[Any], dict[str, Any]]:
        return type(self).__name__, [self.model_name], {}

    def database_forwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        if schema_editor.connection.vendor == "postgresql":
            super().database_forwards(app_label, schema_editor, from_state, to_state)

    def database_backwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        self.database_forwards(app_label, schema_editor, from_state, to_state)
