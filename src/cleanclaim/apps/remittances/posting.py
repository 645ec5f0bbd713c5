"""A proven remittance into the books: its claims some at a time, then its provider adjustments."""

from collections.abc import Iterable, Sequence
from datetime import date

import msgspec

from cleanclaim import clock
from cleanclaim.apps.ledger.accounts import account_state
from cleanclaim.apps.ledger.saving import posting_save
from cleanclaim.apps.practices.acting import Actor
from cleanclaim.apps.practices.models import Payer
from cleanclaim.apps.practices.prepared import rows_add
from cleanclaim.apps.remittances import models as rows
from cleanclaim.apps.remittances.choices import Disposition
from cleanclaim.apps.remittances.matching import Found, TermsBook, answered, claims_found
from cleanclaim.core.ledger.posting.answers import AnsweredClaim
from cleanclaim.core.ledger.posting.outcome import Posting
from cleanclaim.core.ledger.posting.provider_level import post_provider_adjustments
from cleanclaim.core.ledger.posting.release import post_unit
from cleanclaim.core.ledger.posting.remittance import units
from cleanclaim.core.ledger.state import AccountState
from cleanclaim.core.ledger.work import Work
from cleanclaim.core.remittance.value import ClaimPayment, ProviderAdjustment

DENIED = ("denial", "bundling_review", "full_write_off_review", "downcoding_review")


class Posted(msgspec.Struct, frozen=True):
    """One claim of the remittance after posting: its row, what it answers, and the work it left."""

    row: rows.RemittanceClaim
    claim: AnsweredClaim
    work: tuple[Work, ...]


def claims_post(
    claims: Sequence[ClaimPayment], row: rows.Remittance, *, payer: Payer, terms: TermsBook, by: Actor
) -> list[Posted]:
    """Post some claims of a proven remittance; `row` is where it is kept.  Those of one unit come together."""
    source, found = row.source, claims_found(claims)
    answers = [
        answered(each, answer, source_key=f"{source}#CLP{answer.index}", payer=payer, terms=terms, cash=row.cash)
        for each, answer in zip(found, claims, strict=True)
    ]
    lines = {int(line.line) for claim in answers for line in claim.match.billed}
    before = account_state(lines, parties={claim.payer for claim in answers} | {f"payer:{payer.pk}"})
    postings, left = _units_post(answers, before)
    posting_save(postings, before, by=by, occurred_on=row.paid_on or clock.today())
    return _claims_keep(row, answers, found, left, by)


def provider_adjustments_post(
    adjustments: Sequence[ProviderAdjustment], row: rows.Remittance, *, payer: Payer, by: Actor
) -> tuple[Work, ...]:
    """Post what stands below the claims (PLB), once they are in the books; returns the work that it left."""
    if not adjustments:
        return ()
    party, source = f"payer:{payer.pk}", row.source
    before = account_state(_lines_recouped(adjustments), parties={party})
    posting = post_provider_adjustments(adjustments, before, payer=party, source=source)
    posting_save([posting], before, by=by, occurred_on=row.paid_on or clock.today())
    _adjustments_keep(adjustments, row, posting, source, by)
    return posting.work


def _lines_recouped(adjustments: Sequence[ProviderAdjustment]) -> set[int]:
    """Lines of the earlier answers that provider adjustments name by the payer's claim number (WO)."""
    references = {pair.reference for pair in adjustments if pair.reference}
    if not references:
        return set()
    named = rows.RemittanceClaim.objects.filter(payer_claim_control_number__in=references)
    return {line for line in named.values_list("claim__lines__line_id", flat=True) if line}


def _units_post(
    claims: Sequence[AnsweredClaim], before: AccountState
) -> tuple[list[Posting], dict[str, tuple[str, tuple[Work, ...]]]]:
    """Each unit against its own lines and the money held so far; {source key: (disposition, work)} of each claim."""
    done: list[Posting] = []
    left: dict[str, tuple[str, tuple[Work, ...]]] = {}
    lines, held = dict(before.lines), before.held
    for reversals, answers in units(claims):
        unit = [*reversals, *answers]
        own = dict.fromkeys(line.line for claim in unit for line in claim.match.billed)
        posting = post_unit(reversals, answers, AccountState({line: lines[line] for line in own}, held))
        lines |= posting.state.lines
        held = posting.state.held
        done.append(posting)
        for position, claim in enumerate(unit):
            work = tuple(each for each in posting.work if _speaks_of(each, claim, unit, position))
            left[claim.source_key] = (posting.disposition, work)
    return done, left


