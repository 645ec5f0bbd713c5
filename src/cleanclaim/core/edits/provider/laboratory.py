"""Laboratory tests, which need a certificate, and whether it is a laboratory that bills."""

from functools import lru_cache

from cleanclaim.core.claim import Claim, ServiceLine
from cleanclaim.core.codesets import CodeSetMissing
from cleanclaim.core.edits.coding import number_between
from cleanclaim.core.edits.given import Given

_NOT_TESTS = frozenset({"86580", "86485", "86486", "86490", "86510"})  # of the skin


@lru_cache(maxsize=20_000)
def is_laboratory_number(code: str) -> bool:
    """A number of the laboratory chapter, tests of the skin left out."""
    return number_between(code, 80047, 89398) and code not in _NOT_TESTS


def is_laboratory(line: ServiceLine, given: Given) -> bool:
    """A test that needs a CLIA certificate.

    Raises CodeSetMissing for a number of the laboratory chapter that is not among the procedures loaded.
    """
    code = line.procedure
    if not is_laboratory_number(code):
        return False
    if not given.codesets.procedures.knows(code):
        raise CodeSetMissing(f"the list of tests that need a CLIA number does not hold {code}")
    return True


def is_own_laboratory(claim: Claim) -> bool:
    """Whether a laboratory bills, by its taxonomy."""
    return claim.billing.taxonomy.startswith(("291U", "292", "293D"))
