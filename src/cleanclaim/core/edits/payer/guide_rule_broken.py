"""Payer companion rule.

**Why it matters**: payers add rules of their own to the standard; who breaks one is rejected at the door.
**Rejected**: no number of an approval, where the payer's guide requires it on every claim.
**Clean**: the number.

A rule about an element that the program does not know is not checked.
"""

import re
from collections.abc import Iterator

from cleanclaim.core.claim import Claim
from cleanclaim.core.codesets import CodeSetMissing
from cleanclaim.core.edits.edit import Edit
from cleanclaim.core.edits.finding import Finding, Severity
from cleanclaim.core.edits.given import ElementRule, Given
from cleanclaim.core.edits.payer.elements import ELEMENTS
from cleanclaim.core.edits.when import When
from cleanclaim.core.edits.where import on_claim

edit = Edit(
    "PAYER001",
    severity=Severity.ERROR,
    fix="Follow the rule text; link opens the companion guide.",
    prevents=("277CA A3/732",),
    source="payer companion guide",
    when=When(rule="elements"),
)


@edit.check
def guide_rule_broken(claim: Claim, given: Given) -> Iterator[Finding]:
    for rule in given.payer.elements:
        field = ELEMENTS.get(rule.element)
        if field is None:
            raise CodeSetMissing(f"The element {rule.element} of a payer's rule is not known")
        value = str(getattr(claim, field)).strip()
        if problem := _problem(rule, value):
            name = f" (rule {rule.name})" if rule.name else ""
            payer = claim.payer.name or "the payer"
            yield edit.finding(on_claim(claim, field), f"{rule.element} {problem} for {payer}{name}")


def _problem(rule: ElementRule, value: str) -> str:
    if not value:
        return "is required" if rule.is_required else ""
    if rule.is_forbidden:
        return "must not be sent"
    if rule.longest is not None and len(value) > rule.longest:
        return f"has {len(value)} characters, at most {rule.longest} are allowed"
    if rule.pattern and not re.fullmatch(rule.pattern, value):
        return f"{value!r} is not of the form asked"
    return ""
