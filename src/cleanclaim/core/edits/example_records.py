"""What an example says of a practice's own records, and segments that only some claims carry."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from msgspec import structs

from cleanclaim.core.claim import Party
from cleanclaim.core.codesets.code_set import Code, code_set
from cleanclaim.core.edits.example_claim import ADDRESS, BILLING, CLINICIAN, SERVICE_DATE, Draft
from cleanclaim.core.edits.example_known import put_coverage, put_history
from cleanclaim.core.edits.example_values import cents_of, day_of, party_of, text_of
from cleanclaim.core.edits.known import CliaCertificate, CoveragePolicy, Enrollment
from cleanclaim.core.edits.records import Circumstances, Consent, Notice, Orderer, Original, Site

Put = Callable[[Draft, Any], None]


def _also(draft: Draft, *row: str) -> None:
    """A segment of the claim that no field holds."""
    draft.claim = structs.replace(draft.claim, also=(*draft.claim.also, row))


def _sent(*row: str) -> Put:
    """A field whose value ends a segment, if there is one."""
    return lambda draft, value: _also(draft, *row, text_of(value)) if value else None


def _circumstances(draft: Draft, **changes: Any) -> None:
    before = draft.known.get("circumstances", Circumstances())
    draft.known["circumstances"] = structs.replace(before, **changes)


def _site(draft: Draft, **changes: Any) -> None:
    draft.known["site"] = structs.replace(draft.known.get("site", Site()), **changes)


def _procedures(draft: Draft) -> tuple[str, ...]:
    return tuple(line.procedure for line in draft.claim.lines)


def _rule(name: str) -> Put:
    return lambda draft, value: draft.rules.update({name: value})


def _enrollments(draft: Draft, value: list[Mapping[str, Any]]) -> None:
    enrolled = draft.known["enrollments"] = defaultdict[str, tuple[Enrollment, ...]](tuple)
    for row in value:
        tax_id, taxonomy = text_of(row.get("tin", BILLING.tax_id)), text_of(row.get("taxonomy"))
        enrollment = Enrollment(tax_id, taxonomy, day_of(row.get("from")), day_of(row.get("to")))
        enrolled[text_of(row.get("npi", BILLING.npi))] += (enrollment,)


def _certificate(draft: Draft, value: str) -> None:
    number = "45D1234567"
    draft.claim = structs.replace(draft.claim, clia=number)
    draft.known["certificates"] = (CliaCertificate(number, value),)


def _orderer(draft: Draft, value: Mapping[str, Any]) -> None:
    party = party_of(value, CLINICIAN) or CLINICIAN
    draft.claim = structs.replace(draft.claim, referring=party)
    listed = Orderer(text_of(value.get("listed_as", party.name)), value.get("may_order_equipment", True))
    draft.known["orderers"] = {party.npi: listed} if value["in_order_file"] else {}


def _original(draft: Draft, value: Any) -> None:
    """How the claim that is replaced was answered, its lines, or how many there were."""
    if isinstance(value, str):
        draft.known["original"] = Original(value != "rejected", _procedures(draft))
    else:
        lines = ["99213"] * value if isinstance(value, int) else value
        draft.known["original"] = Original(
            True, tuple(text_of(line["cpt"] if isinstance(line, Mapping) else line) for line in lines)
        )


def _purchased(draft: Draft, value: list[str]) -> None:
    _circumstances(draft, purchased=frozenset(value))


def _ambulance(draft: Draft, value: Mapping[str, Any] | None) -> None:
    if value is not None:
        miles = text_of(value.get("miles"))
        _also(draft, "CR1", "LB", "140", "", text_of(value.get("reason")), "DH" if miles else "", miles)


def _trip(draft: Draft, value: Sequence[str]) -> None:
    """Pickup (PW) and drop-off (45)."""
    parties = tuple(Party(entity=entity, address=ADDRESS) for entity in value)
    draft.claim = structs.replace(draft.claim, other_parties=parties)


def _screened(draft: Draft, value: Any) -> None:
    if value:
        _also(draft, "CRC", "ZZ", "Y", *([value] if isinstance(value, str) else value))


def _notice(draft: Draft, value: Mapping[str, Any] | None) -> None:
    signed = () if value is None else (Notice(day_of(value.get("date")), value.get("option", 1)),)
    draft.known["notices"] = signed


def _consent(draft: Draft, value: int | None) -> None:
    signed = () if value is None else (Consent(SERVICE_DATE - timedelta(days=value)),)
    draft.known["consents"] = signed


def _early_consent(draft: Draft, value: int) -> None:
    draft.known["consents"] = (Consent(SERVICE_DATE - timedelta(days=value), is_early_allowed=True),)


def _policy_met(draft: Draft, value: bool) -> None:
    """Whether the only policy of each procedure covers the first diagnosis."""
    covered = frozenset(draft.claim.diagnoses if value else ("Z99.89",))
    draft.known["policies"] = tuple(CoveragePolicy("L00000", code, covered) for code in _procedures(draft))
    put_coverage(draft, {})


def _since(name: str) -> Put:
    """A state of the coverage since last month, from a day, or not."""

    def put(draft: Draft, value: Any) -> None:
        day = SERVICE_DATE - timedelta(days=28) if value is True else value or None
        put_coverage(draft, {name: day})

    return put


def _admission_in(draft: Draft, value: int) -> None:
    put_coverage(draft, {"inpatient": (draft.on or SERVICE_DATE) + timedelta(days=value)})


def _own_stay_in(draft: Draft, value: int) -> None:
    """The same hospital admits the patient that many days later."""
    put_history(draft, [{"cpt": "", "date": (draft.on or SERVICE_DATE) + timedelta(days=value), "tob": "111"}])


def _previous_bill(draft: Draft, value: Any) -> None:
    whole = draft.claim.institutional
    kind = whole.type_of_bill[:2] if whole else "13"
    put_history(draft, [{"cpt": "", "tob": f"{kind}{value}"}] if value else [])


def _bills_of_month(draft: Draft, value: int) -> None:
    """This claim and others that bill the same revenue code in its month."""
    line = draft.claim.lines[0]
    row = {"cpt": line.procedure, "rev": line.revenue_code, "tob": "131", "date": SERVICE_DATE + timedelta(days=7)}
    put_history(draft, [row] * (value - 1))


def _seen_years_ago(draft: Draft, value: int | None) -> None:
    day = draft.on or SERVICE_DATE
    seen = [] if value is None else [{"cpt": "G0467", "date": day.replace(year=day.year - value), "rev": "0521"}]
    put_history(draft, seen)


def put_statuses(draft: Draft, statuses: Mapping[str, str], *, device: frozenset[str] = frozenset()) -> None:
    """The hospital payment status of each procedure, in place of the table."""
    first = date(2019, 7, 1)
    codes = [
        Code(code, "", first, category=status, flags=frozenset({"device"} if code in device else ()))
        for code, status in statuses.items()
    ]
    draft.tables["opps"] = code_set("opps", "The statuses of the example", codes, first=first, complete=False)


def put_records_of_lines(draft: Draft, rows: Sequence[Mapping[str, Any]]) -> None:
    """What rows of lines say that is not of the line itself: payment statuses, tests bought elsewhere."""
    statuses = {text_of(row["cpt"]): row["si"] for row in rows if "si" in row}
    if statuses:
        put_statuses(draft, statuses)
    bought = [text_of(row.get("cpt", "99213")) for row in rows if row.get("purchased")]
    if any("purchased" in row for row in rows):
        _circumstances(draft, purchased=frozenset(bought))


def _needs_device(draft: Draft, value: bool) -> None:
    codes = _procedures(draft)
    put_statuses(draft, dict.fromkeys(codes, "J1"), device=frozenset(codes[:1] if value else ()))


RECORD_FIELDS: dict[str, Put] = {
    "supervising": lambda draft, value: setattr(
        draft, "claim", structs.replace(draft.claim, supervising=party_of(value, CLINICIAN))
    ),
    "incident_to": lambda draft, value: _circumstances(draft, is_incident_to=value),
    "new_problem": lambda draft, value: _circumstances(draft, has_new_problem=value),
    "supervised": lambda draft, value: _circumstances(draft, needs_supervision=value),
    "supervision": lambda draft, value: _circumstances(draft, has_supervision=value),
    "outside_lab": lambda draft, value: _circumstances(draft, outside_laboratory="CITY LAB" if value else ""),
    "purchased": _purchased,
    "stock": lambda draft, value: _circumstances(draft, discounted=frozenset(_procedures(draft) if value else ())),
    "schedule": lambda draft, value: _circumstances(
        draft, is_sliding_fee=True, schedule=dict.fromkeys(_procedures(draft), cents_of(value))
    ),
    "rate": lambda draft, value: _circumstances(
        draft, room_rates={line.revenue_code: cents_of(value) for line in draft.claim.lines}
    ),
    "grouper": lambda draft, value: _circumstances(draft, drg=text_of(value)),
    "hospital_owned": lambda draft, value: _site(draft, is_hospital_owned=value),
    "off_campus": lambda draft, value: _site(draft, off_campus="PN" if value else ""),
    "method2": lambda draft, value: _site(draft, is_method_two=value),
    "billing_is_lab": lambda draft, value: setattr(
        draft, "claim", structs.replace(draft.claim, billing=structs.replace(BILLING, taxonomy="291U00000X"))
    ),
    "enrolments": _enrollments,
    "clia_type": _certificate,
    "orderer": _orderer,
    "original_status": _original,
    "original_lines": _original,
    "y4": lambda draft, value: setattr(
        draft,
        "claim",
        structs.replace(draft.claim, subscriber=structs.replace(draft.claim.subscriber, claim_number=text_of(value))),
    ),
    "cr1": _ambulance,
    "trip": _trip,
    "crc": _screened,
    "mammo_cert": _sent("REF", "EW"),
    "ref_p4": _sent("REF", "P4"),
    "ref_clia": _sent("REF", "F4"),
    "last_seen": lambda draft, value: _also(draft, "DTP", "304", "D8", f"{day_of(value):%Y%m%d}") if value else None,
    "abn": _notice,
    "consent_days": _consent,
    "early_consent_days": _early_consent,
    "policy_met": _policy_met,
    "hospice": _since("hospice"),
    "snf_part_a": _since("skilled_nursing"),
    "hh_open": _since("home_health"),
    "qmb": lambda draft, value: put_coverage(draft, {"qmb": value}),
    "other_active": lambda draft, value: put_coverage(draft, {"other": "GREEN VALLEY HEALTH" if value else ""}),
    "days_before_admit": _admission_in,
    "days_before": _own_stay_in,
    "previous": _previous_bill,
    "claims_in_month": _bills_of_month,
    "last_visit_years": _seen_years_ago,
    "device_intensive": _needs_device,
    "encounter_code": _rule("needs_encounter_code"),
    "screening_answer": _rule("needs_screening_answer"),
    "urgent_care_code": _rule("takes_urgent_care_code"),
    "discount_modifier": _rule("discount_modifier"),
    "supervising_required": _rule("needs_supervising"),
    "orderer_for": lambda draft, value: draft.rules.update(needs_orderer=frozenset(value)),
}
