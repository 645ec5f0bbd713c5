"""What stands before the first line of a claim of the usual shape."""

from collections.abc import Sequence
from typing import NoReturn

from cleanclaim.core.claim.value import Party, Person
from cleanclaim.core.remittance.elements import Elements
from cleanclaim.core.remittance.memo import Memo
from cleanclaim.core.remittance.outcomes import Outpatient, outpatient_of
from cleanclaim.core.remittance.shapes import FRACTIONS, OfAnotherShape
from cleanclaim.core.remittance.usual_line import with_more
from cleanclaim.core.remittance.value import ClaimPayment, Contact, ServicePayment


class UsualClaims:
    """Makes claims of what `Shapes.claim` takes.

    Raises MalformedAmount, MalformedSegment or OfAnotherShape for one that is to be read segment by segment.
    """

    def __init__(self, elements: Elements) -> None:
        self._elements = elements
        self._contacts: Memo[tuple[Contact, ...]] = Memo(self._contact)
        self._outpatients: Memo[Outpatient] = Memo(self._outpatient)

    def read(self, sent: Sequence[str], lines: list[ServicePayment], group: int, index: int) -> ClaimPayment:
        """The claim to which these lines belong."""
        number, status, charge, charge_, paid, paid_, share, share_, filing_code, payer_number = sent[:10]
        facility, frequency, adjusted, last_name, first_name, middle_name, suffix, qualifier, member_id = sent[10:19]
        subscriber, kind, name, first, middle, suffix_, npi, crossover, adjudicated = sent[19:28]
        reference_kind, reference, other_kind, other, first_day, last_day, received, contact, *priced = sent[28:]
        elements, cents, dates = self._elements, self._elements.cents, self._elements.dates
        references: tuple[tuple[str, str], ...] = ((other_kind, other),) if other else ()
        if reference:
            references = ((reference_kind, reference), *references)
        outpatient, remarks = self._outpatients[adjudicated]
        return ClaimPayment(
            number,
            status,
            cents[charge] + FRACTIONS[charge_],
            cents[paid] + FRACTIONS[paid_],
            cents[share] + FRACTIONS[share_] if share else None,
            filing_code,
            payer_number,
            facility,
            frequency,
            patient=Person(
                last_name,
                first_name,
                middle_name,
                suffix,
                member_id=member_id,
                id_qualifier="" if qualifier == "MI" else qualifier,
            ),
            subscriber=self._person(subscriber) if subscriber else None,
            rendering=Party(name, first, middle, suffix_, kind == "1", npi) if kind else None,
            crossover=self._party(crossover) if crossover else None,
            adjustments=with_more((), adjusted, elements) if adjusted else (),
            lines=tuple(lines),
            outpatient=outpatient,
            remarks=remarks,
            amounts=self._amounts(*priced) if priced[1] else (),
            references=references,
            contacts=self._contacts[contact],
            service_from=dates[first_day],
            service_to=dates[last_day],
            received_on=dates[received],
            group=group,
            index=index,
        )

    def _amounts(
        self, kind: str, whole: str, fraction: str, kind2: str, whole2: str, fraction2: str
    ) -> tuple[tuple[str, int], ...]:
        cents = self._elements.cents
        one = (kind, cents[whole] + FRACTIONS[fraction])
        return (one, (kind2, cents[whole2] + FRACTIONS[fraction2])) if whole2 else (one,)

    def _person(self, text: str) -> Person:
        return self._elements.person(text) or _unusual()

    def _party(self, text: str) -> Party:
        return self._elements.party(text) or _unusual()

    def _contact(self, text: str) -> tuple[Contact, ...]:
        return (self._elements.contact(text) or _unusual()) if text else ()

    def _outpatient(self, text: str) -> Outpatient:
        if not text:
            return None, ()
        return outpatient_of(text.split(self._elements.separator), self._elements) or _unusual()


def _unusual() -> NoReturn:
    raise OfAnotherShape