def _speaks_of(work: Work, claim: AnsweredClaim, unit: Sequence[AnsweredClaim], position: int) -> bool:
    """Work is the named claim's own; what names none is the first claim's of its unit."""
    if work.reference == claim.source_key:
        return True
    named = [each for each in unit if work.claim == each.claim]
    return named[0] is claim if named else position == 0 and work.reference not in {c.source_key for c in unit}


def _claims_keep(
    row: rows.Remittance,
    claims: Sequence[AnsweredClaim],
    found: Sequence[Found],
    left: dict[str, tuple[str, tuple[Work, ...]]],
    by: Actor,
) -> list[Posted]:
    kept = [
        Posted(_claim_row(row, claim, each, *left[claim.source_key], by), claim, left[claim.source_key][1])
        for claim, each in zip(claims, found, strict=True)
    ]
    rows_add([posted.row for posted in kept])
    return kept


def _claim_row(
    row: rows.Remittance, claim: AnsweredClaim, found: Found, disposition: str, work: tuple[Work, ...], by: Actor
) -> rows.RemittanceClaim:
    answer = claim.answer
    person = answer.patient if answer.patient.last_name else (answer.subscriber or answer.patient)
    return rows.RemittanceClaim(
        practice=by.practice,
        remittance=row,
        index=answer.index,
        patient_control_number=answer.patient_control_number[:38],
        payer_claim_control_number=answer.payer_claim_control_number[:50],
        patient_name=", ".join(filter(None, (person.last_name, person.first_name)))[:100],
        status_code=answer.status[:2],
        charge=answer.charge,
        paid=answer.paid,
        patient_responsibility=answer.patient_responsibility,
        service_from=first_day(answer),
        content=msgspec.json.encode(answer),
        claim=found.claim,
        matched_by=found.by,
        disposition=Disposition(disposition),
        reason=_reason(work) if disposition == Disposition.HELD else "",
        work=msgspec.to_builtins(work),
        is_denial=bool(denied_lines(claim, work)),
    )


def denied_lines(claim: AnsweredClaim, work: Iterable[Work]) -> set[str]:
    """Lines adjudicated, not paid, and left open with a reason that is no patient share (KPI measure DENLINE)."""
    answer, match = claim.answer, claim.match
    left = {line for each in work if each.kind in DENIED for line in each.lines}
    if match.is_claim_level:
        return set() if answer.paid else left
    return left & {matched.line for matched in match.matched if not answer.lines[matched.service].paid}


def first_day(answer: ClaimPayment) -> date | None:
    """First day of service, from the claim or its lines."""
    days = [line.service_from for line in answer.lines if line.service_from]
    return answer.service_from or min(days, default=None)


def _reason(work: Iterable[Work]) -> str:
    return "; ".join(each.kind.replace("_", " ") for each in work)[:300]


def _adjustments_keep(
    adjustments: Sequence[ProviderAdjustment], row: rows.Remittance, adjusted: Posting, source: str, by: Actor
) -> None:
    """A pair without a posting was settled by our own refund: information only."""
    posted = {each.source_key for each in adjusted.transactions}
    notes = {each.reference: each.note for each in adjusted.work}
    rows.ProviderAdjustment.objects.bulk_create(
        rows.ProviderAdjustment(
            practice=by.practice,
            remittance=row,
            index=pair.index,
            code=pair.code,
            reference=pair.reference[:50],
            amount=pair.amount,
            disposition=Disposition.POSTED if f"{source}#PLB{pair.index}" in posted else Disposition.INFORMATIONAL,
            reason=notes.get(pair.reference, "")[:300],
        )
        for pair in adjustments
    )
