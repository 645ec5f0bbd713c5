"""`cleanclaim check` on small files, then on the files of others."""

import json
import re

import pytest
from msgspec.structs import replace
from tests.builders.claim_values import a_claim, a_line
from tests.builders.remittances import a_claim_payment, a_remittance, a_service_payment

AS_OF = ("--as-of", "2026-03-10")


def test_a_clean_claim_passes(run, an_837):
    told = run("check", an_837(), *AS_OF)
    assert (told.exit_code, told.stdout) == (
        0,
        "1 files, 1 transactions, 1 claims: 0 findings (0 errors, 0 warnings)\n",
    )


def test_a_finding_has_file_segment_rule_place_message_and_fix(run, an_837):
    file = an_837(a_claim(lines=(a_line(), a_line(2, service_from=None))))
    told = run("check", file, *AS_OF, "--select", "DATE008")
    segments = file.read_text().split("~")
    line = next(number for number, text in enumerate(segments, start=1) if text.strip().startswith("LX*2"))
    assert told.exit_code == 1
    assert re.match(rf"{re.escape(str(file))}:{line}: DATE008 claim CLM-1001, line 2: .+ \[.+\]$", told.output, re.M)


def test_an_envelope_that_disagrees_is_found_at_its_trailer(run, an_837):
    file = an_837()
    file.write_text(re.sub(r"SE\*\d+", "SE*99", file.read_text()))
    told = run("check", file, "--select", "ENV")
    assert told.exit_code == 1
    assert "ENV001 SE01: SE01 says 99 segments" in told.output


def test_what_the_guide_forbids_is_found(run, an_837):
    file = an_837()
    file.write_text(file.read_text().replace("SBR*P*", "SBR*X*"))
    told = run("check", file, "--select", "GDE")
    assert told.exit_code == 1
    assert "SBR01" in told.output


def test_an_amount_that_is_none_is_told_once(run, an_837):
    file = an_837()
    file.write_text(file.read_text().replace("CLM*CLM-1001*125", "CLM*CLM-1001*many"))
    told = run("check", file, "--select", "SYN,SEG")
    assert told.output.count("'many'") == 1


def test_sums_of_a_remittance_are_told_where_they_stand(run, an_835):
    remittance = a_remittance(a_claim_payment(a_service_payment(15_000, 10_000), a_service_payment(2_000, 900)))
    told = run("check", an_835(replace(remittance, amount=1)), "--select", "ERA")
    assert told.exit_code == 1
    assert "ERA003 total: $0.01 is stated, $109.00 is the sum" in told.output


@pytest.mark.parametrize(
    ("rule", "least", "status"),
    [("LIN029", "error", 0), ("LIN029", "warning", 1), ("PTR004", "warning", 0), ("PTR004", "info", 1)],
)
def test_a_warning_and_a_hint_fail_only_when_that_is_asked_for(run, an_837, rule, least, status):
    file = an_837(a_claim(diagnoses=("J20.9", "I10"), lines=(a_line(), a_line(2, charge=0))))
    told = run("check", file, *AS_OF, "--select", rule, "--fail-on", least)
    assert (told.exit_code, f": {rule} " in told.output) == (status, True)


def test_errors_and_warnings_fail_unless_told_otherwise(run, an_837):
    file = an_837(a_claim(diagnoses=("J20.9", "I10"), lines=(a_line(), a_line(2, charge=0))))
    assert run("check", file, *AS_OF, "--select", "LIN029").exit_code == 1
    assert run("check", file, *AS_OF, "--select", "PTR004").exit_code == 0


def test_a_level_that_an_837_has_not_is_told_beside_its_claims(run, an_837):
    file = an_837()
    file.write_text(file.read_text().replace("*22*0~", "*99*0~").replace("*22*0\n", "*99*0\n"))
    told = run("check", file, *AS_OF)
    assert told.exit_code == 1
    assert "HL03" in told.output
    assert "1 claims" in told.output


def test_json_for_programs(run, an_837):
    told = run("check", an_837(a_claim(diagnoses=())), *AS_OF, "--format", "json")
    document = json.loads(told.stdout)
    assert document["counts"]["claims"] == 1
    assert {"file", "segment", "rule", "severity", "where", "message", "fix", "offset"} == set(document["findings"][0])


def test_a_pipe_is_read(run, an_837):
    told = run("check", "-", *AS_OF, input=an_837().read_bytes())
    assert told.exit_code == 0


def test_of_a_folder_only_what_is_x12(run, an_837, tmp_path):
    an_837()
    (tmp_path / "README.md").write_text("not X12")
    told = run("check", tmp_path, *AS_OF)
    assert told.exit_code == 0
    assert "1 files that are not X12 passed over" in told.output


