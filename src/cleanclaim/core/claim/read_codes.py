"""HI of an 837: diagnoses, and of institutional claims procedures, occurrences, values, conditions …"""

from collections.abc import Callable, Sequence
from datetime import date
from typing import NamedTuple

from cleanclaim.core.claim.texts import A_DATE, AMOUNTS, AN_AMOUNT, DAYS, INVALID_DATE, Fields, Memo, Texts, Unreadable
from cleanclaim.core.errors import MalformedAmount
from cleanclaim.core.x12 import Kept

PRINCIPAL = {"ABK": "10", "BK": "9"}
OTHER = {"ABF": "10", "BF": "9"}
_DIAGNOSES = PRINCIPAL | OTHER
_PARTS = 9  # of a composite


class Diagnosis(NamedTuple):
    """A composite that says only a diagnosis, and of institutional claims whether it was there on admission."""

    is_principal: bool
    version: str
    code: str
    present: str


class Composite(NamedTuple):
    """Any other composite of an HI, with its segment and position for an error."""

    text: str
    position: int
    parts: list[str]


Values = Callable[[Sequence[Composite]], object]


class CodesReader:
    """An HI into fields; None for what does not fit them whole."""

    def __init__(self, texts: Texts, kind: str) -> None:
        self._texts = texts
        self._has_presence = kind == "837I"
        self._diagnoses: Memo[Diagnosis | None] = Memo(self._diagnosis)
        self._plain: Memo[str] = Memo(self._plain_code)
        element, component = texts.separator, texts.delimiters.component
        self._principal, self._next = f"HI{element}ABK{component}", f"{element}ABF{component}"
        self._of: dict[str, tuple[str, Values]] = _INSTITUTIONAL if kind == "837I" else _PROFESSIONAL

    def __call__(self, text: str) -> Fields | None:
        """One HI; raises Unreadable for a date or amount that means nothing."""
        usual = self.usual(text)
        if usual:
            return usual
        composites = text.rstrip(self._texts.separator).split(self._texts.separator)[1:]
        found = [diagnosis for composite in composites if (diagnosis := self._diagnoses[composite])]
        if len(found) < len(composites):
            return self._codes(text, composites)
        return self._some_diagnoses(found) if found else None

    def usual(self, text: str) -> Fields | None:
        """A principal diagnosis of ICD-10 and others; None for anything else."""
        if self._has_presence or not text.startswith(self._principal):
            return None
        codes = tuple([self._plain[code] for code in text[len(self._principal) :].split(self._next)])
        return None if "" in codes else {"icd": "10", "diagnoses": codes}

    def _plain_code(self, text: str) -> str:
        """A code of ICD-10 alone, with its point; empty for anything else."""
        is_alone = self._texts.separator not in text and self._texts.delimiters.component not in text
        return pointed(text) if is_alone and _is_icd(text) else ""

    def _diagnosis(self, composite: str) -> Diagnosis | None:
        qualifier, *parts = self._texts.composite(composite)
        version = _DIAGNOSES.get(qualifier)
        if not version or not parts or not _is_icd(parts[0]) or any(parts[1:7]):
            return None
        present = parts[7] if len(parts) > 7 else ""
        if (present and not self._has_presence) or len(parts) >= _PARTS:
            return None
        return Diagnosis(qualifier in PRINCIPAL, version, pointed(parts[0]), present)

    def _some_diagnoses(self, found: Sequence[Diagnosis]) -> Fields | None:
        """A principal one and others, or only others; all of one version of the ICD."""
        is_principal, version, *_ = found[0]
        for other in found[1:]:
            if other.is_principal or other.version != version:
                return None
        codes = tuple([diagnosis.code for diagnosis in found])
        fields: Fields = {"icd": version, "diagnoses" if is_principal else "other_diagnoses": codes}
        if self._has_presence:
            present = tuple([diagnosis.present for diagnosis in found])
            fields["present" if is_principal else "other_present"] = present
        return fields

    def _codes(self, text: str, composites: Sequence[str]) -> Fields | None:
        """Codes of one kind."""
        codes = []
        for position, composite in enumerate(composites, start=1):
            parts = self._texts.composite(composite)
            codes.append(Composite(text, position, parts + [""] * (_PARTS - len(parts))))
        kinds = {self._of.get(code.parts[0], ("", _plain)) for code in codes}
        field, read = kinds.pop()
        if kinds or not field or any(len(code.parts) > _PARTS for code in codes):
            return None
        values = read(codes)
        versions = {VERSIONS[code.parts[0]] for code in codes if code.parts[0] in VERSIONS}
        if values is None or len(versions) > 1:
            return None
        return {field: values, "icd": versions.pop()} if versions else {field: values}


REPEATING = (
    "other_diagnoses",
    "other_present",
    "other_procedures",
    "occurrence_spans",
    "occurrence_codes",
    "value_codes",
    "condition_codes",
    "treatment_codes",
)
"""What several HI of a claim may add to."""


def pointed(code: str) -> str:
    """E1165 as E11.65; the point that some senders write is left where it is."""
    return f"{code[:3]}.{code[3:]}" if len(code) > 3 and "." not in code else code


def _is_icd(code: str) -> bool:
    """Not empty, and without a point or with one where it belongs."""
    return bool(code) and ("." not in code or pointed(code.replace(".", "")) == code)


VERSIONS = {
    **dict.fromkeys(("ABJ", "APR", "ABN", "BBR", "BBQ"), "10"),
    **dict.fromkeys(("BJ", "PR", "BN", "BR", "BQ"), "9"),
}


