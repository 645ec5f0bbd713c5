"""277CA (005010X214): what became of each claim of an 837 before anybody adjudicated it."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from itertools import groupby

from cleanclaim.core import money
from cleanclaim.core.acknowledgment.parties import days_of, party_of
from cleanclaim.core.acknowledgment.value import ClaimAcknowledgment, ClaimAnswer, ClaimStatus, Totals
from cleanclaim.core.claim.value import Party
from cleanclaim.core.claim.write_lines import span
from cleanclaim.core.claim.write_parties import day
from cleanclaim.core.x12 import Delimiters, Envelope, Row, Segment, Transaction, write_interchange
from cleanclaim.core.x12.elements import amount_if_given, malformed, reading, references, split
from cleanclaim.core.x12.elements import day as day_at

VERSION = "005010X214"
FUNCTIONAL_CODE = "HN"
_SOURCE, _RECEIVER, _PROVIDER, _PATIENT = "20", "21", "19", "PT"
_RECEIVED = ClaimStatus("A1", "19", "PR", "WQ")  # acknowledged: entity received the transmission
_STATUS_ELEMENTS = (1, 10, 11)


def read_277ca(transaction: Transaction) -> ClaimAcknowledgment:
    """One 277CA, service line statuses with their claim's; MalformedSegment for an unreadable amount or date."""
    with reading(transaction.file):
        return _acknowledgment(transaction)


def _acknowledgment(transaction: Transaction) -> ClaimAcknowledgment:
    delimiters = transaction.interchange.delimiters
    source: Sequence[Segment] = ()
    receiver: Sequence[Segment] = ()
    provider = Party()
    claims: list[ClaimAnswer] = []
    for level in split(transaction.segments[1:], "HL")[1:]:
        kind = level[0][3]
        if kind == _SOURCE:
            source = level
        elif kind == _RECEIVER:
            receiver = level
        elif kind == _PROVIDER:
            provider = party_of(_name(level))
        elif kind == _PATIENT:
            claims += _answers(level, provider, delimiters)
    name = _name(source)
    return ClaimAcknowledgment(
        source=party_of(name),
        source_code=name[0][1] if name else "",
        batch_reference=next((s[2] for s in receiver if s.id == "TRN"), ""),
        claims=tuple(claims),
        received_on=days_of(source, "050", loop="2200A")[0],
        receiver=party_of(_name(receiver)),
        statuses=_batch_statuses(receiver, delimiters),
        stated=_stated(receiver, claims),
    )


def write_277ca(answer: ClaimAcknowledgment, *, reference: str, moment: datetime) -> list[Row]:
    """The segments between ST and SE.  `reference` is BHT03, the source's own number for this answer."""
    received_on = day(answer.received_on or moment)
    rows: list[Row] = [
        ("BHT", "0085", "08", reference, day(moment), f"{moment:%H%M}", "TH"),
        ("HL", "1", "", _SOURCE, "1"),
        _name_row(answer.source_code, answer.source),
        ("TRN", "1", reference),
        ("DTP", "050", "D8", received_on),
        ("DTP", "009", "D8", day(moment)),
        ("HL", "2", "1", _RECEIVER, "1" if answer.claims else "0"),
        _name_row("41", answer.receiver, "46"),
        ("TRN", "2", answer.batch_reference),
    ]
    totals = answer.totals
    charge = totals.accepted_charge + totals.rejected_charge
    rows += (_status_row(status, received_on, charge) for status in answer.statuses or (_RECEIVED,))
    rows += _total_rows("90", "AA", totals)
    rows += _provider_levels(answer)
    return rows


def write_277ca_interchange(answers: Iterable[ClaimAcknowledgment], envelope: Envelope, *, reference: str) -> bytes:
    """One interchange with one transaction for each batch answered."""
    bodies = (("277", write_277ca(one, reference=reference, moment=envelope.moment)) for one in answers)
    return write_interchange(envelope, FUNCTIONAL_CODE, VERSION, bodies)


def _name(level: Sequence[Segment]) -> list[Segment]:
    return [segment for segment in level if segment.id == "NM1"][:1]


def _batch_statuses(receiver: Sequence[Segment], delimiters: Delimiters) -> tuple[ClaimStatus, ...]:
    found = tuple(status for s in receiver if s.id == "STC" for status in _statuses(s, delimiters))
    is_mere_receipt = len(found) == 1 and (found[0].category, found[0].status) == (_RECEIVED.category, _RECEIVED.status)
    return () if is_mere_receipt else found


