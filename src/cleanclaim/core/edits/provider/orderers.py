"""What someone must have ordered, and who did."""

import re

from cleanclaim.core.claim import Claim, Party, ServiceLine
from cleanclaim.core.edits.coding import number_between
from cleanclaim.core.edits.given import Given

EQUIPMENT = re.compile(r"[EKL][0-9]{4}", re.ASCII)
_BY_THE_PATIENT = frozenset({"77067", "77063"})  # screening mammography needs no order


def needs_orderer(line: ServiceLine, given: Given) -> bool:
    """Laboratory tests, images and other diagnostic tests, equipment: what Medicare pays only when it was ordered."""
    code = line.procedure
    if len(code) != 5 or code in _BY_THE_PATIENT:
        return False
    if number_between(code, 70010, 79999) or number_between(code, 80047, 89398):
        return True
    if EQUIPMENT.fullmatch(code):
        return True
    on = line.service_from
    known = given.codesets.procedures.at(code, on=on) if on else None
    return known is not None and known.category == "diagnostic"


def orderer_of(claim: Claim, line: ServiceLine) -> Party | None:
    """Who ordered the line, or referred the patient; None when nobody with an NPI is named."""
    on_line = (line.ordering, *(party for party in line.other_parties if party.entity in ("DN", "DK")))
    for party in (*on_line, claim.referring):
        if party is not None and party.npi:
            return party
    return None
