"""A payer's answer as a value, from and to the 835, and its three balancing equations."""

from cleanclaim.core.remittance.balance import prove, sums, warnings
from cleanclaim.core.remittance.proof import Proof, claims_835, proof_of, prove_835
from cleanclaim.core.remittance.read import read_835, read_remittances, stream_835
from cleanclaim.core.remittance.value import (
    BankAccount,
    ClaimGroup,
    ClaimPayment,
    Contact,
    Currency,
    Delivery,
    InpatientAdjudication,
    InpatientSummary,
    OutpatientAdjudication,
    Payee,
    Payer,
    ProviderAdjustment,
    ProviderSummary,
    Remittance,
    RemittanceEnd,
    ServicePayment,
    Sum,
)
from cleanclaim.core.remittance.write import write_835, write_835_chunks, write_835_interchange

__all__ = [
    "BankAccount",
    "ClaimGroup",
    "ClaimPayment",
    "Contact",
    "Currency",
    "Delivery",
    "InpatientAdjudication",
    "InpatientSummary",
    "OutpatientAdjudication",
    "Payee",
    "Payer",
    "Proof",
    "ProviderAdjustment",
    "ProviderSummary",
    "Remittance",
    "RemittanceEnd",
    "ServicePayment",
    "Sum",
    "claims_835",
    "proof_of",
    "prove",
    "prove_835",
    "read_835",
    "read_remittances",
    "stream_835",
    "sums",
    "warnings",
    "write_835",
    "write_835_chunks",
    "write_835_interchange",
]