@pytest.mark.parametrize("content", ["", "hello", "ISA*00*"])
def test_what_is_not_x12_is_unreadable(run, tmp_path, content):
    file = tmp_path / "notes.txt"
    file.write_text(content)
    told = run("check", file)
    assert told.exit_code == 2
    assert "notes.txt" in told.stderr


def test_a_file_that_is_not_there_is_said(run, tmp_path):
    told = run("check", tmp_path / "nowhere.x12")
    assert told.exit_code == 2
    assert "nowhere.x12: No such file" in told.stderr


def test_a_rule_that_is_none_is_said(run, an_837):
    told = run("check", an_837(), "--select", "NOPE")
    assert told.exit_code == 2
    assert "No rule begins with NOPE" in told.stderr


@pytest.mark.corpus
def test_files_of_others_are_judged_without_a_fault_of_ours(run, corpus):
    told = run("check", corpus, "--format", "json")
    document = json.loads(told.stdout)
    assert told.exit_code == 2
    assert document["counts"]["files"] > 400
    assert document["counts"]["claims"] > 2_000
    assert all(each["problem"] for each in document["unreadable"])


def test_code_hosts_take_the_findings_as_sarif(run, an_837):
    file = an_837(a_claim(lines=(a_line(), a_line(2, service_from=None))))
    log = json.loads(run("check", file, *AS_OF, "--select", "DATE008", "--format", "sarif").stdout)
    (result,) = log["runs"][0]["results"]
    assert (log["version"], result["ruleId"], result["level"]) == ("2.1.0", "DATE008", "error")
    offset = result["locations"][0]["physicalLocation"]["region"]["byteOffset"]
    assert file.read_bytes()[offset:].startswith(b"LX*2")
    assert [rule["id"] for rule in log["runs"][0]["tool"]["driver"]["rules"]] == ["DATE008"]


def test_snip_types_are_chosen(run, an_837):
    file = an_837()
    file.write_text(file.read_text().replace("CLM*CLM-1001*125*", "CLM*CLM-1001*130*"))
    assert "BAL001" not in run("check", file, *AS_OF, "--snip", "1,2").output
    told = run("check", file, *AS_OF, "--snip", "3", "--select", "BAL")
    assert told.exit_code == 1
    assert "CLM02" in told.output


def test_what_could_not_be_checked_is_told_once_for_a_file_and_is_no_finding(run, an_837):
    told = run("check", an_837(a_claim(control_number="C1"), a_claim(control_number="C2")), *AS_OF, "--select", "DUP")
    assert told.exit_code == 0
    assert told.output.count("the list of the patient's other claims is not at hand") == 1


def test_several_processes_find_the_same(run, an_837, an_835):
    files = an_837(a_claim(diagnoses=("E11",))), an_835()
    assert run("check", *files, *AS_OF, "--jobs", 2).output == run("check", *files, *AS_OF).output


RULES = """\
payer: {payer}
rules:
  - number: 1
    title: An authorization for every visit
    from: 2026-01-01
    when: {{procedure: "99*"}}
    require: {{"REF*G1": "*"}}
    message: the payer wants an authorization
    fix: Ask for it.
    examples:
      fail: [{{dos: 2026-03-02, lines: [{{cpt: "99213"}}]}}]
      pass: [{{dos: 2026-03-02, lines: [{{cpt: "99213"}}], auth: A123}}]
"""


@pytest.fixture
def rules(tmp_path):
    """A file of one rule for the payer of that short name."""

    def written(payer, old="", new=""):
        file = tmp_path / "rules.yaml"
        file.write_text(RULES.format(payer=payer).replace(old, new))
        return file

    return written


def test_rules_of_a_file_judge_the_claims_of_their_payer(run, an_837, rules):
    payer = re.sub("[^A-Z0-9]", "", a_claim().payer.payer_id.upper())
    told = run("check", an_837(), *AS_OF, "--rules", rules(payer), "--select", "PR-")
    assert (told.exit_code, f"PR-{payer}-1 claim CLM-1001" in told.output) == (1, True)
    assert run("check", an_837(), *AS_OF, "--rules", rules("ELSE"), "--select", "PR-").exit_code == 0


def test_a_file_of_rules_that_cannot_be_used_is_refused_with_its_place(run, an_837, rules):
    told = run("check", an_837(), "--rules", rules("SUMMIT", "when:", "wen:"))
    assert (told.exit_code, "rules.yaml: rule 1" in told.output) == (2, True)
    told = run("check", an_837(), "--rules", rules("SUMMIT", "auth: A123", 'pos: "11"'))
    assert (told.exit_code, "pass 1: the rule finds" in told.output) == (2, True)
