"""Loop 2400 of an 837: a service line, its drug, its providers and what other payers answered for it."""

from collections.abc import Sequence
from datetime import date

from cleanclaim.core import money
from cleanclaim.core.claim.places import ANOTHER, OF_LINE
from cleanclaim.core.claim.value import DentalService, ServiceLine
from cleanclaim.core.claim.write_adjudication import answer_rows, procedure_of
from cleanclaim.core.claim.write_also import divided, with_also
from cleanclaim.core.claim.write_parties import PartyWriter, day
from cleanclaim.core.x12 import Kept, Row
from cleanclaim.core.x12.arrange import in_guide_order
from cleanclaim.core.x12.guide import Guide

_NO_DENTAL = DentalService()


class LineWriter:
    """Service lines of one kind of claim."""

    def __init__(self, kind: str, guide: Guide, party: PartyWriter) -> None:
        self._guide, self._party = guide, party
        self._qualifier = "AD" if kind == "837D" else "HC"
        self._service = {"837P": self._professional, "837I": self._institutional, "837D": self._dental}[kind]

    def __call__(self, line: ServiceLine) -> list[Row]:
        """LX and everything under it, in the guide's order."""
        rows: list[Row] = [("LX", str(line.number)), self._service(line)]
        if line.dental:
            rows += [("TOO", tooth.numbering, tooth.number, tooth.surfaces) for tooth in line.dental.teeth]
        if line.service_from:
            rows.append(("DTP", "472", *span(line.service_from, line.service_to)))
        if line.control_number:
            rows.append(("REF", "6R", line.control_number))
        if line.clia:
            rows.append(("REF", "X4", line.clia))
        if line.note:
            rows.append(("NTE", line.note_kind, line.note))
        left: Sequence[Kept] = ()
        if line.also:
            own, left = divided(line.also)
            rows = with_also(rows, own)
        if line.ndc:
            rows += _drug(line)
        if line.rendering:
            rows += self._party(OF_LINE["rendering"], line.rendering)
        if line.ordering:
            rows += self._party(OF_LINE["ordering"], line.ordering)
        for party in line.other_parties:
            rows += self._party(ANOTHER, party)
        for answer in line.other_payers:
            rows += answer_rows(answer, line, self._qualifier)
        if line.also or line.other_parties:
            return in_guide_order([*rows, *left], "2400", self._guide)
        return rows

    def _professional(self, line: ServiceLine) -> Row:
        own: Row = ("SV1", procedure_of(line, self._qualifier), money.x12(line.charge), line.unit, line.units)
        own = (*own, line.place_of_service, "", _pointers(line) or "")
        if not (line.emergency or line.epsdt or line.family_planning or line.copay_status):
            return own
        emergency = "Y" if line.emergency else ""
        return (*own, "", emergency, "", line.epsdt, line.family_planning, "", "", line.copay_status)

    def _institutional(self, line: ServiceLine) -> Row:
        procedure = procedure_of(line, self._qualifier) if line.procedure or line.procedure_kind else ""
        noncovered = ("", money.x12(line.noncovered)) if line.noncovered is not None else ()
        return ("SV2", line.revenue_code, procedure, money.x12(line.charge), line.unit, line.units, *noncovered)

    def _dental(self, line: ServiceLine) -> Row:
        dental = line.dental or _NO_DENTAL
        units = line.units if line.units != "1" or dental.says_one else ""
        own: Row = ("SV3", procedure_of(line, self._qualifier), money.x12(line.charge), line.place_of_service)
        return (*own, dental.oral_cavity, dental.prosthesis, units, *("",) * 4, _pointers(line))


def _pointers(line: ServiceLine) -> tuple[str, ...]:
    return tuple([str(pointer) if pointer else "" for pointer in line.pointers])


def span(first: date, last: date | None) -> tuple[str, str]:
    """Format and text of one day or of a span of days."""
    return ("RD8", f"{day(first)}-{day(last)}") if last else ("D8", day(first))


def _drug(line: ServiceLine) -> list[Row]:
    """Loop 2410."""
    rows: list[Row] = [("LIN", "", line.ndc_kind, line.ndc)]
    if line.ndc_units or line.ndc_unit:
        rows.append(("CTP", "", "", "", line.ndc_units, line.ndc_unit))
    if line.prescription:
        rows.append(("REF", line.prescription_kind, line.prescription))
    return rows
