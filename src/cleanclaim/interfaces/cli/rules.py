"""The rules that `check` applies besides the claim edits: envelope, syntax, guide and the sums of an 835."""

from collections.abc import Callable, Sequence
from pathlib import Path

from msgspec import Struct

from cleanclaim.core.codesets import CodeSets
from cleanclaim.core.edits import ALL_EDITS, Severity
from cleanclaim.core.edits.payer_rule import PayerRule
from cleanclaim.core.edits.payer_rules_file import PayerRulesWrong, examples_failed, payer_rules_read
from cleanclaim.core.remittance.balance import CLAIM, SERVICE_LINE, TRANSACTION
from cleanclaim.interfaces.cli.terminal import refuse


class Rule(Struct, frozen=True):
    """What is looked at, why, and what helps."""

    code: str
    title: str
    why: str
    fix: str
    severity: Severity = Severity.ERROR


ENVELOPE = Rule(
    "ENV001",
    "The envelope does not agree with itself",
    "A count, control number or trailer differs from what it speaks of: the file may be cut short or joined wrongly.",
    "Ask the sender for the whole file, or correct the trailer.",
)
SYNTAX = Rule(
    "SYN001",
    "A segment breaks the syntax of X12",
    "An element is missing, too long, of another type or depends on one that is not there: a 999 rejects it.",
    "Correct the element at this place.",
)
GUIDE = Rule(
    "GDE001",
    "A segment breaks the implementation guide",
    "A loop, segment or code is missing, not allowed here or too often: a 999 rejects it.",
    "Correct it as the guide of this transaction says.",
)
SEGMENT = Rule(
    "SEG001",
    "A segment cannot be read",
    "An amount, date or segment that the transaction cannot do without is missing or malformed.",
    "Correct the element at this place.",
)
BALANCE = Rule(
    "BAL001",
    "Sums of a transaction do not hold",
    "A total differs from what it is the total of: lines and claim, what other payers paid, an 835 and its payment.",
    "Correct the amount at this place.",
)
SITUATION = Rule(
    "SIT001",
    "What the situation asks for is missing, or must not be there",
    "A segment or element is needed, or forbidden, by what other segments say: many receivers reject for it.",
    "Add or remove it as the message says.",
)
CODE = Rule(
    "COD001",
    "A code is in no list that holds on its day",
    "Diagnoses, procedures, places, reasons and identifiers come from lists outside X12, each with its dates.",
    "Choose a code that is in force on the date of service.",
)
LINE_SUM = Rule(
    "ERA001",
    "A service line of the remittance does not add up",
    "Charge less every adjustment of the line must be what was paid for it (SVC02 - CAS = SVC03).",
    "Post nothing of this remittance; ask the payer for a corrected 835.",
)
CLAIM_SUM = Rule(
    "ERA002",
    "A claim of the remittance does not add up",
    "Charge less every adjustment must be what was paid (CLP03 - CAS = CLP04), by its lines as well.",
    "Post nothing of this remittance; ask the payer for a corrected 835.",
)
TOTAL_SUM = Rule(
    "ERA003",
    "The remittance does not add up to its payment",
    "Claims paid less provider adjustments must be the payment (CLP04 - PLB = BPR02), which is never negative.",
    "Post nothing of this remittance; compare it with the bank and ask the payer for a corrected 835.",
)
PATIENT_SHARE = Rule(
    "ERA004",
    "The patient share stated is not the sum of the PR adjustments",
    "CLP05 is information only, the adjustments decide; a difference still deserves a look.",
    "Bill the patient by the PR adjustments, not by CLP05.",
    Severity.WARNING,
)
SUMS = {SERVICE_LINE: LINE_SUM, CLAIM: CLAIM_SUM, TRANSACTION: TOTAL_SUM}
BY_LEVEL = {1: SYNTAX, 2: GUIDE, 3: BALANCE, 4: SITUATION, 5: CODE}  # SNIP types
USUAL = frozenset({1, 2})  # the others are found by the sums below and by the claim edits, in the words of a biller
RULES = (ENVELOPE, SYNTAX, GUIDE, BALANCE, SITUATION, CODE, SEGMENT, LINE_SUM, CLAIM_SUM, TOTAL_SUM, PATIENT_SHARE)


def unknown(prefixes: tuple[str, ...], written: Sequence[PayerRule] = ()) -> list[str]:
    """Those that no rule or edit begins with."""
    codes = [rule.code for rule in (*RULES, *ALL_EDITS, *written)]
    return [prefix for prefix in prefixes if not any(code.startswith(prefix) for code in codes)]


def rules_given(files: Sequence[Path], tables: Callable[[], CodeSets]) -> tuple[PayerRule, ...]:
    """The rules of the files; refuses one that cannot be used, or whose examples fail."""
    written: list[PayerRule] = []
    for file in files:
        try:
            rules = payer_rules_read(file)
        except OSError as problem:
            refuse(f"{file}: {problem.strerror}")
        except PayerRulesWrong as wrong:
            refuse(str(wrong))
        for failed in examples_failed(rules, codesets=tables()):
            refuse(f"{file}: {failed}")
        written += rules
    return tuple(written)
