"""Loop 2300 of an 837: one claim, its providers, other coverages and lines."""

from collections.abc import Iterable

from cleanclaim.core import money
from cleanclaim.core.claim.places import ANOTHER, OF_CLAIM, OF_INSTITUTIONAL_CLAIM, ROLES
from cleanclaim.core.claim.read_facts import REFERENCES
from cleanclaim.core.claim.value import Accident, Claim, Dental, Institutional
from cleanclaim.core.claim.write_also import with_also
from cleanclaim.core.claim.write_codes import code_rows
from cleanclaim.core.claim.write_coverage import coverage_rows
from cleanclaim.core.claim.write_lines import LineWriter, span
from cleanclaim.core.claim.write_parties import PartyWriter, day
from cleanclaim.core.x12 import Row
from cleanclaim.core.x12.arrange import in_guide_order
from cleanclaim.core.x12.errors import UnwritableValue
from cleanclaim.core.x12.guide import Guide

_DIAGNOSES = {"837P": 12, "837I": 25, "837D": 4}
_LINES = {"837P": 50, "837I": 999, "837D": 50}
_MOMENT = 8  # CCYYMMDD; longer with a time of day


class ClaimWriter:
    """Claims of one kind."""

    def __init__(self, kind: str, guide: Guide) -> None:
        self.party = PartyWriter(ROLES[kind])
        self._kind, self.guide = kind, guide
        self._most = _DIAGNOSES[kind], _LINES[kind]
        self.line = LineWriter(kind, guide, self.party)
        self._places = [*(OF_CLAIM | OF_INSTITUTIONAL_CLAIM if kind == "837I" else OF_CLAIM).items()]

    def __call__(self, claim: Claim) -> list[Row]:
        """CLM and everything under it; UnwritableValue for what its guide cannot hold."""
        self.refuse(claim)
        rows = [self._head(claim), *self._dates(claim)]
        rows += _stay(claim.institutional) if claim.institutional else ()
        rows += _dental(claim.dental) if claim.dental else ()
        for one in claim.attachments:
            identified = ("", "", "AC", one.control_number) if one.control_number else ()
            rows.append(("PWK", one.report, one.sent_by, *identified))
        if claim.patient_paid is not None:
            rows.append(("AMT", "F5", money.x12(claim.patient_paid)))
        if claim.institutional and claim.institutional.patient_owes is not None:
            rows.append(("AMT", "F3", money.x12(claim.institutional.patient_owes)))
        rows += _references(claim)
        if claim.note:
            rows.append(("NTE", claim.note_kind, claim.note))
        rows += code_rows(claim)
        if claim.also:
            rows = with_also(rows, claim.also)
        self._parties(rows, claim)
        if self._kind != "837P" or claim.also or claim.other_parties:
            rows = in_guide_order(rows, "2300", self.guide)
        for coverage in claim.other_coverages:
            rows += coverage_rows(coverage, claim, self.guide, self.party)
        for line in claim.lines:
            rows += self.line(line)
        return rows

    def refuse(self, claim: Claim) -> None:
        """UnwritableValue for a claim of another kind, and for more diagnoses or lines than its guide carries."""
        if claim.kind != self._kind:
            message = f"claim {claim.control_number} is an {claim.kind}: one transaction carries claims of one kind"
            raise UnwritableValue(message, loop="2300", value=claim.control_number)
        diagnoses, lines = self._most
        if len(claim.diagnoses) > diagnoses:
            raise _too_many(claim, f"{len(claim.diagnoses)} diagnoses", diagnoses)
        if len(claim.lines) > lines:
            raise _too_many(claim, f"{len(claim.lines)} lines", lines)

    def _head(self, claim: Claim) -> Row:
        own = claim.institutional
        is_institutional = self._kind == "837I"
        place = claim.place_of_service
        if is_institutional and own and own.type_of_bill not in ("", place + claim.frequency):
            place = own.type_of_bill[:-1]
        usual = "A" if is_institutional else "B"
        kind = usual if claim.facility_code_kind is None else claim.facility_code_kind
        signature = ("" if is_institutional else "Y") if claim.signature_on_file else "N"
        head: Row = ("CLM", claim.control_number, money.x12(claim.total_charge), "", "", (place, kind, claim.frequency))
        head = (*head, signature, claim.assignment, claim.benefits_assigned, claim.release)
        causes = _causes(claim.accident) if claim.accident else ""
        last = (claim.submission_reason, claim.delay_reason)
        if claim.signature_source or causes or claim.special_program or any(last):
            head = (*head, claim.signature_source, causes, claim.special_program)
            return (*head, *("",) * 6, *last) if any(last) else head
        return head

    def _dates(self, claim: Claim) -> Iterable[Row]:
        accident_on = claim.accident.on if claim.accident else None
        if not (claim.onset_on or accident_on or claim.hospitalized_from or claim.hospitalized_to):
            return ()
        moments = {"431": claim.onset_on, "439": accident_on}
        moments |= {"435": claim.hospitalized_from, "096": claim.hospitalized_to}
        return [("DTP", qualifier, "D8", day(moment)) for qualifier, moment in moments.items() if moment]

    def _parties(self, rows: list[Row], claim: Claim) -> None:
        """Loop 2310."""
        for field, place in self._places:
            holder = claim.institutional if field in OF_INSTITUTIONAL_CLAIM else claim
            party = getattr(holder, field) if holder else None
            if party:
                rows += self.party(place, party)
        for party in claim.other_parties:
            rows += self.party(ANOTHER, party)


