"""Small tables of our own, in `data/`: what edits need of lists that nobody may have loaded.

Each holds the everyday part of an agency's list, as facts in our own form; a code that is not in one is not known,
never "no".  A loaded release is asked first wherever there is one.
"""

import csv
from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from functools import lru_cache

import msgspec
from msgspec import Struct

from cleanclaim.core.codesets.code_set import DATA
from cleanclaim.core.codesets.errors import CodeSetMissing
from cleanclaim.core.codesets.fees import Indicators

INDICATED = (date(2024, 1, 1), date(2026, 12, 31))  # the days for which our indicators were read


class Drug(Struct, frozen=True):
    """What one unit of a drug's code is, and whether all its containers hold a single dose."""

    amount: Decimal
    measure: str
    is_single_dose: bool


class Limits(Struct, frozen=True):
    """Whom diagnoses that begin alike fit: full years, both ends included, and F or M."""

    youngest: int = 0
    oldest: int = 124
    sex: str = ""


class SmallTables(Struct, frozen=True):
    """All of them."""

    indicators: Mapping[str, Indicators]
    add_ons: Mapping[str, frozenset[str]]  # add-on → what it may follow
    panels: Mapping[str, frozenset[str]]  # panel of laboratory tests → its parts
    drugs: Mapping[str, Drug]
    drug_products: Mapping[str, frozenset[str]]  # labeler and product of an NDC, nine digits → drug codes
    minimum_minutes: Mapping[str, int]
    therapy: Mapping[str, str]  # always therapy → GP, GO, GN, "" for any
    therapy_thresholds: Mapping[int, int]  # year → cents, above which KX is asked
    preventive_months: Mapping[str, int]  # Medicare's screening → months from one to the next
    diagnosis_limits: Mapping[str, Limits]  # beginning of a code, without the point → whom it fits

    def limits(self, diagnosis: str) -> Limits | None:
        """Whom a diagnosis fits, by the longest beginning that the table holds; None: anybody, or not known."""
        for begin in _beginnings(diagnosis):
            if found := self.diagnosis_limits.get(begin):
                return found
        return None

    def indicated(self, code: str, *, on: date) -> Indicators:
        """Our indicators of a code.  Raises CodeSetMissing for a code or a day that they do not know."""
        found = self.indicators.get(code) if INDICATED[0] <= on <= INDICATED[1] else None
        if found is None:
            raise CodeSetMissing(f"The Medicare physician fee schedule is not loaded for {on} and {code}")
        return found


def read_small() -> SmallTables:
    """The tables as they ship."""
    return SmallTables(
        indicators={row.pop("code"): msgspec.convert(row, Indicators) for row in _rows("fee_indicators")},
        add_ons={row["code"]: frozenset(row["primaries"].split()) for row in _rows("add_ons")},
        panels={row["panel"]: frozenset(row["parts"].split()) for row in _rows("panels")},
        drugs={row["code"]: _drug(row) for row in _rows("drugs")},
        drug_products={row["product"]: frozenset(row["codes"].split()) for row in _rows("drug_products")},
        minimum_minutes={row["code"]: int(row["minutes"]) for row in _rows("minimum_minutes")},
        therapy={row["code"]: row["discipline"] for row in _rows("therapy")},
        therapy_thresholds={int(row["year"]): int(row["dollars"]) * 100 for row in _rows("therapy_thresholds")},
        preventive_months={row["code"]: int(row["months"]) for row in _rows("preventive_limits")},
        diagnosis_limits={row["begins"]: _limits(row) for row in _rows("diagnosis_limits")},
    )


@lru_cache(maxsize=20_000)
def _beginnings(diagnosis: str) -> tuple[str, ...]:
    plain = diagnosis.replace(".", "")
    return tuple(plain[:end] for end in range(5, 0, -1))


def _rows(name: str) -> Iterator[dict[str, str]]:
    with (DATA / f"{name}.csv").open(encoding="utf-8", newline="") as rows:
        yield from csv.DictReader(rows)


def _drug(row: Mapping[str, str]) -> Drug:
    return Drug(Decimal(row["amount"]), row["measure"], row["single_dose"] == "yes")


def _limits(row: Mapping[str, str]) -> Limits:
    return Limits(int(row["youngest"] or 0), int(row["oldest"] or 124), row["sex"])
