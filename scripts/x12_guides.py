"""Writes docs/x12: of each guide its loops, segments, elements, and the fields of the values that hold them.

    python -m scripts.x12_guides

A test keeps the pages equal to the tables.
"""

import ast
import re
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from cleanclaim.core.authorization import AuthorizationAnswer, AuthorizationRequest
from cleanclaim.core.benefits import EligibilityAnswer, EligibilityInquiry
from cleanclaim.core.status import StatusAnswer, StatusRequest
from cleanclaim.core.tables import read_table
from cleanclaim.core.x12.guide import ElementUse, Guide, Loop, LoopUse, SegmentUse, guides
from cleanclaim.core.x12.mapping.template import Inner, Line, Slot, plan_of

PROJECT = Path(__file__).resolve().parent.parent
FOLDER = PROJECT / "docs" / "x12"
ROOTS: dict[str, type[Any]] = {
    "270": EligibilityInquiry,
    "271": EligibilityAnswer,
    "276": StatusRequest,
    "277": StatusAnswer,
    "278request": AuthorizationRequest,
    "278response": AuthorizationAnswer,
}
"""Values whose classes say themselves how they stand in X12."""
SOURCES = {
    "837p": "claim",
    "837i": "claim",
    "837d": "claim",
    "835": "remittance",
    "277ca": "acknowledgment",
    "999": "acknowledgment",
}
"""Values whose fields name their segment or element in a comment."""
_HEAD = """# X12 guides

What each transaction may hold, and which field of which value holds it. Written by `python -m scripts.x12_guides`
from the tables in `core/x12/guides/`; the words are ours. Each page ends with an example that is run as a test.

| guide | version | transaction | value |
|---|---|---|---|
"""
_LEGEND = """\
R required, S situational; the number is how often. An element is its number, `!` when required, `=` and the codes
that it may have (the first six). Fields of values are set `like_this`; whatever has none is kept in `also`, as sent.
"""
_MOST_CODES = 6
_TOLD_BY_KIND = {"AMT", "CRC", "DTM", "DTP", "HI", "NTE", "QTY", "REF"}  # what one holds is told by its first element
_TOKEN = re.compile(r"\b([A-Z][A-Z0-9]{1,2})(?:\*([A-Z0-9]+)|(\d{2}))")


def pages() -> dict[str, str]:
    """Every page by its name."""
    rows = "".join(
        f"| [{one.name}]({one.name}.md) | {one.published} | {one.title} | `{_value(one)}` |\n" for one in guides()
    )
    return {"README.md": _HEAD + rows} | {f"{one.name}.md": page(one) for one in guides()}


def page(one: Guide) -> str:
    """One guide: its loops as tables, then the example."""
    loops = "".join(_loop(one, loop) for loop in one.loops)
    example = (FOLDER / "examples" / f"guide_{one.name}.py").read_text(encoding="utf-8")
    head = f"# {one.title}: {one.transaction}, {one.published}\n\nGroup {one.functional}. Value: `{_value(one)}`.\n"
    return f"{head}\n{_LEGEND}\n{loops}## Example\n\n```python\n{example}```\n"


def _value(one: Guide) -> str:
    root = ROOTS.get(one.name)
    return f"cleanclaim.core.{SOURCES[one.name]}" if root is None else f"{root.__module__}.{root.__name__}"


def _loop(one: Guide, loop: Loop) -> str:
    rows = "".join(_row(one, loop, item) for item in loop.items)
    title = f"{loop.id} {loop.title}".strip()
    return f"## {title}\n\n| segment | | elements | fields |\n|---|---|---|---|\n{rows}\n"


def _row(one: Guide, loop: Loop, item: SegmentUse | LoopUse) -> str:
    usage = f"{'R' if item.is_required else 'S'} {item.most if item.most < 10_000 else '*'}"
    if isinstance(item, LoopUse):
        return f"| → {item.loop.id} | {usage} | {item.loop.title} | |\n"
    elements = "; ".join(_element(item.name, position, use) for position, use in item.elements.items())
    return f"| {item.name} | {usage} | {elements} | {', '.join(_fields(one, loop, item))} |\n"


def _element(name: str, position: int, use: ElementUse) -> str:
    words = names().get(name, [])
    word = words[position - 1] if position <= len(words) else ""
    mark = "!" if use.is_required else ""
    first = use.parts[1].codes if use.parts and 1 in use.parts else frozenset()
    return " ".join(filter(None, (f"{position:02d}{mark}", word, _codes(use.codes or first))))


