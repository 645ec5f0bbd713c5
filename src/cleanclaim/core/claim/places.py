"""Where parties stand in an 837, and what their loop says of them by itself."""

from typing import NamedTuple


class Place(NamedTuple):
    """What is understood in a loop: NM101, NM108, and whether it has a PER."""

    entity: str
    id_qualifier: str = "XX"
    has_contact: bool = False


SUBMITTER, RECEIVER = Place("41", "46", has_contact=True), Place("40", "46")
BILLING, PAY_TO_PLAN, PAYER = Place("85", has_contact=True), Place("PE", "PI"), Place("PR", "PI")
ANOTHER = Place("")
"""A party without a field of its own says its NM101 itself."""

OF_CLAIM = {
    "referring": Place("DN"),
    "rendering": Place("82"),
    "facility": Place("77", has_contact=True),
    "supervising": Place("DQ"),
}
OF_INSTITUTIONAL_CLAIM = {"attending": Place("71"), "operating": Place("72")}
OF_LINE = {"rendering": Place("82"), "ordering": Place("DK", has_contact=True)}
SECOND_CHOICE = {"P3": "referring", "FA": "facility"}
"""Entities that take a field's place where its own is not there: a primary care provider, a facility of 004010."""

ROLES = {
    "837P": {"85": "BI", "82": "PE"},
    "837I": {"85": "BI", "71": "AT"},
    "837D": {"85": "BI", "82": "PE", "DN": "RF", "P3": "RF", "DD": "AS"},
}
"""PRV01 of each entity (NM101) that has a PRV in its guide."""
