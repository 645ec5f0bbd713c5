"""A patient's statement as a value: what each service cost, who paid what, what is owed and why, in plain words."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import cache
from importlib.resources import files

import yaml
from msgspec import Struct

from cleanclaim.apps.ledger.selectors import LineMoney
from cleanclaim.apps.practices.codes import codesets
from cleanclaim.core.ledger.state import Answer
from cleanclaim.core.money import dollars

OTHER, SELF_PAY = "other", "self_pay"


class Share(Struct, frozen=True):
    """One reason why money is the patient's.  `amount` in cents."""

    name: str
    words: str
    amount: int


class StatementLine(Struct, frozen=True):
    """One service.  Amounts in cents: charge = lowered + plan_paid + patient_paid + owed."""

    line_id: int
    day: date
    clinician: str
    code: str
    words: str
    charge: int
    lowered: int
    plan_paid: int
    patient_paid: int
    owed: int
    shares: tuple[Share, ...] = ()


class PatientStatement(Struct, frozen=True):
    """All a patient owes that no payer may still pay.  `credit` is money of the patient that waits."""

    lines: tuple[StatementLine, ...]
    credit: int = 0

    @property
    def charge(self) -> int:
        return sum(line.charge for line in self.lines)

    @property
    def lowered(self) -> int:
        return sum(line.lowered for line in self.lines)

    @property
    def plan_paid(self) -> int:
        return sum(line.plan_paid for line in self.lines)

    @property
    def patient_paid(self) -> int:
        return sum(line.patient_paid for line in self.lines)

    @property
    def owed(self) -> int:
        return sum(line.owed for line in self.lines)

    @property
    def due(self) -> int:
        """What to pay now: owed less the patient's credit."""
        return max(self.owed - self.credit, 0)

    @property
    def shares(self) -> tuple[Share, ...]:
        """The reasons over all lines, added up by name, the largest first."""
        sums: dict[str, Share] = {}
        for share in (share for line in self.lines for share in line.shares):
            before = sums[share.name].amount if share.name in sums else 0
            sums[share.name] = Share(share.name, share.words, before + share.amount)
        return tuple(sorted(sums.values(), key=lambda share: -share.amount))

    @property
    def visits(self) -> tuple[tuple[date, str, tuple[StatementLine, ...]], ...]:
        """(day, clinician, lines) of each visit, oldest first."""
        found: dict[tuple[date, str], list[StatementLine]] = {}
        for line in self.lines:
            found.setdefault((line.day, line.clinician), []).append(line)
        return tuple((day, clinician, tuple(lines)) for (day, clinician), lines in sorted(found.items()))


def statement_line(money: LineMoney, answers: Sequence[Answer]) -> StatementLine:
    """One line of the ledger as a patient reads it; `answers` are the payers' standing ones, in order."""
    line = money.line
    return StatementLine(
        line_id=line.pk,
        day=line.service_on,
        clinician=str(line.clinician),
        code=line.procedure,
        words=procedure_words(line.procedure),
        charge=line.charge,
        lowered=money.adjusted,
        plan_paid=money.paid_by_payers,
        patient_paid=money.paid_by_patient,
        owed=money.with_patient,
        shares=tuple(_shares(money, answers)),
    )


def procedure_words(code: str) -> str:
    """Our own words for a procedure, else its number."""
    words = codesets().procedures.words(code)
    return words[:1].upper() + words[1:] if words else f"Service {code}"


def printed(
    statement: PatientStatement, *, practice: Mapping[str, object], patient: Mapping[str, object], **facts: str
) -> dict[str, object]:
    """The values of statement.typ: every amount and day is text."""
    return {
        **facts,
        "practice": practice,
        "patient": patient,
        "due": dollars(statement.due),
        "visits": [
            {"day": long_day(day), "clinician": clinician, "lines": [_printed_line(line) for line in lines]}
            for day, clinician, lines in statement.visits
        ],
        "totals": [[name, dollars(amount)] for name, amount in totals(statement)],
    }


def totals(statement: PatientStatement) -> list[tuple[str, int]]:
    """The sum that ends at what is due, each part with its sign."""
    parts = [
        ("The services cost", statement.charge),
        ("Your plan lowered the price", -statement.lowered),
        ("Your plan paid", -statement.plan_paid),
        ("You paid", -statement.patient_paid),
        ("Waiting on your account", -min(statement.credit, statement.owed)),
    ]
    return [part for part in parts if part[1]]


def long_day(day: date) -> str:
    """October 14, 2026"""
    return f"{day:%B} {day.day}, {day.year}"


def _shares(money: LineMoney, answers: Sequence[Answer]) -> Iterable[Share]:
    """From the payer whose answer left it to the patient; what no answer explains is "other"."""
    if not money.line.payers:
        yield _share(SELF_PAY, money.line.charge)
        return
    total = money.with_patient + money.paid_by_patient
    payer = next((a for a in reversed(answers) if a.total("PR")), None)
    for adjustment in payer.adjustments if payer else ():
        if adjustment.group == "PR" and 0 < adjustment.amount <= total:
            total -= adjustment.amount
            yield _share(adjustment.reason, adjustment.amount)
    if total > 0:
        yield _share(OTHER, total)


def _share(reason: str, amount: int) -> Share:
    table = _reasons()
    row = table.get(reason) or table[OTHER]
    return Share(row["name"], row["words"], amount)


def _printed_line(line: StatementLine) -> dict[str, str]:
    amounts = {
        name: dollars(getattr(line, name)) for name in ("charge", "lowered", "plan_paid", "patient_paid", "owed")
    }
    return {"words": line.words, "why": ", ".join(share.name for share in line.shares), **amounts}


@cache
def _reasons() -> dict[str, dict[str, str]]:
    return yaml.safe_load(files(__package__).joinpath("shares.yaml").read_text("utf-8"))
