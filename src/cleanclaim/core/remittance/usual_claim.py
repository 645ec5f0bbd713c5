"""What stands before the first line of a claim of the usual shape."""

from collections.abc import Sequence
from typing import NoReturn

from cleanclaim.core.claim.value import Party, Person
from cleanclaim.core.remittance.elements import Elements
from cleanclaim.core.remittance.memo import Memo
from cleanclaim.core.remittance.outcomes import Outpatient, outpatient_of
from cleanclaim.core.remittance.shapes import FRACTIONS, OfAnotherShape
from cleanclaim.core.remittance.usual_line import Lines, total, with_more
from cleanclaim.core.remittance.value import ClaimPayment, Contact


class UsualClaims:
    """Makes claims that add up of what `Shapes.claim` takes.

    Raises MalformedAmount, MalformedSegment or OfAnotherShape for another one.
    """

    def __init__(self, elements: Elements) -> None:
        self._elements = elements
        self._contacts: Memo[tuple[Contact, ...]] = Memo(self._contact)
        self._outpatients: Memo[Outpatient] = Memo(self._outpatient)

    def read(self, sent: Sequence[str], lines: Lines, group: int, index: int) -> ClaimPayment:
        """The claim to which these lines belong.  Names with an underscore are cents that stand apart."""
        # fmt: off
        (number, status, whole, whole_, pays, pays_, share, share_, filing_code, payer_number, facility, frequency, cas,
         last_name, first_name, middle_name, suffix, qualifier, member_id, subscriber,
         is_person, name, first, middle, name_suffix, npi, crossover, moa,
         reference_kind, reference, other_kind, other, first_day, last_day, received, contact,
         kind, amount, amount_, kind_b, b, b_) = sent
        # fmt: on
        elements, fraction, cents, dates = self._elements, FRACTIONS, self._elements.cents, self._elements.dates
        found, all_charge, all_paid = lines
        charge, paid = cents[whole] + fraction[whole_], cents[pays] + fraction[pays_]
        adjustments = with_more((), cas, elements) if cas else ()
        before = paid + total(adjustments) if adjustments else paid  # what the lines pay
        if (charge != all_charge or before != all_paid) if found else charge != before:
            raise OfAnotherShape
        amounts: tuple[tuple[str, int], ...] = ((kind, cents[amount] + fraction[amount_]),) if amount else ()
        if b:
            amounts += ((kind_b, cents[b] + fraction[b_]),)
        references: tuple[tuple[str, str], ...] = ((reference_kind, reference),) if reference else ()
        if other:
            references += ((other_kind, other),)
        outpatient, remarks = self._outpatients[moa]
        member_kind = "" if qualifier == "MI" else qualifier
        # fmt: off
        return ClaimPayment(
            number, status, charge, paid, cents[share] + fraction[share_] if share else None,
            filing_code, payer_number, facility, frequency, "", "", "", "", "",
            Person(last_name, first_name, middle_name, suffix, member_id=member_id, id_qualifier=member_kind),
            self._person(subscriber) if subscriber else None, None,
            Party(name, first, middle, name_suffix, is_person == "1", npi) if is_person else None,
            self._party(crossover) if crossover else None, None, None,
            adjustments, found, None, outpatient, remarks, amounts, (), references, self._contacts[contact],
            dates[first_day], dates[last_day], None, dates[received], group, index,
        )
        # fmt: on

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
