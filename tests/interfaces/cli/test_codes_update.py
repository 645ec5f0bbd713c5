"""`cleanclaim codes update` from a server of this test's own; no other network is asked."""

import json
import zipfile
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO
from pathlib import Path
from threading import Thread

import pytest

from cleanclaim.adapters.agencies import pages_of
from cleanclaim.core.codesets.imports import LAYOUTS

LIMITS = (
    "HCPCS/CPT Code,Practitioner Services MUE Values,MUE Adjudication Indicator,MUE Rationale\n"
    "97110,{},3 Date of Service Edit: Clinical,Clinical: Data\n"
)
NAMES = ["mue-practitioner-2026q3.zip", "mue-practitioner-2026q4.zip"]


class Quiet(SimpleHTTPRequestHandler):
    """Serves a folder and says nothing; a file named "short" is announced longer than it is."""

    def log_message(self, *_: object) -> None:
        """Nothing."""

    def send_header(self, keyword: str, value: str) -> None:
        longer = "short" in self.path and keyword.lower() == "content-length"
        super().send_header(keyword, str(int(value) + 100) if longer else value)


@pytest.fixture
def agency(tmp_path: Path) -> Iterator[str]:
    """The address of a page that links to two quarters, behind its terms."""
    place = tmp_path / "agency"
    place.mkdir()
    for name, units in zip(NAMES, (8, 6), strict=True):
        (place / name).write_bytes(zipped(name.replace(".zip", ".csv"), LIMITS.format(units)))
    links = "".join(f'<a href="/terms?file=/{name}">the file</a><a href="/about">else</a>' for name in NAMES)
    (place / "page.html").write_text(f"<html><body>{links}</body></html>")
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=place))
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()


def zipped(name: str, text: str) -> bytes:
    content = BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        archive.writestr(name, text)
    return content.getvalue()


@pytest.fixture
def update(run, monkeypatch, tmp_path, agency):
    """The command over that page, with releases of this test only."""
    monkeypatch.setattr("cleanclaim.interfaces.cli.codes.codesets_folder", lambda: tmp_path / "codesets")
    row = {"set": "ncci_mue_practitioner", "page": f"{agency}page.html", "files": "practitioner.*\\.zip"}

    def command(*arguments: str, **changes: str):
        (tmp_path / "pages.yaml").write_text(json.dumps([{**row, **changes}]))
        return run("codes", "update", "--pages", tmp_path / "pages.yaml", *arguments)

    return command


def test_the_newest_quarter_is_fetched_and_loaded(update, tmp_path):
    told = update()
    assert told.exit_code == 0, told.output
    assert "2026Q4, 1 rows, 2026-10-01 to 2026-12-31" in told.output
    assert [each.name for each in (tmp_path / "codesets" / "ncci_mue_practitioner").iterdir()] == ["2026Q4.1"]


def test_what_is_loaded_is_not_fetched_again(update):
    update()
    told = update()
    assert (told.exit_code, told.output) == (0, "ncci_mue_practitioner: the newest release is loaded\n")


def test_terms_are_accepted_by_a_person_first(update, agency):
    told = update(license="AMA")
    assert told.exit_code == 1
    assert f"the terms of the AMA are to be accepted on {agency}page.html: then --accept AMA" in told.output
    assert update("--accept", "AMA", license="AMA").exit_code == 0


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        ({"page": "http://127.0.0.1:9/page.html"}, "Connection refused"),
        ({"files": "no such file"}, "links to no file that is known here"),
        ({"page": "file:///etc/hosts"}, "is not an address of the web"),
    ],
)
def test_without_network_or_file_it_says_what_to_do(update, changes, problem):
    told = update(**changes)
    assert told.exit_code == 1
    assert problem in told.output
    assert "then: codes import FILE" in told.output


def test_a_file_that_comes_in_part_is_not_loaded(update, tmp_path, agency):
    place = tmp_path / "agency"
    (place / NAMES[1]).rename(place / "practitioner-2026q4-short.zip")
    (place / "page.html").write_text('<a href="practitioner-2026q4-short.zip">file</a>')
    told = update()
    assert told.exit_code == 1
    assert not (tmp_path / "codesets").exists()


def test_every_page_of_the_agencies_is_of_a_set_that_can_be_loaded():
    assert {page.set for page in pages_of()} <= {layout.set for layout in LAYOUTS}
    assert all(page.page.startswith("https://") for page in pages_of())


def test_a_set_without_a_page_is_refused(update):
    told = update("nonsense")
    assert told.exit_code == 2
    assert "nonsense: no page is known for it." in told.output
