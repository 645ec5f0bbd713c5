"""The 835s of a case as remittance values, and the lines its claims were billed with."""

from cleanclaim.core.claim.value import Adjustment
from cleanclaim.core.ledger.matching import BilledLine
from cleanclaim.core.ledger.replay.cases import Case, Event
from cleanclaim.core.ledger.state import AccountState
from cleanclaim.core.remittance.value import ClaimPayment, ProviderAdjustment, Remittance, ServicePayment


def remittance_of(event: Event) -> Remittance:
    """An ``era_835`` event as the value a reader of X12 would have made."""
    return Remittance(
        amount=event["bpr02"],
        method=event.get("bpr04", "ACH"),
        trace_number=event["trn02"],
        paid_on=None,
        claims=tuple(_claim(claim, n) for n, claim in enumerate(event["claims"], start=1)),
        provider_adjustments=tuple(
            ProviderAdjustment(plb["code"], plb["amount"], str(plb.get("ref", "")), index=n)
            for n, plb in enumerate(event.get("plb", ()), start=1)
        ),
    )


def _claim(claim: Event, index: int) -> ClaimPayment:
    return ClaimPayment(
        patient_control_number=claim["clp01"],
        status=str(claim["clp02"]),
        charge=claim["clp03_charge"],
        paid=claim["clp04_paid"],
        patient_responsibility=None if claim["clp02"] == "22" else claim.get("clp05_patient_resp"),
        payer_claim_control_number=str(claim.get("clp07") or claim["clp01"]),
        adjustments=_adjustments(claim),
        lines=tuple(_service(service) for service in claim["svc"]),
        remarks=tuple(claim.get("moa", ())),
        index=index,
    )


def _service(service: Event) -> ServicePayment:
    qualifier, procedure, *modifiers = service["svc01"].split(":")
    submitted = service.get("svc06", "").split(":")
    return ServicePayment(
        charge=service["svc02_charge"],
        paid=service["svc03_paid"],
        qualifier=qualifier,
        procedure=procedure,
        modifiers=tuple(modifiers),
        procedure_submitted=submitted[1] if len(submitted) > 1 else "",
        modifiers_submitted=tuple(submitted[2:]),
        units=str(service.get("svc05_units", "")),
        units_submitted=str(service.get("svc07_units", "")),
        line_control_number=service.get("ref_6r") or "",
        adjustments=_adjustments(service),
        remarks=tuple(service.get("rarc", ())),
    )


def _adjustments(of: Event) -> tuple[Adjustment, ...]:
    return tuple(Adjustment(str(group), str(reason), amount) for group, reason, amount in of.get("cas", ()))


def billed_lines(case: Case, claim: str, state: AccountState) -> tuple[BilledLine, ...]:
    """The lines of a claim that are charged by now: those its answers name, else those no other claim names."""
    named = _lines_by_claim(case)
    mine = named.get(claim) or set(state.lines).difference(*named.values())
    return tuple(
        BilledLine(
            line=line,
            charge=state.lines[line].charge,
            control_number=line,
            procedure=_submitted_procedure(case, line),
        )
        for line in state.lines
        if line in mine and not (state.lines[line].is_voided and not state.lines[line].answers)
    )


def _lines_by_claim(case: Case) -> dict[str, set[str]]:
    named: dict[str, set[str]] = {}
    for event in case.remittances:
        for claim in event["claims"]:
            lines = {service["line"] for service in claim["svc"] if service["line"]}
            named.setdefault(claim["clp01"], set()).update(lines)
    return named


def _submitted_procedure(case: Case, line: str) -> str:
    services = (s for event in case.remittances for claim in event["claims"] for s in claim["svc"] if s["line"] == line)
    first = next(services, None)
    if first is None:
        return ""
    return str(first.get("svc06") or first["svc01"]).split(":")[1]


def payers_in_order(case: Case, first: str) -> tuple[str, ...]:
    """Who answers for the case's lines, the responsible payer first: the COB order the case implies."""
    return tuple(dict.fromkeys([first, *(event["payer"] for event in case.remittances)]))
