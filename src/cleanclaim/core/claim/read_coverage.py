"""Loops 2320 and 2330 of an 837: another payer, and what it did."""

from collections.abc import Sequence

from cleanclaim.core.claim.places import ANOTHER, PAYER
from cleanclaim.core.claim.read_adjudication import AdjudicationReader
from cleanclaim.core.claim.read_parties import PartyReader
from cleanclaim.core.claim.read_people import PersonReader
from cleanclaim.core.claim.segments import Loop
from cleanclaim.core.claim.texts import Fields, Memo, Texts
from cleanclaim.core.claim.value import OtherCoverage, Party, Person

_SBR_HELD = frozenset({1, 2, 3, 4, 5, 9})
_OI_HELD = frozenset({3, 4, 6})
_NOTHING, _NO_ONE = Party(), Person()


class CoverageReader:
    """Other subscribers with their payers."""

    def __init__(self, texts: Texts, adjudication: AdjudicationReader) -> None:
        self._texts, self._adjustments = texts, adjudication.adjustments
        self._person = PersonReader(texts)
        self._payer = PartyReader(texts, PAYER, {})
        self._other = PartyReader(texts, ANOTHER, {})
        self._opening = texts.opening("NM1")
        self._subscriptions: Memo[Fields] = Memo(lambda text: subscription(texts, text))
        self._loop = Loop(texts, ("NM1",))
        self._loop.known = {
            "AMT*D": self._loop.amount("AMT*D", "paid"),
            "AMT*EAF": self._loop.amount("AMT*EAF", "patient_owes"),
            "AMT*A8": self._loop.amount("AMT*A8", "noncovered"),
            "OI": self._other_insurance,
        }
        day, number = self._loop.day("adjudicated_on"), self._loop.text("REF*F8", "payer_claim_control_number")
        separator = texts.separator
        self._of_payer = {f"DTP{separator}573": day, f"REF{separator}F8{separator}": number}
        self._about_claim = tuple(f"{texts.terminator}{start}" for start in self._of_payer)

    def __call__(self, text: str, said: Sequence[object]) -> OtherCoverage:
        """From the text behind the name of the SBR; what the claim has `said` (CLM07 to CLM09) is not said again."""
        first, *blocks = text.split(self._opening)
        adjustments, texts = self._adjustments(self._texts.segments("SBR", first))
        fields, _ = self._loop.take(texts)
        if adjustments:
            fields["adjustments"] = adjustments
        own = self._subscriptions[texts[0]]
        if "also" in own and "also" in fields:
            own = {**own, "also": own["also"] + fields["also"]}
        fields |= own
        for field, of_claim in (("benefits_assigned", said[1]), ("release", said[2])):
            if fields.get(field) == of_claim:
                del fields[field]
        for block in blocks:
            self._party(fields, block)
        return OtherCoverage(
            payer=fields.pop("payer", None) or _NOTHING, subscriber=fields.pop("subscriber", None) or _NO_ONE, **fields
        )

    def _other_insurance(self, text: str) -> Fields:
        oi = self._texts.elements(text, 7)
        fields: Fields = {"benefits_assigned": oi[3], "release": oi[6]}
        if oi[4]:
            fields["signature_source"] = oi[4]
        rest = self._texts.rest(oi, _OI_HELD)
        return {**fields, "also": (rest,)} if rest else fields

    def _party(self, fields: Fields, block: str) -> None:
        entity = block.partition(self._texts.terminator)[0].partition(self._texts.separator)[0]
        if entity == "IL" and "subscriber" not in fields:
            fields["subscriber"] = self._person(block)
        elif entity == "PR" and "payer" not in fields:
            fields["payer"] = self._payer[self._answered(fields, block)]
        else:
            fields["other_parties"] = (*fields.get("other_parties", ()), self._other[block])

    def _answered(self, fields: Fields, block: str) -> str:
        """Takes from loop 2330B what is about the claim, and leaves the payer."""
        if not any(start in block for start in self._about_claim):
            return block
        left = []
        for text in block.split(self._texts.terminator):
            read = self._of_payer.get(text[:7])
            found = read(text) if read else None
            if found and not found.keys() & fields.keys():
                fields.update(found)
            else:
                left.append(text)
        return self._texts.terminator.join(left)


def subscription(texts: Texts, text: str) -> Fields:
    """SBR."""
    sbr = texts.elements(text, 10)
    fields: Fields = {
        "sequence": sbr[1],
        "relationship": sbr[2],
        "group_number": sbr[3],
        "group_name": sbr[4],
        "insurance_type": sbr[5],
        "filing_code": sbr[9],
    }
    if not (sbr[6] or sbr[7] or sbr[8] or len(sbr) > 10):
        return fields
    rest = texts.rest(sbr, _SBR_HELD)
    return {**fields, "also": (rest,)} if rest else fields
