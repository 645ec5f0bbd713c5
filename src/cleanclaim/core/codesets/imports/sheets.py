"""What the agencies publish, as rows of texts: zip archives, workbooks, comma and tab separated and plain text."""

import csv
import zipfile
import zlib
from collections.abc import Iterator
from importlib import import_module
from io import BytesIO, TextIOWrapper
from pathlib import Path
from typing import BinaryIO

from msgspec import Struct

_TEXT, _WORKBOOK, _XML = {".csv", ".txt"}, {".xlsx", ".xls", ".xlsb"}, {".xml"}
_LARGEST_MEMBER = 1 << 30  # bytes; the largest published table has a tenth of that


class Sheet(Struct, frozen=True):
    """One table of a file: the name it goes by, and its content opened anew for each reading."""

    name: str
    content: bytes

    @property
    def is_workbook(self) -> bool:
        """Whether it must be read as a workbook."""
        return Path(self.name).suffix.lower() in _WORKBOOK

    @property
    def is_tabular_list(self) -> bool:
        """Whether it is an XML file: of the agencies' only the tabular list of diagnoses is."""
        return Path(self.name).suffix.lower() in _XML

    def rows(self) -> Iterator[list[str]]:
        """Each row as texts.  Raises UnreadableSheet for a workbook when nothing is installed to read it."""
        if self.is_workbook:
            return _workbook(self)
        return _text(BytesIO(self.content))

    def lines(self) -> Iterator[str]:
        """Each line as it stands, for files of fixed width."""
        return (line.rstrip("\r\n") for line in TextIOWrapper(BytesIO(self.content), "utf-8-sig", errors="replace"))


class UnreadableSheet(ValueError):
    """A file that is not what its name says, or that nothing here can read."""


def sheets_of(path: Path) -> Iterator[Sheet]:
    """The tables of a file or of an archive; anything else in an archive is passed over.

    Raises OSError when the file cannot be read, UnreadableSheet when an archive is damaged.
    """
    if path.suffix.lower() != ".zip":
        yield Sheet(path.name, path.read_bytes())
        return
    try:
        with zipfile.ZipFile(path) as archive:
            for member in archive.infolist():
                kind = Path(member.filename).suffix.lower()
                if kind in _TEXT | _WORKBOOK | _XML and member.file_size <= _LARGEST_MEMBER:
                    yield Sheet(Path(member.filename).name, archive.read(member))
    except (zipfile.BadZipFile, EOFError, zlib.error) as damage:
        raise UnreadableSheet(f"{path.name}: {damage}") from None


def _text(stream: BinaryIO) -> Iterator[list[str]]:
    """Tabs where there are any in the first lines, else commas."""
    start = stream.read(4_096)
    stream.seek(0)
    text = TextIOWrapper(stream, "utf-8-sig", errors="replace", newline="")
    return csv.reader(text, delimiter="\t" if b"\t" in start else ",")


def _workbook(sheet: Sheet) -> Iterator[list[str]]:
    try:
        calamine = import_module("python_calamine")  # the extra "codes"; text files need nothing
    except ModuleNotFoundError:
        message = f'{sheet.name} is a workbook: pip install "cleanclaim[codes]", or take its text file'
        raise UnreadableSheet(message) from None
    try:
        book = calamine.CalamineWorkbook.from_filelike(BytesIO(sheet.content))
        for row in book.get_sheet_by_index(0).iter_rows():
            yield [_cell(value) for value in row]
    except calamine.CalamineError as damage:
        raise UnreadableSheet(f"{sheet.name}: {damage}") from None


def _cell(value: object) -> str:
    """As the text file of the same table has it: whole numbers without point, dates as 20261001."""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return f"{value:%Y%m%d}" if hasattr(value, "year") else str(value)
