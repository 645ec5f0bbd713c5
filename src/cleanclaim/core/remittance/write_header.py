"""The segments above the claims and the PLBs below them, from values."""

from collections.abc import Iterator, Sequence

from cleanclaim.core import money
from cleanclaim.core.claim.value import Address
from cleanclaim.core.remittance.loops import GROUP, HEADER, PAYEE, PAYER
from cleanclaim.core.remittance.order import arranged
from cleanclaim.core.remittance.outcomes import TS2, TS3
from cleanclaim.core.remittance.runs import runs
from cleanclaim.core.remittance.value import BankAccount, ClaimGroup, Payee, Payer, ProviderAdjustment, Remittance
from cleanclaim.core.remittance.write_claim import contact_row, x12_day
from cleanclaim.core.x12 import Row


def header_rows(remittance: Remittance) -> list[Row]:
    """BPR to DTM."""
    rows: list[Row] = [
        (
            "BPR",
            remittance.handling,
            money.x12(remittance.amount),
            remittance.credit_flag,
            remittance.method,
            remittance.payment_format,
            *_account(remittance.payer_account),
            remittance.payer_identifier,
            remittance.payer_supplement,
            *_account(remittance.payee_account),
            x12_day(remittance.paid_on),
        ),
        ("TRN", "1", remittance.trace_number, remittance.originator, remittance.originator_supplement),
    ]
    if remittance.currency:
        rows.append(("CUR", remittance.currency.entity, remittance.currency.code, remittance.currency.rate))
    if remittance.receiver:
        rows.append(("REF", "EV", remittance.receiver))
    if remittance.software_version:
        rows.append(("REF", "F2", remittance.software_version))
    if remittance.production_on:
        rows.append(("DTM", "405", x12_day(remittance.production_on)))
    return arranged(HEADER, rows, remittance.also, remittance.order)


def payer_rows(payer: Payer) -> list[Row]:
    """Loop 1000A."""
    qualifier = payer.id_qualifier or ("XV" if payer.payer_id else "")
    rows = [
        ("N1", "PR", payer.name, qualifier, payer.payer_id),
        *_address(payer.address),
        *(("REF", *pair) for pair in payer.other_ids),
        *map(contact_row, payer.contacts),
    ]
    return arranged(PAYER, rows, payer.also, payer.order)


def payee_rows(payee: Payee) -> list[Row]:
    """Loop 1000B: the NPI, and the tax number beside it or in its place."""
    if payee.npi:
        identified = ("XX", payee.npi)
    elif payee.tax_id and not payee.payer_id:
        identified = ("FI", payee.tax_id)
    else:
        identified = (payee.id_qualifier or ("XV" if payee.payer_id else ""), payee.payer_id)
    rows = [
        ("N1", "PE", payee.name, *identified),
        *_address(payee.address),
        *((("REF", "TJ", payee.tax_id),) if payee.tax_id and identified[0] != "FI" else ()),
        *(("REF", *pair) for pair in payee.other_ids),
        *((("RDM", payee.delivery.method, payee.delivery.name, payee.delivery.address),) if payee.delivery else ()),
    ]
    return arranged(PAYEE, rows, payee.also, payee.order)


def group_rows(group: ClaimGroup) -> list[Row]:
    """LX, TS3, TS2."""
    rows: list[Row] = [("LX", group.number)]
    if group.provider:
        rows.append(("TS3", *TS3.elements(group.provider)))
    if group.inpatient:
        rows.append(("TS2", *TS2.elements(group.inpatient)))
    return arranged(GROUP, rows, group.also, group.order)


def provider_adjustment_rows(adjustments: Sequence[ProviderAdjustment]) -> Iterator[Row]:
    """One PLB for each run of one provider and year, at most six pairs each; one that is apart begins its own."""
    for pairs in runs(adjustments, lambda one: (one.provider, one.fiscal_year_end)):
        written = (((one.code, one.reference), money.x12(one.amount)) for one in pairs)
        year_end = x12_day(pairs[0].fiscal_year_end)
        yield ("PLB", pairs[0].provider, year_end, *(element for pair in written for element in pair))


def _account(account: BankAccount | None) -> tuple[str, str, str, str]:
    if account is None:
        return ("", "", "", "")
    return (account.bank_qualifier, account.bank, account.account_qualifier, account.account)


def _address(address: Address) -> Iterator[Row]:
    if address.line1 or address.line2:
        yield ("N3", address.line1, address.line2)
    if address.city or address.state or address.zip or address.country or address.subdivision:
        yield ("N4", address.city, address.state, address.zip, address.country, "", "", address.subdivision)
