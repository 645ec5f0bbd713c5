"""Fetching the agencies' newest files and loading them."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory
from urllib.parse import urlsplit

from msgspec import Struct

from cleanclaim.adapters.agencies import Page, Unreachable, fetched, newest
from cleanclaim.core.codesets.imports import Loaded, codes_import
from cleanclaim.core.codesets.releases import release_places


class Updated(Struct, frozen=True):
    """What became of one set: what was loaded, that it is current, or why not and what to do."""

    set: str
    loaded: tuple[Loaded, ...] = ()
    current: bool = False
    problem: str = ""


def codes_update(pages: tuple[Page, ...], folder: Path, *, today: date, accepted: frozenset[str]) -> Iterator[Updated]:
    """Each set's newest release; nothing is fetched whose terms were not `accepted` or which is loaded already."""
    for page in pages:
        if page.license and page.license not in accepted:
            terms = f"the terms of the {page.license} are to be accepted on {page.page}"
            yield Updated(page.set, problem=f"{terms}: then --accept {page.license}")
            continue
        try:
            yield _updated(page, folder, today)
        except Unreachable as problem:
            yield Updated(page.set, problem=f"{problem}. Take the file from {page.page}, then: codes import FILE")


def _updated(page: Page, folder: Path, today: date) -> Updated:
    first, urls = newest(page, today=today)
    if any(release.first == first for release in release_places(folder, page.set)):
        return Updated(page.set, current=True)
    with TemporaryDirectory() as place:
        for url in urls:
            (Path(place) / PurePosixPath(urlsplit(url).path).name).write_bytes(fetched(url))
        told = tuple(codes_import(Path(place), folder, loaded_on=today, first=first))
    lacking = "" if any(each.release for each in told) else "; ".join(f"{each.source}: {each.problem}" for each in told)
    return Updated(page.set, told, problem=lacking)
