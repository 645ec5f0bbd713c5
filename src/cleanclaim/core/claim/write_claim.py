"""Loop 2300 of an 837P: one claim, its providers, other coverages and lines."""

from collections.abc import Iterator

from cleanclaim.core import money
from cleanclaim.core.claim.value import Accident, Claim, OtherCoverage
from cleanclaim.core.claim.write_lines import adjustment_rows, line_rows
from cleanclaim.core.claim.write_parties import day, party_rows, payer_rows, person_rows
from cleanclaim.core.x12 import Row
from cleanclaim.core.x12.errors import UnwritableValue

_DIAGNOSES = 12
_LINES = 50


def claim_rows(claim: Claim) -> Iterator[Row]:
    """CLM and everything under it, in the guide's order; UnwritableValue for what a professional claim cannot hold."""
    _refuse_overflow(claim)
    yield (
        "CLM",
        claim.control_number,
        money.x12(claim.total_charge),
        "",
        "",
        (claim.place_of_service, "B", claim.frequency),
        "Y" if claim.signature_on_file else "N",
        claim.assignment,
        claim.benefits_assigned,
        claim.release,
        "",
        _causes(claim.accident) if claim.accident else "",
    )
    yield from _date_rows(claim)
    if claim.patient_paid is not None:
        yield ("AMT", "F5", money.x12(claim.patient_paid))
    yield from _reference_rows(claim)
    if claim.note:
        yield ("NTE", "ADD", claim.note)
    if claim.diagnoses:
        codes = (code.replace(".", "") for code in claim.diagnoses)
        yield ("HI", *(("ABF" if position else "ABK", code) for position, code in enumerate(codes)))
    yield from _provider_rows(claim)
    for coverage in claim.other_coverages:
        yield from _coverage_rows(coverage, claim)
    for line in claim.lines:
        yield from line_rows(line)


def _refuse_overflow(claim: Claim) -> None:
    for what, count, most in (("diagnoses", len(claim.diagnoses), _DIAGNOSES), ("lines", len(claim.lines), _LINES)):
        if count > most:
            message = f"claim {claim.control_number} has {count} {what}: a professional claim carries at most {most}"
            raise UnwritableValue(message, loop="2300", value=claim.control_number)


def _causes(accident: Accident) -> tuple[str, ...]:
    """CLM11: up to three related causes, then the state."""
    flags = (("EM", accident.employment), ("AA", accident.auto), ("OA", accident.other))
    causes = [cause for cause, applies in flags if applies]
    return (*causes, *("" for _ in range(3 - len(causes))), accident.state)


def _date_rows(claim: Claim) -> Iterator[Row]:
    accident_on = claim.accident.on if claim.accident else None
    for qualifier, moment in (
        ("431", claim.onset_on),
        ("439", accident_on),
        ("435", claim.hospitalized_from),
        ("096", claim.hospitalized_to),
    ):
        if moment:
            yield ("DTP", qualifier, "D8", day(moment))


def _reference_rows(claim: Claim) -> Iterator[Row]:
    for qualifier, text in (
        ("9F", claim.referral_number),
        ("G1", claim.prior_authorization),
        ("F8", claim.payer_claim_control_number),
        ("X4", claim.clia),
    ):
        if text:
            yield ("REF", qualifier, text)


def _provider_rows(claim: Claim) -> Iterator[Row]:
    """Loops 2310A to 2310D."""
    if claim.referring:
        yield from party_rows("DN", claim.referring)
    if claim.rendering:
        yield from party_rows("82", claim.rendering, taxonomy="PE")
    if claim.facility:
        yield from party_rows("77", claim.facility, contact=True)
    if claim.supervising:
        yield from party_rows("DQ", claim.supervising)


def _coverage_rows(coverage: OtherCoverage, claim: Claim) -> Iterator[Row]:
    """Loop 2320 with 2330A and 2330B.  Assignment and release are the claim's own."""
    blank = ("", "", "", "")
    yield ("SBR", coverage.sequence, coverage.relationship, coverage.group_number, "", *blank, coverage.filing_code)
    yield from adjustment_rows(coverage.adjustments)
    if coverage.paid is not None:
        yield ("AMT", "D", money.x12(coverage.paid))
    yield ("OI", "", "", claim.benefits_assigned, "", "", claim.release)
    yield from person_rows("IL", coverage.subscriber)
    yield from payer_rows(coverage.payer)
    if coverage.adjudicated_on:
        yield ("DTP", "573", "D8", day(coverage.adjudicated_on))
    if coverage.payer.tax_id:
        yield ("REF", "EI", coverage.payer.tax_id)
    yield from (("REF", kind, value) for kind, value in coverage.payer.other_ids)
    if coverage.payer_claim_control_number:
        yield ("REF", "F8", coverage.payer_claim_control_number)
