"""The service lines of an example."""

from collections.abc import Callable, Iterator, Mapping
from datetime import timedelta
from typing import Any

from msgspec import structs

from cleanclaim.core.claim import (
    OtherPayerLine,
    ServiceLine,
)
from cleanclaim.core.edits.example_claim import CLINICIAN, SERVICE_DATE, Draft, ExampleNotUnderstood
from cleanclaim.core.edits.example_records import put_records_of_lines
from cleanclaim.core.edits.example_values import cents_of, day_of, party_of, text_of
from cleanclaim.core.edits.example_visits import put_line_records
from cleanclaim.core.x12 import Kept

_FIELDS = frozenset(
    {"cpt", "charge", "mods", "units", "ptr", "dx", "from", "to", "desc", "ndc", "qty", "unit"}
    | {"pos", "note", "minutes", "dose_mg", "unit_mg", "measure"}
    | {"rendering", "ordering", "rev", "emergency", "si", "purchased", "ps1", "clia", "pwk"}
)


def put_lines(draft: Draft, value: list[Any]) -> None:
    """Lines as mappings, or as bare amounts."""
    rows = [row if isinstance(row, Mapping) else {"charge": row} for row in value]
    codes = list(draft.claim.diagnoses)
    for row in rows:
        codes += [code for code in row.get("dx", ()) if code not in codes]
    distinct = len({str(row.get("cpt")) for row in rows}) == len(rows) or any("cpt" in row for row in rows)
    lines = [_line(number, row, codes, draft, distinct=distinct) for number, row in enumerate(rows, start=1)]
    draft.claim = structs.replace(draft.claim, lines=tuple(lines), diagnoses=tuple(codes))
    put_records_of_lines(draft, rows)
    put_line_records(draft, rows)


def _line(number: int, row: Mapping[str, Any], codes: list[str], draft: Draft, *, distinct: bool) -> ServiceLine:
    unknown = set(row) - _FIELDS
    if unknown:
        raise ExampleNotUnderstood(f"no builder knows {', '.join(sorted(unknown))} of a line")
    first = day_of(row["from"]) if "from" in row else (day_of(row["to"]) if "to" in row else draft.on)
    pointers = tuple(row.get("ptr", [codes.index(code) + 1 for code in row.get("dx", ())] or [1]))
    return ServiceLine(
        number,
        text_of(row.get("cpt", "99213" if distinct or number == 1 else "71046")),
        cents_of(row.get("charge", "150.00")),
        modifiers=tuple(str(modifier) for modifier in row.get("mods", ())),
        units=text_of(row.get("units", "1")),
        pointers=pointers,
        service_from=first,
        service_to=day_of(row.get("to")) or draft.to or first,
        emergency=row.get("emergency", False),
        description=text_of(row.get("desc")),
        ndc=text_of(row.get("ndc")),
        ndc_units=text_of(row.get("qty")),
        ndc_unit=text_of(row.get("unit")),
        rendering=party_of(row["rendering"], CLINICIAN) if row.get("rendering") else None,
        ordering=party_of(row["ordering"], CLINICIAN) if row.get("ordering") else None,
        revenue_code=text_of(row.get("rev")),
        place_of_service=text_of(row.get("pos")),
        unit=text_of(row.get("measure", "UN")),
        note=text_of(row.get("note")),
        clia=text_of(row.get("clia")),
        also=tuple(_kept(row)),
    )


def _kept(row: Mapping[str, Any]) -> Iterator[Kept]:
    """Segments of a line that no field holds."""
    if bought := row.get("ps1"):
        yield ("PS1", text_of(bought.get("npi")), text_of(bought.get("amount")))
    if report := row.get("pwk"):
        yield ("PWK", report["report"], report["tx"], "", "", "AC", text_of(report.get("acn")))


def put_line_count(draft: Draft, value: int) -> None:
    line = draft.claim.lines[0]
    days = [SERVICE_DATE - timedelta(days=back) for back in range(value)]
    lines = [structs.replace(line, number=n, service_from=day, service_to=day) for n, day in enumerate(days, start=1)]
    draft.claim = structs.replace(draft.claim, lines=tuple(lines))


def put_line_answers(draft: Draft, value: Any) -> None:
    """SVD: the amount another payer paid for the line, or the IDs of payers that answered."""
    answers = (
        tuple(OtherPayerLine(number, 15_000) for number in value)
        if isinstance(value, list)
        else (OtherPayerLine("87726", cents_of(value)),)
    )
    on_every_line(draft, other_payers=answers)


def on_every_line(draft: Draft, **changes: Any) -> None:
    lines = tuple(structs.replace(line, **changes) for line in draft.claim.lines)
    draft.claim = structs.replace(draft.claim, lines=lines)


LINE_FIELDS: dict[str, Callable[[Draft, Any], None]] = {
    "lines": put_lines,
    "line_count": put_line_count,
    "cpt": lambda draft, value: on_every_line(draft, procedure=text_of(value)),
    "mods": lambda draft, value: on_every_line(draft, modifiers=tuple(str(modifier) for modifier in value)),
    "units": lambda draft, value: on_every_line(draft, units=text_of(value)),
    "charge": lambda draft, value: on_every_line(draft, charge=cents_of(value)),
    "ndc": lambda draft, value: on_every_line(draft, ndc=text_of(value), ndc_units="1", ndc_unit="ML"),
    "rev": lambda draft, value: on_every_line(draft, revenue_code=text_of(value)),
    "minutes": lambda draft, value: None,  # in the note, not on the claim
}
