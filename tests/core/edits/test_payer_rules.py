"""Rules that a practice writes for a payer: read, refused with their place, run with their examples and on claims."""

from datetime import date

import pytest
from msgspec import structs

from cleanclaim.core.edits import PayerRules, Severity, run_edits
from cleanclaim.core.edits.example_claim import a_claim
from cleanclaim.core.edits.example_fields import build
from cleanclaim.core.edits.payer_rules import broken
from cleanclaim.core.edits.payer_rules_file import PayerRulesWrong, examples_failed, payer_rules_of, payer_rules_read

TODAY = date(2026, 3, 5)
RULE = """\
payer: SUMMIT
rules:
  - number: 1
    title: A visit by video without 95
    from: 2026-01-01
    to: 2026-12-31
    severity: warning
    when: {procedure: [99202-99205, 99211-99215], place: ["02", "10"]}
    require: {modifier: "95"}
    message: Summit wants 95 on a visit by video
    fix: Add 95.
    examples:
      fail: [{dos: 2026-03-02, pos: "10", lines: [{cpt: "99213"}]}]
      pass:
        - {dos: 2026-03-02, pos: "10", lines: [{cpt: "99213", mods: ["95"]}]}
        - {dos: 2026-03-02, pos: "11", lines: [{cpt: "99213"}]}
  - number: 2
    title: A drug without authorization
    from: 2026-01-01
    when: {any_procedure: "J*"}
    require: {"REF*G1": "*"}
    forbid: {filing_code: WC}
    message: Summit authorizes every drug
    fix: Ask for it.
    examples:
      fail: [{dos: 2026-03-02, lines: [{cpt: "J1885"}]}]
      pass: [{dos: 2026-03-02, lines: [{cpt: "99213"}]}]
"""


def findings(example, codesets, *, rules=RULE, **chosen):
    built = build(example, codesets)
    payer = PayerRules(written=payer_rules_of(rules, file="summit.yaml"))
    found = run_edits(built.claim, codesets=built.codesets, as_of=built.as_of, payer=payer, **chosen)
    return [finding for finding in found if finding.edit.startswith("PR-")]


def test_the_examples_of_a_file_are_run(codesets):
    rules = payer_rules_of(RULE, file="summit.yaml")
    assert [rule.code for rule in rules] == ["PR-SUMMIT-1", "PR-SUMMIT-2"]
    assert list(examples_failed(rules, codesets=codesets)) == []


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ('require: {modifier: "95"}', 'require: {modifier: "93"}', "rule 1, pass 1: the rule finds PR-SUMMIT-1 line 1"),
        ('pos: "10", lines: [{cpt: "99213"}]', 'pos: "11", lines: [{cpt: "99213"}]', "rule 1, fail 1: the rule finds"),
        ("fail: [{dos: 2026-03-02, pos", "fail: [{dos: 2027-03-02, pos", "rule 1, fail 1: its day 2027-03-02 is not"),
        ("fail: [{dos: 2026-03-02, pos", "fail: [{shoe: 44, pos", "rule 1, fail 1: "),
    ],
)
def test_an_example_that_does_not_do_what_it_says_is_named(codesets, old, new, problem):
    failed = list(examples_failed(payer_rules_of(RULE.replace(old, new), file="summit.yaml"), codesets=codesets))
    assert any(each.startswith(problem) for each in failed), failed


@pytest.mark.parametrize(
    ("old", "new", "refusal"),
    [
        ("    title: A visit by video without 95\n", "", "summit.yaml: rule 1: Object missing required field `title`"),
        ("severity: warning", "severity: fatal", "summit.yaml: rule 1: severity: Invalid enum value 'fatal'"),
        ("from: 2026-01-01\n    to", "from: soon\n    to", "summit.yaml: rule 1: from: "),
        ("to: 2026-12-31", "to: 2025-12-31", "summit.yaml: rule 1: to: 2025-12-31 is before 2026-01-01"),
        ("place: [", "plaice: [", "summit.yaml: rule 1: when: plaice is not a field"),
        ('{"REF*G1": "*"}', '{"REF*G9": "*"}', "summit.yaml: rule 2: require: REF*G9 is not a field"),
        ('    require: {modifier: "95"}\n', "", "summit.yaml: rule 1: require: the rule neither requires nor forbids"),
        ("number: 2", "number: 1", "summit.yaml: rule 1: number: is given twice"),
        ("    fix: Ask for it.", "    fixx: Ask for it.", "summit.yaml: rule 2: Object "),
        ("payer: SUMMIT", "payer: the Summit", "summit.yaml: payer: "),
        ("rules:", "rules: [", "summit.yaml: line "),
    ],
)
def test_a_refusal_names_file_rule_and_key(old, new, refusal):
    with pytest.raises(PayerRulesWrong) as wrong:
        payer_rules_of(RULE.replace(old, new, 1), file="summit.yaml")
    assert str(wrong.value).startswith(refusal)


def test_a_rule_finds_beside_the_edits(codesets):
    (finding,) = findings({"pos": "10", "lines": [{"cpt": "20610"}, {"cpt": "99213"}]}, codesets)
    assert (finding.edit, finding.severity, finding.where) == ("PR-SUMMIT-1", Severity.WARNING, "line 2")
    assert (finding.path, finding.message) == ("lines[1].modifiers", "Summit wants 95 on a visit by video")
    assert finding.money


def test_a_rule_of_an_element_is_about_the_claim(codesets):
    (finding,) = findings({"lines": [{"cpt": "J1885"}]}, codesets)
    assert (finding.where, finding.path, finding.element) == ("claim", "prior_authorization", "REF*G1")
    assert findings({"lines": [{"cpt": "J1885"}], "auth": "A123"}, codesets) == []


@pytest.mark.parametrize(("on", "count"), [("2025-12-31", 0), ("2026-01-01", 1), ("2026-12-31", 1), ("2027-01-01", 0)])
def test_a_rule_holds_for_its_days_of_service(on, count):
    day = date.fromisoformat(on)
    line = structs.replace(a_claim().lines[0], service_from=day, service_to=day, place_of_service="10")
    claim = structs.replace(a_claim(), lines=(line,))
    rule = payer_rules_of(RULE, file="summit.yaml")[0]
    assert len([*broken(claim, [rule])]) == count


def test_rules_are_chosen_by_their_code_as_edits_are(codesets):
    example = {"pos": "10", "lines": [{"cpt": "99213"}, {"cpt": "J1885"}]}
    assert [finding.edit for finding in findings(example, codesets)] == ["PR-SUMMIT-2", "PR-SUMMIT-1"]
    assert [finding.edit for finding in findings(example, codesets, ignore=["PR-SUMMIT-2"])] == ["PR-SUMMIT-1"]
    assert findings(example, codesets, select=["DX"]) == []


def test_a_file_is_read(tmp_path):
    file = tmp_path / "summit.yaml"
    file.write_text(RULE, encoding="utf-8")
    assert len(payer_rules_read(file)) == 2
