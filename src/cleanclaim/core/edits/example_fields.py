"""How each field of an example changes the correct claim; people, payers, lines and bills have modules of their own."""

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from typing import Any

from msgspec import Struct, structs

from cleanclaim.core.claim import Accident, Attachment, Claim, ServiceLine
from cleanclaim.core.codesets import CodeSets
from cleanclaim.core.edits.example_bills import BILL_FIELDS, as_institutional, put_on_bill
from cleanclaim.core.edits.example_claim import HOSPITAL, SERVICE_DATE, Draft, ExampleNotUnderstood, a_claim
from cleanclaim.core.edits.example_known import KNOWN_FIELDS
from cleanclaim.core.edits.example_lines import LINE_FIELDS
from cleanclaim.core.edits.example_payers import ANSWER_FIELDS, PAYER_FIELDS
from cleanclaim.core.edits.example_people import PEOPLE_FIELDS, register_everyone
from cleanclaim.core.edits.example_records import RECORD_FIELDS
from cleanclaim.core.edits.example_tables import TABLE_FIELDS
from cleanclaim.core.edits.example_values import cents_of, day_of, set_on_claim, text_of
from cleanclaim.core.edits.example_visits import VISIT_FIELDS
from cleanclaim.core.edits.given import PayerRules
from cleanclaim.core.edits.known import Approval, Known


def _finish(draft: Draft, example: Mapping[str, Any]) -> None:
    """What follows from other fields: dates on lines, diagnoses of lines, the birth date of an age."""
    claim = draft.claim
    lines = [_dated(line, draft) if "lines" not in example else line for line in claim.lines]
    claim = structs.replace(claim, lines=tuple(lines))
    if claim.kind == "837I":
        claim = as_institutional(claim)
    if draft.age is not None and (day := claim.service_from):
        born = structs.replace(claim.subscriber, birth_date=date(day.year - draft.age, day.month, min(day.day, 28)))
        claim = structs.replace(claim, subscriber=born)
    draft.claim = claim


def _dated(line: ServiceLine, draft: Draft) -> ServiceLine:
    return structs.replace(line, service_from=draft.on, service_to=draft.to or draft.on)


def _indicators(draft: Draft, value: Mapping[str, Any]) -> None:
    names = {
        "control_number": "control_number",
        "release": "release",
        "assign_benefits": "benefits_assigned",
        "accept_assignment": "assignment",
    }
    draft.claim = structs.replace(draft.claim, **{names[key]: text_of(value[key]) for key in value})


_KINDS = {"P": "837P", "I": "837I", "837P": "837P", "837I": "837I"}


def _kind(draft: Draft, value: str) -> None:
    """Of the claim; a number is the type of an admission (FL 14)."""
    if value in _KINDS:
        draft.claim = structs.replace(draft.claim, kind=_KINDS[value])
    else:
        put_on_bill(draft, admission_type=text_of(value))


def _diagnoses(draft: Draft, value: list[Any]) -> None:
    """Codes, or mappings of a code and whether it was there on admission."""
    codes = tuple(row["code"] if isinstance(row, Mapping) else row for row in value)
    draft.claim = structs.replace(draft.claim, diagnoses=codes)
    if any(isinstance(row, Mapping) for row in value):
        put_on_bill(draft, present_on_admission=tuple(text_of(row["poa"]) for row in value))


def _state(draft: Draft, value: Any) -> None:
    """Where the accident was, or what a state's Medicaid wants."""
    if isinstance(value, Mapping):
        draft.rules["needs_encounter_code"] = value["t1015"]
    else:
        _accident(draft, state=text_of(value))


def _place(draft: Draft, value: Any) -> None:
    draft.claim = structs.replace(draft.claim, place_of_service=text_of(value))
    if value == "21":
        draft.claim = structs.replace(draft.claim, facility=HOSPITAL, hospitalized_from=SERVICE_DATE)


def _accident(draft: Draft, **changes: Any) -> None:
    accident = draft.claim.accident or Accident()
    draft.claim = structs.replace(draft.claim, accident=structs.replace(accident, **changes))


def _other_count(draft: Draft, value: int) -> None:
    draft.claim = structs.replace(draft.claim, diagnoses=tuple(f"I{number:02d}" for number in range(value + 1)))


