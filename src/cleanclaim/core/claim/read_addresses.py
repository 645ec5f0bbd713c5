"""N3 and N4 of an 837."""

from collections.abc import Sequence

from cleanclaim.core.claim.texts import Memo, Texts
from cleanclaim.core.claim.value import Address
from cleanclaim.core.x12 import Kept

NOWHERE = Address()
Town = tuple[str, str, str, str, str]
_STREET, _TOWN = frozenset({1, 2}), frozenset({1, 2, 3, 4, 7})
_PLAIN_TOWN = 4  # name and elements of an N4 in the country


class AddressReader:
    """Addresses, with the towns that repeat."""

    def __init__(self, texts: Texts) -> None:
        self._texts, self._separator = texts, texts.separator
        self._street, self._city = f"N3{texts.separator}", f"N4{texts.separator}"
        self._towns: Memo[Town | None] = Memo(self._plain_town)

    def usual(self, segments: Sequence[str]) -> Address | None:
        """From nothing, or an N3 and an N4 that say nothing else; None for others."""
        if not segments:
            return NOWHERE
        if len(segments) != 2 or segments[0][:3] != self._street or segments[1][:3] != self._city:
            return None
        lines, town = segments[0].split(self._separator), self._towns[segments[1]]
        if town is None or len(lines) > 3:
            return None
        return Address(lines[1], lines[2] if len(lines) > 2 else "", *town)

    def __call__(self, street: str | None, city: str | None, also: list[Kept]) -> Address:
        """From the segments that are there; what an address cannot hold goes into `also`."""
        line1 = line2 = ""
        if street:
            _, line1, line2, *others = self._texts.elements(street, 3)
            if any(others):
                self._keep_rest(street, _STREET, also)
        if not city:
            return Address(line1, line2) if street else NOWHERE
        town = self._towns[city]
        if town is None:
            town = self._town(city)
            self._keep_rest(city, _TOWN, also)
        return Address(line1, line2, *town)

    def _plain_town(self, text: str) -> Town | None:
        """As `_town`; None where the segment says more."""
        elements = text.split(self._separator)
        if len(elements) == _PLAIN_TOWN:
            return elements[1], elements[2], elements[3], "", ""
        elements = self._texts.elements(text, 8)
        return None if elements[5] or elements[6] or any(elements[8:]) else self._town(text)

    def _town(self, text: str) -> Town:
        """City, state, ZIP code, country and its subdivision."""
        elements = self._texts.elements(text, 8)
        return elements[1], elements[2], elements[3], elements[4], elements[7]

    def _keep_rest(self, text: str, held: frozenset[int], also: list[Kept]) -> None:
        rest = self._texts.rest(text.split(self._separator), held)
        also.extend([rest] if rest else [])
