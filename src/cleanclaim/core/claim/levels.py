"""The hierarchy above the claims of an 837: billing provider, subscriber and payer, patient, each read once."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from cleanclaim.core.claim.places import BILLING, PAY_TO_PLAN, PAYER, ROLES
from cleanclaim.core.claim.read_coverage import subscription
from cleanclaim.core.claim.read_parties import PartyReader, PersonReader, address_of, patient_facts
from cleanclaim.core.claim.segments import Loop, concatenated
from cleanclaim.core.claim.texts import Fields, Memo, Texts
from cleanclaim.core.claim.value import Claim, Party, Person
from cleanclaim.core.x12 import Kept

BILLER, SUBSCRIBER, PATIENT = "20", "22", "23"
LOOPS = {BILLER: "2000A", SUBSCRIBER: "2000B", PATIENT: "2000C"}
_PERSON = "1"
_PLAIN = [(name, getattr(Claim(""), name)) for name in Claim.__struct_fields__]
_COVERAGE, _NOBODY, _NO_ONE = _PLAIN[6:13], Party(), Person()


class Above(NamedTuple):
    """What the levels say of claims below them, in the order of Claim: before its lines, after its kind, the rest."""

    parties: tuple[Any, ...]
    coverage: tuple[Any, ...]
    rest: Fields


class Levels:
    """What stands `above` the next claim, None for nothing, and in `opens` a level that began anew as it was."""

    def __init__(self, texts: Texts, kind: str) -> None:
        self._texts = texts
        self._billing = PartyReader(texts, BILLING, ROLES[kind])
        self._plan = PartyReader(texts, PAY_TO_PLAN, {})
        self._payer = PartyReader(texts, PAYER, {})
        self._person = PersonReader(texts)
        self._opening = texts.opening("NM1")
        self._loop = Loop(texts, ("NM1",))
        self._loop.known = {
            "PRV*BI": lambda text: {"taxonomy": text},
            "CUR*85": self._loop.text("CUR*85", "currency"),
            "SBR": lambda text: subscription(texts, text),
            "PAT": lambda text: patient_facts(texts, text),
        }
        self._own: Memo[Fields] = Memo(self._read_own)
        self._billers: Memo[Fields] = Memo(self._biller)
        self._above: dict[str, Fields] = {}
        self._merged: Above | None = None
        self.opens = ""

    @property
    def above(self) -> Above | None:
        """All that the levels say; None without any."""
        if self._merged is None and self._above:
            self._merge()
        return self._merged

    def enter(self, text: str) -> None:
        """The text of one HL and its segments; what stands below it in the hierarchy no longer holds."""
        hl, _, said = text.partition(self._texts.terminator)
        level = self._texts.elements(hl, 4)[3]
        if level == BILLER:
            found = self._billers[said]
        elif level in LOOPS:
            found = self._subscriber(said) if level == SUBSCRIBER else self._patient(said)
        else:
            return
        above, self._merged = self._above, None
        if not self.opens and level in above and above[level] == found:
            self.opens = level
        if level == SUBSCRIBER:
            above.pop(PATIENT, None)
        elif level == BILLER:
            above.clear()
        above[level] = found

    def _merge(self) -> None:
        fields: Fields = {}
        for found in self._above.values():
            if "above" in found and "above" in fields:
                found = {**found, "above": fields["above"] + found["above"]}
            fields |= found
        own = self._above.get(SUBSCRIBER)
        if own and PATIENT in self._above and fields.pop("subscriber_relationship", None) is None:
            fields["subscriber_relationship"] = own["relationship"]  # SBR02, usually empty where a patient follows
        take = fields.pop
        parties = take("payer", _NOBODY), take("subscriber", _NO_ONE), take("billing", _NOBODY)
        self._merged = Above(parties, tuple([take(name, default) for name, default in _COVERAGE]), fields)

    def _divided(self, said: str) -> tuple[Fields, list[str]]:
        """What a level says by itself, and the texts of its parties behind the names of their NM1."""
        own, *blocks = f"{self._texts.terminator}{said}".split(self._opening)
        return {**self._own[own]}, blocks

    def _read_own(self, text: str) -> Fields:
        return self._loop.take(text.split(self._texts.terminator))[0]

    def _biller(self, said: str) -> Fields:
        """Loops 2000A and 2010AA to 2010AC."""
        fields, blocks = self._divided(said)
        taxonomy = fields.pop("taxonomy", None)
        for text in blocks:
            block = self._texts.segments("NM1", text)
            name = self._texts.elements(block[0], 3)
            if name[1] == "85" and "billing" not in fields:
                fields["billing"] = self._billing.read([taxonomy, *block] if taxonomy else block)
            elif name[1] == "PE" and "pay_to_plan" not in fields:
                fields["pay_to_plan"] = self._plan[text]
            elif name[1] != "87" or "pay_to" in fields or not self._pay_to(fields, name, block):
                self._keep(fields, text)
        return _as_above(fields, BILLER)

    def _pay_to(self, fields: Fields, name: list[str], block: Sequence[str]) -> bool:
        """Loop 2010AB, where an address is all that it says."""
        street, city = (f"{name}{self._texts.separator}" for name in ("N3", "N4"))
        by_name = {text[:3]: text for text in block[1:]}
        kept: list[Kept] = []
        address = address_of(self._texts, by_name.get(street), by_name.get(city), kept)
        if kept or any(name[3:]) or len(by_name) < len(block) - 1 or not by_name.keys() <= {street, city}:
            return False
        fields["pay_to"], is_person = address, name[2] == _PERSON
        if is_person != ("billing" in fields and fields["billing"].is_person):
            fields["pay_to_is_person"] = is_person
        return True

    def _subscriber(self, said: str) -> Fields:
        """Loops 2000B, 2010BA and 2010BB."""
        fields, blocks = self._divided(said)
        facts = fields.pop("facts", None)
        for block in blocks:
            entity = block[:2]
            if entity == "IL" and "subscriber" not in fields:
                fields["subscriber"] = self._person(block, facts)
            elif entity == "PR" and "payer" not in fields:
                fields["payer"] = self._payer[block]
            else:
                self._keep(fields, block)
        if not fields.get("relationship"):
            fields["relationship"] = "18"
            fields["subscriber_relationship"] = ""
        return _as_above(fields, SUBSCRIBER)

    def _patient(self, said: str) -> Fields:
        """Loops 2000C and 2010CA."""
        fields, blocks = self._divided(said)
        facts = fields.pop("facts", None)
        for block in blocks:
            if block[:2] == "QC" and "patient" not in fields:
                fields["patient"] = self._person(block, facts)
            else:
                self._keep(fields, block)
        return _as_above(fields, PATIENT)

    def _keep(self, fields: Fields, block: str) -> None:
        rows = map(self._texts.row, self._texts.segments("NM1", block))
        fields["also"] = concatenated(fields.get("also", ()), tuple(rows))


def _as_above(fields: Fields, level: str) -> Fields:
    """What no field of the level holds, as the claim keeps it."""
    if "also" in fields:
        fields["above"] = tuple((LOOPS[level], row) for row in fields.pop("also"))
    return fields
