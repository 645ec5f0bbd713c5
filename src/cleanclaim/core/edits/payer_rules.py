"""Judging a claim by what a practice has written down of its payer.  How a file looks: docs/payer-rules.md."""

from collections.abc import Callable, Iterator, Sequence

from cleanclaim.core.claim import Claim, ServiceLine
from cleanclaim.core.edits.coding import patient_age, place_of, pointed_codes
from cleanclaim.core.edits.finding import Finding, Severity
from cleanclaim.core.edits.payer.elements import ELEMENTS
from cleanclaim.core.edits.payer_rule import Conditions, PayerRule
from cleanclaim.core.edits.where import on_claim, on_line

OF_CLAIM: dict[str, Callable[[Claim], Sequence[str]]] = {
    "filing_code": lambda claim: (claim.filing_code,),
    "frequency": lambda claim: (claim.frequency,),
    "kind": lambda claim: (claim.kind,),
    "sequence": lambda claim: (claim.sequence,),
    "group_number": lambda claim: (claim.group_number,),
    "member_id": lambda claim: (claim.subscriber.member_id,),
    "any_diagnosis": lambda claim: claim.diagnoses,
    "first_diagnosis": lambda claim: claim.diagnoses[:1],
    "specialty": lambda claim: ((claim.rendering or claim.billing).taxonomy,),
    "referring_npi": lambda claim: (claim.referring.npi if claim.referring else "",),
    "supervising_npi": lambda claim: (claim.supervising.npi if claim.supervising else "",),
    "facility_npi": lambda claim: (claim.facility.npi if claim.facility else "",),
    "age": lambda claim: (str(age) if (age := patient_age(claim)) is not None else "",),
    "sex": lambda claim: (claim.person.sex,),
    "any_procedure": lambda claim: [line.procedure for line in claim.lines],
}
OF_LINE: dict[str, Callable[[Claim, ServiceLine], Sequence[str]]] = {
    "procedure": lambda claim, line: (line.procedure,),
    "modifier": lambda claim, line: line.modifiers,
    "place": lambda claim, line: (place_of(claim, line),),
    "diagnosis": pointed_codes,
    "units": lambda claim, line: (line.units,),
    "revenue_code": lambda claim, line: (line.revenue_code,),
    "ndc": lambda claim, line: (line.ndc,),
    "line_note": lambda claim, line: (line.note,),
}
_PATHS = {"modifier": "modifiers", "place": "place_of_service", "diagnosis": "pointers", "line_note": "note"}


def is_field(name: str) -> bool:
    """Whether a rule may name it."""
    return name in OF_CLAIM or name in OF_LINE or name in ELEMENTS


def broken(claim: Claim, rules: Sequence[PayerRule]) -> Iterator[Finding]:
    """What the rules in force on the first day of service find."""
    on = claim.service_from
    for rule in rules:
        if on and rule.in_force(on):
            yield from _broken(claim, rule)


def _broken(claim: Claim, rule: PayerRule) -> Iterator[Finding]:
    names = [*rule.when, *rule.require, *rule.forbid]
    if not any(name in OF_LINE for name in names):
        if _is_broken(rule, claim, None):
            yield _finding(rule, claim, None)
        return
    for index, line in enumerate(claim.lines):
        if _is_broken(rule, claim, line):
            yield _finding(rule, claim, index)


def _is_broken(rule: PayerRule, claim: Claim, line: ServiceLine | None) -> bool:
    if not all(_holds(rule.when, claim, line)):
        return False
    return not all(_holds(rule.require, claim, line)) or any(_holds(rule.forbid, claim, line))


def _holds(conditions: Conditions, claim: Claim, line: ServiceLine | None) -> Iterator[bool]:
    """Of each condition whether one of the field's values is one of its words."""
    for name, words in conditions.items():
        values = [value for value in _values(name, claim, line) if value]
        yield any(_fits(value, word) for value in values for word in ([words] if isinstance(words, str) else words))


def _values(name: str, claim: Claim, line: ServiceLine | None) -> Sequence[str]:
    if name in OF_LINE:
        return OF_LINE[name](claim, line) if line else ()
    if name in OF_CLAIM:
        return OF_CLAIM[name](claim)
    return (str(getattr(claim, ELEMENTS[name])).strip(),)


def _fits(value: str, word: str) -> bool:
    """A value and a word of a rule: itself, a beginning ("J*"), or from one to another of the same length."""
    if word.endswith("*"):
        return value.startswith(word[:-1])
    first, dash, last = word.partition("-")
    if dash and len(first) == len(last):
        return len(value) == len(first) and first <= value <= last
    return value == word


def _finding(rule: PayerRule, claim: Claim, index: int | None) -> Finding:
    named = next(iter([*rule.require, *rule.forbid]))
    if index is None:
        place = on_claim(claim, ELEMENTS.get(named, named))
    else:
        place = on_line(claim, index, _PATHS.get(named, named) if named in OF_LINE else "procedure")
    return Finding(
        edit=rule.code,
        severity=Severity(rule.severity),
        where=place.where,
        message=rule.message,
        title=rule.title,
        path=place.path,
        element=named if named in ELEMENTS else "",
        fix=rule.fix,
        money=place.money,
    )
