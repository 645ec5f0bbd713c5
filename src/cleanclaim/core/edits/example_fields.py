"""How each field of an example changes the correct claim."""

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from typing import Any

from msgspec import Struct, structs

from cleanclaim.core.claim import (
    Accident,
    Claim,
    Institutional,
    OtherCoverage,
    Party,
    ServiceLine,
)
from cleanclaim.core.codesets import CodeSets
from cleanclaim.core.edits.example_claim import (
    ADDRESS,
    BILLING,
    CLINICIAN,
    HOSPITAL,
    PATIENT,
    SERVICE_DATE,
    Draft,
    ExampleNotUnderstood,
    a_claim,
)
from cleanclaim.core.edits.example_known import KNOWN_FIELDS
from cleanclaim.core.edits.example_lines import on_every_line, put_line_answers, put_line_count, put_lines
from cleanclaim.core.edits.example_tables import TABLE_FIELDS
from cleanclaim.core.edits.example_values import (
    address_of,
    adjustment_of,
    cents_of,
    day_of,
    party_of,
    person_of,
    text_of,
)
from cleanclaim.core.edits.given import PayerRules
from cleanclaim.core.edits.known import Known

_FILING = {"medicare": "MB", "medicaid": "MC", "commercial": "CI", "wc": "WC", "auto": "AM"}
_MEMBER_IDS = {"MA": "1EG4TE5MK73", "MB": "1EG4TE5MK73"}


def _finish(draft: Draft, example: Mapping[str, Any]) -> None:
    """What follows from other fields: dates on lines, diagnoses of lines, the birth date of an age."""
    claim = draft.claim
    lines = [_dated(line, draft) if "lines" not in example else line for line in claim.lines]
    claim = structs.replace(claim, lines=tuple(lines))
    if claim.kind == "837I":
        claim = _institutional(claim)
    if draft.age is not None and (day := claim.service_from):
        born = structs.replace(claim.subscriber, birth_date=date(day.year - draft.age, day.month, min(day.day, 28)))
        claim = structs.replace(claim, subscriber=born)
    draft.claim = claim


def _dated(line: ServiceLine, draft: Draft) -> ServiceLine:
    return structs.replace(line, service_from=draft.on, service_to=draft.to or draft.on)


def _institutional(claim: Claim) -> Claim:
    whole = claim.institutional or Institutional("131", claim.service_from, claim.service_to, attending=CLINICIAN)
    lines = tuple(structs.replace(line, revenue_code=line.revenue_code or "0510") for line in claim.lines)
    return structs.replace(claim, institutional=whole, lines=lines, filing_code=claim.filing_code.replace("MB", "MA"))


def _set(**changes: Any) -> Callable[[Draft, Any], None]:
    """A field that sets attributes of the claim; a callable makes the value, `str` turns nothing into ""."""

    def put(draft: Draft, value: Any) -> None:
        made = {name: make(value) for name, make in changes.items()}
        draft.claim = structs.replace(draft.claim, **made)

    return put


def _patient(draft: Draft, value: Mapping[str, Any]) -> None:
    draft.claim = structs.replace(draft.claim, subscriber=person_of(value, draft.claim.subscriber))


def _subscriber(draft: Draft, value: Mapping[str, Any]) -> None:
    _patient(draft, value)
    if "group" in value:
        draft.claim = structs.replace(draft.claim, group_number=text_of(value["group"]))


def _dependent(draft: Draft, value: Mapping[str, Any]) -> None:
    child = structs.replace(PATIENT, member_id="", birth_date=date(2015, 9, 1))
    draft.claim = structs.replace(draft.claim, patient=person_of(value, child))


def _payer(draft: Draft, value: Any) -> None:
    """A kind of payer, or a mapping of what it is and what it wants."""
    fields = {"filing": _FILING[value]} if isinstance(value, str) else value
    payer = draft.claim.payer
    payer = structs.replace(
        payer, payer_id=text_of(fields.get("id", payer.payer_id)), name=fields.get("name", payer.name)
    )
    filing = fields.get("filing", draft.claim.filing_code)
    subscriber = draft.claim.subscriber
    if subscriber.member_id == PATIENT.member_id:
        subscriber = structs.replace(subscriber, member_id=_MEMBER_IDS.get(filing, subscriber.member_id))
    draft.claim = structs.replace(draft.claim, payer=payer, filing_code=filing, subscriber=subscriber)
    renamed = {"ndc": "needs_drug_code", "set_up_as": "filing_code"}
    for key in ("needs_taxonomy", "unique_member_ids", "id_pattern", "filing_days", "needs_referral", *renamed):
        if key in fields:
            draft.rules[renamed.get(key, key)] = fields[key]
    if "auth" in fields:
        draft.rules["needs_authorization"] = frozenset(fields["auth"])


