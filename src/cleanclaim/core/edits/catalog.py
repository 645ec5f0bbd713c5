"""Every edit there is: whatever file in a subject's folder holds an `edit`."""

import importlib
import pkgutil
from pathlib import Path

from cleanclaim.core.edits.edit import Edit

_FOLDER = Path(__file__).parent


def _load() -> tuple[Edit, ...]:
    package = __name__.rpartition(".")[0]
    found = []
    for subject in pkgutil.iter_modules([str(_FOLDER)]):
        if not subject.ispkg:
            continue
        for name in pkgutil.iter_modules([str(_FOLDER / subject.name)]):
            module = importlib.import_module(f"{package}.{subject.name}.{name.name}")
            edit = getattr(module, "edit", None)
            if isinstance(edit, Edit):
                found.append(edit)
    return tuple(sorted(found, key=lambda edit: edit.code))


ALL_EDITS = _load()
