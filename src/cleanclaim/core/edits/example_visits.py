"""What the record of an example's visit says: minutes, doses, who did it, how the patient was seen."""

from collections.abc import Callable, Mapping
from datetime import timedelta
from decimal import Decimal
from typing import Any

from msgspec import structs

from cleanclaim.core.claim import ServiceLine
from cleanclaim.core.edits.example_claim import SERVICE_DATE, Draft
from cleanclaim.core.edits.example_known import put_history
from cleanclaim.core.edits.example_values import cents_of, day_of, text_of
from cleanclaim.core.edits.known import Coverage
from cleanclaim.core.edits.visit import Visit


def _record(**changes: Callable[[Any], Any]) -> Callable[[Draft, Any], None]:
    """A field that sets attributes of the visit's record."""

    def put(draft: Draft, value: Any) -> None:
        made = {name: make(value) for name, make in changes.items()}
        draft.known["visit"] = structs.replace(draft.known.get("visit", Visit()), **made)

    return put


def put_minutes(draft: Draft, value: Any) -> None:
    """By procedure, or one number for every procedure of the claim."""
    named = value if isinstance(value, Mapping) else {line.procedure: value for line in draft.claim.lines}
    _record(minutes=lambda value: {str(code): int(minutes) for code, minutes in value.items()})(draft, named)


def put_units(draft: Draft, value: Any) -> None:
    """On every line, or by procedure: then these are the lines."""
    if not isinstance(value, Mapping):
        lines = [structs.replace(line, units=text_of(value)) for line in draft.claim.lines]
    else:
        lines = [
            ServiceLine(number, str(code), 15_000, units=text_of(units), service_from=draft.on, service_to=draft.on)
            for number, (code, units) in enumerate(value.items(), start=1)
        ]
    draft.claim = structs.replace(draft.claim, lines=tuple(lines))


def put_line_records(draft: Draft, rows: list[Mapping[str, Any]]) -> None:
    """Minutes and doses that stand beside the lines of an example."""
    minutes = {text_of(row.get("cpt")): row["minutes"] for row in rows if "minutes" in row}
    doses = {text_of(row.get("cpt")): Decimal(str(row["dose_mg"])) for row in rows if "dose_mg" in row}
    if minutes:
        put_minutes(draft, minutes)
    if doses:
        _record(doses=lambda value: value)(draft, doses)


def _operated_for(draft: Draft, value: list[str]) -> None:
    """The diagnoses of a surgery a month before."""
    done = SERVICE_DATE - timedelta(days=28)
    put_history(draft, [{"cpt": "27447", "date": done, "global": 90, "dx": value}])


def _covered(draft: Draft, **changes: Any) -> None:
    draft.known["coverage"] = structs.replace(draft.known.get("coverage", Coverage()), **changes)


def _inpatient(draft: Draft, value: bool) -> None:
    """Two days before the visit until three after it, or never."""
    first, last = SERVICE_DATE - timedelta(days=2), SERVICE_DATE + timedelta(days=3)
    stay = {"inpatient_from": first, "inpatient_to": last, "inpatient_at": "CITY HOSPITAL"}
    _covered(draft, **(stay if value else {}))


def _days_of(value: Mapping[str, Any]) -> dict[str, Any]:
    return {str(code): day_of(day) for code, day in value.items()}


VISIT_FIELDS: dict[str, Callable[[Draft, Any], None]] = {
    "record": lambda draft, value: _record(**{name: lambda value, name=name: value[name] for name in value})(
        draft, value
    ),
    "note": _record(note=text_of),
    "units": put_units,
    "minutes": put_minutes,
    "mode": _record(mode=text_of),
    "at": _record(is_at_home=lambda value: value == "home"),
    "patient_state": _record(patient_state=text_of),
    "licences": _record(licensed_in=frozenset),
    "by": _record(treated_by=text_of),
    "treated": _record(treated_by=text_of),
    "shared": _record(is_shared=bool),
    "resident": _record(has_resident=bool),
    "admitting": _record(is_admitting=bool),
    "provider_based": _record(hospital_department=text_of),
    "absent": _record(absence_days=int),
    "last_visit": lambda draft, value: put_history(draft, [{"cpt": "99213", "date": value}]),
    "last_awv": lambda draft, value: _covered(draft, last_services={"G0439": day_of(value)}),
    "next_eligible": lambda draft, value: _covered(draft, next_eligible=_days_of(value)),
    "last_services": lambda draft, value: _covered(draft, last_services=_days_of(value)),
    "part_b": lambda draft, value: _covered(draft, part_b_from=day_of(value)),
    "ytd": lambda draft, value: _covered(draft, therapy_used=dict.fromkeys(("GP", "GO"), cents_of(value))),
    "surgery_dx": _operated_for,
    "inpatient": _inpatient,
    "concurrent": _record(concurrent_rooms=int),
    "discharge": _record(discharged_on=day_of),
    "contact": _record(contacted_on=day_of),
    "visit": _record(seen_on=day_of),
}
