"""Everything known of a batch of claims, one question to the database a subject."""

from collections.abc import Mapping

from django.db.models import prefetch_related_objects

from cleanclaim.apps.claims.known.contracts import allowed_of
from cleanclaim.apps.claims.known.coverage import answers_to
from cleanclaim.apps.claims.known.coverage import coverage as coverage_said
from cleanclaim.apps.claims.known.enrollments import enrollments_of
from cleanclaim.apps.claims.known.history import histories_of
from cleanclaim.apps.claims.known.signed import signed_by
from cleanclaim.apps.claims.known.visit import certificates, original, visit
from cleanclaim.apps.claims.models import Claim
from cleanclaim.core.claim import Claim as ClaimValue
from cleanclaim.core.codesets import CodeSets
from cleanclaim.core.edits import Known

ROWS = ("encounter__clinician", "encounter__location", "corrects")


def known_of(values: Mapping[Claim, ClaimValue], *, codesets: CodeSets) -> dict[Claim, Known]:
    """{claim: what is known of it}, of claims with their values; as many statements for a hundred as for one."""
    claims = list(values)
    prefetch_related_objects(claims, *ROWS)
    histories = histories_of(values, codesets=codesets)
    answers = answers_to(sorted({claim.coverage_id for claim in claims if claim.coverage_id}))
    allowed, enrolled, signed = allowed_of(values), enrollments_of(claims), signed_by(claims)
    return {
        claim: Known(
            history=histories[claim],
            coverage=coverage_said(answers.get(claim.coverage_id), on=claim.service_from),
            enrollments=enrolled.get(claim.payer_id),
            certificates=certificates(claim),
            allowed=allowed[claim],
            visit=visit(claim),
            notices=signed[claim.patient_id].notices,
            consents=signed[claim.patient_id].consents,
            original=original(claim),
        )
        for claim in claims
    }
