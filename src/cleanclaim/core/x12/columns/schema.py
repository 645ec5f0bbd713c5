"""Which element of which segment of an 835 stands in which column: the tables, as data."""

from collections.abc import Iterator

import pyarrow as pa
from msgspec import Struct

TEXT, CENTS, DAY = "text", "cents", "day"
NOWHERE = 1_000_000  # the position of an element that a segment does not have
_TYPES = {TEXT: pa.string(), CENTS: pa.int64(), DAY: pa.date32()}


class Column(Struct, frozen=True):
    """One element.  `position` counts from the row's base, with `of_segment` from the segment; one for each segment
    of the table when they differ."""

    name: str
    position: int | tuple[int, ...]
    kind: str = TEXT
    is_needed: bool = False
    of_segment: bool = False
    or_beside: int = 0  # behind a segment's first base it may be empty, which is 0, when this position is not


class Composite(Struct, frozen=True):
    """An element made of components: the named ones, and in a list what stands between `listed` ones, if any."""

    names: tuple[str, ...]
    position: int
    listed: str = ""  # name of the list
    listed_at: tuple[int, int] = (0, 0)  # its first component, counted from 0, and the one behind its last

    @property
    def places(self) -> Iterator[tuple[str, int]]:
        """The named components and their place, counted from 0."""
        start, end = self.listed_at
        skipped = end - start
        return ((name, place + (skipped if skipped and place >= start else 0)) for place, name in enumerate(self.names))

    @property
    def size(self) -> int:
        """How many components have a column."""
        return len(self.names) + self.listed_at[1] - self.listed_at[0]


class Table(Struct, frozen=True):
    """Rows of one shape.  `segments` names those it is made from, and the bases of the rows that each gives."""

    name: str
    segments: dict[str, tuple[int, ...]]
    keys: tuple[str, ...]
    columns: tuple[Column | Composite, ...]
    given: tuple[int, ...] = ()  # a row stands where one of these is not empty
    most: int = 0  # elements that have a column, the name included; what has more stands whole in `others` too
    unused: tuple[int, ...] = ()  # elements without a column: a segment that has one stands in `others` too
    elsewhere: tuple[str, ...] = ()  # segments that another table holds whole


_PLACE = ("transaction", "claim", "line", "segment")
_CLAIM = ("transaction", "claim", "segment")
_MODIFIERS = (2, 6)
_ONE = (0,)

