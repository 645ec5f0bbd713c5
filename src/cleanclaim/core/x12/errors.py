"""What can go wrong while reading or writing X12.

* X12Error                     says file, segment number, loop, element and what was expected
  + MalformedInterchange       the envelope cannot be trusted: nothing in it is read; answer TA1
  + MalformedSegment           one segment is unreadable or breaks its guide: answer 999
  + UnwritableValue            a value holds a character that the interchange cannot carry
  + RemittanceOutOfBalance     the 835 does not add up: hold it for a person, post nothing
"""

from typing import TYPE_CHECKING

from cleanclaim.core.errors import CoreError

if TYPE_CHECKING:
    from cleanclaim.core.remittance.value import ClaimPayment, Sum


class X12Error(CoreError):
    """Root: catch this to catch everything this package raises.

    `segment` counts from 1 at ISA, `offset` bytes of the file from 0; `element` is its position ("NM109"); `loop` its
    guide loop ("2010BA"); `expected` what should stand there, in words ("a date, CCYYMMDD"); `code` is the TA105, IK502
    or AK905 that says the same to the sender.
    """

    def __init__(
        self,
        message: str,
        *,
        file: str = "",
        segment: int = 0,
        loop: str = "",
        element: str = "",
        value: str = "",
        code: str = "",
        offset: int = 0,
        expected: str = "",
    ) -> None:
        super().__init__(message)
        self.message, self.file, self.segment = message, file, segment
        self.loop, self.element, self.value, self.code, self.offset = loop, element, value, code, offset
        self.expected = expected

    def __str__(self) -> str:
        place = [self.file] if self.file else []
        if self.segment:
            place.append(f"segment {self.segment}")
        if self.loop:
            place.append(f"loop {self.loop}")
        if self.element:
            place.append(self.element)
        return f"{', '.join(place)}: {self.message}" if place else self.message


class MalformedInterchange(X12Error):
    """The envelope (ISA, GS, ST … IEA) cannot be trusted."""


class MalformedSegment(X12Error):
    """A segment is unreadable or not what its guide allows."""


class UnwritableValue(X12Error):
    """A value holds a delimiter or a character outside the extended set."""


class RemittanceOutOfBalance(X12Error):
    """An 835 whose service lines, claims or total do not add up.

    `sums` are the equations that fail; `totals` one equation of each level (service lines, claims, transaction) over
    the remittance, as far as it is read; `claim` the claim that fails, when it is one.
    """

    def __init__(self, message: str, *, file: str = "", sums: "tuple[Sum, ...]" = ()) -> None:
        super().__init__(message, file=file)
        self.sums = sums
        self.totals: tuple[Sum, ...] = ()
        self.claim: ClaimPayment | None = None
