"""A payer rule put together from words: what its parts may name, and the text that comes of them with its examples."""

import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import yaml
from msgspec import Struct

from cleanclaim.core.edits.payer_rule import PayerRule as Rule

ANYTHING = "*"
POINT_LEFT_OUT = re.compile(r"(?<=^[A-Z]\d[A-Z0-9])(?=[A-Z0-9])")  # J209 is J20.9


class Part(Struct, frozen=True):
    """A field that a rule in words can name: how its words look, and what puts it on an example claim."""

    name: str
    words: str
    form: str  # of a whole value
    says: str
    samples: tuple[str, str]  # two values that are right and differ
    key: str  # of an example
    of_line: bool = False
    is_list: bool = False


PARTS = {
    part.name: part
    for part in (
        Part("procedure", "the procedure", r"[A-Z0-9]{5}", "99213, J*, 99202-99215", ("99213", "20610"), "cpt", True),
        Part("modifier", "a modifier", r"[A-Z0-9]{2}", "95, LT", ("95", "LT"), "mods", True, True),
        Part("place", "the place of service", r"\d{2}", "02, 11", ("11", "22"), "pos", True),
        Part("diagnosis", "a diagnosis", r"[A-Z]\d[A-Z0-9.]{1,6}", "M54*", ("I10", "M54.50"), "dx", True, True),
        Part("units", "the units", r"\d{1,4}", "1, 2", ("1", "2"), "units", True),
        Part("ndc", "the drug code (NDC)", r"\d{11}", "00409610202", ("00409610202", "00009028003"), "ndc", True),
        Part("line_note", "the note of the line", r".{1,80}", "* for any", ("Noted", "Said"), "note", True),
        Part("REF*G1", "the authorization number", r"\S{1,50}", "* for any", ("A123", "B456"), "auth"),
        Part("REF*9F", "the referral number", r"\S{1,50}", "* for any", ("R123", "R456"), "referral"),
        Part("REF*X4", "the laboratory's CLIA number", r"\w{10}", "* for any", ("33D0123456", "05D0123456"), "clia"),
        Part("frequency", "the frequency (1 new, 7 again, 8 void)", r"[178]", "1, 7, 8", ("1", "7"), "freq"),
    )
}  # fmt: skip
NEVER_EMPTY = frozenset({"procedure", "diagnosis", "place", "units", "frequency"})


class Composed(Struct, frozen=True):
    """The parts of a rule as a person chose them; conditions by the names of PARTS."""

    payer: str  # its short name
    number: int
    title: str
    severity: str
    when: Mapping[str, Sequence[str]]
    is_forbidden: bool
    then: tuple[str, Sequence[str]]
    message: str
    fix: str
    first: date
    source: str = ""


def words_of(text: str, part: Part) -> list[str]:
    """The words typed for a part; nothing typed means anything.  Raises ValueError for one that it cannot be."""
    words = [word for word in re.split(r"[,;\s]+", text.strip().upper()) if word] or [ANYTHING]
    for word in words:
        first, _, last = word.partition("-")
        is_span = bool(last) and all(re.fullmatch(part.form, each) for each in (first, last)) and first <= last
        if not (word.endswith(ANYTHING) or re.fullmatch(part.form, word) or is_span):
            raise ValueError(f"{word} cannot be {part.words}: write {part.says}.")
    return [POINT_LEFT_OUT.sub(".", word) if part.name == "diagnosis" else word for word in words]


def text_of(rule: Composed) -> str:
    """The file of one rule, with a claim that it finds and one that it passes."""
    name, words = rule.then
    condition = {name: list(words)}
    kept, broken = _with(name, words), _without(name, words)
    if rule.is_forbidden:
        kept, broken = broken, kept
    written = {
        "number": rule.number,
        "title": rule.title,
        "from": rule.first,
        "severity": rule.severity,
        "when": {field: list(given) for field, given in rule.when.items()},
        "forbid" if rule.is_forbidden else "require": condition,
        "message": rule.message,
        "fix": rule.fix,
        "source": rule.source,
        "examples": {"fail": [_example(rule, broken)], "pass": [_example(rule, kept)]},
    }
    book = {"payer": rule.payer, "rules": [written]}
    return yaml.safe_dump(book, sort_keys=False, allow_unicode=True)


def sentence(rule: Rule) -> str:
    """When the procedure is J*, require the authorization number; in words."""
    when = " and ".join(_said(name, given) for name, given in rule.when.items()) or "a claim goes to this payer"
    wants = [f"require {_wanted(name, given)}" for name, given in rule.require.items()]
    wants += [f"forbid {_wanted(name, given)}" for name, given in rule.forbid.items()]
    return f"When {when}, {' and '.join(wants)}."


def _said(name: str, given: str | Sequence[str]) -> str:
    part, words = PARTS.get(name), _listed(given)
    return f"{part.words if part else name} is {'there' if words == ANYTHING else words}"


def _wanted(name: str, given: str | Sequence[str]) -> str:
    part, words = PARTS.get(name), _listed(given)
    named = part.words if part else name
    return named if words == ANYTHING else f"{named} {words}"


def _listed(given: str | Sequence[str]) -> str:
    return given if isinstance(given, str) else " or ".join(given)


def _example(rule: Composed, then: Mapping[str, Any]) -> dict[str, Any]:
    """A claim of the first day where `when` holds, with what `then` puts on it."""
    put: dict[str, Any] = {}
    for name, words in rule.when.items():
        put |= _with(name, words)
    put |= then
    line = {PARTS[name].key: value for name, value in put.items() if PARTS[name].of_line and value is not None}
    claim = {PARTS[name].key: value for name, value in put.items() if not PARTS[name].of_line and value is not None}
    return {"dos": rule.first, **claim, "lines": [line or {"cpt": "99213"}]}


def _with(name: str, words: Sequence[str]) -> dict[str, Any]:
    return {name: _put(PARTS[name], _sample(PARTS[name], words[0]))}


def _without(name: str, words: Sequence[str]) -> dict[str, Any]:
    """Another value where the field is never empty, else none."""
    part = PARTS[name]
    other = next((each for each in part.samples if not any(_covers(word, each) for word in words)), part.samples[0])
    return {name: _put(part, other) if name in NEVER_EMPTY else None}


def _covers(word: str, value: str) -> bool:
    first, _, last = word.partition("-")
    return first <= value <= last if last else value.startswith(word.rstrip(ANYTHING))


def _put(part: Part, value: str) -> Any:
    return [value] if part.is_list else value


def _sample(part: Part, word: str) -> str:
    """A value that a word fits."""
    start = word.partition("-")[0].rstrip(ANYTHING)
    if not word.endswith(ANYTHING):
        return start
    fitting = next((sample for sample in part.samples if sample.startswith(start)), "")
    return fitting or start + part.samples[0][len(start) :]
