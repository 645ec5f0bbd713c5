"""Third-party files are those that VENDORED.md names, byte for byte, each with its license."""

import hashlib
import re
from pathlib import Path

from cleanclaim.interfaces import web

VENDOR = Path(web.__file__).parent / "static/vendor"
ROW = re.compile(r"\| `([^`]+)` \| (\S+) \| \S+ \| \S+ \| `([0-9a-f]{64})` \|")
LISTED = ROW.findall((VENDOR / "VENDORED.md").read_text())


def test_every_file_has_the_checksum_it_was_fetched_with():
    held = {name: hashlib.sha256((VENDOR / name).read_bytes()).hexdigest() for name, _, _ in LISTED}
    assert held == {name: checksum for name, _, checksum in LISTED}


def test_no_file_is_unlisted():
    files = {path.name for path in VENDOR.iterdir() if path.is_file()} - {"VENDORED.md"}
    assert files == {name for name, _, _ in LISTED}


def test_every_package_brings_its_license():
    licenses = {path.stem for path in (VENDOR / "licenses").iterdir()}
    assert licenses == {package.replace("@", "").replace("/", "-") for _, package, _ in LISTED}
