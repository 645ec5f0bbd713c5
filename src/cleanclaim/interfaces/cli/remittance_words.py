"""A remittance in words: who paid what, whether it adds up, and why each claim was paid as it was."""

from collections.abc import Iterator

from cleanclaim.core.claim import Adjustment
from cleanclaim.core.codesets import CodeSets
from cleanclaim.core.money import dollars
from cleanclaim.core.remittance import ClaimPayment, ProviderAdjustment, Remittance, sums
from cleanclaim.core.remittance.balance import CLAIM, SERVICE_LINE, TRANSACTION
from cleanclaim.core.remittance.words import plb_words

GROUPS = {
    "CO": "contract",
    "PR": "patient",
    "OA": "other",
    "PI": "payer's own",
    "CR": "correction",
}
STATUSES = {
    "1": "processed as primary",
    "2": "processed as secondary",
    "3": "processed as tertiary",
    "4": "denied",
    "19": "processed as primary, sent on to the next payer",
    "20": "processed as secondary, sent on to the next payer",
    "21": "processed as tertiary, sent on to the next payer",
    "22": "takes back an earlier payment",
    "23": "not this payer's claim, sent on",
    "25": "predetermination only, no payment",
}
METHODS = {
    "ACH": "by bank transfer",
    "CHK": "by check",
    "NON": "with no payment",
    "FWT": "by wire",
    "BOP": "as the payer chose",
}
LEVELS = ((SERVICE_LINE, "service lines"), (CLAIM, "claims"), (TRANSACTION, "payment"))


def told(remittance: Remittance, codesets: CodeSets) -> Iterator[str]:
    """The lines a person reads; every amount as the payer signed it."""
    paid_on = f" on {remittance.paid_on}" if remittance.paid_on else ""
    method = METHODS.get(remittance.method, remittance.method)
    payer = remittance.payer.name or remittance.payer.payer_id or "an unnamed payer"
    yield f"{payer} pays {dollars(remittance.amount)} {method}{paid_on}, trace {remittance.trace_number}"
    if remittance.payee.name or remittance.payee.npi:
        yield f"  to {' '.join(filter(None, (remittance.payee.name, remittance.payee.npi)))}"
    yield from _proof(remittance)
    for claim in remittance.claims:
        yield from _claim(claim, codesets)
    for adjustment in remittance.provider_adjustments:
        yield _provider_adjustment(adjustment)


def _proof(remittance: Remittance) -> Iterator[str]:
    """The three balancing equations, each with what fails."""
    tried = sums(remittance)
    for level, words in LEVELS:
        ours = [one for one in tried if one.level == level]
        failing = [one for one in ours if not one.holds]
        if not ours:
            yield f"  {words}: none"
            continue
        yield f"  {words}: {'do not add up' if failing else f'add up ({len(ours)} sums)'}"
        for one in failing:
            yield f"    {one.where}: {dollars(one.stated)} is stated, {dollars(one.computed)} is the sum"


def _claim(claim: ClaimPayment, codesets: CodeSets) -> Iterator[str]:
    name = " ".join(filter(None, (claim.patient.first_name, claim.patient.last_name)))
    adjusted = sum(a.amount for a in claim.all_adjustments if a.group != "PR")
    share = sum(a.amount for a in claim.all_adjustments if a.group == "PR")
    yield (
        f"  claim {claim.index} {claim.patient_control_number}{f' {name}' if name else ''}, "
        f"{STATUSES.get(claim.status, f'status {claim.status}')}: charge {dollars(claim.charge)}, "
        f"paid {dollars(claim.paid)}, adjusted {dollars(adjusted)}, patient {dollars(share)}"
    )
    yield from _adjustments(claim.adjustments, claim.remarks, codesets, "    ")
    for number, line in enumerate(claim.lines, start=1):
        code = "-".join((line.procedure or line.revenue_code or "no code", *line.modifiers))
        yield f"    line {number} {code}: charge {dollars(line.charge)}, paid {dollars(line.paid)}"
        yield from _adjustments(line.adjustments, line.remarks, codesets, "      ")


def _adjustments(
    adjustments: tuple[Adjustment, ...], remarks: tuple[str, ...], codesets: CodeSets, indent: str
) -> Iterator[str]:
    for a in adjustments:
        words = codesets.carc.words(a.reason) or "not in our table"
        yield f"{indent}{a.group}-{a.reason} {dollars(a.amount)} ({GROUPS.get(a.group, 'unknown group')}): {words}"
    for remark in remarks:
        yield f"{indent}{remark}: {codesets.rarc.words(remark) or 'not in our table'}"


def _provider_adjustment(adjustment: ProviderAdjustment) -> str:
    """A positive amount lowers the payment."""
    words = plb_words().get(adjustment.code, "not in our table")
    words = words[:1].lower() + words[1:]
    effect = "less" if adjustment.amount > 0 else "more"
    about = f", reference {adjustment.reference}" if adjustment.reference else ""
    return f"  provider adjustment {adjustment.code} ({words}): {dollars(abs(adjustment.amount))} {effect}{about}"
