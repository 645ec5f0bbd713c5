"""The loops of the 835 as tables: which field of a value each segment becomes, in the order in which we write them.

A row is the segment's name, the qualifiers (first elements) it is known by, and the field.  Rows without qualifiers
take whatever rows above them do not.  The order is that of the guide (005010X221A1); tests hold one to the other.
"""

from msgspec import Struct

_MOST_RANKS = 1_000


class Takes(Struct, frozen=True):
    """One row: the segments that a field is made of."""

    name: str
    qualifiers: tuple[str, ...]
    field: str

    def takes(self, name: str, qualifier: str) -> bool:
        """Whether a segment is of this row."""
        return name == self.name and (not self.qualifiers or qualifier in self.qualifiers)


class Table:
    """The rows of a loop, first to last."""

    def __init__(self, text: str) -> None:
        rows = (line.split() for line in text.strip().splitlines())
        self.rows = tuple(Takes(row[0], tuple(row[1:-1]), row[-1]) for row in rows)
        self.end = len(self.rows)
        self._ranks: dict[tuple[str, str], int] = {}

    def rank(self, name: str, qualifier: str) -> int:
        """Where a segment stands in the loop: `end`, after everything else, when no row takes it."""
        known = self._ranks.get((name, qualifier))
        if known is None:
            known = next((at for at, row in enumerate(self.rows) if row.takes(name, qualifier)), self.end)
            if len(self._ranks) < _MOST_RANKS:
                self._ranks[name, qualifier] = known
        return known


HEADER = Table("""
    BPR payment
    TRN trace
    CUR currency
    REF EV receiver
    REF F2 software_version
    DTM 405 production_on
""")

PAYER = Table("""
    N1 name
    N3 street
    N4 city
    REF other_ids
    PER CX contacts
    PER BL contacts
    PER contacts
""")

PAYEE = Table("""
    N1 name
    N3 street
    N4 city
    REF other_ids
    RDM delivery
""")

GROUP = Table("""
    LX number
    TS3 provider
    TS2 inpatient
""")

CLAIM = Table("""
    CLP claim
    CAS adjustments
    NM1 QC patient
    NM1 IL subscriber
    NM1 74 corrected_patient
    NM1 82 rendering
    NM1 TT crossover
    NM1 PR corrected_payer
    NM1 GB other_subscriber
    MIA inpatient
    MOA outpatient
    REF 1L 1W 28 6P 9A 9C BB CE EA F8 G1 G3 IG SY references
    REF references
    DTM 232 service_from
    DTM 233 service_to
    DTM 036 coverage_expires_on
    DTM 050 received_on
    PER contacts
    AMT amounts
    QTY quantities
""")

LINE = Table("""
    SVC line
    DTM 150 472 service_from
    DTM 151 service_to
    CAS adjustments
    REF 1S APC BB E9 G1 G3 LU RB references
    REF 6R line_control_number
    REF 0B 1A 1B 1C 1D 1G 1H 1J D3 G2 HPI SY TJ references
    REF references
    AMT amounts
    QTY quantities
    LQ HE remarks
    LQ RX reject_codes
""")
