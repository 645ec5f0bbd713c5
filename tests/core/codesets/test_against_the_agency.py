"""The diagnosis store against the agency's own lists, kept outside the project."""

from datetime import date

import pyarrow.parquet as parquet
import pytest

pytestmark = pytest.mark.corpus


def billable(shared_data, name, **only):
    rows = parquet.read_table(shared_data / f"{name}.parquet").to_pylist()
    kept = (row for row in rows if row["billable"] and all(row[field] == value for field, value in only.items()))
    return {row["code_nodot"] for row in kept}


def test_the_store_holds_exactly_the_billable_codes_of_the_release(codesets, shared_data):
    codes = billable(shared_data, "icd10cm_codes_fy2025_fy2026", fiscal_year=2026)
    assert len(codes) == 74_719
    assert {code for code in codes if not codesets.icd10cm.has(code, on=date(2026, 6, 1))} == set()


def test_the_store_knows_the_codes_of_an_earlier_year(codesets, shared_data):
    """The file of 2021 carries the six codes added in January 2021 and no longer the one they replaced."""
    codes = billable(shared_data, "icd10cm_order_fy2021")
    lacking = {code for code in codes if not codesets.icd10cm.has(code, on=date(2021, 1, 1))}
    assert lacking == set()