def _too_many(claim: Claim, has: str, most: int) -> UnwritableValue:
    message = f"claim {claim.control_number} has {has}: an {claim.kind} carries at most {most}"
    return UnwritableValue(message, loop="2300", value=claim.control_number)


def _causes(accident: Accident) -> tuple[str, ...] | str:
    """CLM11: up to three related causes, then state and country."""
    flags = (("EM", accident.employment), ("AA", accident.auto), ("OA", accident.other))
    causes = accident.causes or tuple(cause for cause, applies in flags if applies)
    whole = (*causes, *("",) * (3 - len(causes)), accident.state, accident.country)
    return whole if any(whole) else ""


def _references(claim: Claim) -> list[Row]:
    values = [(qualifier, getattr(claim, field)) for qualifier, field in REFERENCES.items()]
    return [("REF", qualifier, text) for qualifier, text in values if text]


def _stay(own: Institutional) -> list[Row]:
    """DTP and CL1 of an 837I."""
    rows: list[Row] = []
    if own.discharge_hour:
        rows.append(("DTP", "096", "TM", own.discharge_hour))
    if own.statement_from:
        rows.append(("DTP", "434", *span(own.statement_from, own.statement_to)))
    if own.admission:
        rows.append(("DTP", "435", "DT" if len(own.admission) > _MOMENT else "D8", own.admission))
    stay = (own.admission_type, own.admission_source, own.patient_status)
    return [*rows, ("CL1", *stay)] if any(stay) else rows


def _dental(own: Dental) -> list[Row]:
    """DTP, DN1, DN2 and REF*G3 of an 837D."""
    rows: list[Row] = []
    if own.service_from:
        rows.append(("DTP", "472", *span(own.service_from, own.service_to)))
    if own.appliance_placed_on:
        rows.append(("DTP", "452", "D8", day(own.appliance_placed_on)))
    months = (own.orthodontic_months, own.orthodontic_remaining)
    if any(months) or own.is_orthodontic:
        rows.append(("DN1", *months, "", "Y" if own.is_orthodontic else ""))
    rows += [("DN2", tooth, status, "", "", "", "JP") for tooth, status in own.tooth_status]
    if own.predetermination_number:
        rows.append(("REF", "G3", own.predetermination_number))
    return rows
