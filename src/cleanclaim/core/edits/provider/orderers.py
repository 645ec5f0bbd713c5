"""What someone must have ordered, and who did."""

import re
from datetime import date

from cleanclaim.core.claim import Claim, Party, ServiceLine
from cleanclaim.core.codesets import CodeSets
from cleanclaim.core.edits.coding import number_between
from cleanclaim.core.edits.given import Given

EQUIPMENT = re.compile(r"[EKL][0-9]{4}", re.ASCII)
_EQUIPMENT, _TESTS = frozenset("EKL"), frozenset("78")
_BY_THE_PATIENT = frozenset({"77067", "77063"})  # screening mammography needs no order


def needs_orderer(line: ServiceLine, given: Given) -> bool:
    """Whether Medicare pays the line only when it was ordered."""
    return is_ordered(given.codesets, line.procedure, line.service_from)


def is_ordered(codesets: CodeSets, code: str, on: date | None) -> bool:
    """Laboratory tests, images and other diagnostic tests, equipment."""
    kind = code[:1]
    if kind in _EQUIPMENT:
        return EQUIPMENT.fullmatch(code) is not None
    if kind in _TESTS:
        return code not in _BY_THE_PATIENT and (
            number_between(code, 70010, 79999) or number_between(code, 80047, 89398)
        )
    if on is None or not number_between(code, 91010, 96020):
        return False
    known = codesets.procedures.at(code, on=on)
    return known is not None and known.category == "diagnostic"


def orderer_of(claim: Claim, line: ServiceLine) -> Party | None:
    """Who ordered the line, or referred the patient; None when nobody with an NPI is named."""
    on_line = (line.ordering, *(party for party in line.other_parties if party.entity in ("DN", "DK")))
    for party in (*on_line, claim.referring):
        if party is not None and party.npi:
            return party
    return None
