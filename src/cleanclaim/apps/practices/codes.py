"""The code sets of this server, opened once a process and passed to whatever judges or searches codes."""

from functools import cache

from django.conf import settings

from cleanclaim.core.codesets import CodeSets, open_codesets


@cache
def codesets() -> CodeSets:
    """Every code set; the diagnosis store is built in CODESETS_DIR when it is not there yet."""
    return open_codesets(settings.CODESETS_DIR)
