"""Loops 2320 and 2330 of a professional claim as text: what most other coverages have; any other is written by rows."""

from msgspec.structs import astuple

from cleanclaim.core import money
from cleanclaim.core.claim.places import PAYER
from cleanclaim.core.claim.value import Claim, OtherCoverage, Party, Person
from cleanclaim.core.claim.write_claim import ClaimWriter
from cleanclaim.core.claim.write_coverage import coverage_rows
from cleanclaim.core.claim.write_levels import NO_ONE, NOBODY
from cleanclaim.core.claim.write_text_adjudication import AdjustmentTexts
from cleanclaim.core.claim.write_text_parties import PartyTexts, PersonTexts
from cleanclaim.core.claim.write_texts import Known, Texts

_RARE = OtherCoverage.__struct_fields__.index("adjudicated_on")
_USUAL = astuple(OtherCoverage(Party(), Person(), ""))[_RARE:]

Said = tuple[str, str, str, str]
"""Sequence, relationship, group number, filing code."""


class CoverageTexts:
    """Other payers of a claim."""

    def __init__(self, texts: Texts, rows: ClaimWriter, party: PartyTexts, person: PersonTexts) -> None:
        self._texts, self._rows, self._party, self._person = texts, rows, party, person
        self.adjustments = AdjustmentTexts(texts)
        self._heads: Known[Said, str] = Known(self._head)
        self._consents: Known[tuple[str, str], str] = Known(self._consent)
        self._paid = texts.template("AMT*D*%s~")

    def __call__(self, coverage: OtherCoverage, claim: Claim) -> str:
        """One SBR and everything under it."""
        return self._usual(coverage, claim) or self._texts.of(
            coverage_rows(coverage, claim, self._rows.guide, self._rows.party)
        )

    def _usual(self, coverage: OtherCoverage, claim: Claim) -> str:
        """Subscription, reasons, what was paid, subscriber and payer; empty where there is anything else to say."""
        values = astuple(coverage)
        payer, subscriber, sequence, relationship, group_number, filing_code, paid, adjustments = values[:_RARE]
        if values[_RARE:] != _USUAL or payer == NOBODY or subscriber == NO_ONE:
            return ""
        reasons, person = self.adjustments(adjustments), self._person("IL", subscriber)
        if reasons is None or person is None:
            return ""
        text = self._heads[sequence, relationship, group_number, filing_code] + reasons
        if paid is not None:
            text += self._paid % money.x12(paid)
        return text + self._consents[claim.benefits_assigned, claim.release] + person + self._party(PAYER, payer)

    def _head(self, said: Said) -> str:
        sequence, relationship, group_number, filing_code = said
        blank = ("",) * 5
        return self._texts.of([("SBR", sequence, relationship, group_number, *blank, filing_code)])

    def _consent(self, said: tuple[str, str]) -> str:
        assigned, release = said
        return self._texts.of([("OI", "", "", assigned, "", "", release)])
