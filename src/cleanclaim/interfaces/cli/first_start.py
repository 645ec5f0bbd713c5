"""What a first start has to make, side by side."""

from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing import get_context

from django.conf import settings
from rich.console import Console

from cleanclaim.core.codesets import open_codesets, store_of


@contextmanager
def diagnoses_built() -> Iterator[None]:
    """Build the store of diagnosis codes, when it is missing, in a process of its own while the block runs.

    A build that fails is made up for by whoever opens the code sets first, which then tells why.
    """
    if store_of(settings.CODESETS_DIR).exists():
        yield
        return
    building = get_context("spawn").Process(target=open_codesets, args=(settings.CODESETS_DIR,))
    building.start()
    try:
        yield
    finally:
        with Console(stderr=True).status("Preparing the diagnosis codes"):
            building.join()
