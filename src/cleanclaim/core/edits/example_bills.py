"""What makes an example an institutional claim, and what only such a claim carries."""

from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any

from msgspec import structs

from cleanclaim.core.claim import Claim, Institutional
from cleanclaim.core.edits.example_claim import CLINICIAN, Draft
from cleanclaim.core.edits.example_lines import on_every_line
from cleanclaim.core.edits.example_values import cents_of, day_of, party_of, text_of

_INPATIENT = frozenset({"11", "18", "21", "41"})
_GOES_ON = frozenset({"2", "3"})  # frequencies of bills whose patient is still there


def put_on_bill(draft: Draft, **changes: Any) -> None:
    """Change the institutional part; an example that says something of it is an 837I."""
    whole = draft.claim.institutional or Institutional("131", draft.on, draft.to or draft.on, attending=CLINICIAN)
    draft.claim = structs.replace(draft.claim, kind="837I", institutional=structs.replace(whole, **changes))


def _bill(draft: Draft, value: Any) -> None:
    """Three digits or four; a stay has been admitted, and discharged unless the bill says that it goes on."""
    bill = text_of(value)[-3:]
    put_on_bill(draft, type_of_bill=bill)
    draft.claim = structs.replace(draft.claim, frequency=bill[2:])
    if bill[:2] in _INPATIENT:
        goes_on = bill[2:] in _GOES_ON
        put_on_bill(
            draft,
            admission=f"{draft.on:%Y%m%d}1200" if draft.on else "",
            admission_type="3",
            admission_source="1",
            admitting_diagnosis="I10",
            patient_status="30" if goes_on else "01",
            discharge_hour="" if goes_on else "1100",
        )


def _statement(draft: Draft, value: list[Any]) -> None:
    first, last = (day_of(day) for day in value)
    put_on_bill(draft, statement_from=first, statement_to=last)


def _admitted(draft: Draft, value: Any) -> None:
    """Of a stay, at noon; of a professional claim the day alone."""
    day = day_of(value)
    draft.claim = structs.replace(draft.claim, hospitalized_from=day)
    if draft.claim.institutional:
        put_on_bill(draft, admission=f"{day:%Y%m%d}1200" if day else "")


def _procedures(draft: Draft, value: list[list[Any]]) -> None:
    put_on_bill(draft, procedures=tuple((text_of(code), day_of(day)) for code, day in value))


def _values(draft: Draft, value: Mapping[Any, Any]) -> None:
    before = draft.claim.institutional.value_codes if draft.claim.institutional else ()
    put_on_bill(draft, value_codes=(*before, *((text_of(code), cents_of(value[code])) for code in value)))


def _occurrences(draft: Draft, value: Mapping[Any, Any]) -> None:
    put_on_bill(draft, occurrence_codes=tuple((text_of(code), day_of(day)) for code, day in value.items()))


def _room_days(draft: Draft, value: int) -> None:
    """That many days in a room, in a stay that lasts as long."""
    on_every_line(draft, revenue_code="0120", units=text_of(value))
    put_on_bill(draft, statement_to=draft.on + timedelta(days=value) if draft.on else None)


def _secondary_to(draft: Draft, value: Any) -> None:
    """Medicare comes after a payer of that kind (SBR05)."""
    draft.claim = structs.replace(draft.claim, sequence="S", insurance_type=text_of(value))


def _operating(draft: Draft, value: Any) -> None:
    put_on_bill(draft, operating=party_of(value, CLINICIAN))


def _set(name: str, make: Callable[[Any], Any] = text_of) -> Callable[[Draft, Any], None]:
    """A field that sets one attribute of the bill."""
    return lambda draft, value: put_on_bill(draft, **{name: make(value)})


def _texts(value: Any) -> tuple[str, ...]:
    return tuple(text_of(one) for one in value or ())


def as_institutional(claim: Claim) -> Claim:
    """An 837I has a statement and revenue codes, also where the example does not say so; a stay says what was there."""
    whole = claim.institutional or Institutional("131", claim.service_from, claim.service_to, attending=CLINICIAN)
    if whole.type_of_bill[:2] in _INPATIENT and not whole.present_on_admission:
        whole = structs.replace(whole, present_on_admission=("Y",) * len(claim.diagnoses))
    lines = tuple(structs.replace(line, revenue_code=line.revenue_code or "0510") for line in claim.lines)
    return structs.replace(claim, institutional=whole, lines=lines, filing_code=claim.filing_code.replace("MB", "MA"))


# The type of bill first: it completes a stay, of which the others change one thing.
BILL_FIELDS: dict[str, Callable[[Draft, Any], None]] = {
    "tob": _bill,
    "room_days": _room_days,
    "statement": _statement,
    "attending": _set("attending", lambda value: party_of(value, CLINICIAN)),
    "operating": _operating,
    "admit": _admitted,
    "admission": _set("admission"),
    "admit_type": _set("admission_type"),
    "admit_source": _set("admission_source"),
    "source": _set("admission_source"),
    "admit_dx": _set("admitting_diagnosis"),
    "status": _set("patient_status"),
    "discharge_hour": _set("discharge_hour"),
    "poa": _set("present_on_admission", _texts),
    "procedure": lambda draft, value: _procedures(draft, [[value, draft.on]]),
    "pcs": lambda draft, value: _procedures(draft, [[value, draft.on]]),
    "procedures": _procedures,
    "apr": _set("reasons_for_visit", _texts),
    "drg": _set("drg"),
    "cc": _set("condition_codes", _texts),
    "cc51": lambda draft, value: put_on_bill(draft, condition_codes=("51",) if value else ()),
    "oc": _occurrences,
    "oc32": lambda draft, value: _occurrences(draft, {"32": value} if value else {}),
    "vc": _values,
    "vc80": lambda draft, value: _values(draft, {"80": value}),
    "vc81": lambda draft, value: _values(draft, {"81": value}),
    "msp": _secondary_to,
    "dcn": lambda draft, value: setattr(
        draft, "claim", structs.replace(draft.claim, payer_claim_control_number=text_of(value))
    ),
}
