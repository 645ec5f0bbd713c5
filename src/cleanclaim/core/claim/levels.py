"""The hierarchy above the claims of an 837: billing provider, subscriber and payer, patient, each read once."""

from collections.abc import Sequence
from typing import Any

from cleanclaim.core.claim.batch import Level
from cleanclaim.core.claim.places import BILLING, PAY_TO_PLAN, PAYER, ROLES
from cleanclaim.core.claim.read_addresses import AddressReader
from cleanclaim.core.claim.read_coverage import subscription
from cleanclaim.core.claim.read_parties import PERSON, PartyReader
from cleanclaim.core.claim.read_people import PersonReader, patient_facts
from cleanclaim.core.claim.segments import Loop, concatenated
from cleanclaim.core.claim.texts import INVALID_CODE, Fields, Memo, Texts, Unreadable
from cleanclaim.core.claim.value import Claim, Person
from cleanclaim.core.x12 import Kept

BILLER, SUBSCRIBER, PATIENT = "20", "22", "23"
OF_LEVEL = "HL03"
"""The element that an error of a level stands at."""
LOOPS = {BILLER: "2000A", SUBSCRIBER: "2000B", PATIENT: "2000C"}
AT = {name: at for at, name in enumerate(Claim.__struct_fields__)}
"""Where a field stands among the values of a claim."""
_PLAIN = [getattr(Claim(""), name) for name in AT]
_OPENS, _ABOVE, _PAYER, _SUBSCRIBER = AT["opens"], AT["above"], AT["payer"], AT["subscriber"]
_KIND, _DEPENDENTS_FOLLOW = AT["kind"], AT["dependents_follow"]
_RELATIONSHIP, _OWN_RELATIONSHIP = AT["relationship"], AT["subscriber_relationship"]
_COVERAGE = slice(_RELATIONSHIP, AT["insurance_type"] + 1)
_USUAL = 10  # name and elements of most SBR