def _authorization(draft: Draft, value: Any) -> None:
    """The number on the claim, and what the payer approved under it."""
    fields = value if isinstance(value, Mapping) else {"number": value}
    number = text_of(fields.get("number", "A123"))
    draft.claim = structs.replace(draft.claim, prior_authorization=number)
    procedures = fields.get("cpt")
    draft.known["approvals"] = {
        number: Approval(
            number,
            day_of(fields.get("from")),
            day_of(fields.get("to")),
            procedures=(tuple((procedures.split("-") * 2)[:2]),) if procedures else (),
            npis=frozenset(fields.get("npis", ())),
            facility_npi=text_of(fields.get("facility")),
            units=fields.get("units"),
            used=fields.get("used", 0),
        )
    }


def _report(draft: Draft, value: Mapping[str, Any] | None) -> None:
    """PWK of the claim."""
    sent = (Attachment(value["report"], value.get("tx", "EL"), text_of(value.get("acn"))),) if value else ()
    draft.claim = structs.replace(draft.claim, attachments=sent)


def _date_sent(draft: Draft, which: str, value: Any) -> None:
    """A DTP that no field of the claim holds."""
    day = day_of(value)
    if day:
        draft.claim = structs.replace(draft.claim, also=(*draft.claim.also, ("DTP", which, "D8", f"{day:%Y%m%d}")))


CLAIM_FIELDS: dict[str, Callable[[Draft, Any], None]] = {
    "finding": lambda draft, value: None,
    "type": _kind,
    "kind": _kind,
    "dos": lambda draft, value: setattr(draft, "on", day_of(value)),
    "from": lambda draft, value: setattr(draft, "on", day_of(value)),
    "to": lambda draft, value: setattr(draft, "to", day_of(value)),
    "month": lambda draft, value: setattr(draft, "on", date.fromisoformat(f"{value}-28")),
    "year": lambda draft, value: setattr(draft, "on", SERVICE_DATE.replace(year=value)),
    "today": lambda draft, value: setattr(draft, "today", day_of(value)),
    "claim": _indicators,
    "pos": _place,
    "clia": set_on_claim(clia=text_of),
    "auth": _authorization,
    "pwk": _report,
    "referral": set_on_claim(referral_number=text_of),
    "freq": set_on_claim(frequency=text_of),
    "onset": set_on_claim(onset_on=day_of),
    "accident": lambda draft, value: _accident(draft, on=day_of(value)),
    "clm11": lambda draft, value: _accident(draft, employment=value == "EM", auto=value == "AA"),
    "state": _state,
    "date": lambda draft, value: _accident(draft, on=day_of(value)),
    "dx": _diagnoses,
    "other_dx_count": _other_count,
    "total": set_on_claim(charge=cents_of),
    "clm02": set_on_claim(charge=cents_of),
    "paid": set_on_claim(patient_paid=cents_of),
    "assumed": lambda draft, value: _date_sent(draft, "090", value),
    "relinquished": lambda draft, value: _date_sent(draft, "091", value),
}

# In the order in which they are put on: dates before lines, diagnoses before the lines that point to them.
ALL_FIELDS = (
    CLAIM_FIELDS
    | PEOPLE_FIELDS
    | PAYER_FIELDS
    | LINE_FIELDS
    | VISIT_FIELDS
    | ANSWER_FIELDS
    | BILL_FIELDS
    | KNOWN_FIELDS
    | RECORD_FIELDS
    | TABLE_FIELDS
)


class Built(Struct, frozen=True):
    """What an example stands for: a claim, what is known besides, and the day of the check."""

    claim: Claim
    payer: PayerRules
    known: Known
    codesets: CodeSets
    as_of: date


def build(example: Mapping[str, Any], codesets: CodeSets) -> Built:
    """The example as the arguments of the edits; tables that it brings take the place of the loaded ones."""
    draft = Draft(a_claim(), {}, {}, {})
    unknown = set(example) - set(ALL_FIELDS)
    if unknown:
        raise ExampleNotUnderstood(f"no builder knows {', '.join(sorted(unknown))}")
    for name, put in ALL_FIELDS.items():
        if name in example:
            put(draft, example[name])
    _finish(draft, example)
    register_everyone(draft)
    claim_day = draft.claim.service_from or SERVICE_DATE
    return Built(
        draft.claim,
        PayerRules(**draft.rules),
        Known(**draft.known),
        structs.replace(codesets, **draft.tables),
        draft.today or claim_day + timedelta(days=3),
    )
