"""Rows of code sets that an example brings itself, in place of the loaded tables."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from msgspec import structs

from cleanclaim.core.codesets.mapped import key_of, table_of
from cleanclaim.core.codesets.ncci import MUE_COLUMNS, PTP_COLUMNS, MueLimits, PtpEdits
from cleanclaim.core.codesets.releases import Releases
from cleanclaim.core.codesets.small import read_small
from cleanclaim.core.edits.example_claim import Draft

_HERE = Path()


def _pairs(draft: Draft, value: Mapping[str, Any]) -> None:
    """One pair, in force on every day, for practitioners and hospitals alike."""
    row = (key_of(str(value["c1"]), str(value["c2"])), 1, 0, int(value["ind"]), 0)
    pairs = PtpEdits(table_of(PTP_COLUMNS, [row]))
    for name in ("ptp_practitioner", "ptp_outpatient"):
        draft.tables[name] = Releases(_HERE, name, "The pairs of the example", PtpEdits, always=pairs)


def _units(draft: Draft, value: Mapping[str, Any]) -> None:
    """One limit for every procedure of the claim."""
    codes = {line.procedure for line in draft.claim.lines}
    limits = MueLimits(
        table_of(MUE_COLUMNS, [(key_of(code), int(value["value"]), int(value["mai"]), 0) for code in codes])
    )
    for name in ("mue_practitioner", "mue_outpatient"):
        draft.tables[name] = Releases(_HERE, name, "The limits of the example", MueLimits, always=limits)


def _panels(draft: Draft, value: Mapping[str, list[str]]) -> None:
    panels = {code: frozenset(parts) for code, parts in value.items()}
    draft.tables["small"] = structs.replace(read_small(), panels=panels)


TABLE_FIELDS: dict[str, Callable[[Draft, Any], None]] = {"ptp": _pairs, "mue": _units, "panel": _panels}
