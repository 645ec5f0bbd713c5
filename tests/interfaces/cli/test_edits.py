"""`cleanclaim edits`: the list, and files of examples."""

import json

EXAMPLES = """
- id: DX002
  examples:
    fail: {dos: 2021-10-01, dx: [M54.5]}
    pass: {dos: 2021-10-01, dx: [M54.50]}
"""


def test_the_list_tells_a_program_each_edit(run):
    rows = json.loads(run("edits", "list", "--format", "json").output)
    (row,) = [row for row in rows if row["id"] == "DX002"]
    assert row["severity"] == "error"
    assert row["item"] == "21"


def test_examples_that_do_as_they_should_pass(run, tmp_path):
    file = tmp_path / "examples.yaml"
    file.write_text(EXAMPLES)
    told = run("edits", "try", file)
    assert (told.exit_code, told.output) == (0, "2 examples, 0 did not do what they should\n")


def test_an_example_that_does_not_is_named(run, tmp_path):
    file = tmp_path / "examples.yaml"
    file.write_text(EXAMPLES.replace("M54.50", "M54.5"))
    told = run("edits", "try", file)
    assert told.exit_code == 1
    assert "DX002 pass/1: found DX002 diagnosis 1" in told.output


def test_what_holds_no_examples_is_refused(run, tmp_path):
    file = tmp_path / "examples.yaml"
    file.write_text("hello")
    told = run("edits", "try", file)
    assert told.exit_code == 2
    assert "not examples of edits" in told.output
