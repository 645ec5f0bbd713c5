"""Files that somebody broke, by accident or on purpose."""

import os
import subprocess
import sys
from collections.abc import Iterator
from io import RawIOBase
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.fuzz.readers import read_in_every_way
from tests.fuzz.seeds import seeds

from cleanclaim.core.x12 import check
from cleanclaim.core.x12.errors import X12Error
from cleanclaim.core.x12.files import count

FILES = seeds()
CLAIMS, PAYMENT = FILES["claims"], FILES["payment"]
GIBIBYTE = 1 << 30
OPENERS = b"HL*", b"NM1*", b"CLM*", b"LX*", b"CLP*", b"SVC*", b"PLB*"


@pytest.mark.parametrize("name", ["claims", "payment"])
def test_a_file_may_end_at_any_byte(name):
    for end in range(0, len(FILES[name]), 3 if name == "claims" else 2):
        read_in_every_way(FILES[name][:end])


def changed(content: bytes) -> Iterator[bytes]:
    """Each segment left out, doubled, and put before the one that it follows."""
    parts = content.split(b"~")[:-1]
    for place in range(1, len(parts)):
        rest = parts[:place], parts[place + 1 :]
        yield b"~".join([*rest[0], *rest[1], b""])
        yield b"~".join([*rest[0], parts[place], parts[place], *rest[1], b""])
        yield b"~".join([*parts[: place - 1], parts[place], parts[place - 1], *rest[1], b""])


@pytest.mark.parametrize("name", ["claims", "payment"])
def test_any_segment_may_be_missing_doubled_or_swapped(name):
    for content in changed(FILES[name]):
        read_in_every_way(content)


@pytest.mark.parametrize("name", ["claims", "payment"])
def test_any_segment_may_stand_in_any_loop(name):
    parts = FILES[name].split(b"~")[:-1]
    starts = {part[:6]: part for part in parts[2:-2]}
    for place in [place for place, part in enumerate(parts) if part.startswith(OPENERS)]:
        for strange in starts.values():
            read_in_every_way(b"~".join([*parts[: place + 1], strange, *parts[place + 1 :], b""]))


@given(st.sampled_from(sorted(FILES)), st.data())
@settings(max_examples=150)
def test_bytes_may_be_anything(name, data):
    content = bytearray(FILES[name])
    for _ in range(data.draw(st.integers(1, 4))):
        place = data.draw(st.integers(0, len(content) - 1))
        content[place : place + data.draw(st.integers(0, 5))] = data.draw(st.binary(max_size=6))
    read_in_every_way(bytes(content))


@pytest.mark.parametrize("delimiter", [b"*", b":", b"^", b"~", b"\x00", b"\xff", "é".encode(), b"\n", b"ISA*"])
def test_what_delimits_may_stand_in_a_name(delimiter):
    read_in_every_way(CLAIMS.replace(b"RIVERA", b"RIV" + delimiter + b"ERA"))


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-be", "utf-32", "latin-1", "cp037", "cp1252"])
def test_the_encoding_may_be_any(encoding):
    read_in_every_way(CLAIMS.decode().encode(encoding))


@pytest.mark.parametrize("elements", [1_000, 100_000])
def test_a_segment_may_have_very_many_elements(elements):
    read_in_every_way(PAYMENT.replace(b"~CLP*", b"~CAS" + b"*1" * elements + b"~CLP*", 1))


class Endless(RawIOBase):
    """A file whose last segment is longer than any memory should be."""

    def __init__(self, start: bytes, length: int) -> None:
        self._start, self._left = start, length

    def read(self, size: int = -1) -> bytes:
        if self._start:
            start, self._start = self._start, b""
            return start
        size = min(size, self._left)
        self._left -= size
        return b"X" * size


@pytest.mark.parametrize("reader", [count, lambda source: list(check(source))], ids=["count", "check"])
def test_a_segment_of_two_gibibytes_is_given_up_early(reader):
    source = Endless(CLAIMS[: CLAIMS.index(b"~SE*") + 1] + b"NTE*ADD*", 2 * GIBIBYTE)
    try:
        problems = reader(source).problems
    except X12Error as error:
        problems = [error.message]
    assert any("does not end within" in problem for problem in problems)


@pytest.mark.skipif(sys.platform != "linux", reason="LEFT OUT: the fuzzer's wheels are for Linux only")
def test_the_fuzzer_finds_nothing_in_a_short_run(tmp_path):
    """The same few hundred inputs each time; `make fuzz` tries others for as long as one likes."""
    command = [sys.executable, str(Path(__file__).parent / "fuzzer.py"), "120", str(tmp_path / "corpus"), "600"]
    done = subprocess.run(command, capture_output=True, text=True, env=os.environ, timeout=300, check=False)
    assert done.returncode == 0, done.stdout[-3_000:] + done.stderr[-1_000:]
    assert "Done " in done.stderr, done.stderr[-2_000:]
