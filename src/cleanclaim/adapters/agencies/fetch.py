"""Reading an agency's page and its files over the network: with a time limit, whole or not at all."""

import re
from collections.abc import Sequence
from datetime import date, timedelta
from html.parser import HTMLParser
from http.client import HTTPException
from pathlib import PurePosixPath
from urllib.error import URLError
from urllib.parse import parse_qs, unquote, urljoin, urlsplit
from urllib.request import HTTPHandler, HTTPSHandler, OpenerDirector, build_opener

from cleanclaim.adapters.agencies.pages import Page
from cleanclaim.core.codesets.imports.when import first_day

_SECONDS = 30  # without a byte
_LARGEST = 1 << 30  # bytes
_AHEAD = timedelta(days=60)  # so early an agency publishes a quarter


class Unreachable(Exception):
    """The network, the agency's server, or the file on it cannot be had now."""


class _Links(HTMLParser):
    """The addresses that a page links to."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found += [value for name, value in attrs if tag == "a" and name == "href" and value]


def newest(page: Page, *, today: date) -> tuple[date | None, list[str]]:
    """The files of the latest release on a page and its first day (None where no name says it).

    Raises Unreachable when the page cannot be read or links to no such file.
    """
    links = _Links(fetched(page.page).decode("utf-8", errors="replace")).found
    urls = dict.fromkeys(_file_of(urljoin(page.page, link)) for link in links)
    found = [url for url in urls if re.search(page.files, unquote(url), re.IGNORECASE)]
    if not found:
        raise Unreachable(f"{page.page} links to no file that is known here: has the page changed?")
    dated = {url: first_day(PurePosixPath(urlsplit(url).path).name, "") for url in found}
    return _latest([day for day in dated.values() if day and day <= today + _AHEAD], dated)


def _latest(days: Sequence[date], dated: dict[str, date | None]) -> tuple[date | None, list[str]]:
    latest = max(days, default=None)
    if latest is None:
        return None, list(dated)[:1]  # pages have the newest on top
    return latest, [url for url, day in dated.items() if day == latest]


def _file_of(url: str) -> str:
    """The file behind a page of terms: .../license?file=/files/zip/x.zip."""
    asked = parse_qs(urlsplit(url).query).get("file", [""])[0]
    return urljoin(url, asked) if asked else url


def fetched(url: str) -> bytes:
    """The whole content behind an address.  Raises Unreachable, also when fewer bytes came than were announced."""
    if urlsplit(url).scheme not in ("http", "https"):
        raise Unreachable(f"{url} is not an address of the web")
    try:
        with _opener().open(url, timeout=_SECONDS) as answer:
            content: bytes = answer.read(_LARGEST)
            announced = answer.headers.get("Content-Length")
    except (URLError, HTTPException, OSError) as problem:
        raise Unreachable(f"{url}: {getattr(problem, 'reason', problem)}") from None
    if announced and int(announced) != len(content):
        raise Unreachable(f"{url}: {len(content):,} of {int(announced):,} bytes came")
    return content


def _opener() -> OpenerDirector:
    """For the web only: no files of this machine, no FTP."""
    return build_opener(HTTPHandler, HTTPSHandler)
