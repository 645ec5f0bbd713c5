"""Remarks in SARIF 2.1.0, the form in which code hosts and editors take what a linter finds."""

from collections.abc import Sequence
from typing import Any

from cleanclaim.core.edits import ALL_EDITS, Severity
from cleanclaim.interfaces.cli.judging import Judged, Remark
from cleanclaim.interfaces.cli.rules import RULES

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}


def as_sarif(judged: Sequence[Judged]) -> dict[str, Any]:
    """One run; a result stands at the byte of its segment, since X12 has no lines."""
    remarks = [remark for each in judged for remark in each.remarks]
    unreadable = [each for each in judged if each.unreadable]
    return {
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [
            {
                "tool": {"driver": _driver({remark.rule for remark in remarks})},
                "invocations": [
                    {
                        "executionSuccessful": not unreadable,
                        "toolExecutionNotifications": [
                            {"level": "error", "message": {"text": each.unreadable}} for each in unreadable
                        ],
                    }
                ],
                "results": [_result(remark) for remark in remarks],
            }
        ],
    }


def _driver(used: set[str]) -> dict[str, Any]:
    titles = {rule.code: (rule.title, rule.fix) for rule in RULES}
    titles |= {edit.code: (edit.title, edit.fix) for edit in ALL_EDITS}
    return {
        "name": "CleanClaim",
        "rules": [
            {"id": code, "shortDescription": {"text": titles[code][0]}, "help": {"text": titles[code][1]}}
            for code in sorted(used & set(titles))
        ],
    }


def _result(remark: Remark) -> dict[str, Any]:
    place = {
        "artifactLocation": {"uri": remark.file},
        "region": {"byteOffset": remark.offset},
    }
    return {
        "ruleId": remark.rule,
        "level": _LEVELS[remark.severity],
        "message": {"text": f"{remark.where}: {remark.message}"},
        "locations": [
            {
                "physicalLocation": place,
                "logicalLocations": [{"name": f"segment {remark.segment}", "fullyQualifiedName": remark.where}],
            }
        ],
    }
