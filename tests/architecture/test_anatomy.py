"""Every stage has the same rooms, so whoever knows one walks all of them."""

from pathlib import Path

import pytest

import cleanclaim
from cleanclaim.cycle import STAGES

APPS = Path(cleanclaim.__file__).parent / "apps"
ANATOMY = {
    *("__init__", "apps", "models", "choices", "errors", "services", "selectors", "forms", "views", "urls", "tasks"),
    *("api", "admin"),
}
EXTRAS = {
    "practices": {
        "acting",
        "asked",
        "bulk",
        "codes",
        "contracts",
        "directory",
        "enrolling",
        "gate",
        "growing",
        "middleware",
        "partners",
        "prepared",
        "printing",
        "roles",
        "tables",
    },
    "activity": {"append_only"},
    "worklist": {"kinds"},
    "remittances": {
        *("answered", "bank_views", "batches", "desk", "dispute_views", "follow_up", "matching", "paper", "posting"),
    },
    "eligibility": {"question"},
    "encounters": {"coding"},
    "claims": {
        "build",
        "causes",
        "composed",
        "forms_edits",
        "forms_rules",
        "snapshot",
        "standing",
        "trial",
        "views_edits",
        "views_held",
        "views_rules",
        "written",
    },
    "exchange": {"transactions"},
    "patient_billing": {"due", "statement"},
    "ledger": {
        *(
            "accounts",
            "adjustments",
            "banking",
            "approvals",
            "audit",
            "chain",
            "credit_work",
            "credits",
            "decisions",
            "expiry",
            "periods",
            "reports",
        ),
        *("refunds", "returns", "saving"),
    },
    "insight": {"gaps", "measures", "rates", "rows", "views_gaps"},
}
FOLDERS = {"migrations", "templates", "templatetags", "services", "known"}


@pytest.mark.parametrize("stage", STAGES)
def test_stage_has_no_file_a_newcomer_would_not_expect(stage):
    unexpected = {path.stem for path in (APPS / stage).glob("*.py")} - ANATOMY - EXTRAS.get(stage, set())
    assert unexpected == set()


@pytest.mark.parametrize("stage", STAGES)
def test_stage_has_no_folder_a_newcomer_would_not_expect(stage):
    folders = {path.name for path in (APPS / stage).iterdir() if path.is_dir()} - {"__pycache__"}
    assert folders <= FOLDERS


def test_every_folder_of_apps_is_a_stage():
    assert {path.parent.name for path in APPS.glob("*/__init__.py")} <= set(STAGES)
