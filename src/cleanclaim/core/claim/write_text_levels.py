"""The levels above professional claims as text, and the claims below them; what needs care is written by its rows."""

from collections.abc import Callable, Iterable

from cleanclaim.core.claim.places import PAYER
from cleanclaim.core.claim.value import Claim
from cleanclaim.core.claim.write_levels import NOBODY, CoveredBy, Hierarchy, Patient
from cleanclaim.core.claim.write_text_claim import ClaimTexts
from cleanclaim.core.claim.write_text_parties import PartyTexts, PersonTexts
from cleanclaim.core.claim.write_texts import NeedsCare, Texts
from cleanclaim.core.x12 import Row
from cleanclaim.core.x12.encoder import Part


class TextHierarchy(Hierarchy):
    """As rows, in a fraction of the time."""

    def __init__(self, texts: Texts) -> None:
        super().__init__("837P")
        party = PartyTexts(texts, self._claim.party)
        self._texts, self._party, self._person = texts, party, PersonTexts(texts)
        self._claim_text = ClaimTexts(texts, self._claim, party, self._person)
        self._subscriber = texts.template("HL*%s*%s*%s*%s~SBR*%s*%s*%s*%s*%s****%s~")
        self._patient = texts.template("HL*%s*%s*%s*%s~PAT*%s~")

    def _covered(self, level: Row, coverage: CoveredBy) -> Iterable[Part]:
        text = self._proven(self._coverage, level, coverage)
        return (text,) if text else super()._covered(level, coverage)

    def _seen(self, level: Row, patient: Patient) -> Iterable[Part]:
        text = self._proven(self._known_patient, level, patient)
        return (text,) if text else super()._seen(level, patient)

    def _claimed(self, claim: Claim) -> Iterable[Part]:
        text = self._proven(self._claim_text, claim)
        return (text,) if text else super()._claimed(claim)

    def _proven(self, write: Callable[..., str], *values: object) -> str:
        """The text, when all in it is data; empty when the rows are to say it, and nothing written is used again."""
        try:
            text = write(*values)
            self._texts.prove()
        except NeedsCare:
            self._texts.said.clear()
            self._party.forget()
            return ""
        return text

    def _coverage(self, level: Row, coverage: CoveredBy) -> str:
        """Loops 2000B, 2010BA, 2010BB; empty where they say anything else."""
        subscriber, payer, *facts, _, above = coverage
        person = self._person("IL", subscriber) if coverage.filing_code and not above else None
        if person is None:
            return ""
        self._texts.said += facts
        sequence, filing_code, *group, relationship = facts
        text = self._subscriber % (*level[1:], sequence, relationship, *group, filing_code)
        return text + person + (self._party(PAYER, payer) if payer != NOBODY else "")

    def _known_patient(self, level: Row, patient: Patient) -> str:
        """Loops 2000C and 2010CA; empty where they say anything else."""
        text = self._person("QC", patient.person) if patient.relationship and not patient.above else None
        if text is None:
            return ""
        self._texts.said.append(patient.relationship)
        return self._patient % (*level[1:], patient.relationship) + text
