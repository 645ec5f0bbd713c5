"""From claims to the 837: professional (005010X222A1), institutional (X223A2), dental (X224A2).

Reading what is written gives the same claims back.  The same claims and envelope give the same bytes.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from itertools import chain
from string import ascii_letters, digits
from typing import cast

from msgspec.structs import astuple, replace

from cleanclaim.core.claim.batch import Batch, Level
from cleanclaim.core.claim.places import RECEIVER, SUBMITTER, Place
from cleanclaim.core.claim.value import Claim, Party
from cleanclaim.core.claim.write_also import with_also
from cleanclaim.core.claim.write_levels import NOBODY, Hierarchy
from cleanclaim.core.claim.write_parties import PartyWriter, day
from cleanclaim.core.claim.write_text_levels import TextHierarchy
from cleanclaim.core.claim.write_texts import Texts
from cleanclaim.core.x12 import Delimiters, Envelope, Row, write_interchange
from cleanclaim.core.x12.characters import CharacterSet
from cleanclaim.core.x12.encoder import Part

VERSIONS = {"837P": "005010X222A1", "837I": "005010X223A2", "837D": "005010X224A2"}
FUNCTIONAL_CODE = "HC"
_LETTERS = frozenset(ascii_letters + digits + "-. ")
"""What segments hold by themselves: as delimiters only the rows tell them apart."""


def write_837(claims: Iterable[Claim | Level], batch: Batch) -> Iterator[Row]:
    """The segments between ST and SE, for `write_interchange`.

    Claims keep their order, and levels without claims stand between them as they were read; neighbors under the same
    provider, subscriber or patient share their levels.  The identifier of submitter and receiver is their `payer_id`,
    else their tax number, else their NPI.
    """
    yield from _head(batch)
    some = iter(claims)
    first = next(some, None)
    if first:
        yield from cast("Iterator[Row]", Hierarchy(first.kind).parts(chain([first], some)))  # by itself it gives rows


class TextWriter:
    """As `write_837`, what is usual as text: transactions of one interchange, what repeats in them written once."""

    def __init__(self, delimiters: Delimiters, characters: CharacterSet = "extended") -> None:
        is_told_apart = _LETTERS.isdisjoint(astuple(delimiters))
        self._professional = TextHierarchy(Texts(delimiters, characters)) if is_told_apart else None

    def __call__(self, claims: Iterable[Claim | Level], batch: Batch) -> Iterator[Part]:
        some = iter(claims)
        first = next(some, None)
        if first is None or first.kind != "837P" or self._professional is None:
            yield from write_837(chain([first] if first else [], some), batch)
        else:
            yield from _head(batch)
            yield from self._professional.parts(chain([first], some))


def write_837_interchange(
    batches: Iterable[tuple[Batch, Iterable[Claim | Level]]],
    envelope: Envelope,
    *,
    characters: CharacterSet = "extended",
    folds: bool = False,
) -> bytes:
    """One interchange with one group, a transaction for each batch; all are of one kind.

    `characters` and `folds` are those of `write_interchange`.
    """
    some = list(batches)
    version = next((batch.version for batch, _ in some), VERSIONS["837P"])
    written = TextWriter(envelope.delimiters, characters)
    bodies = (("837", written(claims, batch)) for batch, claims in some)
    return write_interchange(envelope, FUNCTIONAL_CODE, version, bodies, characters=characters, folds=folds)


def write_837p(
    claims: Sequence[Claim], *, submitter: Party, receiver: Party, reference: str, moment: datetime
) -> list[Row]:
    """The segments between ST and SE of one batch of professional claims.  `reference` is BHT03."""
    batch = Batch(submitter, receiver, reference, moment.date(), f"{moment:%H%M}")
    return list(write_837(claims, batch))


def write_837p_interchange(
    claims: Sequence[Claim], envelope: Envelope, *, submitter: Party, receiver: Party, reference: str
) -> bytes:
    """One interchange with one transaction of professional claims."""
    moment = envelope.moment
    batch = Batch(submitter, receiver, reference, moment.date(), f"{moment:%H%M}")
    return write_837_interchange([(batch, claims)], envelope)


def _head(batch: Batch) -> Sequence[Row]:
    """BHT and loops 1000A and 1000B."""
    created = (day(batch.created_on), batch.created_at)
    head: list[Row] = [("BHT", batch.structure, batch.purpose, batch.reference, *created, batch.type)]
    head += _sender_rows(SUBMITTER, batch.submitter)
    head += _sender_rows(RECEIVER, batch.receiver)
    return with_also(head, batch.also) if batch.also else head


def _sender_rows(place: Place, party: Party) -> list[Row]:
    """Loop 1000A or 1000B."""
    identifier = party.payer_id or party.tax_id or party.npi
    plain = replace(party, payer_id=identifier, npi="", tax_id="", ssn="")
    return PartyWriter({})(place, party if party.id_qualifier else plain) if party != NOBODY else []