class Levels:
    """What stands above the next claim: a claim's values as the levels give them, the rest as in a plain claim."""

    def __init__(self, texts: Texts, kind: str) -> None:
        self._texts = texts
        self._billing = PartyReader(texts, BILLING, ROLES[kind])
        self._plan = PartyReader(texts, PAY_TO_PLAN, {})
        self._payer = PartyReader(texts, PAYER, {})
        self._person, self._address = PersonReader(texts), AddressReader(texts)
        self._opening = texts.opening("NM1")
        loops = self._loops = {level: Loop(texts, ("NM1",)) for level in LOOPS}
        patient = {"PAT": lambda text: patient_facts(texts, text)}
        loops[BILLER].known = {
            "PRV*BI": lambda text: {"taxonomy": text},
            "CUR*85": loops[BILLER].text("CUR*85", "currency"),
        }
        loops[SUBSCRIBER].known = {"SBR": lambda text: subscription(texts, text), **patient}
        loops[PATIENT].known = {**patient}
        self._billers: Memo[Fields] = Memo(self._biller)
        self._levels: dict[str, list[Any]] = {}
        self._last: list[Any] | None = None
        self._kind = kind
        self._opens = ""
        self._bare = ""  # the level entered last, until a claim comes

    def values(self) -> list[Any] | None:
        """Those of one claim, in the order of its fields; None where it stands under no level."""
        if self._last is None:
            return None
        values = self._last.copy()
        values[_OPENS], self._opens, self._bare = self._opens, "", ""
        return values

    def left(self, level: str = "") -> Sequence[Level]:
        """The level before, when it has no claim, and `level`, the next one, does not stand below it."""
        code = self._bare
        values = self.values() if code and not code < level else None
        if values is None:
            return ()
        values[_KIND] = self._kind
        return (Level(code, Claim(*values)),)

    def enter(self, text: str) -> Sequence[Level | Unreadable]:
        """The text of one HL and its segments; what stands below it in the hierarchy no longer holds.

        Gives the level that is left without a claim, and why this one says nothing to us.
        """
        own, *blocks = text.split(self._opening)
        segments = own.split(self._texts.terminator)
        _, _, _, level, has_levels = self._texts.elements(segments[0], 5)[:5]
        if level not in LOOPS:
            return (*self.left(), self._unknown(segments[0], level))
        left = self.left(level) if self._bare else ()
        levels = self._levels
        if level == SUBSCRIBER:
            values = levels.get(BILLER, _PLAIN).copy()
            is_usual = self.usual_subscriber(values, segments, blocks)
            fields = {} if is_usual else self._subscriber(segments, blocks)
            values[_DEPENDENTS_FOLLOW] = has_levels == "1"
        elif level == BILLER:
            values, fields = _PLAIN.copy(), self._billers[text.partition(self._texts.terminator)[2]]
        else:
            values, fields = self._above_patient(), self._patient(segments, blocks)
        for name, value in fields.items():
            if name == "also":
                values[_ABOVE] += tuple((LOOPS[level], row) for row in value)
            else:
                values[AT[name]] = value
        if not self._opens and levels.get(level) == values:
            self._opens = level
        if level == SUBSCRIBER:
            levels.pop(PATIENT, None)
        elif level == BILLER:
            levels.clear()
        levels[level] = self._last = values
        self._bare = level
        return left

    def _unknown(self, text: str, level: str) -> Unreadable:
        """What stands below belongs to nobody we know, and not to whom the level before speaks of."""
        self._levels.clear()
        self._last, self._opens = None, ""
        expected = " or ".join(LOOPS)
        return Unreadable(text, 3, f"{level!r} is no level of an 837", expected=expected, code=INVALID_CODE)

    def usual_subscriber(self, values: list[Any], segments: list[str], blocks: list[str]) -> bool:
        """Whether there are an SBR, a subscriber and a payer, and nothing else: they are among the values now."""
        if len(segments) != 2 or len(blocks) != 2 or blocks[0][:2] != "IL" or blocks[1][:2] != "PR":
            return False
        sbr = segments[1].split(self._texts.separator)
        if len(sbr) != _USUAL or sbr[0] != "SBR" or sbr[6] or sbr[7] or sbr[8]:
            return False
        _, sequence, relationship, group, group_name, insurance, _, _, _, filing_code = sbr
        values[_COVERAGE] = relationship or "18", sequence, filing_code, group, group_name, insurance
        if not relationship:
            values[_OWN_RELATIONSHIP] = ""
        values[_PAYER], values[_SUBSCRIBER] = self._payer[blocks[1]], self._person(blocks[0])
        return True

    def _subscriber(self, segments: Sequence[str], blocks: Sequence[str]) -> Fields:
        """Loops 2000B, 2010BA and 2010BB."""
        fields, _ = self._loops[SUBSCRIBER].take(segments)
        facts = fields.pop("facts", None)
        for block in blocks:
            entity = block[:2]
            if entity == "IL" and "subscriber" not in fields:
                fields["subscriber"] = self._person(block, facts)
            elif entity == "PR" and "payer" not in fields:
                fields["payer"] = self._payer[block]
            else:
                self._keep(fields, block)
        if facts and "subscriber" not in fields:
            fields["subscriber"] = Person(**facts)
        if not fields.get("relationship"):
            fields |= {"relationship": "18", "subscriber_relationship": ""}
        return fields

    def _above_patient(self) -> list[Any]:
        """What the subscriber's level says; SBR02 is usually empty where a patient follows."""
        if SUBSCRIBER not in self._levels:
            return self._levels.get(BILLER, _PLAIN).copy()
        values = self._levels[SUBSCRIBER].copy()
        values[_DEPENDENTS_FOLLOW] = False
        values[_OWN_RELATIONSHIP] = values[_RELATIONSHIP] if values[_OWN_RELATIONSHIP] is None else None
        return values

    def _patient(self, segments: Sequence[str], blocks: Sequence[str]) -> Fields:
        """Loops 2000C and 2010CA."""
        fields, _ = self._loops[PATIENT].take(segments)
        facts = fields.pop("facts", None)
        for block in blocks:
            if block[:2] == "QC" and "patient" not in fields:
                fields["patient"] = self._person(block, facts)
            else:
                self._keep(fields, block)
        if facts and "patient" not in fields:
            fields["patient"] = Person(**facts)
        return fields

    def _biller(self, said: str) -> Fields:
        """Loops 2000A and 2010AA to 2010AC, from the text behind their HL."""
        own, *blocks = f"{self._texts.terminator}{said}".split(self._opening)
        fields, _ = self._loops[BILLER].take(own.split(self._texts.terminator))
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
        if taxonomy and "billing" not in fields:
            fields["also"] = concatenated(fields.get("also", ()), (self._texts.row(taxonomy),))
        return fields

    def _pay_to(self, fields: Fields, name: list[str], block: Sequence[str]) -> bool:
        """Loop 2010AB, where an address is all that it says."""
        street, city = (f"{name}{self._texts.separator}" for name in ("N3", "N4"))
        by_name = {text[:3]: text for text in block[1:]}
        kept: list[Kept] = []
        address = self._address(by_name.get(street), by_name.get(city), kept)
        if kept or any(name[3:]) or len(by_name) < len(block) - 1 or not by_name.keys() <= {street, city}:
            return False
        fields["pay_to"], is_person = address, name[2] == PERSON
        if is_person != ("billing" in fields and fields["billing"].is_person):
            fields["pay_to_is_person"] = is_person
        return True

    def _keep(self, fields: Fields, block: str) -> None:
        rows = map(self._texts.row, self._texts.segments("NM1", block))
        fields["also"] = concatenated(fields.get("also", ()), tuple(rows))
