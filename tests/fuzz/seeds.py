"""Small files to start from, one of each transaction that is written here."""

from tests.builders.claim_values import ENVELOPE, RECEIVER, SUBMITTER, a_claim
from tests.builders.remittances import a_claim_payment, a_remittance, a_service_payment, an_envelope

from cleanclaim.core.claim.write import write_837p_interchange
from cleanclaim.core.remittance import write_835_interchange
from cleanclaim.core.remittance.value import ProviderAdjustment


def seeds() -> dict[str, bytes]:
    """Names and contents."""
    claims = write_837p_interchange([a_claim(), a_claim(control_number="C2")], ENVELOPE, submitter=SUBMITTER,
                                    receiver=RECEIVER, reference="B1")  # fmt: skip
    taken_back = ProviderAdjustment("WO", 1_000, "C7", "1234567893")
    remittance = a_remittance(
        a_claim_payment(a_service_payment(15_000, 10_000), a_service_payment(2_000, 900)),
        a_claim_payment(),
        provider_adjustments=(taken_back,),
    )
    payment = write_835_interchange([remittance], an_envelope())
    return {"claims": claims, "payment": payment, "both": payment + claims}
