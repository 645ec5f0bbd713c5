"""Posted visits and their claims."""

from collections.abc import Sequence

from tests.builders.encounters import a_signed_encounter
from tests.builders.practices import FEES, the_payer

from cleanclaim import clock
from cleanclaim.apps.charges.models import Charge
from cleanclaim.apps.claims.models import Claim, PayerRule
from cleanclaim.apps.claims.services import claim_build, claim_scrub, payer_rule_write
from cleanclaim.apps.claims.services.ruling import next_number
from cleanclaim.apps.claims.written import short_name
from cleanclaim.apps.encounters.models import Encounter, Service
from cleanclaim.apps.ledger.models import ChargeLine
from cleanclaim.apps.patients.selectors import coverages_in_force
from cleanclaim.apps.practices.acting import Actor, current_actor
from cleanclaim.apps.practices.models import Payer

RULE = """\
payer: "{payer}"
rules:
  - number: {number}
    title: An authorization for every visit
    from: 2026-01-01
    when: {{procedure: "99*"}}
    require: {{"REF*G1": "*"}}
    message: the payer wants an authorization
    fix: Ask for it.
    examples:
      fail: [{{dos: 2026-03-02, lines: [{{cpt: "99213"}}]}}]
      pass: [{{dos: 2026-03-02, lines: [{{cpt: "99213"}}], auth: A123}}]
"""


def a_charged_encounter(**given: object) -> Encounter:
    """A signed visit whose charges are lines of the ledger; nothing stands in the journal."""
    encounter = a_signed_encounter(**{"state": "charges_posted"} | given)
    payers = [coverage.party for coverage in coverages_in_force(patient=encounter.patient, on=encounter.service_on)]
    for service in encounter.services.all():
        _charge(encounter, service, payers)
    return encounter


def a_claim(*, state: str = "draft", encounter: Encounter | None = None, **given: object) -> Claim:
    """The claim of a posted visit in the state named; more keywords are fields of the claim."""
    claim = claim_build(encounter=encounter or a_charged_encounter(), by=current_actor())
    for name, value in {"state": state, **given}.items():
        setattr(claim, name, value)
    claim.save()
    return claim


def a_scrubbed_claim(by: Actor, **given: object) -> Claim:
    """The claim of a visit, judged; keywords are the encounter's."""
    claim = a_claim(encounter=a_charged_encounter(**given))
    claim_scrub(claim=claim, by=by)
    return claim


def a_payer_rule(*, payer: Payer | None = None) -> PayerRule:
    """A rule, not switched on: visits want an authorization."""
    payer = payer or the_payer()
    text = RULE.format(payer=short_name(payer), number=next_number(payer))
    return payer_rule_write(payer=payer, text=text, why="Denied twice in August", by=current_actor())


def _charge(encounter: Encounter, service: Service, payers: Sequence[str]) -> None:
    amount = FEES.get(service.procedure, 10_000) * int(service.units)
    line = ChargeLine.objects.create(
        patient=encounter.patient, clinician=encounter.clinician, location=encounter.location, payers=list(payers),
        encounter_id=encounter.pk, service_on=encounter.service_on, procedure=service.procedure, charge=amount,
        modifiers=service.modifiers, units=service.units, posted_at=clock.now(),
    )  # fmt: skip
    Charge.objects.create(
        encounter=encounter, position=service.position, procedure=service.procedure, modifiers=service.modifiers,
        units=service.units, pointers=service.pointers, place_of_service=encounter.place_of_service, amount=amount,
        line=line,
    )  # fmt: skip
