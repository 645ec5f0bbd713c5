"""Checks as rows, and a payer that answers as told."""

from datetime import timedelta

from cleanclaim import clock
from cleanclaim.apps.eligibility.models import EligibilityCheck
from cleanclaim.apps.patients.models import Coverage
from cleanclaim.core.benefits import Benefit, EligibilityResponse, Problem
from cleanclaim.core.benefits.read import read_270
from cleanclaim.core.benefits.write import write_271_interchange
from cleanclaim.core.ports import PartnerUnavailable
from cleanclaim.core.x12 import Envelope, read_transactions

ACTIVE = (
    Benefit(code="1", service_types=("30",), plan="Meridian PPO"),
    Benefit(code="B", service_types=("98",), amount=25_00, period="27"),
    Benefit(code="C", service_types=("30",), amount=500_00, period="23"),
    Benefit(code="C", service_types=("30",), amount=145_00, period="29"),
)
INACTIVE = (Benefit(code="6", service_types=("30",)),)
NOT_FOUND = (Problem(code="75", follow_up="C", loop="2100C"),)


def a_check(*, coverage: Coverage, asked_ago: timedelta = timedelta(0), **given: object) -> EligibilityCheck:
    """An active answer for today, with a $25 copay."""
    asked_at = clock.now() - asked_ago
    values = {
        "patient": coverage.patient, "service_on": clock.today(), "trace_number": "E1", "state": "answered_active",
        "asked_at": asked_at, "answered_at": asked_at, "verdict": "active", "copay": 25_00, "request": b"",
    }  # fmt: skip
    return EligibilityCheck.objects.create(coverage=coverage, **values | given)


class AnsweringPayer:
    """Stands where the trading partner's adapter stands; keeps what it was asked."""

    def __init__(self, benefits: tuple[Benefit, ...] = ACTIVE, problems: tuple[Problem, ...] = (), **told: object):
        self.benefits, self.problems, self.told = benefits, problems, told
        self.asked: list[bytes] = []

    def ask(self, payer: object, content: bytes) -> bytes:
        """The 271 it was told to give; a `down` payer does not answer, one with `bytes` answers just those."""
        self.asked.append(content)
        if self.told.get("down"):
            raise PartnerUnavailable("The clearinghouse did not answer within 20 seconds")
        if "bytes" in self.told:
            return self.told["bytes"]
        (transaction,) = read_transactions(content)
        (asked,) = read_270(transaction)
        response = EligibilityResponse(
            payer=asked.payer, subscriber=asked.subscriber, dependent=asked.dependent, relationship=asked.relationship,
            provider=asked.provider, trace_number=asked.trace_number, benefits=self.benefits, problems=self.problems,
        )  # fmt: skip
        envelope = Envelope(sender="PAYER", receiver="LARK", control_number=1, moment=clock.now())
        return write_271_interchange(response, envelope, sent_at=clock.now())
