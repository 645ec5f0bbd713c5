"""From a signed visit to a checked claim in one act."""

from django.db import transaction

from cleanclaim.apps.charges.services import charges_correct, charges_post
from cleanclaim.apps.claims.choices import UNSENT
from cleanclaim.apps.claims.models import Claim
from cleanclaim.apps.claims.services import claim_build, claim_rebuild, claim_scrub
from cleanclaim.apps.encounters.coding import Codes
from cleanclaim.apps.encounters.models import Encounter
from cleanclaim.apps.encounters.services import encounter_recode
from cleanclaim.apps.practices.acting import Actor


@transaction.atomic
def encounter_bill(*, encounter: Encounter, by: Actor) -> Claim | None:
    """Post the charges, draft the claim to the first payer and check it; None when the patient pays alone.

    Once for each encounter: a claim that is there already is returned as it is.
    """
    charges = charges_post(encounter=encounter, by=by)
    claim = claim_build(encounter=encounter, charges=charges, by=by)
    if claim is not None and claim.state == "draft":
        claim_scrub(claim=claim, by=by)
    return claim


@transaction.atomic
def claim_recheck(*, claim: Claim, by: Actor) -> Claim:
    """Build an unsent claim again from the record as it is now, and check it."""
    claim_rebuild(claim=claim, by=by)
    claim_scrub(claim=claim, by=by)
    return claim


@transaction.atomic
def encounter_correct(*, encounter: Encounter, codes: Codes, why: str, by: Actor) -> Encounter:
    """Correct the codes of a signed visit, then its charges, then its claims that are not sent."""
    services, diagnoses = codes.services, codes.diagnoses
    encounter_recode(encounter=encounter, diagnoses=diagnoses, services=services, why=why, by=by)
    if encounter.charges.exclude(line=None).exists():
        charges_correct(encounter=encounter, why=why, by=by)
    for claim in Claim.objects.filter(encounter=encounter, state__in=UNSENT).select_related("payer", "coverage__payer"):
        claim_recheck(claim=claim, by=by)
    return encounter
