"""Rows of the agencies' tables as the numbers that are kept, one function for each kind of table."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping

from cleanclaim.core.codesets.fees import FEE_COLUMNS, fee_row
from cleanclaim.core.codesets.imports.cells import Record, UnreadableRow, day_cell, number_cell, thousandths_cell
from cleanclaim.core.codesets.local import GPCI_COLUMNS, LAB_COLUMNS, NDC_COLUMNS, ZIP_COLUMNS
from cleanclaim.core.codesets.mapped import key_of
from cleanclaim.core.codesets.ncci import ADD_ON_COLUMNS, MUE_COLUMNS, PTP_COLUMNS

Rows = Iterator[tuple[int, ...]]
_CODE = re.compile(r"[A-Z0-9]{5}", re.ASCII)
_BY_CONTRACTOR = "CCCCC"  # in place of a primary code: the contractor says which


def ptp_rows(records: Iterable[Record]) -> Rows:
    """Pairs; a deletion date of "*" says that there is none."""
    for record in records:
        if _CODE.fullmatch(record["column_1"]):
            first, last = day_cell(record["first"], record), day_cell(record["last"].strip("*"), record)
            key = key_of(record["column_1"], record["column_2"])
            yield key, first, last, number_cell(record["modifier"], record), _reason(record["rationale"])


def mue_rows(records: Iterable[Record]) -> Rows:
    """Limits; the indicator stands as "2 Date of Service Edit: Policy"."""
    for record in records:
        if _CODE.fullmatch(record["code"]):
            yield (
                key_of(record["code"]),
                number_cell(record["units"], record),
                number_cell(record["indicator"][:1], record),
                _reason(record["rationale"]),
            )


def add_on_rows(records: Iterable[Record]) -> Rows:
    """An add-on code and one primary code in each row; 0 where the contractor says which."""
    for record in records:
        if _CODE.fullmatch(record["code"]):
            primary = record["primary"]
            known = key_of(primary) if _CODE.fullmatch(primary) and primary != _BY_CONTRACTOR else 0
            days = day_cell(record["first"], record), day_cell(record["last"].strip("*"), record)
            yield key_of(record["code"]), known, *days, number_cell(record["type"][-1:], record)


def fee_rows(records: Iterable[Record]) -> Rows:
    """Relative value units and indicators; the descriptions beside them are the AMA's and are not read."""
    for record in records:
        if _CODE.fullmatch(record["code"]):
            try:
                yield fee_row(record)
            except ValueError as fault:
                raise UnreadableRow(f"{dict(record)}: {fault}") from None


def gpci_rows(records: Iterable[Record]) -> Rows:
    """Indices of a locality in thousandths."""
    for record in records:
        if record["mac"].isdigit():
            key = key_of(record["mac"].zfill(5), record["locality"].zfill(2))
            yield key, *(thousandths_cell(record[name], record) for name in GPCI_COLUMNS)


def zip_rows(records: Iterable[Record]) -> Rows:
    """The locality of a ZIP code."""
    for record in records:
        rural = ord(record["rural"] or "\0")
        yield key_of(record["zip"]), key_of(record["mac"]), number_cell(record["locality"], record), rural


def ndc_rows(records: Iterable[Record]) -> Rows:
    """A product, nine digits of its NDC, and a code that it is billed by; no unit of it is kept."""
    for record in records:
        labeler, _, rest = record["ndc"].partition("-")
        if _CODE.fullmatch(record["code"]) and labeler.isdigit():
            product = rest.partition("-")[0]
            digits = labeler.zfill(5) + product.zfill(4) if rest else labeler.zfill(11)[:9]
            yield key_of(digits), key_of(record["code"])


def lab_rows(records: Iterable[Record]) -> Rows:
    """Laboratory tests; a row with QW is one that a certificate of waiver suffices for."""
    for record in records:
        if _CODE.fullmatch(record["code"]):
            rate = thousandths_cell(record["rate"] or "0", record) // 10
            yield key_of(record["code"]), key_of(record["modifier"] or "0"), day_cell(record["first"], record), rate


ENCODERS: Mapping[str, tuple[Mapping[str, str], Callable[[Iterable[Record]], Rows]]] = {
    "ncci_ptp_practitioner": (PTP_COLUMNS, ptp_rows),
    "ncci_ptp_outpatient": (PTP_COLUMNS, ptp_rows),
    "ncci_mue_practitioner": (MUE_COLUMNS, mue_rows),
    "ncci_mue_outpatient": (MUE_COLUMNS, mue_rows),
    "ncci_add_on": (ADD_ON_COLUMNS, add_on_rows),
    "mpfs": (FEE_COLUMNS, fee_rows),
    "mpfs_qualifying": (FEE_COLUMNS, fee_rows),
    "gpci": (GPCI_COLUMNS, gpci_rows),
    "zip_locality": (ZIP_COLUMNS, zip_rows),
    "ndc_hcpcs": (NDC_COLUMNS, ndc_rows),
    "clinical_lab": (LAB_COLUMNS, lab_rows),
}


def _reason(text: str) -> int:
    """The reasons of the NCCI manual, told apart by a word of each; 0 for one not known here."""
    plain = text.lower()
    return next((number for number, word in enumerate(_REASONS, start=1) if word in plain), 0)


_REASONS = (
    *("standard preparation", "hcpcs/cpt procedure code definition", "cpt manual", "more extensive", "sequential"),
    *("with/without", "separate procedure", "mutually exclusive", "misuse of column two", "anesthesia service"),
    *("gender-specific", "laboratory panel", "standards of medical", "cms policy", "anatomic", "code descriptor"),
    *("clinical", "nature of", "equipment", "prescribing", "published"),
)
