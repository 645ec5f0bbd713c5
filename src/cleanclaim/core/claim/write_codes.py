"""HI of an 837: the codes of a claim, twelve a segment."""

from collections.abc import Sequence
from datetime import date

from cleanclaim.core import money
from cleanclaim.core.claim.value import Claim, Institutional
from cleanclaim.core.claim.write_parties import day
from cleanclaim.core.x12 import Row

_A_SEGMENT = 12
_ICD10 = {"BK": "ABK", "BF": "ABF", "BJ": "ABJ", "PR": "APR", "BN": "ABN", "BR": "BBR", "BQ": "BBQ"}
_BLANK = ("",) * 6  # between a diagnosis and whether it was present on admission
_NOTHING = Institutional()

Composite = tuple[str, ...]


def code_rows(claim: Claim) -> list[Row]:
    """Every HI of the claim, in the guide's order."""
    if claim.kind == "837I":
        return _institutional_rows(claim)
    rows: list[Row] = []
    if claim.diagnoses:
        principal, other = _qualifier(claim, "BK"), _qualifier(claim, "BF")
        codes = [plain(code) for code in claim.diagnoses]
        rows.append(("HI", (principal, codes[0]), *[(other, code) for code in codes[1:]]))
    if claim.anesthesia_procedures:
        rows.append(("HI", *zip(("BP", "BO"), claim.anesthesia_procedures, strict=False)))
    return rows + segments([("BG", code) for code in claim.condition_codes])


def plain(code: str) -> str:
    """E11.65 as E1165."""
    return code.replace(".", "")


def segments(composites: Sequence[Composite]) -> list[Row]:
    """Composites of one kind, twelve a segment."""
    return [("HI", *composites[at : at + _A_SEGMENT]) for at in range(0, len(composites), _A_SEGMENT)]


def _qualifier(claim: Claim, kind: str) -> str:
    return _ICD10[kind] if claim.diagnosis_version == "10" else kind


def _institutional_rows(claim: Claim) -> list[Row]:
    own = claim.institutional or _NOTHING
    present = (*own.present_on_admission, *("",) * len(claim.diagnoses))
    principal, *others = [_diagnosed(code, mark) for code, mark in zip(claim.diagnoses, present, strict=False)] or [()]
    rows = segments([(_qualifier(claim, "BK"), *principal)] if principal else [])
    if own.admitting_diagnosis:
        rows.append(("HI", (_qualifier(claim, "BJ"), plain(own.admitting_diagnosis))))
    rows += segments([(_qualifier(claim, "PR"), plain(code)) for code in own.reasons_for_visit])
    rows += segments([(_qualifier(claim, "BN"), *_diagnosed(code, mark)) for code, mark in own.external_causes])
    if own.drg:
        rows.append(("HI", ("DR", own.drg)))
    rows += segments([(_qualifier(claim, "BF"), *other) for other in others])
    return rows + _other_rows(claim, own)


def _other_rows(claim: Claim, own: Institutional) -> list[Row]:
    """Procedures, and what happened when and for how much."""
    rows = segments([(_qualifier(claim, "BR"), *_dated(code, on)) for code, on in own.procedures[:1]])
    rows += segments([(_qualifier(claim, "BQ"), *_dated(code, on)) for code, on in own.procedures[1:]])
    rows += segments([("BI", code, "RD8", f"{day(first)}-{day(last)}") for code, first, last in own.occurrence_spans])
    rows += segments([("BH", *_dated(code, on)) for code, on in own.occurrence_codes])
    rows += segments([("BE", code, "", "", money.x12(amount)) for code, amount in own.value_codes])
    rows += segments([("BG", code) for code in own.condition_codes])
    return rows + segments([("TC", code) for code in own.treatment_codes])


def _diagnosed(code: str, present: str) -> Composite:
    return (plain(code), *_BLANK, present) if present else (plain(code),)


def _dated(code: str, on: date | None) -> Composite:
    return (code, "D8", day(on)) if on else (code,)
