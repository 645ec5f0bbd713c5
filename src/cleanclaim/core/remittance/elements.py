"""Segments that several loops of the 835 share, read into ready values and remembered.

Each memo gives what a whole segment's text says.  An empty tuple or None means that no field can hold it: it has
elements that the guide does not use, or lacks what makes it one.
"""

from datetime import date

from cleanclaim.core import money
from cleanclaim.core.claim.value import Adjustment, Party, Person
from cleanclaim.core.errors import MalformedAmount
from cleanclaim.core.remittance.memo import Memo
from cleanclaim.core.remittance.value import Contact, Sent
from cleanclaim.core.x12 import Delimiters
from cleanclaim.core.x12.elements import day_of
from cleanclaim.core.x12.errors import MalformedSegment

Procedure = tuple[str, str, tuple[str, ...], str, str]
"""Code, qualifier, modifiers, description, end of a range."""

REQUIRED, TOO_MANY, NOT_A_NUMBER, NOT_A_DATE = "1", "3", "6", "8"  # IK403
_KINDS, _NUMBERED = {"1", "2"}, {"XX", "FI"}
_AMOUNT = "an amount in whole cents"
_BESIDE_A_REASON = {"CAS", "PLB"}
_NO_REASON: tuple[list[str], ...] = ([], ["", ""], [""])  # what the last of the reasons lacks
_AMOUNTS = {
    "BPR": (2,),
    "CLP": (3, 4, 5),
    "SVC": (2, 3),
    "AMT": (2,),
    "CAS": tuple(range(3, 20, 3)),
    "PLB": tuple(range(4, 15, 2)),
    "TS3": (5, 13, 15, 17, 18, 20, 21, 22, 24),
    "TS2": (1, 2, 3, 4, 5, 6, 8, 9, 15, 17, 18, 19),
    "MIA": (2, 4, *range(6, 15), *range(16, 20), 24),
    "MOA": (2, 8, 9),
}


