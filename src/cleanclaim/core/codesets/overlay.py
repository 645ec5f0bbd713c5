"""A set that ships with the product under the releases of it that are loaded: one set, by the agency's own days."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from pathlib import Path

import msgspec
from msgspec import structs

from cleanclaim.core.codesets.code_set import Code, CodeSet, LazyPeriods, Periods
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
        periods=LazyPeriods(lambda: _merged(shipped, places)),
    )


def _merged(shipped: CodeSet, places: Mapping[Release, Path]) -> Periods:
    listed = [(release.first, _listed(place)) for release, place in places.items()]
    found = dict(shipped.periods)
    for code in dict.fromkeys(code for _, codes in listed for code in codes):
        found[code] = tuple(_periods(code, listed, shipped.periods.get(code, ())))
    return found


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
