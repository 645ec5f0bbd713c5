"""A made-up quarter of every large table, of the real sizes, in a folder of code sets.

python bench/quarter.py FOLDER [--pairs 3000000]
"""

import argparse
import sys
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT / "src"))

from cleanclaim.core.codesets import open_codesets  # noqa: E402
from cleanclaim.core.codesets.code_set import Code  # noqa: E402
from cleanclaim.core.codesets.fees import FEE_COLUMNS, Indicators, fee_row  # noqa: E402
from cleanclaim.core.codesets.local import GPCI_COLUMNS, LAB_COLUMNS, NDC_COLUMNS, ZIP_COLUMNS  # noqa: E402
from cleanclaim.core.codesets.mapped import key_of, write_table  # noqa: E402
from cleanclaim.core.codesets.ncci import ADD_ON_COLUMNS, EPOCH, MUE_COLUMNS, PTP_COLUMNS  # noqa: E402
from cleanclaim.core.codesets.overlay import codes_write  # noqa: E402
from cleanclaim.core.codesets.releases import TABLE, Release, release_save  # noqa: E402
from cleanclaim.core.codesets.small import SmallTables, read_small  # noqa: E402

FIRST, LAST = date(2026, 7, 1), date(2026, 9, 30)
CODES = [f"{number:05}" for number in range(100, 99_500, 7)]
VISITS, REST = ("99202", "99203", "99213", "99214", "90837"), ("36415", "20610", "96372", "97110", "97140", "93000")
OFFICE = frozenset({*VISITS, *REST, "90471", "90686", "71046", "G0008"})
"""Codes that go together on a visit: among themselves no pair is made up."""
LISTED, PRODUCTS, TESTS, ZIPS, LOCALITIES = 8_000, 9_000, 2_000, 42_000, 112
DAY = date(2020, 1, 1).toordinal() - EPOCH
Rows = Iterator[tuple[int, ...]]


def fill(folder: Path, pairs_wanted: int) -> None:
    """One quarter of everything, in 18 s for 3,000,000 pairs."""
    ours = read_small()
    save_rows(folder, "ncci_ptp_practitioner", PTP_COLUMNS, pairs(pairs_wanted))
    save_rows(folder, "ncci_ptp_outpatient", PTP_COLUMNS, pairs(pairs_wanted * 2 // 3))
    for name in ("ncci_mue_practitioner", "ncci_mue_outpatient"):
        save_rows(folder, name, MUE_COLUMNS, ((key_of(code), 4, 1 + at % 3, 0) for at, code in enumerate(CODES)))
    save_rows(folder, "ncci_add_on", ADD_ON_COLUMNS, add_ons(ours))
    for name in ("mpfs", "mpfs_qualifying"):
        save_rows(folder, name, FEE_COLUMNS, fees(ours))
    save_rows(folder, "gpci", GPCI_COLUMNS, ((key_of(f"{at:05}", "00"), 1_000, 980, 700) for at in range(LOCALITIES)))
    save_rows(folder, "zip_locality", ZIP_COLUMNS, zips())
    save_rows(folder, "ndc_hcpcs", NDC_COLUMNS, products())
    save_rows(folder, "clinical_lab", LAB_COLUMNS, ((key_of(f"{80_000 + at}"), 0, DAY, 1_000) for at in range(TESTS)))
    save(folder, "hcpcs", lambda place: codes_write(place, listed(folder)))


def save_rows(folder: Path, name: str, columns: dict[str, str], rows: Rows) -> None:
    save(folder, name, lambda place: write_table(place / TABLE, columns, rows))


def save(folder: Path, name: str, write: Callable[[Path], int]) -> None:
    release_save(folder, Release(name, "2026Q3", FIRST, LAST, 0, "made up", "", FIRST), write)


def pairs(count: int) -> Rows:
    """Pairs in force since 2020, each column 1 with some hundred others."""
    each = count // len(CODES) + 1
    for place, first in enumerate(CODES):
        for step in range(1, each):
            second = CODES[(place + step * 31) % len(CODES)]
            if not {first, second} <= OFFICE:
                yield key_of(first, second), 18_262, 0, step % 2, 1


def add_ons(ours: SmallTables) -> Rows:
    """Our own, and some thousand more rows whose code no claim of the measurements carries."""
    for code, primaries in ours.add_ons.items():
        for primary in primaries or {""}:
            yield key_of(code), key_of(primary) if primary else 0, DAY, 0, 1
    for at, primary in enumerate(CODES[:4_000]):
        yield key_of(f"0{at // 8:03}T"), key_of(primary), DAY, 0, 1


def fees(ours: SmallTables) -> Rows:
    """Rows for every code, as our own small table has it or else as a common one."""
    common = Indicators("A", "0", "XXX", *"00000")
    for code in dict.fromkeys([*CODES, *OFFICE, *ours.indicators]):
        marks = ours.indicators.get(code, common)
        yield fee_row(
            {
                "code": code,
                "modifier": "",
                "work": "1.30",
                "practice": "1.20",
                "facility": "0.60",
                "malpractice": "0.10",
                "global": marks.global_days,
                **{name: getattr(marks, name) for name in FEE_COLUMNS if name in Indicators.__struct_fields__},
            }
        )


def zips() -> Rows:
    return ((key_of(f"{at:05}"), key_of(f"{at % LOCALITIES:05}"), 0, 0) for at in range(501, ZIPS + 501))


def products() -> Rows:
    """Two codes for some products; those of the claims are among them."""
    yield from ((key_of(product), key_of(code)) for product, code in (("000030293", "J3301"), ("004093796", "J1885")))
    for at in range(PRODUCTS):
        yield key_of(f"{at + 500_000_000:09}"), key_of(f"J{at % LISTED:04}")


def listed(folder: Path) -> list[Code]:
    """The agency's own list: made-up drugs, and whatever of its codes our table holds."""
    shipped = open_codesets(folder).procedures
    drugs = [Code(f"J{number:04}", f"a drug of many words {number}", date(2020, 1, 1)) for number in range(LISTED)]
    return [*drugs, *(code for code in shipped if code.code[0].isalpha() and code.code[0] != "J")]


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--pairs", type=int, default=3_000_000)
    given = parser.parse_args()
    fill(given.folder, given.pairs)
