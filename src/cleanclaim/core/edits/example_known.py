"""What an example says to be known besides the claim: other services, the coverage, registers, contracts."""

from collections.abc import Callable, Mapping, Sequence
from datetime import timedelta
from typing import Any

from cleanclaim.core.edits.example_claim import BILLING, CLINICIAN, SERVICE_DATE, Draft
from cleanclaim.core.edits.example_values import cents_of, day_of, text_of
from cleanclaim.core.edits.known import Coverage, CoveragePolicy, PastService


def put_history(draft: Draft, value: Sequence[Mapping[str, Any]]) -> None:
    """Services on other claims; what a row does not say is as on the correct claim."""
    draft.known["history"] = tuple(_past(row, number) for number, row in enumerate(value, start=1))


def _past(row: Mapping[str, Any], number: int) -> PastService:
    month = f"{row['month']}-01" if "month" in row else None
    first = day_of(row.get("from", row.get("date", month))) or SERVICE_DATE
    return PastService(
        claim=text_of(row.get("id", f"E260000{number}-1")),
        procedure=text_of(row["cpt"]),
        service_from=first,
        service_to=day_of(row.get("to")) or first,
        modifiers=tuple(str(modifier) for modifier in row.get("mods", ())),
        units=text_of(row.get("units", "1")),
        charge=cents_of(row.get("charge", "150.00")),
        rendering_npi=text_of(row.get("rendering", CLINICIAN.npi)),
        billing_npi=BILLING.npi,
        sent_on=day_of(row.get("sent")),
        is_answered=row.get("answered", True),
        global_days=int(row.get("global", 0)),
        diagnoses=tuple(row.get("dx", ())),
        revenue_code=text_of(row.get("rev")),
        type_of_bill=text_of(row.get("tob")),
    )


def _surgery(draft: Draft, value: Mapping[str, Any]) -> None:
    """A procedure done before, with its global days."""
    put_history(draft, [value])


def _in_global(draft: Draft, value: bool) -> None:
    """A month after a surgery of 90 global days, or after nothing."""
    done = SERVICE_DATE - timedelta(days=28)
    put_history(draft, [{"cpt": "27447", "date": done, "global": 90}] if value else [])


def put_coverage(draft: Draft, value: Mapping[str, Any]) -> None:
    """What the practice has of the coverage, or the payer said in its answer."""
    names: dict[str, tuple[str, Callable[[Any], Any]]] = {
        "start": ("active_from", day_of),
        "end": ("active_to", day_of),
        "last_verified": ("verified_on", day_of),
        "first_name": ("first_name", text_of),
        "last_name": ("last_name", text_of),
        "dob": ("birth_date", day_of),
        "part_c": ("advantage_plan", text_of),
        "from": ("advantage_from", day_of),
        "hospice": ("hospice_from", day_of),
        "msp_open": ("open_msp", text_of),
        "qmb": ("is_qmb", bool),
        "other": ("other_insurance", text_of),
        "inpatient": ("inpatient_from", day_of),
        "skilled_nursing": ("skilled_nursing_from", day_of),
        "home_health": ("home_health_from", day_of),
    }
    changes = {names[key][0]: names[key][1](value[key]) for key in value}
    before = draft.known.get("coverage", Coverage())
    draft.known["coverage"] = Coverage(**{name: getattr(before, name) for name in before.__struct_fields__} | changes)


def _policy(draft: Draft, value: Mapping[str, Any]) -> None:
    policy = CoveragePolicy(
        text_of(value.get("name", "L00000")),
        text_of(value["code"]),
        frozenset(value["covered"]),
        frozenset(value.get("second", ())),
    )
    draft.known["policies"] = (policy,)


def _allowed(draft: Draft, value: Any) -> None:
    """Of every procedure of the claim."""
    draft.known["allowed"] = {line.procedure: cents_of(value) for line in draft.claim.lines}


KNOWN_FIELDS: dict[str, Callable[[Draft, Any], None]] = {
    "history": put_history,
    "surgery": _surgery,
    "in_global": _in_global,
    "coverage": put_coverage,
    "eligibility": put_coverage,
    "policy": _policy,
    "allowed": _allowed,
}
