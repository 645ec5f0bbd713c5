"""From the 837 to claims: professional (005010X222A1), institutional (X223A2), dental (X224A2) as far as it goes."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import BinaryIO, Literal

from msgspec import Struct

from cleanclaim.core.claim.read_institutional import codes_of, institutional_of, pointed
from cleanclaim.core.claim.read_lines import adjustments_of, days_of, line_of
from cleanclaim.core.claim.read_parties import address_of, parties_of, party_if_named, party_of, person_of
from cleanclaim.core.claim.value import Accident, Address, Claim, OtherCoverage, Party, Person
from cleanclaim.core.x12 import Delimiters, Segment, Transaction, read_transactions
from cleanclaim.core.x12.elements import amount, amount_if_given, references, split
from cleanclaim.core.x12.errors import X12Error

Kind = Literal["837P", "837I", "837D"]
_KINDS: dict[str, Kind] = {
    **dict.fromkeys(("X222", "X298", "X098"), "837P"),
    **dict.fromkeys(("X223", "X299", "X096"), "837I"),
    **dict.fromkeys(("X224", "X300", "X097"), "837D"),
}
_BY_SERVICE: dict[str, Kind] = {"SV1": "837P", "SV2": "837I", "SV3": "837D"}
_DIAGNOSES = ("ABK", "BK", "ABF", "BF")


class _Level(Struct):
    """What the hierarchy above a claim says: billing provider, subscriber and payer, patient."""

    billing: Party = Party()
    pay_to: Address | None = None
    subscriber: Person = Person()
    payer: Party = Party()
    sbr: Segment = Segment(0, ("SBR",))
    patient: Person | None = None
    relationship: str = ""


def read_claims(source: bytes | BinaryIO | Path, *, file: str = "") -> Iterator[Claim | X12Error]:
    """Every claim of every 837 of a file, or the error that made it unreadable: one bad claim does not hide the others.

    Other transactions are passed over.  An envelope that cannot be trusted ends the reading with its error.
    """
    try:
        for transaction in read_transactions(source, file=file):
            if transaction.kind == "837":
                yield from claims_of(transaction)
    except X12Error as error:
        yield error


def read_837(transaction: Transaction) -> tuple[Claim, ...]:
    """The claims of one transaction, in order; raises the first MalformedSegment with its place."""
    claims = []
    for claim in claims_of(transaction):
        if isinstance(claim, X12Error):
            raise claim
        claims.append(claim)
    return tuple(claims)


def claims_of(transaction: Transaction) -> Iterator[Claim | X12Error]:
    """The claims of one transaction, each read or as its error."""
    kind, delimiters = kind_of(transaction), transaction.interchange.delimiters
    level = _Level()
    for segments in split(transaction.segments[1:], "HL")[1:]:
        own, *claims = split(segments, "CLM")
        _enter(level, own)
        for part in claims:
            try:
                yield _claim(part, level, kind, delimiters)
            except X12Error as error:
                error.file = transaction.file
                yield error


def kind_of(transaction: Transaction) -> Kind:
    """By the guide it names, else by its first service line."""
    for mark, kind in _KINDS.items():
        if mark in transaction.version:
            return kind
    return next((_BY_SERVICE[s.id] for s in transaction.segments if s.id in _BY_SERVICE), "837P")


def _enter(level: _Level, own: Sequence[Segment]) -> None:
    """Take over what one HL says; what stands below it in the hierarchy no longer holds."""
    before, parties = parties_of(own)
    pat = next((s for s in before if s.id == "PAT"), None)
    match own[0][3]:
        case "20":  # billing provider
            level.billing = party_of([*parties.get("85", ()), *(s for s in before if s.id == "PRV")])
            level.pay_to = address_of(parties["87"]) if "87" in parties else None
            level.patient = None
        case "22":  # subscriber
            level.sbr = next((s for s in before if s.id == "SBR"), Segment(0, ("SBR",)))
            level.subscriber = person_of(parties.get("IL"), pat)
            level.payer = party_of(parties.get("PR"))
            level.patient = None
        case "23":  # patient
            level.patient = person_of(parties.get("QC"), pat)
            level.relationship = pat[1] if pat else ""


def _claim(segments: Sequence[Segment], level: _Level, kind: Kind, delimiters: Delimiters) -> Claim:
    """Loop 2300."""
    head, *line_parts = split(segments, "LX")
    own, *others = split(head, "SBR")
    before, parties = parties_of(own)
    clm = own[0]
    place, _, frequency = (*clm.components(5, delimiters), "", "")[:3]
    lines = tuple(line_of(part, delimiters) for part in line_parts)
    charge = amount(clm, 2, loop="2300")
    ids = dict(reversed(references(before)))
    sbr = level.sbr
    is_institutional = kind == "837I"
    return Claim(
        control_number=clm[1],
        kind=kind,
        billing=level.billing,
        pay_to=level.pay_to,
        payer=level.payer,
        subscriber=level.subscriber,
        patient=level.patient,
        relationship=level.relationship if level.patient else sbr[2] or "18",
        sequence=sbr[1],
        group_number=sbr[3],
        group_name=sbr[4],
        insurance_type=sbr[5],
        filing_code=sbr[9],
        charge=None if charge == sum(line.charge for line in lines) else charge,
        lines=lines,
        place_of_service=place,
        frequency=frequency,
        signature_on_file=clm[6] == "Y",
        assignment=clm[7],
        benefits_assigned=clm[8],
        release=clm[9],
        diagnoses=tuple(pointed(parts[1]) for _, _, parts in codes_of(before, delimiters, *_DIAGNOSES)),
        payer_claim_control_number=ids.get("F8", ""),
        prior_authorization=ids.get("G1", ""),
        referral_number=ids.get("9F", ""),
        clia=ids.get("X4", ""),
        accident=_accident(clm, before, delimiters),
        onset_on=days_of(before, "431", loop="2300")[0],
        hospitalized_from=None if is_institutional else days_of(before, "435", loop="2300")[0],
        hospitalized_to=None if is_institutional else days_of(before, "096", loop="2300")[0],
        patient_paid=next((amount(s, 2, loop="2300") for s in before if s.id == "AMT" and s[1] == "F5"), None),
        rendering=party_if_named(parties, "82"),
        referring=party_if_named(parties, "DN", "P3"),
        supervising=party_if_named(parties, "DQ"),
        facility=party_if_named(parties, "77", "FA"),
        note=next((s[2] for s in before if s.id == "NTE"), ""),
        other_coverages=tuple(_other_coverage(part) for part in others),
        institutional=institutional_of(clm, before, parties, delimiters) if is_institutional else None,
    )


def _accident(clm: Segment, segments: Sequence[Segment], delimiters: Delimiters) -> Accident | None:
    causes = (*clm.components(11, delimiters), "", "", "", "")
    on = days_of(segments, "439", loop="2300")[0]
    if not clm[11] and on is None:
        return None
    related = causes[:3]
    return Accident("EM" in related, "AA" in related, "OA" in related, causes[3], on)


def _other_coverage(segments: Sequence[Segment]) -> OtherCoverage:
    """Loop 2320 with 2330A and 2330B."""
    before, parties = parties_of(segments)
    sbr, payer = segments[0], parties.get("PR")
    ids = [(s[1], s[2]) for s in payer or () if s.id == "REF"]
    return OtherCoverage(
        payer=party_of([s for s in payer if not (s.id == "REF" and s[1] == "F8")] if payer else None),
        subscriber=person_of(parties.get("IL")),
        sequence=sbr[1],
        relationship=sbr[2],
        group_number=sbr[3],
        filing_code=sbr[9],
        paid=next((amount_if_given(s, 2, loop="2320") for s in before if s.id == "AMT" and s[1] == "D"), None),
        adjustments=adjustments_of(before, loop="2320"),
        adjudicated_on=days_of(payer or (), "573", loop="2330B")[0],
        payer_claim_control_number=next((value for kind, value in ids if kind == "F8"), ""),
    )