def _answers(level: Sequence[Segment], provider: Party, delimiters: Delimiters) -> Iterator[ClaimAnswer]:
    """Loop 2000D: a patient with one TRN a claim."""
    before, *claims = split(level, "TRN")
    name = _name(before)
    for segments in claims:
        own = split(segments, "SVC")[0]
        first, last = days_of(own, "472", loop="2200D")
        ids = dict(reversed(references(own)))
        yield ClaimAnswer(
            patient_control_number=segments[0][2],
            statuses=tuple(status for s in segments if s.id == "STC" for status in _statuses(s, delimiters)),
            payer_claim_control_number=ids.get("1K", ""),
            service_from=first,
            service_to=last,
            patient_name=", ".join(filter(None, (name[0][3], name[0][4]))) if name else "",
            patient_id=name[0][9] if name else "",
            provider=provider,
        )


def _statuses(stc: Segment, delimiters: Delimiters) -> Iterator[ClaimStatus]:
    """STC01, STC10 and STC11 are each a status, with the date, action, amount and message of their segment."""
    for position in _STATUS_ELEMENTS:
        if not stc[position]:
            continue
        category, status, entity = (*stc.components(position, delimiters), "", "")[:3]
        effective_on, amount = day_at(stc, 2, loop="2200D"), amount_if_given(stc, 4, loop="2200D")
        yield ClaimStatus(category, status, entity, stc[3], effective_on, amount, stc[12])


def _provider_levels(answer: ClaimAcknowledgment) -> Iterator[Row]:
    """Loops 2000C and 2000D: neighbors of the same billing provider share their level."""
    number = 2
    for provider, answered in groupby(answer.claims, key=lambda claim: claim.provider):
        claims = list(answered)
        number += 1
        parent = str(number)
        yield ("HL", parent, "2", _PROVIDER, "1")
        yield _name_row("85", provider)
        yield ("TRN", "1", "0")
        yield _status_row(_RECEIVED, "", sum(claim.charge for claim in claims))
        yield from _total_rows("QA", "QC", Totals.of(claims))
        for claim in claims:
            number += 1
            yield ("HL", str(number), parent, _PATIENT)
            yield from _claim_rows(claim)


def _claim_rows(claim: ClaimAnswer) -> Iterator[Row]:
    last, _, first = claim.patient_name.partition(", ")
    yield ("NM1", "QC", "1", last, first, "", "", "", "MI", claim.patient_id)
    yield ("TRN", "2", claim.patient_control_number)
    for status in claim.statuses:
        yield _status_row(status, day(status.effective_on), status.amount)
    if claim.payer_claim_control_number:
        yield ("REF", "1K", claim.payer_claim_control_number)
    if claim.service_from:
        yield ("DTP", "472", *span(claim.service_from, claim.service_to))


def _status_row(status: ClaimStatus, effective_on: str, total: int | None) -> Row:
    amount = total if status.amount is None else status.amount
    code = (status.category, status.status, status.entity)
    effective_on = day(status.effective_on) or effective_on
    blank = ("", "", "", "", "", "", "")
    return (
        "STC",
        code,
        effective_on,
        status.action,
        "" if amount is None else money.x12(amount),
        *blank,
        status.message,
    )


def _total_rows(accepted: str, rejected: str, totals: Totals) -> Iterator[Row]:
    """How many claims and how much money of each; what is none is left out."""
    sides = (
        (accepted, "YU", totals.accepted, totals.accepted_charge),
        (rejected, "YY", totals.rejected, totals.rejected_charge),
    )
    yield from (("QTY", kind, str(count)) for kind, _, count, _ in sides if count)
    yield from (("AMT", kind, money.x12(charge)) for _, kind, count, charge in sides if count or charge)


def _stated(level: Sequence[Segment], claims: Sequence[ClaimAnswer]) -> Totals | None:
    """The totals of 2200B, where they are not what the claims add up to."""
    counts = {segment[1]: _count(segment) for segment in level if segment.id == "QTY"}
    charges = {segment[1]: amount_if_given(segment, 2, loop="2200B") or 0 for segment in level if segment.id == "AMT"}
    if not counts and not charges:
        return None
    found = Totals(counts.get("90", 0), counts.get("AA", 0), charges.get("YU", 0), charges.get("YY", 0))
    return None if found == Totals.of(claims) else found


def _count(quantity: Segment) -> int:
    text = quantity[2]
    if not (text.isascii() and text.isdigit()):
        raise malformed(quantity, 2, f"{text!r} is not a number of claims", loop="2200B")
    return int(text)


def _name_row(entity: str, party: Party, payer_id: str = "PI") -> Row:
    """NM1 with the identifier the party has; a submitter's is an ETIN (46)."""
    ids = (("XX", party.npi), (payer_id, party.payer_id), ("FI", party.tax_id), *party.other_ids)
    kind, identifier = next((pair for pair in ids if pair[1]), ("", ""))
    person = ("1" if party.is_person else "2", party.name, party.first_name, party.middle_name, "", party.suffix)
    return ("NM1", entity, *person, kind, identifier)