def _has_only(code: Composite, *positions: int) -> bool:
    """Whether nothing but the qualifier, the code and these components is there."""
    return bool(code.parts[1]) and not any(part for at, part in enumerate(code.parts[2:], 2) if at not in positions)


def _plain(codes: Sequence[Composite]) -> tuple[str, ...] | None:
    return tuple(code.parts[1] for code in codes) if all(_has_only(code) for code in codes) else None


def _one_diagnosis(codes: Sequence[Composite]) -> str | None:
    found = _some_diagnoses(codes)
    return found[0] if found and len(found) == 1 else None


def _one(codes: Sequence[Composite]) -> str | None:
    return codes[0].parts[1] if len(codes) == 1 and _has_only(codes[0]) else None


def _some_diagnoses(codes: Sequence[Composite]) -> tuple[str, ...] | None:
    found = _plain(codes)
    return tuple(map(pointed, found)) if found and all(map(_is_icd, found)) else None


def _anesthesia(codes: Sequence[Composite]) -> tuple[str, ...] | None:
    """BP, then perhaps BO."""
    qualifiers = [code.parts[0] for code in codes]
    return _plain(codes) if qualifiers in (["BP"], ["BP", "BO"]) else None


def _causes(codes: Sequence[Composite]) -> tuple[tuple[str, str], ...] | None:
    if not all(_has_only(code, 8) and _is_icd(code.parts[1]) for code in codes):
        return None
    return tuple((pointed(code.parts[1]), code.parts[8]) for code in codes)


def _occurrences(codes: Sequence[Composite]) -> tuple[tuple[str, date], ...] | None:
    if not all(_has_only(code, 2, 3) and code.parts[2] == "D8" for code in codes):
        return None
    return tuple((code.parts[1], _day(code, code.parts[3])) for code in codes)


def _spans(codes: Sequence[Composite]) -> tuple[tuple[str, date, date], ...] | None:
    if not all(_has_only(code, 2, 3) and code.parts[2] == "RD8" for code in codes):
        return None
    periods = [(code, code.parts[3].partition("-")) for code in codes]
    return tuple((code.parts[1], _day(code, first), _day(code, last)) for code, (first, _, last) in periods)


def _values(codes: Sequence[Composite]) -> tuple[tuple[str, int], ...] | None:
    if not all(_has_only(code, 4) for code in codes):
        return None
    return tuple((code.parts[1], _cents(code, code.parts[4])) for code in codes)


def _cents(code: Composite, text: str) -> int:
    try:
        return AMOUNTS[text]
    except MalformedAmount as error:
        message = str(error) if text else "an amount is missing here"
        raise Unreadable(code.text, code.position, message, expected=AN_AMOUNT) from None


def _procedures(codes: Sequence[Composite]) -> tuple[tuple[str, date | None], ...] | None:
    dated = all(_has_only(code, 2, 3) and code.parts[2] in ("", "D8") for code in codes)
    if not dated or any(bool(code.parts[2]) != bool(code.parts[3]) for code in codes):
        return None
    return tuple((code.parts[1], _day(code, code.parts[3]) if code.parts[3] else None) for code in codes)


def _principal_procedure(codes: Sequence[Composite]) -> tuple[tuple[str, date | None], ...] | None:
    return _procedures(codes) if len(codes) == 1 else None


def _day(code: Composite, text: str) -> date:
    found = DAYS[text]
    if found is None:
        message = f"{text!r} is not a date (CCYYMMDD)"
        raise Unreadable(code.text, code.position, message, expected=A_DATE, code=INVALID_DATE)
    return found


_PROFESSIONAL: dict[str, tuple[str, Values]] = {
    "BP": ("anesthesia_procedures", _anesthesia),
    "BO": ("anesthesia_procedures", _anesthesia),
    "BG": ("condition_codes", _plain),
}
_INSTITUTIONAL: dict[str, tuple[str, Values]] = {
    **dict.fromkeys(("ABJ", "BJ"), ("admitting_diagnosis", _one_diagnosis)),
    **dict.fromkeys(("APR", "PR"), ("reasons_for_visit", _some_diagnoses)),
    **dict.fromkeys(("ABN", "BN"), ("external_causes", _causes)),
    "DR": ("drg", _one),
    **dict.fromkeys(("BBR", "BR"), ("procedures", _principal_procedure)),
    **dict.fromkeys(("BBQ", "BQ"), ("other_procedures", _procedures)),
    "BI": ("occurrence_spans", _spans),
    "BH": ("occurrence_codes", _occurrences),
    "BE": ("value_codes", _values),
    "BG": ("condition_codes", _plain),
    "TC": ("treatment_codes", _plain),
}


def _rest_of_diagnoses(codes: Sequence[str], present: Sequence[str], icd: str) -> Kept:
    """HI of other diagnoses, as it was."""
    qualifier = next(qualifier for qualifier, version in OTHER.items() if version == icd)
    plain = [code.replace(".", "") for code in codes]
    marks = present or [""] * len(plain)
    parts = [
        (qualifier, code, *("",) * 6, mark) if mark else (qualifier, code)
        for code, mark in zip(plain, marks, strict=True)
    ]
    return ("HI", *parts)


def _rest_of_procedures(procedures: Sequence[tuple[str, date | None]], _: Sequence[str], icd: str) -> Kept:
    qualifier = "BBQ" if icd == "10" else "BQ"
    return ("HI", *((qualifier, code, "D8", f"{day:%Y%m%d}") if day else (qualifier, code) for code, day in procedures))


OTHER_CODES: dict[str, Callable[..., Kept]] = {"diagnoses": _rest_of_diagnoses, "procedures": _rest_of_procedures}
"""The segment again of codes whose principal one is missing."""
