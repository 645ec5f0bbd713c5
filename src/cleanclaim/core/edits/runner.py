"""Run the edits over one claim."""

from collections.abc import Sequence
from datetime import date
from functools import cache

from msgspec.structs import replace

from cleanclaim.core.claim import Claim
from cleanclaim.core.codesets import CodeSetMissing, CodeSets
from cleanclaim.core.edits.catalog import ALL_EDITS
from cleanclaim.core.edits.edit import Edit
from cleanclaim.core.edits.finding import Finding, Severity
from cleanclaim.core.edits.given import Given, PayerRules
from cleanclaim.core.edits.known import Known
from cleanclaim.core.edits.payer_rules import broken
from cleanclaim.core.edits.picker import Picker


def run_edits(
    claim: Claim,
    *,
    codesets: CodeSets,
    as_of: date,
    payer: PayerRules = PayerRules(),
    known: Known = Known(),
    select: Sequence[str] = (),
    ignore: Sequence[str] = (),
    warn: Sequence[str] = (),
) -> tuple[Finding, ...]:
    """What is wrong with the claim on the day `as_of`, worst first; the same arguments find the same for ever.

    `select`, `ignore` and `warn` hold codes or their beginnings ("DX", "LIN003"); what edits of `warn` find is no more
    than a warning.  Edits whose table is not loaded for the date
    of service give one finding that names them and the table.
    Rules that the practice wrote for the payer run beside them.
    """
    given = Given(codesets, as_of, payer, known)
    picked = picker(claim.kind, tuple(select), tuple(ignore)).picked(claim, given)
    findings: list[Finding] = []
    unchecked = {missing: list(codes) for missing, codes in picked.unchecked}
    day = claim.service_from
    for edit in picked.edits:
        if edit.since and day and day < edit.since:
            continue
        try:
            findings.extend(edit.look(claim, given))
        except CodeSetMissing as missing:
            unchecked.setdefault(str(missing), []).append(edit.code)
    if payer.written:
        written = [rule for rule in payer.written if _is_chosen(rule.code, select, ignore)]
        findings.extend(broken(claim, written))
    money = claim.total_charge
    findings.extend(_not_checked(missing, sorted(codes), money) for missing, codes in unchecked.items())
    if warn:
        findings = [_warning(finding) if finding.edit.startswith(tuple(warn)) else finding for finding in findings]
    return tuple(sorted(findings, key=_rank))


def _warning(finding: Finding) -> Finding:
    return replace(finding, severity=Severity.WARNING) if finding.severity is Severity.ERROR else finding


def _rank(finding: Finding) -> int:
    return finding.severity.rank


@cache
def picker(kind: str, select: tuple[str, ...], ignore: tuple[str, ...]) -> Picker:
    """Picks of the chosen edits that look at claims of a kind."""
    return Picker([edit for edit in chosen(select, ignore) if kind in edit.kinds])


def chosen(select: Sequence[str] = (), ignore: Sequence[str] = ()) -> tuple[Edit, ...]:
    """The edits whose code begins with one of `select` (all when empty) and with none of `ignore`."""
    return tuple(edit for edit in ALL_EDITS if _is_chosen(edit.code, select, ignore))


def _is_chosen(code: str, select: Sequence[str], ignore: Sequence[str]) -> bool:
    return (not select or code.startswith(tuple(select))) and not (ignore and code.startswith(tuple(ignore)))


def _not_checked(missing: str, codes: list[str], money: int) -> Finding:
    return Finding(
        edit=codes[0],
        severity=Severity.INFO,  # no one can mend it on this claim: it must not hold it
        where="claim",
        message=f"not checked ({', '.join(codes)}): {missing}",
        title="A table is missing",
        fix="Load the code set for this date of service, then check again.",
        money=money,
        is_unchecked=True,
    )
