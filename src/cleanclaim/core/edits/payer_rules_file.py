"""Reading a file of payer rules, and running the examples in it.

payer: SUMMIT
rules:
  - number: 1
    title: A visit by video without 95
    from: 2026-01-01
    when: {procedure: 99202-99215, place: ["02", "10"]}
    require: {modifier: "95"}
    message: Summit wants 95 on a visit by video
    fix: Add 95.
    examples:
      fail: [{pos: "10", lines: [{cpt: "99213"}]}]
      pass: [{pos: "10", lines: [{cpt: "99213", mods: ["95"]}]}]
"""

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import msgspec
import yaml

from cleanclaim.core.codesets import CodeSets
from cleanclaim.core.edits.example_claim import ExampleNotUnderstood
from cleanclaim.core.edits.example_fields import build
from cleanclaim.core.edits.payer_rule import PayerBook, PayerRule
from cleanclaim.core.edits.payer_rules import broken, is_field

_SHORT_NAME = re.compile(r"[A-Z0-9]{2,12}")
_IN_RULE = re.compile(r"`?\$\.rules\[(\d+)\]\.?([^`]*)`?")


class PayerRulesWrong(Exception):
    """A file that is not one of payer rules: the message names file, rule and key."""

    def __init__(self, file: str, rule: str, key: str, reason: str) -> None:
        self.file, self.rule, self.key, self.reason = file, rule, key, reason
        super().__init__(": ".join(filter(None, (file, rule, key, reason))))


def payer_rules_read(path: Path) -> tuple[PayerRule, ...]:
    """The rules of a file.  Raises PayerRulesWrong for one that cannot be used, OSError for one that is not there."""
    return payer_rules_of(path.read_text(encoding="utf-8"), file=path.name)


def payer_rules_of(text: str, *, file: str) -> tuple[PayerRule, ...]:
    """The rules of a text; `file` is what it is called in a refusal."""
    try:
        document = yaml.safe_load(text)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        raise PayerRulesWrong(file, "", f"line {mark.line + 1}" if mark else "", "is not YAML") from error
    try:
        book = msgspec.convert(document, PayerBook)
    except msgspec.ValidationError as error:
        raise _located(file, document, str(error)) from error
    rules = tuple(msgspec.structs.replace(rule, payer=book.payer) for rule in book.rules)
    for rule, key, reason in _problems(book.payer, rules):
        raise PayerRulesWrong(file, f"rule {rule.number}" if rule else "", key, reason)
    return rules


def examples_failed(rules: Sequence[PayerRule], *, codesets: CodeSets) -> Iterator[str]:
    """What is wrong with the examples: a rule that finds nothing in one of `fail`, or something in one of `pass`."""
    for rule in rules:
        for side, examples in (("fail", rule.examples.fail), ("pass", rule.examples.passing)):
            for number, example in enumerate(examples, start=1):
                problem = _tried(rule, example, codesets, should_fail=side == "fail")
                if problem:
                    yield f"rule {rule.number}, {side} {number}: {problem}"


def _tried(rule: PayerRule, example: dict[str, Any], codesets: CodeSets, *, should_fail: bool) -> str:
    try:
        claim = build(example, codesets).claim
    except ExampleNotUnderstood as reason:
        return str(reason)
    if claim.service_from is None or not rule.in_force(claim.service_from):
        return f"its day {claim.service_from} is not one of the rule's"
    found = [*broken(claim, [rule])]
    if should_fail:
        return "" if found else "the rule finds nothing"
    return f"the rule finds {found[0]}" if found else ""


def _problems(payer: str, rules: Sequence[PayerRule]) -> Iterator[tuple[PayerRule | None, str, str]]:
    if not _SHORT_NAME.fullmatch(payer):
        yield None, "payer", f"{payer!r} is not a short name of 2 to 12 capital letters and digits"
    numbers: set[int] = set()
    for rule in rules:
        if rule.number in numbers:
            yield rule, "number", "is given twice"
        numbers.add(rule.number)
        if rule.last and rule.last < rule.first:
            yield rule, "to", f"{rule.last} is before {rule.first}"
        if not rule.require and not rule.forbid:
            yield rule, "require", "the rule neither requires nor forbids anything"
        for key, conditions in (("when", rule.when), ("require", rule.require), ("forbid", rule.forbid)):
            yield from ((rule, key, f"{name} is not a field") for name in conditions if not is_field(name))
        for key, examples in (("fail", rule.examples.fail), ("pass", rule.examples.passing)):
            if not examples:
                yield rule, f"examples.{key}", "one example at least is needed"


def _located(file: str, document: Any, reason: str) -> PayerRulesWrong:
    """The refusal of a value that has not the form, with the rule's own number where it has one."""
    words, _, path = reason.partition(" - at ")
    found = _IN_RULE.fullmatch(path)
    if not found:
        return PayerRulesWrong(file, "", path.strip("`").removeprefix("$."), words)
    rule = document["rules"][int(found[1])]
    number = rule.get("number", int(found[1]) + 1) if isinstance(rule, dict) else int(found[1]) + 1
    return PayerRulesWrong(file, f"rule {number}", found[2], words)