CLAIMS = Table(
    "claims",
    {"CLP": _ONE},
    _CLAIM,
    (
        Column("patient_control_number", 1),
        Column("status", 2),
        Column("charge", 3, CENTS, is_needed=True),
        Column("paid", 4, CENTS, is_needed=True),
        Column("patient_responsibility", 5, CENTS),
        Column("filing_code", 6),
        Column("payer_claim_control_number", 7),
        Column("facility_code", 8),
        Column("frequency", 9),
        Column("patient_status", 10),
        Column("drg", 11),
        Column("drg_weight", 12),
        Column("discharge_fraction", 13),
        Column("condition_response", 14),
    ),
    most=15,
)
LINES = Table(
    "lines",
    {"SVC": _ONE},
    _PLACE,
    (
        Composite(("qualifier", "procedure", "description", "procedure_to"), 1, "modifiers", _MODIFIERS),
        Column("charge", 2, CENTS, is_needed=True),
        Column("paid", 3, CENTS, is_needed=True),
        Column("revenue_code", 4),
        Column("units", 5),
        Composite(
            ("qualifier_submitted", "procedure_submitted", "description_submitted", "procedure_to_submitted"),
            6,
            "modifiers_submitted",
            _MODIFIERS,
        ),
        Column("units_submitted", 7),
    ),
    most=8,
)
ADJUSTMENTS = Table(
    "adjustments",
    {"CAS": (2, 5, 8, 11, 14, 17)},
    _PLACE,
    (
        Column("group", 1, of_segment=True),
        Column("reason", 0),
        Column("amount", 1, CENTS, is_needed=True, or_beside=2),
        Column("quantity", 2),
    ),
    given=(0, 1),
    most=20,
)
PROVIDER_ADJUSTMENTS = Table(
    "provider_adjustments",
    {"PLB": (3, 5, 7, 9, 11, 13)},
    ("transaction", "segment"),
    (
        Column("provider", 1, of_segment=True),
        Column("fiscal_year_end", 2, DAY, of_segment=True),
        Composite(("code", "reference"), 0),
        Column("amount", 1, CENTS, is_needed=True),
    ),
    given=(0, 1),
    most=15,
)
NAMES = Table(
    "names",
    {"NM1": _ONE, "N1": _ONE},
    _CLAIM,
    (
        Column("entity", 1),
        Column("type", (2, NOWHERE)),
        Column("name", (3, 2)),
        Column("first_name", (4, NOWHERE)),
        Column("middle_name", (5, NOWHERE)),
        Column("prefix", (6, NOWHERE)),
        Column("suffix", (7, NOWHERE)),
        Column("id_qualifier", (8, 3)),
        Column("id", (9, 4)),
    ),
    most=10,
)
REFERENCES = Table(
    "references",
    {"REF": _ONE},
    _PLACE,
    (Column("qualifier", 1), Column("value", 2), Column("description", 3)),
    most=4,
)
DATES = Table("dates", {"DTM": _ONE}, _PLACE, (Column("qualifier", 1), Column("day", 2, DAY)), most=3)
AMOUNTS = Table("amounts", {"AMT": _ONE}, _PLACE, (Column("qualifier", 1), Column("amount", 2, CENTS)), most=3)
QUANTITIES = Table("quantities", {"QTY": _ONE}, _PLACE, (Column("qualifier", 1), Column("quantity", 2)), most=3)
REMARKS = Table(
    "remarks",
    {"LQ": (2,), "MIA": (5, 20, 21, 22, 23), "MOA": (3, 4, 5, 6, 7)},
    _PLACE,
    (Column("source", 0, of_segment=True), Column("qualifier", (-1, NOWHERE, NOWHERE)), Column("code", 0)),
    given=(0,),
    most=3,
    elsewhere=("MIA", "MOA"),
)
INPATIENT = Table(
    "inpatient",
    {"MIA": _ONE},
    _CLAIM,
    (
        Column("covered_days", 1),
        Column("outlier_amount", 2, CENTS),
        Column("psychiatric_days", 3),
        Column("drg_amount", 4, CENTS),
        Column("disproportionate_share_amount", 6, CENTS),
        Column("secondary_payer_amount", 7, CENTS),
        Column("capital_amount", 8, CENTS),
        Column("capital_federal_drg_amount", 9, CENTS),
        Column("capital_hospital_drg_amount", 10, CENTS),
        Column("capital_share_drg_amount", 11, CENTS),
        Column("old_capital_amount", 12, CENTS),
        Column("capital_education_amount", 13, CENTS),
        Column("operating_hospital_drg_amount", 14, CENTS),
        Column("cost_report_days", 15),
        Column("operating_federal_drg_amount", 16, CENTS),
        Column("capital_outlier_amount", 17, CENTS),
        Column("indirect_teaching_amount", 18, CENTS),
        Column("professional_component", 19, CENTS),
        Column("capital_exception_amount", 24, CENTS),
    ),
    most=25,
)
OUTPATIENT = Table(
    "outpatient",
    {"MOA": _ONE},
    _CLAIM,
    (
        Column("reimbursement_rate", 1),
        Column("procedure_amount", 2, CENTS),
        Column("dialysis_amount", 8, CENTS),
        Column("professional_component", 9, CENTS),
    ),
    most=10,
)
PROVIDER_SUMMARIES = Table(
    "provider_summaries",
    {"TS3": _ONE},
    ("transaction", "segment"),
    (
        Column("provider", 1),
        Column("facility_code", 2),
        Column("fiscal_year_end", 3, DAY),
        Column("claims", 4),
        Column("charge", 5, CENTS),
        Column("secondary_payer_amount", 13, CENTS),
        Column("non_laboratory_charge", 15, CENTS),
        Column("procedure_payable_amount", 17, CENTS),
        Column("procedure_reported_amount", 18, CENTS),
        Column("professional_component", 20, CENTS),
        Column("secondary_payer_liability_met", 21, CENTS),
        Column("patient_reimbursement", 22, CENTS),
        Column("periodic_claims", 23),
        Column("periodic_amount", 24, CENTS),
    ),
    most=25,
    unused=(6, 7, 8, 9, 10, 11, 12, 14, 16, 19),
)
INPATIENT_SUMMARIES = Table(
    "inpatient_summaries",
    {"TS2": _ONE},
    ("transaction", "segment"),
    (
        Column("drg_amount", 1, CENTS),
        Column("federal_amount", 2, CENTS),
        Column("hospital_amount", 3, CENTS),
        Column("disproportionate_share_amount", 4, CENTS),
        Column("capital_amount", 5, CENTS),
        Column("medical_education_amount", 6, CENTS),
        Column("outlier_days", 7),
        Column("day_outlier_amount", 8, CENTS),
        Column("cost_outlier_amount", 9, CENTS),
        Column("average_stay", 10),
        Column("discharges", 11),
        Column("cost_report_days", 12),
        Column("covered_days", 13),
        Column("noncovered_days", 14),
        Column("secondary_payer_amount", 15, CENTS),
        Column("average_drg_weight", 16),
        Column("capital_federal_drg_amount", 17, CENTS),
        Column("capital_hospital_drg_amount", 18, CENTS),
        Column("capital_share_drg_amount", 19, CENTS),
    ),
    most=20,
)
FROM_SEGMENTS = (
    CLAIMS,
    LINES,
    ADJUSTMENTS,
    PROVIDER_ADJUSTMENTS,
    NAMES,
    REFERENCES,
    DATES,
    AMOUNTS,
    QUANTITIES,
    REMARKS,
    INPATIENT,
    OUTPATIENT,
    PROVIDER_SUMMARIES,
    INPATIENT_SUMMARIES,
)


def arrow_schema(table: Table) -> pa.Schema:
    """The table's columns as Arrow has them."""
    fields = [pa.field(key, pa.int64()) for key in table.keys]
    for column in table.columns:
        if isinstance(column, Column):
            fields.append(pa.field(column.name, _TYPES[column.kind]))
            continue
        fields.extend(pa.field(name, pa.string()) for name in column.names)
        if column.listed:
            fields.append(pa.field(column.listed, pa.list_(pa.string())))
    return pa.schema(fields)


SCHEMAS = {table.name: arrow_schema(table) for table in FROM_SEGMENTS}
