import pytest


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("CO-97", "Find the paying code"),
        ("pr1", "PR-1: "),
        ("A7:562", "NPI missing or not valid"),
        ("A7:562:85", "(billing provider)"),
        ("F2:88:QC", "finished, denied: "),
        ("EB:30", "EB03 30 kind of service: the plan as a whole"),
        ("EB:B", "EB01 B benefit: copay"),
        ("AAA:72", "AAA03 72 why there is no answer: The member ID is missing"),
        ("AAA:C", "correct it and send it again"),
        ("HCR:A1", "HCR01 A1 decision: certified in full"),
        ("HCR:0F", "HCR03 0F why: not medically necessary"),
        ("III:11", "place of service: "),
        ("DX002", "Diagnosis not valid on the service date"),
        ("ERA003", "does not add up to its payment"),
        ("M54.50", "Low back pain"),
        ("M54", "a heading, not billable"),
        ("99214", "established visit, moderate"),
        ("N130", "N130 remark: "),
    ],
)
def test_a_code_in_our_words(run, code, words):
    told = run("explain", code)
    assert told.exit_code == 0
    assert words in told.output


def test_an_unknown_code_is_said(run):
    told = run("explain", "ZZZ")
    assert told.exit_code == 1
    assert "in none of our tables" in told.stderr
