"""Searching codes by what people type: a code's first characters, words, or the abbreviations of a chart."""

import re
from collections.abc import Iterable

from msgspec import Struct

from cleanclaim.core.codesets.code_set import Code

_WORD = re.compile(r"[a-z0-9]+(?:/[a-z](?![a-z]))?")
_STEM = re.compile(r"(?:ies|es|s|ing|ed)$")
_UNSAID = frozenset(["a", "an", "and", "at", "by", "for", "from", "in", "of", "on", "or", "the", "to", "with"])

ABBREVIATIONS = {
    "abd": "abdominal",
    "afib": "atrial fibrillation",
    "aki": "acute kidney failure",
    "bph": "benign prostatic hyperplasia",
    "bs": "blood sugar",
    "ca": "malignant neoplasm",
    "cad": "atherosclerotic heart disease",
    "chf": "heart failure",
    "ckd": "chronic kidney disease",
    "copd": "chronic obstructive pulmonary disease",
    "cp": "chest pain",
    "cva": "cerebral infarction",
    "cxr": "chest x-ray",
    "djd": "osteoarthritis",
    "dm": "diabetes mellitus",
    "dm1": "type 1 diabetes mellitus",
    "dm2": "type 2 diabetes mellitus",
    "dvt": "deep vein thrombosis",
    "ekg": "electrocardiogram",
    "ecg": "electrocardiogram",
    "est": "established",
    "etoh": "alcohol",
    "fx": "fracture",
    "gad": "generalized anxiety",
    "gerd": "gastro esophageal reflux",
    "h/o": "personal history",
    "ha": "headache",
    "hld": "hyperlipidemia",
    "htn": "hypertension",
    "hx": "history",
    "ibs": "irritable bowel",
    "inj": "injection",
    "lbp": "low back pain",
    "mdd": "major depressive disorder",
    "mi": "myocardial infarction",
    "n/v": "nausea vomiting",
    "oa": "osteoarthritis",
    "osa": "obstructive sleep apnea",
    "otitis": "otitis",
    "pe": "pulmonary embolism",
    "pna": "pneumonia",
    "pt": "prothrombin time",
    "pvd": "peripheral vascular disease",
    "ra": "rheumatoid arthritis",
    "s/p": "status post",
    "sob": "shortness of breath",
    "t1dm": "type 1 diabetes mellitus",
    "t2dm": "type 2 diabetes mellitus",
    "ua": "urinalysis",
    "uri": "acute upper respiratory infection",
    "uti": "urinary tract infection",
}


class Hit(Struct, frozen=True):
    """One line of a search's answer."""

    code: str
    words: str


def words_of(text: str) -> tuple[str, ...]:
    """The words asked for, abbreviations spelled out, small words left out."""
    found = _WORD.findall(text.lower())
    spelled = (word for token in found for word in ABBREVIATIONS.get(token, token.replace("/", " ")).split())
    return tuple(word for word in spelled if word not in _UNSAID)


def fts_query(text: str, *, every_word: bool) -> str:
    """The text as a full-text query: each word may be the beginning of one."""
    return (" " if every_word else " OR ").join(f'"{word}"*' for word in words_of(text))


def search_codes(codes: Iterable[Code], text: str, limit: int) -> tuple[Hit, ...]:
    """Codes whose number begins with the text, then those whose words hold all, then most, of the asked words."""
    asked, number = words_of(text), text.strip().upper()
    if not number:
        return ()
    ranked = sorted(
        (rank, position, code)
        for position, code in enumerate(codes)
        if (rank := _rank(code, number, asked)) is not None
    )
    return tuple(Hit(code.code, code.words) for _, _, code in ranked[:limit])


def _rank(code: Code, number: str, asked: tuple[str, ...]) -> int | None:
    if code.code.startswith(number):
        return -100
    known = [*_WORD.findall(code.words.lower()), *code.category.split("_")]
    matched = sum(any(word.startswith(_STEM.sub("", want)) for word in known) for want in asked)
    return -matched if matched and matched * 2 > len(asked) else None
