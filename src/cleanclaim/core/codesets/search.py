"""Searching codes by what people type: a code's first characters, words, or the abbreviations of a chart."""

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import date
from functools import cached_property
from itertools import islice

from msgspec import Struct

from cleanclaim.core.codesets.code_set import Code, CodeSet

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


class CodeIndex:
    """The codes of a set by the words that describe them; put together when the first search asks for it."""

    def __init__(self, codes: CodeSet) -> None:
        self._codes = codes

    def search(self, text: str, limit: int, *, on: date) -> tuple[Hit, ...]:
        """Codes of that day whose number begins with the text, then those whose words hold all, then most, of its."""
        number = text.strip().upper()
        if not number:
            return ()
        positions = [*self._numbered(number), *self._described(words_of(text))]
        in_force = (code for place in dict.fromkeys(positions) if (code := self._listed[place]).in_force(on))
        return tuple(Hit(code.code, code.words) for code in islice(in_force, limit))

    def _numbered(self, number: str) -> Iterator[int]:
        return (place for place, code in enumerate(self._listed) if code.code.startswith(number))

    def _described(self, asked: tuple[str, ...]) -> list[int]:
        """Places of codes that hold more than half of the words: those that hold most first, then in their order."""
        held = Counter(place for want in asked for place in self._holding(_STEM.sub("", want)))
        enough = [(-count, place) for place, count in held.items() if count * 2 > len(asked)]
        return [place for _, place in sorted(enough)]

    def _holding(self, stem: str) -> set[int]:
        """Places of codes with a word that begins like this."""
        words, places = self._words
        first, last = bisect_left(words, stem), bisect_left(words, stem + "~")
        return {place for word in words[first:last] for place in places[word]}

    @cached_property
    def _listed(self) -> list[Code]:
        return list(self._codes)

    @cached_property
    def _words(self) -> tuple[list[str], dict[str, list[int]]]:
        places: defaultdict[str, list[int]] = defaultdict(list)
        for place, code in enumerate(self._listed):
            for word in {*_WORD.findall(code.words.lower()), *code.category.lower().split("_")}:
                places[word].append(place)
        return sorted(places), dict(places)
