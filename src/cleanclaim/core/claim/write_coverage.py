"""Loops 2320 and 2330 of an 837: another payer, and what it did."""

from cleanclaim.core import money
from cleanclaim.core.claim.places import ANOTHER, PAYER
from cleanclaim.core.claim.value import Claim, OtherCoverage, Party, Person
from cleanclaim.core.claim.write_adjudication import adjustment_rows
from cleanclaim.core.claim.write_also import in_order, with_also
from cleanclaim.core.claim.write_parties import PartyWriter, day, person_rows
from cleanclaim.core.x12 import Row
from cleanclaim.core.x12.arrange import in_guide_order
from cleanclaim.core.x12.guide import Guide

_NOBODY, _NO_ONE = Party(), Person()


def coverage_rows(coverage: OtherCoverage, claim: Claim, guide: Guide, party: PartyWriter) -> list[Row]:
    """One SBR and everything under it; assignment and release are the claim's own unless it says otherwise."""
    group = (coverage.group_number, coverage.group_name, coverage.insurance_type)
    rows: list[Row] = [("SBR", coverage.sequence, coverage.relationship, *group, "", "", "", coverage.filing_code)]
    rows += adjustment_rows(coverage.adjustments)
    amounts = (("D", coverage.paid), ("EAF", coverage.patient_owes), ("A8", coverage.noncovered))
    rows += [("AMT", kind, money.x12(amount)) for kind, amount in amounts if amount is not None]
    assigned = coverage.benefits_assigned or claim.benefits_assigned
    rows.append(("OI", "", "", assigned, coverage.signature_source, "", coverage.release or claim.release))
    rows = with_also(rows, coverage.also)
    rows += person_rows("IL", coverage.subscriber) if coverage.subscriber != _NO_ONE else []
    rows += _payer_rows(coverage, party)
    for other in coverage.other_parties:
        rows += party(ANOTHER, other)
    if coverage.also or coverage.other_parties:
        return in_guide_order(rows, "2320", guide)
    return rows


def _payer_rows(coverage: OtherCoverage, party: PartyWriter) -> list[Row]:
    """Loop 2330B."""
    rows = [*party(PAYER, coverage.payer)] if coverage.payer != _NOBODY else []
    if coverage.payer_claim_control_number:
        rows.append(("REF", "F8", coverage.payer_claim_control_number))
    if coverage.adjudicated_on:
        rows.append(("DTP", "573", "D8", day(coverage.adjudicated_on)))
        return in_order(rows)
    return rows
