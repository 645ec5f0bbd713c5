"""Office service for an inpatient.

**Why it matters**: for an inpatient the facility is paid for rooms and staff; the clinician's place is that facility,
even where the patient was brought to the office.
**Rejected**: place 11 during a hospital stay.
**Clean**: place 21; 51, 61 or 31 in a psychiatric, rehabilitation or covered nursing stay.

On the days of admission and discharge the patient may have been in the office as well. An ambulance trip and a
laboratory (81) are left out.
"""

from collections.abc import Iterator

from cleanclaim.core.claim import Claim
from cleanclaim.core.edits.coding import place_of
from cleanclaim.core.edits.edit import Edit
from cleanclaim.core.edits.finding import Finding, Severity
from cleanclaim.core.edits.given import Given
from cleanclaim.core.edits.when import When
from cleanclaim.core.edits.where import on_line

_INPATIENT = frozenset({"21", "51", "61", "31", "41", "42", "81"})

edit = Edit(
    "POS004",
    severity=Severity.ERROR,
    kinds=frozenset({"837P"}),
    box="24B",
    element="2300 CLM05-1; 2400 SV105",
    fix="Use the inpatient POS (21, 51, 61, or 31 in a covered SNF stay).",
    prevents=(
        "CARC 5",
        "CARC 58",
        "CARC 60",
    ),
    source="Pub 100-04 ch.26 §10.5",
    when=When(facts=("coverage.inpatient_from",)),
    needs="coverage",
)


@edit.check
def office_during_stay(claim: Claim, given: Given) -> Iterator[Finding]:
    for index, line in enumerate(claim.lines):
        place, on = place_of(claim, line), line.service_from
        if place in _INPATIENT or on is None:
            continue
        stay = given.coverage
        if stay.inpatient_from is None or on <= stay.inpatient_from:
            continue
        if stay.inpatient_to is None or on < stay.inpatient_to:
            where = stay.inpatient_at or "a hospital"
            message = f"the patient was inpatient at {where} on {on}; place {place} will be refused"
            yield edit.finding(on_line(claim, index, "place_of_service"), message)
