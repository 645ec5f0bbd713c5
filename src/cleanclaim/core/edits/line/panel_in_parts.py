"""Panel parts billed separately.

**Why it matters**: all tests of a panel on one day are the panel, at its price; one by one they are denied.
**Rejected**: the eight tests of ``80048``, each on a line.
**Clean**: ``80048``.
"""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date

from cleanclaim.core.claim import Claim
from cleanclaim.core.edits.edit import Edit
from cleanclaim.core.edits.finding import Finding, Severity
from cleanclaim.core.edits.given import Given
from cleanclaim.core.edits.when import When
from cleanclaim.core.edits.where import on_line

_FEWEST = 3  # tests of the smallest panel

edit = Edit(
    "LIN032",
    severity=Severity.ERROR,
    kinds=frozenset({"837P"}),
    box="24D",
    element="2400 SV101",
    fix="Replace them by the panel code.",
    prevents=(
        "CARC 97 + M15",
        "CARC 236",
    ),
    source="Pub 100-04 ch.16 §90; NCCI ch.10",
    when=When(together=lambda codesets, codes, on: sum(code.startswith("8") for code in codes) >= _FEWEST),
)


@edit.check
def panel_in_parts(claim: Claim, given: Given) -> Iterator[Finding]:
    tests: defaultdict[date | None, dict[str, int]] = defaultdict(dict)
    for index, line in enumerate(claim.lines):
        if line.procedure.startswith("8"):
            tests[line.service_from][line.procedure] = index
    for found in tests.values():
        if len(found) < _FEWEST:
            continue
        whole = [panel for panel, parts in given.codesets.small.panels.items() if parts <= found.keys()]
        for panel in _largest(whole, given):
            parts = given.codesets.small.panels[panel]
            numbers = ", ".join(str(claim.lines[found[part]].number) for part in sorted(parts))
            place = on_line(claim, min(found[part] for part in parts), "procedure")
            yield edit.finding(place, f"lines {numbers} are all parts of panel {panel}")


def _largest(panels: list[str], given: Given) -> Iterator[str]:
    """Those that are not wholly within another one."""
    parts = given.codesets.small.panels
    return (panel for panel in panels if not any(parts[panel] < parts[other] for other in panels))