def _indicators(draft: Draft, value: Mapping[str, Any]) -> None:
    names = {
        "control_number": "control_number",
        "release": "release",
        "assign_benefits": "benefits_assigned",
        "accept_assignment": "assignment",
    }
    draft.claim = structs.replace(draft.claim, **{names[key]: text_of(value[key]) for key in value})


def _kind(draft: Draft, value: str) -> None:
    draft.claim = structs.replace(draft.claim, kind={"P": "837P", "I": "837I"}.get(value, value))


def _dos(draft: Draft, value: Any) -> None:
    draft.on = day_of(value)


def _to(draft: Draft, value: Any) -> None:
    draft.to = day_of(value)


def _today(draft: Draft, value: Any) -> None:
    draft.today = day_of(value)


def _age(draft: Draft, value: int) -> None:
    draft.age = value


def _diagnoses(draft: Draft, value: list[str]) -> None:
    draft.claim = structs.replace(draft.claim, diagnoses=tuple(value))


def _place(draft: Draft, value: Any) -> None:
    draft.claim = structs.replace(draft.claim, place_of_service=text_of(value))
    if value == "21":
        draft.claim = structs.replace(draft.claim, facility=HOSPITAL, hospitalized_from=SERVICE_DATE)


def _other_payers(draft: Draft, value: list[Mapping[str, Any]]) -> None:
    coverages = tuple(
        OtherCoverage(
            Party(payer_id=text_of(row.get("id", "87726"))),
            PATIENT,
            "P",
            paid=cents_of(row["paid"]) if "paid" in row else None,
            adjustments=tuple(adjustment_of(text) for text in row.get("adjustments", ())),
            adjudicated_on=day_of(row.get("date")),
        )
        for row in value
    )
    draft.claim = structs.replace(draft.claim, other_coverages=coverages)


def _other_paid(draft: Draft, value: Any) -> None:
    _other_payers(draft, [{"paid": value}])


def _other_adjusted(draft: Draft, value: list[str]) -> None:
    """CAS: beside SVD it is the line's, beside AMT*D the claim's."""
    adjustments = tuple(adjustment_of(text) for text in value)
    lines = tuple(
        structs.replace(
            line,
            other_payers=tuple(structs.replace(answer, adjustments=adjustments) for answer in line.other_payers),
        )
        for line in draft.claim.lines
    )
    others = tuple(structs.replace(other, adjustments=adjustments) for other in draft.claim.other_coverages)
    draft.claim = structs.replace(draft.claim, lines=lines, other_coverages=others)


def _accident(draft: Draft, **changes: Any) -> None:
    accident = draft.claim.accident or Accident()
    draft.claim = structs.replace(draft.claim, accident=structs.replace(accident, **changes))


def _bill(draft: Draft, value: Any) -> None:
    _kind(draft, "837I")
    draft.claim = structs.replace(
        draft.claim,
        institutional=Institutional(str(value)[-3:], draft.on, draft.to or draft.on, attending=CLINICIAN),
    )


def _statement(draft: Draft, value: list[Any]) -> None:
    first, last = (day_of(day) for day in value)
    draft.claim = structs.replace(draft.claim, institutional=Institutional("131", first, last, attending=CLINICIAN))


def _attending(draft: Draft, value: Any) -> None:
    whole = Institutional("131", draft.on, draft.to or draft.on, attending=party_of(value, CLINICIAN))
    draft.claim = structs.replace(draft.claim, institutional=whole)


def _other_count(draft: Draft, value: int) -> None:
    draft.claim = structs.replace(draft.claim, diagnoses=tuple(f"I{number:02d}" for number in range(value + 1)))


def _authorization(draft: Draft, value: Any) -> None:
    number = value["number"] if isinstance(value, Mapping) else value
    draft.claim = structs.replace(draft.claim, prior_authorization=text_of(number))


