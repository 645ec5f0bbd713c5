"""Files whose source says what is wrong with them: we find at least that.

Their tools are silent about more in the same files (levels numbered wrongly, HL04 without a level below).
"""

from pathlib import Path

import pytest

from cleanclaim.core.x12 import check

pytestmark = pytest.mark.corpus
STATED = {
    "837P/imsweb__x12-parser__x12_bad_valid_code.txt": {("2", "NM1"), ("3", "NM1")},
    "837P/imsweb__x12-parser__x12_segment_errors.txt": {("3", "N3"), ("3", "HI"), ("5", "REF")},
    "837P/imsweb__x12-parser__x12_missing_elements.txt": {("1", "NM102"), ("1", "CLM05")},
    "837P/imsweb__x12-parser__x12_loop_errors1_exceeds_max_1_parent.txt": {("4", "NM1")},
    "837P/imsweb__x12-parser__x12_missing_required_loop_in_one_repeat.txt": {("3", "NM1")},
    "837P/imsweb__x12-parser__x12_segments_out_of_order.txt": {("7", "N4"), ("7", "N3")},
    "835/IPerception__EDI-Workbench__claim_does_not_reconcile.edi": {("I12", "CLP04"), ("I12", "BPR02")},
    "835/IPerception__EDI-Workbench__total_does_not_reconcile.edi": {("I12", "BPR02")},
    "837P/IPerception__EDI-Workbench__bad_amount.edi": {("6", "SV102")},
    "837P/IPerception__EDI-Workbench__bad_control_number.edi": {("3", "SE02")},
    "837P/IPerception__EDI-Workbench__bad_se_count.edi": {("4", "SE01")},
    "837P/IPerception__EDI-Workbench__unbalanced_claim.edi": {("I12", "CLM02")},
    "837P/IPerception__EDI-Workbench__unclosed_envelope.edi": {("023", "IEA")},
}


@pytest.mark.parametrize("file", STATED)
def test_what_its_source_says_is_wrong_is_found(file: str, corpus: Path):
    found = {(problem.code, problem.element or problem.name) for problem in check(corpus / file)}
    assert STATED[file] <= found
