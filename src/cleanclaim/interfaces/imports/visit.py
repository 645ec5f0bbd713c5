"""A FHIR encounter with what its conditions and procedures say: billable codes, and the rest in words."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date

from msgspec import Struct

from cleanclaim.apps.encounters.choices import MOST_DIAGNOSES, MOST_POINTERS, MOST_SERVICES
from cleanclaim.apps.encounters.coding import Performed, pointed
from cleanclaim.apps.encounters.services import Note
from cleanclaim.apps.practices.codes import codesets
from cleanclaim.interfaces.fhir import mapping
from cleanclaim.interfaces.fhir.bundle import Bundle
from cleanclaim.interfaces.fhir.mapping import Unusable
from cleanclaim.interfaces.fhir.resources import Condition, Encounter, Procedure
from cleanclaim.interfaces.imports.report import Report

REFUTED = ("refuted", "entered-in-error")
NOT_DONE = {"not-done", "entered-in-error", "preparation"}


class Coded(Struct, frozen=True):
    """One visit.  `missing` names the kinds of code it lacks, `in_words` what its record says instead."""

    key: str
    encounter: Encounter
    on: date
    diagnoses: tuple[str, ...]
    services: tuple[Performed, ...]
    note: Note
    missing: tuple[str, ...]
    in_words: str


def coded_visits(bundle: Bundle, report: Report) -> Iterator[Coded]:
    """Every visit of the bundle that took place."""
    conditions = _by_encounter(bundle, Condition, report)
    procedures = _by_encounter(bundle, Procedure, report)
    for encounter in bundle.all(Encounter):
        try:
            on = mapping.visited_on(encounter)
        except Unusable as reason:
            report.leave_out("Encounter", str(reason), bundle.key(encounter))
            continue
        found = _in_order(encounter, conditions[id(encounter)], bundle)
        yield _coded(bundle, encounter, on, found, procedures[id(encounter)], report)


def _coded(
    bundle: Bundle,
    encounter: Encounter,
    on: date,
    conditions: list[Condition],
    procedures: list[Procedure],
    report: Report,
) -> Coded:
    coded = {id(each): code for each in conditions if (code := _billable(each, on, report))}
    diagnoses = tuple(dict.fromkeys(coded.values()))[:MOST_DIAGNOSES]
    services = tuple(_services(encounter, procedures, coded, diagnoses, bundle))[:MOST_SERVICES]
    said = [each.code.words for each in conditions if id(each) not in coded]
    done = [each.code.words for each in procedures if not mapping.procedure_codes(each.code)]
    for _ in said:
        report.note("condition", "no billable ICD-10-CM code: written into the note")
    for _ in done:
        report.note("procedure", "no CPT or HCPCS code: written into the note")
    missing = (("ICD-10-CM diagnosis",) if not diagnoses or said else ()) + (
        ("CPT or HCPCS service",) if not services or done else ()
    )
    reasons = [concept.words for concept in (*encounter.type, *encounter.reason_code)]
    return Coded(
        key=bundle.key(encounter),
        encounter=encounter,
        on=on,
        diagnoses=diagnoses,
        services=services,
        note=Note(subjective=_lines(reasons), assessment=_lines(said), plan=_lines(done)),
        missing=missing,
        in_words=f"The record says: {'; '.join(dict.fromkeys(filter(None, (*said, *done, *reasons))))}"[:400],
    )


def _by_encounter(bundle: Bundle, kind: type, report: Report) -> defaultdict[int, list]:
    """The conditions or procedures of each visit; those of none, and those that were not so, are left out."""
    found: defaultdict[int, list] = defaultdict(list)
    name = kind.__name__
    for each in bundle.all(kind):
        encounter = bundle.find(each.encounter, Encounter)
        if encounter is None:
            report.leave_out(name, "belongs to no visit of the bundle", bundle.key(each))
        elif kind is Condition and each.verification_status.has(*REFUTED):
            report.leave_out(name, "refuted or entered in error", bundle.key(each))
        elif kind is Procedure and each.status in NOT_DONE:
            report.leave_out(name, f"status {each.status}", bundle.key(each))
        else:
            found[id(encounter)].append(each)
    return found


def _in_order(encounter: Encounter, conditions: list[Condition], bundle: Bundle) -> list[Condition]:
    """By the rank that the visit gives them, else as they come."""
    ranks = {id(bundle.find(each.condition, Condition)): each.rank for each in encounter.diagnosis}
    return sorted(conditions, key=lambda condition: ranks.get(id(condition), 99))


def _billable(condition: Condition, on: date, report: Report) -> str:
    """Its ICD-10-CM code, when it could be billed that day or we have no table to tell."""
    icd10cm = codesets().icd10cm
    for code in map(pointed, mapping.diagnosis_codes(condition.code)):
        if not icd10cm.covers(on) or icd10cm.has(code, on=on):
            return code
        report.note("condition", "its ICD-10-CM code could not be billed on the day of the visit")
    return ""


def _services(
    encounter: Encounter,
    procedures: list[Procedure],
    coded: dict[int, str],
    diagnoses: tuple[str, ...],
    bundle: Bundle,
) -> Iterator[Performed]:
    """The visit's own codes, then what was done; a service points to the diagnoses it names, else to the first."""
    first = (1,) if diagnoses else ()
    for concept in encounter.type:
        for code in mapping.procedure_codes(concept):
            yield Performed(code, pointers=first)
    for procedure in procedures:
        reasons = [id(bundle.find(each, Condition)) for each in procedure.reason_reference]
        named = dict.fromkeys(coded[each] for each in reasons if each in coded)
        pointers = tuple(diagnoses.index(code) + 1 for code in named if code in diagnoses)[:MOST_POINTERS]
        for code in mapping.procedure_codes(procedure.code):
            yield Performed(code, pointers=pointers or first)


def _lines(words: list[str]) -> str:
    return "\n".join(dict.fromkeys(filter(None, words)))
