"""Every command says what it does, with an example."""

import pytest

COMMANDS = [
    ("check",),
    ("era",),
    ("explain",),
    ("read",),
    ("ack",),
    ("write",),
    ("edits", "list"),
    ("edits", "try"),
    ("codes", "status"),
    ("codes", "import"),
    ("codes", "search"),
    ("stats",),
    ("split",),
    ("merge",),
    ("diff",),
    ("redact",),
    ("import", "fhir"),
    ("import", "x12"),
    ("exchange", "export"),
    ("audit", "ledger"),
]


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_help_has_an_example(run, command):
    told = run(*command, "--help")
    assert told.exit_code == 0
    assert f"cleanclaim {' '.join(command)}" in told.output
    assert "Example:" in told.output
