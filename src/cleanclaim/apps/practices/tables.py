"""The first migration of a stage: new tables, and nothing else."""

from typing import Any

from django.db import migrations
from django.db.migrations.state import ProjectState


class NewTables(migrations.Migration):
    """Creates its tables once all of them are known.

    Django renders every related model anew for each table, and here all are related: a table, or sixty, cost the same.
    """

    def apply(self, project_state: ProjectState, schema_editor: Any, collect_sql: bool = False) -> ProjectState:
        if collect_sql:
            return super().apply(project_state, schema_editor, collect_sql)
        vars(project_state).pop("apps", None)
        known = self.mutate_state(project_state, preserve=False)
        for table in self.operations:
            table.database_forwards(self.app_label, schema_editor, known, known)
        return known
