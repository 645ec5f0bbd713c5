"""The head of an 837: who sends it to whom, and for what (BHT, loops 1000A and 1000B)."""

from collections.abc import Sequence
from datetime import date

from msgspec import Struct

from cleanclaim.core.claim.places import RECEIVER, SUBMITTER
from cleanclaim.core.claim.read_parties import PartyReader
from cleanclaim.core.claim.segments import blocks_of
from cleanclaim.core.claim.texts import DAYS, Fields, Texts
from cleanclaim.core.claim.value import Claim, Kind, Party
from cleanclaim.core.x12 import Group, InterchangeHeader, Kept

_BHT_HELD = frozenset({1, 2, 3, 4, 5, 6})


class Batch(Struct, frozen=True, omit_defaults=True):
    """One transaction of claims without the claims; with them it can be written back.

    `version` decides the guide (005010X222A1 …), `kind` says it in short.
    """

    submitter: Party = Party()  # 1000A
    receiver: Party = Party()  # 1000B
    reference: str = ""  # BHT03, which a 277CA gives back
    created_on: date | None = None  # BHT04
    created_at: str = ""  # BHT05, HHMM or longer
    purpose: str = "00"  # BHT02: 00 original, 18 reissue
    type: str = "CH"  # BHT06: CH chargeable, RP reporting (encounter), 31 subrogation
    structure: str = "0019"  # BHT01
    kind: str = "837P"
    version: str = "005010X222A1"  # ST03, else GS08
    control_number: str = ""  # ST02
    group: Group | None = None  # GS around it
    interchange: InterchangeHeader | None = None  # ISA around it
    also: tuple[Kept, ...] = ()


class Level(Struct, frozen=True):
    """A level (HL) with no claim below it: in a file between the claims that it is read between."""

    code: str  # HL03: 20 billing provider, 22 subscriber, 23 patient
    claim: Claim  # what a claim of this level would say of it and of the levels above, and nothing else

    @property
    def kind(self) -> Kind:
        """That of its claims, if it had any."""
        return self.claim.kind


def read_head(texts: Texts, head: Sequence[str]) -> Fields:
    """The segments between ST and the first HL."""
    fields: Fields = {}
    also: list[Kept] = []
    blocks = blocks_of(head, 0, (f"NM1{texts.separator}",))
    for text in head[: len(head) - sum(map(len, blocks))]:
        elements = texts.elements(text, 7)
        if elements[0] == "BHT" and "structure" not in fields:
            rest = _beginning(texts, elements, fields)
            also += [rest] if rest else []
        else:
            also.append(texts.row(text))
    for block in blocks:
        entity = texts.elements(block[0], 2)[1]
        field, place = {"41": ("submitter", SUBMITTER), "40": ("receiver", RECEIVER)}.get(entity, ("", RECEIVER))
        if field and field not in fields:
            fields[field] = PartyReader(texts, place, {}).read(block)
        else:
            also += [texts.row(text) for text in block]
    return {**fields, "also": tuple(also)}


def _beginning(texts: Texts, bht: list[str], fields: Fields) -> Kept | None:
    created_on = DAYS[bht[4]]
    _, fields["structure"], fields["purpose"], fields["reference"], _, fields["created_at"], fields["type"] = bht[:7]
    fields["created_on"] = created_on
    return texts.rest(bht, _BHT_HELD if created_on else _BHT_HELD - {4})