class Elements:
    """What the segments of one interchange say; its delimiters tell where elements and components end."""

    def __init__(self, delimiters: Delimiters) -> None:
        self.separator, self.component, self.terminator = delimiters.element, delimiters.component, delimiters.segment
        self.cents: Memo[int] = Memo(money.cents)
        self.procedures: Memo[Procedure] = Memo(self._procedure)
        self.dates: Memo[date | None] = Memo(self._date)
        self.days: Memo[date | None] = Memo(self._day)
        self.remarks: Memo[tuple[str, ...]] = Memo(self._remarks)
        self.contacts: Memo[tuple[Contact, ...]] = Memo(self.contact)

    def sent(self, text: str) -> Sent:
        """The segment as it is, its composites cut."""
        component = self.component
        return tuple(
            tuple(element.split(component)) if component in element else element
            for element in text.split(self.separator)
        )

    def _procedure(self, composite: str) -> Procedure:
        """SVC01 or SVC06."""
        parts = composite.split(self.component)
        if len(parts) > 8:
            raise MalformedSegment("a procedure has more than 8 components", value=composite, code=TOO_MANY)
        qualifier, code, *modifiers, description, procedure_to = parts + [""] * (8 - len(parts))
        return code, qualifier, trimmed(modifiers), description, procedure_to

    def texts(self, run: str) -> list[str]:
        """The segments of a text in which each is terminated."""
        return run.split(self.terminator)[:-1]

    def day(self, text: str, element: str) -> date | None:
        """A CCYYMMDD date, None when empty."""
        found = day_of(text) if text else None
        if text and found is None:
            message = f"{text!r} is not a date (CCYYMMDD)"
            raise MalformedSegment(message, element=element, value=text, code=NOT_A_DATE, expected="CCYYMMDD")
        return found

    def adjustments(self, text: str) -> tuple[Adjustment, ...]:
        """CAS: up to six of reason, amount and quantity."""
        sent = text.split(self.separator)
        if len(sent) == 4:
            return (Adjustment(sent[1], sent[2], self.cents[sent[3]]),)
        group, *reasons = sent[1:] or [""]
        if len(reasons) > 18:
            raise MalformedSegment("CAS has more than 19 elements", element="CAS20", value=reasons[18], code=TOO_MANY)
        cents = self.cents
        found: list[Adjustment] = []
        reasons += _NO_REASON[len(reasons) % 3]
        for at in range(0, len(reasons), 3):
            reason, amount, quantity = reasons[at : at + 3]
            if amount:
                found.append(Adjustment(group, reason, cents[amount], quantity))
            elif reason:
                found.append(Adjustment(group, reason, 0 if quantity and at else cents[amount], quantity))
        return tuple(found)

    def amount(self, text: str) -> tuple[tuple[str, int], ...]:
        elements = text.split(self.separator)
        return ((elements[1], self.cents[elements[2]]),) if len(elements) == 3 else ()

    def pair(self, text: str) -> tuple[tuple[str, str], ...]:
        """REF and QTY."""
        elements = text.split(self.separator)
        return ((elements[1], elements[2]),) if len(elements) == 3 and self.component not in elements[2] else ()

    def code(self, text: str) -> tuple[str, ...]:
        """LQ."""
        elements = text.split(self.separator)
        return (elements[2],) if len(elements) == 3 and elements[2] else ()

    def _date(self, text: str) -> date | None:
        return self.day(text, "DTM02")

    def _remarks(self, run: str) -> tuple[str, ...]:
        """A run of LQ HE."""
        return tuple(text.rpartition(self.separator)[2] for text in self.texts(run))

    def _day(self, text: str) -> date | None:
        """DTM."""
        elements = text.split(self.separator)
        return self.day(elements[2], "DTM02") if len(elements) == 3 else None

    def contact(self, text: str) -> tuple[Contact, ...]:
        """PER."""
        _, function, name, *ways = (*text.split(self.separator), "", "")[: max(3, text.count(self.separator) + 1)]
        if len(ways) > 6:
            return ()
        ways += [""] * (len(ways) % 2)
        pairs = [(ways[at], ways[at + 1]) for at in range(0, len(ways), 2)]
        while pairs and pairs[-1] == ("", ""):
            pairs.pop()
        return (Contact(function, name, tuple(pairs)),)

    def person(self, text: str) -> Person | None:
        """NM1 of somebody covered."""
        sent = text.split(self.separator)
        if len(sent) < 10:
            sent += [""] * (10 - len(sent))
        if len(sent) > 10 or sent[2] not in _KINDS:
            return None
        _, _, kind, last, first, middle, prefix, suffix, qualifier, identifier = sent
        return Person(
            last_name=last,
            first_name=first,
            middle_name=middle,
            suffix=suffix,
            member_id=identifier,
            is_organization=kind == "2",
            id_qualifier="" if qualifier == "MI" else qualifier,
            prefix=prefix,
        )

    def party(self, text: str) -> Party | None:
        """NM1 of a provider or payer."""
        sent = text.split(self.separator)
        if len(sent) < 10:
            sent += [""] * (10 - len(sent))
        if len(sent) > 10 or sent[2] not in _KINDS:
            return None
        _, _, kind, name, first, middle, prefix, suffix, qualifier, identifier = sent
        is_other = qualifier not in _NUMBERED
        return Party(
            name=name,
            first_name=first,
            middle_name=middle,
            suffix=suffix,
            is_person=kind == "1",
            npi=identifier if qualifier == "XX" else "",
            tax_id=identifier if qualifier == "FI" else "",
            payer_id=identifier if is_other else "",
            id_qualifier=qualifier if is_other and qualifier != "PI" else "",
            prefix=prefix,
        )


def trimmed(texts: list[str]) -> tuple[str, ...]:
    """Without the empty ones at the end."""
    while texts and not texts[-1]:
        texts = texts[:-1]
    return tuple(texts)


def bad_amount(elements: list[str]) -> MalformedSegment:
    """The error of the first element of a segment that should be an amount and is none."""
    name = elements[0]
    places = [(at, elements[at] if at < len(elements) else "") for at in _AMOUNTS[name]]
    for at, text in places:
        try:
            money.cents(text or "0")
        except MalformedAmount as error:
            place = f"{name}{at:02d}"
            return MalformedSegment(str(error), element=place, value=text, code=NOT_A_NUMBER, expected=_AMOUNT)
    given = [at for at, _ in places if at <= len(elements) and (name not in _BESIDE_A_REASON or elements[at - 1])]
    at = next((at for at, text in places if not text and at in given), places[0][0])
    return MalformedSegment("an amount is missing here", element=f"{name}{at:02d}", code=REQUIRED, expected=_AMOUNT)