def _date_sent(draft: Draft, which: str, value: Any) -> None:
    """A DTP that no field of the claim holds."""
    day = day_of(value)
    if day:
        draft.claim = structs.replace(draft.claim, also=(*draft.claim.also, ("DTP", which, "D8", f"{day:%Y%m%d}")))


# In the order in which they are put on: dates before lines, diagnoses before the lines that point to them.
FIELDS: dict[str, Callable[[Draft, Any], None]] = {
    "finding": lambda draft, value: None,
    "type": _kind,
    "kind": _kind,
    "dos": _dos,
    "from": _dos,
    "to": _to,
    "today": _today,
    "age": _age,
    "sex": lambda draft, value: _patient(draft, {"sex": value}),
    "patient": _patient,
    "subscriber": _subscriber,
    "dependent": _dependent,
    "relationship": _set(relationship=text_of),
    "payer": _payer,
    "plan": lambda draft, value: draft.rules.update(needs_referral=value == "HMO"),
    "payer_list": lambda draft, value: draft.rules.update(known_payer_ids=frozenset(value)),
    "filing": _set(filing_code=text_of),
    "seq": _set(sequence=text_of),
    "sbr05": _set(insurance_type=text_of),
    "claim": _indicators,
    "billing": lambda draft, value: _set(billing=lambda value: party_of(value, BILLING))(draft, value),
    "rendering": _set(rendering=lambda value: party_of(value, CLINICIAN)),
    "referring": _set(referring=lambda value: party_of(value, CLINICIAN)),
    "pay_to": _set(pay_to=lambda value: address_of(value, ADDRESS)),
    "pos": _place,
    "service_facility": _set(facility=lambda value: party_of(value, HOSPITAL)),
    "admit": _set(hospitalized_from=day_of),
    "clia": _set(clia=text_of),
    "auth": _authorization,
    "referral": _set(referral_number=text_of),
    "freq": _set(frequency=text_of),
    "payer_icn": _set(payer_claim_control_number=text_of),
    "onset": _set(onset_on=day_of),
    "accident": lambda draft, value: _accident(draft, on=day_of(value)),
    "clm11": lambda draft, value: _accident(draft, employment=value == "EM", auto=value == "AA"),
    "state": lambda draft, value: _accident(draft, state=text_of(value)),
    "date": lambda draft, value: _accident(draft, on=day_of(value)),
    "dx": _diagnoses,
    "other_dx_count": _other_count,
    "lines": put_lines,
    "line_count": put_line_count,
    "cpt": lambda draft, value: on_every_line(draft, procedure=text_of(value)),
    "mods": lambda draft, value: on_every_line(draft, modifiers=tuple(str(modifier) for modifier in value)),
    "units": lambda draft, value: on_every_line(draft, units=text_of(value)),
    "charge": lambda draft, value: on_every_line(draft, charge=cents_of(value)),
    "ndc": lambda draft, value: on_every_line(draft, ndc=text_of(value), ndc_units="1", ndc_unit="ML"),
    "rev": lambda draft, value: on_every_line(draft, revenue_code=text_of(value)),
    "minutes": lambda draft, value: None,  # in the note, not on the claim
    "address1": lambda draft, value: _patient(draft, {"address1": value}),
    "total": _set(charge=cents_of),
    "clm02": _set(charge=cents_of),
    "paid": _set(patient_paid=cents_of),
    "other_payers": _other_payers,
    "amt_d": _other_paid,
    "svd": put_line_answers,
    "cas": _other_adjusted,
    "tob": _bill,
    "statement": _statement,
    "attending": _attending,
    "table": lambda draft, value: draft.rules.update(pair_table=value, unit_table=value),
    "engine_fires": lambda draft, value: draft.rules.update(applies_deleted_pairs=value),
    "assumed": lambda draft, value: _date_sent(draft, "090", value),
    "relinquished": lambda draft, value: _date_sent(draft, "091", value),
}


ALL_FIELDS = FIELDS | KNOWN_FIELDS | TABLE_FIELDS


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
    claim_day = draft.claim.service_from or SERVICE_DATE
    return Built(
        draft.claim,
        PayerRules(**draft.rules),
        Known(**draft.known),
        structs.replace(codesets, **draft.tables),
        draft.today or claim_day + timedelta(days=3),
    )
