"""Health center patient is not new.

**Why it matters**: the price of a first visit is a third higher and is taken back where the patient was seen within
three years.
**Rejected**: ``G0466`` for a patient seen last year.
**Clean**: ``G0467``; ``G0466`` after more than three years.

The reverse, an established patient who was not seen for three years, costs nothing and is not judged: the history may
begin later than the patient did.
"""

from collections.abc import Iterator
from datetime import date

from cleanclaim.core.claim import Claim
from cleanclaim.core.edits.coding import add_months
from cleanclaim.core.edits.edit import Edit
from cleanclaim.core.edits.finding import Finding, Severity
from cleanclaim.core.edits.given import Given
from cleanclaim.core.edits.health_center.visits import PAYMENT_CODES, bills_as, is_clinic_visit
from cleanclaim.core.edits.known import PastService
from cleanclaim.core.edits.where import on_line

_INSTEAD = {"G0466": "G0467", "G0469": "G0470"}

edit = Edit(
    "FQHC003",
    severity=Severity.ERROR,
    kinds=frozenset({"837I"}),
    box="44",
    element="2400 SV202-2",
    fix="Use G0467 or G0470.",
    prevents=("recoupment: new-patient and wellness rate is about one third higher",),
    source="42 CFR 405.2464",
    since=date(2014, 10, 1),
)


@edit.check
def not_a_new_patient(claim: Claim, given: Given) -> Iterator[Finding]:
    if not bills_as(claim, "77"):
        return
    for index, line in enumerate(claim.lines):
        on = line.service_from
        if on is None or line.procedure not in _INSTEAD:
            continue
        days = [past.service_from for past in given.history if _is_own_visit(past, claim) and past.service_from < on]
        seen = max(days, default=None)
        if seen and add_months(seen, 36) > on:
            message = (
                f"{line.procedure} is for new patients, and this one was seen on {seen}: {_INSTEAD[line.procedure]}"
            )
            yield edit.finding(on_line(claim, index, "procedure"), message)


def _is_own_visit(past: PastService, claim: Claim) -> bool:
    return past.billing_npi == claim.billing.npi and (
        past.procedure in PAYMENT_CODES or is_clinic_visit(past.procedure)
    )
