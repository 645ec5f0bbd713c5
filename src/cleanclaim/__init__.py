"""CleanClaim: the revenue cycle of a medical practice, whole.

As a library, with nothing but the core:

    import cleanclaim
    for claim in cleanclaim.read(path).claims:
        for finding in cleanclaim.check(claim, as_of=date.today()):
            print(finding)

a file of any length piece by piece with `cleanclaim.stream(path)`, and with the extra `columns` an 835 as Arrow
tables: `cleanclaim.read_columns(path)`.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from cleanclaim.core.x12.columns import read_columns
    from cleanclaim.library import Contents, check, read, stream, write

__all__ = ["Contents", "check", "read", "read_columns", "stream", "write"]


def __getattr__(name: str) -> Any:
    """The names are loaded when first asked for: the edits are many, and most of the package needs none."""
    if name in __all__:
        home = "cleanclaim.core.x12.columns" if name == "read_columns" else "cleanclaim.library"
        return getattr(import_module(home), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
