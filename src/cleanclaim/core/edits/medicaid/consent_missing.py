"""Sterilization or hysterectomy without consent.

**Why it matters**: without the federal form, signed in time, Medicaid does not pay and the patient may not be billed.
**Rejected**: ``58600`` with a consent of 12 days before, of 181 days before, with none, or of a patient under 21.
**Clean**: 45 days before; 72 hours in an emergency.

That the form is attached is not judged: programs take it by fax and portal as well.
"""

from collections.abc import Iterator, Sequence
from datetime import date

from cleanclaim.core.claim import Claim
from cleanclaim.core.edits.coding import age_on, number_between
from cleanclaim.core.edits.edit import Edit
from cleanclaim.core.edits.finding import Finding, Severity
from cleanclaim.core.edits.given import Given
from cleanclaim.core.edits.records import Consent
from cleanclaim.core.edits.when import When
from cleanclaim.core.edits.where import on_line

_STERILIZATIONS = frozenset({"55250", "58600", "58605", "58611", "58615", "58670", "58671"})
_IF_MEANT = "58661"  # sterilizes only where the diagnosis says so
_AGE, _EARLIEST, _LATEST, _EMERGENCY = 21, 180, 30, 3  # years, days

edit = Edit(
    "MCD001",
    severity=Severity.ERROR,
    box="24D",
    element="2400 SV101, 2300 PWK",
    fix="Attach the federal form; without it Medicaid does not pay and the patient is not billed.",
    prevents=(
        "CARC 252",
        "CARC 16 + N28/N3",
    ),
    source="42 CFR 441.253-258",
    when=When(
        filing=frozenset({"MC"}),
        procedures=lambda code: code in _STERILIZATIONS or code == _IF_MEANT or is_hysterectomy(code),
    ),
)


@edit.check
def consent_missing(claim: Claim, given: Given) -> Iterator[Finding]:
    for index, line in enumerate(claim.lines):
        code, on = line.procedure, line.service_from
        if on is None or not (_sterilizes(code, claim) or is_hysterectomy(code)):
            continue
        place = on_line(claim, index, "procedure")
        reason = _reason(given.consents, on, claim.person.birth_date, is_hysterectomy=is_hysterectomy(code))
        if reason:
            yield edit.finding(place, f"consent for {code}: {reason}")


def _sterilizes(code: str, claim: Claim) -> bool:
    return code in _STERILIZATIONS or (code == _IF_MEANT and "Z30.2" in claim.diagnoses)


def is_hysterectomy(code: str) -> bool:
    """Removal of the uterus, by any way."""
    return code == "59525" or any(
        number_between(code, first, last) for first, last in ((58150, 58294), (58541, 58554), (58570, 58573))
    )


def _reason(consents: Sequence[Consent], on: date, birth: date | None, *, is_hysterectomy: bool) -> str:
    """Why the consent does not do; empty when it does."""
    if not consents:
        return "none is on file"
    if is_hysterectomy:
        return ""
    consent = max(consents, key=lambda each: each.signed_on)
    days = (on - consent.signed_on).days
    least = _EMERGENCY if consent.is_early_allowed else _LATEST
    if not least <= days <= _EARLIEST:
        return f"signed {days} days before, {least} to {_EARLIEST} are needed"
    age = age_on(birth, consent.signed_on)
    return f"the patient was {age} and must be {_AGE}" if age is not None and age < _AGE else ""
