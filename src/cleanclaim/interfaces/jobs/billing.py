"""From a signed visit to a checked claim in one act."""

from django.db import transaction

from cleanclaim.apps.charges.services import charges_post
from cleanclaim.apps.claims.models import Claim
from cleanclaim.apps.claims.services import claim_build, claim_rebuild, claim_scrub
from cleanclaim.apps.encounters.models import Encounter
from cleanclaim.apps.practices.acting import Actor


@transaction.atomic
def encounter_bill(*, encounter: Encounter, by: Actor) -> Claim | None:
    """Post the charges, draft the claim to the first payer and check it; None when the patient pays alone.

    Once for each encounter: a claim that is there already is returned as it is.
    """
    charges_post(encounter=encounter, by=by)
    claim = claim_build(encounter=encounter, by=by)
    if claim is not None and claim.state == "draft":
        claim_scrub(claim=claim, by=by)
    return claim


@transaction.atomic
def claim_recheck(*, claim: Claim, by: Actor) -> Claim:
    """Build an unsent claim again from the record as it is now, and check it."""
    claim_rebuild(claim=claim, by=by)
    claim_scrub(claim=claim, by=by)
    return claim
