"""PDF by typst: a document is a template of this folder and the values it shows.

The same values give the same bytes: fonts are those inside typst, and the time stamp is the document's own day.
"""

import json
from collections.abc import Mapping
from datetime import UTC, date, datetime, time
from functools import cache
from pathlib import Path
from threading import Lock

import typst

TEMPLATES = Path(__file__).parent
_one_at_a_time = Lock()


def pdf(template: str, values: Mapping[str, object], *, on: date) -> bytes:
    """Print `<template>.typ` with JSON values, dated `on`."""
    stamp = int(datetime.combine(on, time(), tzinfo=UTC).timestamp())
    with _one_at_a_time:
        return _compiler().compile(
            input=str(TEMPLATES / f"{template}.typ"),
            sys_inputs={"values": json.dumps(values, sort_keys=True)},
            timestamp=stamp,
        )


@cache
def _compiler() -> typst.Compiler:
    """Kept, because the first document costs ten times as much as the next."""
    return typst.Compiler(root=str(TEMPLATES), ignore_system_fonts=True)
