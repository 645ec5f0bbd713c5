"""The public catalog of edits, written from the edits themselves."""

import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from cleanclaim.core.edits.catalog import ALL_EDITS
from cleanclaim.core.edits.edit import Edit
from cleanclaim.core.edits.examples import cases_path

_HEAD = """# Claim edits

What CleanClaim looks at before a claim leaves. An **error** would be rejected or denied, or is unlawful: the claim
stays. A **warning** is often denied: a person should look. **Info** is hygiene, income, or something that could not be
checked. These pages are written by `python -m cleanclaim.core.edits.docs docs/edits`; a test keeps them equal to the
edits.

| edit | what it finds | severity | claims | box | prevents |
|---|---|---|---|---|---|
"""


def edits_doc() -> dict[str, str]:
    """Every page by its name: `README.md`, a table, and one page an edit (`DX002.md`)."""
    rows = "".join(_row(edit) for edit in ALL_EDITS)
    return {"README.md": _HEAD + rows} | {f"{edit.code}.md": edit_page(edit) for edit in ALL_EDITS}


def write_docs(folder: Path) -> None:
    """Write every page into the folder and remove pages of edits that are gone."""
    pages = edits_doc()
    folder.mkdir(parents=True, exist_ok=True)
    for stale in set(folder.glob("*.md")) - {folder / name for name in pages}:
        stale.unlink()
    for name, text in pages.items():
        (folder / name).write_text(text, encoding="utf-8")


def edit_page(edit: Edit) -> str:
    """One edit for a person: why, what is rejected, what is clean, the fix, the examples."""
    body = edit.doc.partition("\n")[2].strip().replace("``", "`").replace("\n**", "\n\n**")
    listed = "\n".join(f"* **{name}**: {fact}" for name, fact in facts_of(edit))
    return f"# {edit.code}: {edit.title}\n\n{body}\n\n{listed}\n\n## Examples\n\n{''.join(_examples(edit))}"


def facts_of(edit: Edit) -> tuple[tuple[str, str], ...]:
    """What the page lists below the text, name and fact."""
    facts = {
        "Severity": edit.severity.value,
        "Claims": ", ".join(sorted(edit.kinds)),
        "Box": edit.box,
        "Element": edit.element,
        "In force": f"services from {edit.since}" if edit.since else "always",
        "Fix": edit.fix,
        "Prevents": "; ".join(edit.prevents),
        "Source": edit.source,
    }
    return tuple((name, fact) for name, fact in facts.items() if fact)


def _row(edit: Edit) -> str:
    prevents = "; ".join(edit.prevents).replace("|", "/")
    kinds = ", ".join(sorted(edit.kinds))
    link = f"[{edit.code}]({edit.code}.md)"
    return f"| {link} | {edit.title} | {edit.severity.value} | {kinds} | {edit.box} | {prevents} |\n"


@cache
def examples_of(edit: Edit) -> tuple[str, tuple[tuple[str, str, str], ...]]:
    """What all examples share, and each with its verdict, name and what it says of the claim."""
    document = yaml.safe_load(cases_path(edit.subject, edit.name).read_text(encoding="utf-8"))
    given = document.get("given")
    rows = tuple(
        (verdict, name.replace("_", " "), _flow(example))
        for side, verdict in (("fail", "found"), ("pass", "clean"))
        for name, example in document["examples"][side].items()
    )
    return _flow(given) if given else "", rows


def _examples(edit: Edit) -> Iterator[str]:
    given, rows = examples_of(edit)
    if given:
        yield f"All of them with `{given}`.\n\n"
    for verdict, name, example in rows:
        yield f"* {verdict}, {name}: `{example}`\n"


def _flow(example: Any) -> str:
    text = yaml.safe_dump(example, default_flow_style=True, sort_keys=False, allow_unicode=True, width=10_000)
    return text.strip()


if __name__ == "__main__":
    write_docs(Path(sys.argv[1]))
