"""A set that ships with the product under the releases of it that are loaded: one set, by the agency's own days."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from functools import cached_property
from pathlib import Path

import msgspec
from msgspec import structs

from cleanclaim.core.codesets.code_set import Code, CodeSet
from cleanclaim.core.codesets.releases import Release, release_places

CODES = "codes.json"
UNDATED = date(1970, 1, 1)  # first day of a code whose list has no days
_DAY = timedelta(days=1)
_CODES = msgspec.json.Decoder(tuple[Code, ...])


def codes_write(folder: Path, codes: Iterable[Code]) -> int:
    """Write a release's codes; gives how many there are."""
    listed = tuple(codes)
    (folder / CODES).write_bytes(msgspec.json.encode(listed))
    return len(listed)


def overlaid(shipped: CodeSet, folder: Path, name: str, *, within: str = "") -> CodeSet:
    """The set with what is loaded as `name`; a release decides for the codes whose form is `within` (all: "").

    Our words come before the agency's.  The releases are read when the first code is asked for.
    """
    places = release_places(folder, name)
    if not places:
        return shipped
    return structs.replace(
        shipped,
        spans=tuple((release.first, release.last) for release in places),
        within=within,
        periods=_Periods(shipped, places),
    )


class _Periods(Mapping[str, tuple[Code, ...]]):
    """The periods of each code, put together on first use."""

    def __init__(self, shipped: CodeSet, places: Mapping[Release, Path]) -> None:
        self._shipped, self._places = shipped, places

    @cached_property
    def _found(self) -> dict[str, tuple[Code, ...]]:
        listed = [(release.first, _listed(place)) for release, place in self._places.items()]
        found = dict(self._shipped.periods)
        for code in dict.fromkeys(code for _, codes in listed for code in codes):
            found[code] = tuple(_periods(code, listed, self._shipped.periods.get(code, ())))
        return found

    def __getitem__(self, code: str) -> tuple[Code, ...]:
        return self._found[code]

    def __iter__(self) -> Iterator[str]:
        return iter(self._found)

    def __len__(self) -> int:
        return len(self._found)


def _listed(place: Path) -> dict[str, Code]:
    return {code.code: code for code in _CODES.decode((place / CODES).read_bytes())}


def _periods(code: str, listed: list[tuple[date, dict[str, Code]]], ours: tuple[Code, ...]) -> Iterator[Code]:
    """The code as each release has it, from that release to the next; the first answers for earlier days too."""
    for index, (first, codes) in enumerate(listed):
        known = codes.get(code)
        if known is None:
            continue
        begins = ours[0].first if ours and known.first == UNDATED else known.first
        begins = max(begins, first) if index else begins
        until = listed[index + 1][0] - _DAY if index + 1 < len(listed) else None
        last = min(filter(None, (known.last, until)), default=None)
        if last is None or begins <= last:
            yield _described(structs.replace(known, first=begins, last=last), ours)


def _described(code: Code, ours: tuple[Code, ...]) -> Code:
    if not ours:
        return code
    own = ours[-1]
    words, flags = own.words or code.words, own.flags | code.flags
    return structs.replace(own, first=code.first, last=code.last, words=words, flags=flags)