def _codes(codes: frozenset[str]) -> str:
    some = sorted(codes)
    listed = " ".join(some[:_MOST_CODES]) + (" …" if len(some) > _MOST_CODES else "")
    return f"={listed}" if some else ""


def _fields(one: Guide, loop: Loop, use: SegmentUse) -> Iterator[str]:
    if one.name in ROOTS:
        yield from _bound(one, loop, use)
    else:
        yield from (f"`{field}`" for field in _commented(SOURCES[one.name], use))


def _bound(one: Guide, loop: Loop, use: SegmentUse) -> Iterator[str]:
    """Fields by the rows of the class that stands for the loop."""
    for cls in _classes(ROOTS[one.name], one.name).get(loop.id, ()):
        plan = plan_of(cls, one.name)
        for item in plan.items:
            if isinstance(item, Line) and _is_for(item, use):
                yield from (f"`{slot.field}`" for slot in _used(item, use))
            elif isinstance(item, Inner) and not hasattr(item.cls, "loop"):
                (line,) = plan_of(item.cls, one.name).lines
                if _is_for(line, use):
                    yield f"`{item.field}`: {' '.join(f'`{slot.field}`' for slot in line.slots)}"


def _used(line: Line, use: SegmentUse) -> Iterator[Slot]:
    """The fields at elements that the guide uses."""
    for position, cell in line.cells:
        if position in use.elements:
            yield from (one for one in (cell if isinstance(cell, tuple) else (cell,)) if isinstance(one, Slot))


def _is_for(line: Line, use: SegmentUse) -> bool:
    """Whether the row can be this segment: its fixed texts are among the codes."""
    if line.name != use.name:
        return False
    fixed = {position: cell for position, cell in line.cells if isinstance(cell, str) and cell}
    return all(text in use.elements[position].codes for position, text in fixed.items() if use.elements[position].codes)


@cache
def _classes(root: type[Any], name: str) -> dict[str, list[type[Any]]]:
    """Loop → the classes that stand for it."""
    found: dict[str, list[type[Any]]] = {}
    waiting = [root]
    while waiting:
        cls = waiting.pop()
        for identifier in re.split(r"[ |]", getattr(cls, "loop", "")):
            for loop in _alike(identifier, cls, root):
                found.setdefault(loop, [])
                found[loop] += [cls] if cls not in found[loop] else []
        waiting += [inner.cls for inner in plan_of(cls, name).inner]
    return found


def _alike(identifier: str, cls: type[Any], root: type[Any]) -> tuple[str, ...]:
    """A claim or benefit of a dependent has the class of a subscriber's."""
    if hasattr(cls, "level"):
        return (identifier,)
    twins = {"2110C": "2110D", "2200D": "2200E", "2210D": "2210E", "2220D": "2220E"}
    return (identifier, twins[identifier]) if identifier in twins else (identifier,)


@cache
def _comments(package: str) -> dict[str, list[str]]:
    """Segment or element named in a comment → the fields that say so."""
    source = (PROJECT / "src/cleanclaim/core" / package / "value.py").read_text(encoding="utf-8")
    lines, found = source.splitlines(), {}
    for node in ast.parse(source).body:
        for line in (one for one in getattr(node, "body", ()) if isinstance(one, ast.AnnAssign)):
            comment = lines[line.lineno - 1].partition("#")[2]
            for name, kind, position in _TOKEN.findall(comment):
                field = f"{node.name}.{ast.unparse(line.target)}"
                found.setdefault(f"{name}*{kind}" if kind else f"{name}{position}", []).append(field)
    return found


def _commented(package: str, use: SegmentUse) -> Iterator[str]:
    comments = _comments(package)
    _, _, codes = use.qualifier
    for code in sorted(codes):
        yield from comments.get(f"{use.name}*{code}", ())
    for position in use.elements if use.name not in _TOLD_BY_KIND else ():
        yield from comments.get(f"{use.name}{position:02d}", ())


@cache
def names() -> dict[str, list[str]]:
    """What each element is."""
    text = files("cleanclaim.core.x12").joinpath("guides/names.yaml").read_text(encoding="utf-8")
    return {name: str(line).split("|") for name, line in read_table(text).items()}


def write_pages() -> None:
    """Write every page; others in the folder are left alone."""
    for name, text in pages().items():
        (FOLDER / name).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    write_pages()
